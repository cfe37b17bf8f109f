"""H-1B, new and cap-subject: the employer registers in March, a weighted draw decides, work begins in October.

Never more than possible: nobody knows the draw.
"""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit, PayLevel, Reason
from greenflag.visas.case import Case
from greenflag.visas.days import Season, days_later, next_season, season_dates
from greenflag.visas.job import employer_step, place_step, restricted_step
from greenflag.visas.person import (
    at_least,
    entry_step,
    payment_reasons,
    six_years_end_on,
    specialty_steps,
    training_end,
)
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import OTHER_STATUSES, STUDENT_PERMITS, hear

PATH_ID: Final = "h1b_cap"
NAME: Final = "H-1B, new (cap-subject)"
LEVELS: Final = ("I", "II", "III", "IV")


def assess(case: Case) -> PathFit:
    """Return whether a new, cap-subject H-1B can carry this person into this job, with the days of its season."""
    heard = hear(
        case,
        own=frozenset({"new_petition"}),
        shared=frozenset({"sponsorship", "h1b"}),
        spared=OTHER_STATUSES | STUDENT_PERMITS | {"transfer"},
    )
    season = next_season(case.law, case.today)
    return settle(
        PATH_ID,
        NAME,
        (
            place_step(case),
            restricted_step(case),
            _counted_step(case),
            entry_step(case),
            *specialty_steps(case, "h1b.degree.minimum", "h1b.specialty_occupation"),
            employer_step(case, heard, "H-1B", "h1b.employer_files"),
            _season_step(case, season),
            _until_start_step(case, season),
            step("open", *_draw_reasons(case), *_cost_reasons(case)),
        ),
    )


def _counted_step(case: Case) -> Step:
    """Close the path for a person who was counted already: the draw is not needed, or the six years are used."""
    counted, in_h1b = case.profile.h1b_counted, case.profile.status == "H-1B"
    end_on = six_years_end_on(case)
    if end_on and case.today > end_on:
        note = f"The six years in H-1B ended on {end_on}; only a long stay outside the US starts them anew."
        reason = because("six_years_used", note, "h1b.six_year_limit", "h1b.six_year_reset")
        return step("closed" if in_h1b else "possible", reason)
    if counted and end_on is None and not in_h1b:
        why = "who was counted needs no draw (see the change of employer), unless the six years are used"
        return step("possible", missing("dates.h1b_first_admitted_on", why, "h1b.already_counted"))
    if counted:
        note = "Already counted against the cap: no registration is needed; see the change of employer."
        return step("closed", because("counted", note, "h1b.already_counted"))
    if counted is None and in_h1b:
        return step("unknown", missing("h1b_counted", "who was counted needs no draw"))
    return step("open")


def _season_step(case: Case, season: Season | None) -> Step:
    if season is None:
        note = f"The law files know no registration season after {case.today}; update greenflag."
        return step("unknown", because("law_gap", note, "h1b.registration.window"))
    how = "is announced for" if season.announced else "is expected, not announced, for"
    note = (
        f"Registration {how} {season.opens_on} to {season.closes_on}; if drawn, work can begin on {season.starts_on}."
    )
    if season.opens_on <= case.today:
        how = "" if season.announced else " as expected, not announced"
        note = f"Registration is open until {season.closes_on}{how}; if drawn, work can begin on {season.starts_on}."
    reasons = [because("season", note, "h1b.registration.window", "h1b.fy.start")]
    reached = case.law.find("h1b.cap.reached_on", case.today)
    if reached:
        note = f"The last cap was reached on {reached.value}: nothing is left before that season."
        reasons.append(because("cap_reached", note, reached.id, "h1b.cap.regular"))
    return step("possible", *reasons, dates=season_dates(season))


def _until_start_step(case: Case, season: Season | None) -> Step:
    """Say whether a student's training reaches the first day of work; it limits nothing, a visa abroad stays a way."""
    if season is None or case.profile.status not in ("F-1 OPT", "F-1 STEM OPT"):
        return step("open", *payment_reasons(case))
    field, end_on = training_end(case.profile)
    if end_on is None:
        return step("open", missing(field, f"whether work permission reaches {season.starts_on} depends on it"))
    grace_on = days_later(end_on, case.law.number("opt.grace_after", case.today))
    gap = "capgap.end"
    if end_on >= season.starts_on:
        reason = because("reaches", f"Work permission to {end_on} reaches the H-1B start.", "h1b.fy.start")
    elif end_on >= season.petition_from_on:
        note = (
            f"Cap-gap can carry work from {end_on} to the H-1B start, {season.capgap_until_on} at the latest, "
            "when a change-of-status petition is filed before."
        )
        reason = because("cap_gap", note, gap, "cos.travel_abandons")
    elif grace_on >= season.petition_from_on:
        note = f"Work permission ends on {end_on}, before a petition can be filed: stay may be carried on, work not."
        reason = because("cap_gap_no_work", note, gap, "opt.grace_after", "h1b.petition.earliest_months_before_start")
    else:
        note = f"Work permission ends on {end_on}, before the season: another status or a wait abroad has to bridge it."
        reason = because("gap", note, gap, "h1b.petition.earliest_months_before_start")
    return step("open", reason)


