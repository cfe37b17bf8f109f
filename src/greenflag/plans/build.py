"""From ranked postings to the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from greenflag.model import KeyDate, Plan, PlanEntry, Profile, Ranked, Task, Versions
from greenflag.plans.funnel import funnel
from greenflag.plans.mend import gaps
from greenflag.plans.messages import question
from greenflag.plans.skip import skip_groups
from greenflag.plans.tasks import apply_task, ask_task, joined_task
from greenflag.plans.triage import SKIPS, Skip, triage
from greenflag.plans.watch import Quiet, watched

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
    """
    best_first = sorted(ranked, key=lambda item: (-item.score, item.posting.id))
    sorted_out = [(item, triage(profile, item)) for item in best_first]
    apply = [item for item, where in sorted_out if where == "apply"]
    ask = [item for item, where in sorted_out if where == "ask"]
    skipped = [(item, where) for item, where in sorted_out if isinstance(where, Skip)]
    groups = skip_groups(skipped)
    listed = frozenset(item.posting.id for item in (*apply, *ask))
    red = {item.posting.id: SKIPS[where.code][0] == "not_refused" for item, where in skipped}
    days = tuple(sorted(dates, key=lambda key: (key.on, key.what)))
    return Plan(
        made_on=today,
        apply=tuple(PlanEntry(item, apply_task(item, nth, days, today)) for nth, item in enumerate(apply)),
        ask=_ask_entries(profile, ask, days, today),
        skip=groups,
        watch=watched(best_first, listed, red, quiet),
        mend=gaps(profile, [*apply, *ask], missing or {}),
        dates=days,
        funnel=funnel(len(best_first), groups),
        notes=(*notes, *_coverage(best_first, len(listed))),
        versions=versions,
    )


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
