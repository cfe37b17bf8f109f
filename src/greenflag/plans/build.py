"""From ranked postings to the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from greenflag.model import KeyDate, Plan, PlanEntry, Profile, Ranked, Task, Versions
from greenflag.plans.funnel import funnel
from greenflag.plans.mend import gaps
from greenflag.plans.messages import question
from greenflag.plans.skip import skip_groups
from greenflag.plans.tasks import apply_task, ask_task, joined_task
from greenflag.plans.triage import SKIPS, Skip, Sorted, triage
from greenflag.plans.watch import Quiet, watched

MOST_PLACES = 5  # named where a job is posted again
NO_POSTINGS = (
    "There is nothing to plan from yet: watch boards with `greenflag boards add URL` or by name "
    "(`greenflag boards list` shows them), then make the plan again."
)
NOTHING_FITS = (
    "No open posting is worth an application or a question now: watch more boards with `greenflag boards add URL`, "
    "and see in the funnel where most fall out; a lower pay floor or more places in the profile may bring some back."
)


def make_plan(
    profile: Profile,
    ranked: Sequence[Ranked],
    dates: tuple[KeyDate, ...],
    notes: tuple[str, ...],
    today: date,
    versions: Versions,
    *,
    missing: Mapping[str, Sequence[str]] | None = None,
    quiet: Sequence[Quiet] = (),
    same: Sequence[Sequence[str]] = (),
    shared: Sequence[Sequence[str]] = (),
    mass: Sequence[Sequence[str]] = (),
    kept: Collection[str] = (),
) -> Plan:
    """Return the plan for all open postings; each is in exactly one of apply, ask and skip.

    Args:
        profile: the person.
        ranked: every open posting of every watched board with its assessment, in any order.
        dates: the person's key dates; tasks fall before the next of them.
        notes: what to tell besides, such as what the records cover and which boards could not be read.
        today: the day of the plan.
        versions: of the rules, records and law behind the assessments.
        missing: posting id -> skills that it names and the profile lacks.
        quiet: employers of watched boards without an open posting, with their records, to watch as well.
        same: ids of postings that are one job, as posted again or for several places; the best of each stays.
        shared: ids of postings with one text under several employers, of which each stays and is told.
        mass: ids of postings with one text under very many employers, titles or places.
        kept: ids of postings that the person trusts, whatever they look like.
    """
    best_first = sorted(ranked, key=lambda item: (-item.score, item.posting.id))
    sorted_out = [(item, triage(profile, item, kept=item.posting.id in kept)) for item in best_first]
    sorted_out, elsewhere = _one_of_each(sorted_out, same)
    remarks = _remarks(best_first, elsewhere, shared, mass)
    apply = [item for item, where in sorted_out if where == "apply"]
    ask = [item for item, where in sorted_out if where == "ask"]
    skipped = [(item, where) for item, where in sorted_out if isinstance(where, Skip)]
    groups = skip_groups(skipped)
    listed = frozenset(item.posting.id for item in (*apply, *ask))
    red = {item.posting.id: SKIPS[where.code][0] == "not_refused" for item, where in skipped}
    days = tuple(sorted(dates, key=lambda key: (key.on, key.what)))
    return Plan(
        made_on=today,
        apply=tuple(
            PlanEntry(item, _also(apply_task(item, nth, days, today), remarks)) for nth, item in enumerate(apply)
        ),
        ask=tuple(replace(entry, task=_also(entry.task, remarks)) for entry in _ask_entries(profile, ask, days, today)),
        skip=groups,
        watch=watched(best_first, listed, red, quiet),
        mend=gaps(profile, [*apply, *ask], missing or {}),
        dates=days,
        funnel=funnel(len(best_first), groups),
        notes=(*notes, *_coverage(best_first, len(listed))),
        versions=versions,
    )


def _one_of_each(
    sorted_out: Sequence[tuple[Ranked, Sorted]], same: Sequence[Sequence[str]]
) -> tuple[list[tuple[Ranked, Sorted]], dict[str, list[Ranked]]]:
    """Skip all postings of a job but the best that is worth something; return them, and its others by its id."""
    worth = {item.posting.id: item for item, where in sorted_out if not isinstance(where, Skip)}
    place = {item.posting.id: nth for nth, (item, _) in enumerate(sorted_out)}
    stands_for: dict[str, Ranked] = {}
    elsewhere: dict[str, list[Ranked]] = {}
    for group in same:
        alike = sorted((worth[one] for one in group if one in worth), key=lambda item: place[item.posting.id])
        if len(alike) > 1:
            stands_for.update((other.posting.id, alike[0]) for other in alike[1:])
            elsewhere[alike[0].posting.id] = alike[1:]
    folded = [
        (item, Skip("copy", _told(stands_for[item.posting.id]))) if item.posting.id in stands_for else (item, where)
        for item, where in sorted_out
    ]
    return folded, elsewhere


def _told(item: Ranked) -> str:
    return " · ".join(filter(None, (item.posting.title, item.posting.employer_name, "; ".join(item.posting.locations))))


def _also(task: Task, remarks: Mapping[str, Sequence[str]]) -> Task:
    """Add to a task what its job's copies tell."""
    return replace(task, reason=" ".join([task.reason, *remarks.get(task.posting_id, ())]).strip())