def _draw_reasons(case: Case) -> tuple[Reason, ...]:
    law, today = case.law, case.today
    reasons = []
    projected = [law.find(f"h1b.selection.odds.level_{level}", today) for level in LEVELS]
    if all(projected):
        told = ", ".join(f"{level} {e.value}%" for level, e in zip(LEVELS, projected, strict=True) if e)
        note = f"The draw is weighted by wage level. DHS projection, not your chance: {told}."
        ids = ("h1b.selection.method", *(f"h1b.selection.odds.level_{level}" for level in LEVELS))
        reasons.append(because("draw", note, *ids))
    reasons += _level_reasons(case)
    masters = [d for d in case.profile.degrees if at_least(d, "master")]
    number = law.number("h1b.cap.us_advanced_degree", today)
    if any(d.us_school for d in masters):
        note = f"A US master's degree or more also takes part in the draw for {number:,} further numbers."
        reasons.append(because("masters_cap", note, "h1b.cap.us_advanced_degree"))
    elif any(d.us_school is None for d in masters):
        why = f"a US master's degree would open {number:,} further numbers"
        reasons.append(missing("degrees.us_school", why, "h1b.cap.us_advanced_degree"))
    return tuple(reasons)


def _level_reasons(case: Case) -> tuple[Reason, ...]:
    """Say how often the offered pay would put a person into the draw, for each occupation that the job may be."""
    if not case.levels:
        return ()
    first = case.levels[0]
    told, ids = (
        [],
        ["h1b.selection.level_definition", "h1b.selection.salary_range_lowest", "h1b.selection.pay_that_counts"],
    )
    for one in case.levels:
        entries = case.law.find(f"h1b.selection.entries.level_{one.level}", case.today) if one.level else None
        times = f", {entries.value} entries" if entries else ""
        told.append(f"{f'level {one.level}' if one.level else 'no level'} as {one.occupation} ({one.soc}){times}")
        ids += [entries.id] if entries else []
    note = (
        f"Pay from ${first.pay:,} in {first.area.split(',')[0]} reaches {'; '.join(told)}: "
        "guessed from the title, the employer's application decides. Equity does not count."
    )
    return (because("level", note, *dict.fromkeys(ids), record=first.source), *_proposed_levels(case, first))


def _proposed_levels(case: Case, reached: PayLevel) -> tuple[Reason, ...]:
    """Say what level the pay would still reach if the proposed percentiles were law: at least the one said."""
    today = case.law.find("h1b.wage_levels.percentiles", case.today)
    proposed = case.law.find("proposed.wage_levels", case.today)
    if not (reached.level and today and proposed and proposed.status == "proposed"):
        return ()
    now, then = ([int(n) for n in str(entry.value).split("/")] for entry in (today, proposed))
    left = [level for level, least in zip(LEVELS, then, strict=True) if least <= now[LEVELS.index(reached.level)]]
    would = f"reach at least level {left[-1]}" if left else "reach no level for certain"
    note = (
        f"Proposed, not law as of {proposed.checked_on}: wage levels at the percentiles {proposed.value} in place of "
        f"{today.value}. Then this pay would {would} as {reached.occupation}."
    )
    return (because("proposed_levels", note, today.id, proposed.id),)


def _cost_reasons(case: Case) -> tuple[Reason, ...]:
    law, today = case.law, case.today
    fees = law.number("fee.stack.h1b.standard", today) + law.number("h1b.registration.fee", today)
    note = f"Government fees, ${fees:,} at larger employers, are the employer's; being asked to pay is a red flag."
    ids = ("fee.stack.h1b.standard", "h1b.registration.fee", "protect.acwia_ban", "protect.petition_costs")
    reasons = [because("cost", note, *ids)]
    proposed = law.find("proposed.h1b_cap_fee", today)
    if proposed and proposed.status == "proposed":
        note = f"Proposed, not law as of {proposed.checked_on}: ${proposed.value:,} on every cap-subject petition."
        reasons.append(because("proposed_fee", note, proposed.id))
    return tuple(reasons)