def _remarks(
    ranked: Sequence[Ranked],
    elsewhere: Mapping[str, Sequence[Ranked]],
    shared: Sequence[Sequence[str]],
    mass: Sequence[Sequence[str]],
) -> dict[str, list[str]]:
    """Return by posting what its copies tell: where else it is posted, under whose names, and how often."""
    remarks: dict[str, list[str]] = {}
    names = {item.posting.id: item.posting.employer_name for item in ranked}
    for posting_id, others in elsewhere.items():
        remarks.setdefault(posting_id, []).append(_posted_again(others))
    for group in shared:
        for posting_id in group:
            other_names = sorted({names.get(one, "") for one in group} - {names.get(posting_id, ""), ""})
            if other_names:
                told = f"The same text stands under {_listed(other_names)}: ask who would employ you."
                remarks.setdefault(posting_id, []).append(told)
    for group in mass:
        for posting_id in group:
            told = f"A mass posting: one text {len(group)} times, so ask whether this opening is real."
            remarks.setdefault(posting_id, []).append(told)
    return remarks


def _posted_again(others: Sequence[Ranked]) -> str:
    places = list(dict.fromkeys(place for other in others for place in other.posting.locations))
    where = f" for {_listed(places, '; ')}" if places else ""
    times = "once more" if len(others) == 1 else f"{len(others)} more times"
    return f"Posted {times}{where}: one application is enough."


def _listed(names: Sequence[str], separator: str = ", ") -> str:
    return f"{separator.join(names[:MOST_PLACES])}{' and more' if len(names) > MOST_PLACES else ''}"


def _ask_entries(
    profile: Profile, ask: Sequence[Ranked], dates: Sequence[KeyDate], today: date
) -> tuple[PlanEntry, ...]:
    """Return the entries to ask about; an employer is asked once, its other postings join that message."""
    asked: dict[str, tuple[Ranked, Task]] = {}
    entries = []
    for item in ask:
        posting = item.posting
        employer = item.assessment.employer.employer_id or posting.employer_name.casefold() or posting.id
        if employer in asked:
            task = joined_task(item, *asked[employer])
        else:
            task = ask_task(item, len(asked), dates, today)
            asked[employer] = (item, task)
        entries.append(PlanEntry(item, task, question(profile, item, today)))
    return tuple(entries)


def _coverage(ranked: Sequence[Ranked], listed: int) -> list[str]:
    """Return what the plan cannot know, in counts, and what to do when it is empty."""
    if not ranked:
        return [NO_POSTINGS]
    total = len(ranked)
    readings = [item.assessment.reading for item in ranked]
    silent = sum(reading.stance == "silent" for reading in readings)
    nameless = sum(item.assessment.employer.employer_id is None for item in ranked)
    nowhere = sum(not reading.place.countries for reading in readings)
    lines = [
        (silent, "Silent on sponsorship, which is neither yes nor no"),
        (nameless, "Employer not surely found in the records, which is not a no"),
        (nowhere, "Country of the job not said, and kept"),
    ]
    found = [f"{what}: {count} of {total} postings." for count, what in lines if count]
    return found if listed else [NOTHING_FITS, *found]
