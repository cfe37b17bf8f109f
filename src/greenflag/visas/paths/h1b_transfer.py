"""H-1B, change of employer: no draw, work from the day of filing, within the six years and the authorised stay."""

from __future__ import annotations

from datetime import date
from typing import Final

from greenflag.model import KeyDate, PathFit
from greenflag.visas.case import Case
from greenflag.visas.days import days_later
from greenflag.visas.job import employer_step, place_step, restricted_step
from greenflag.visas.person import SELDOM_COUNTED, entry_step, payment_reasons, six_years_step, specialty_steps
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import OTHER_STATUSES, STUDENT_PERMITS, hear

PATH_ID: Final = "h1b_transfer"
NAME: Final = "H-1B, change of employer"


def assess(case: Case) -> PathFit:
    """Return whether a new employer can take over this person's H-1B (or its unused years), and until when."""
    heard = hear(
        case,
        own=frozenset({"transfer"}),
        shared=frozenset({"sponsorship", "h1b"}),
        spared=OTHER_STATUSES | STUDENT_PERMITS | {"new_petition"},
    )
    counted = _counted_step(case)
    if counted.answer == "closed":
        return settle(PATH_ID, NAME, (place_step(case), counted))
    return settle(
        PATH_ID,
        NAME,
        (
            place_step(case),
            restricted_step(case),
            counted,
            entry_step(case),
            six_years_step(case),
            _stay_step(case),
            *specialty_steps(case, "h1b.degree.minimum", "h1b.specialty_occupation"),
            employer_step(case, heard, "H-1B", "h1b.employer_files"),
        ),
    )


def _counted_step(case: Case) -> Step:
    """Say whether the person was counted against the cap, without which there is nothing to take over."""
    profile = case.profile
    if profile.h1b_counted is False:
        note = "Not counted against the cap: a cap-subject employer would need the registration first."
        return step("closed", because("not_counted", note, "h1b.already_counted"))
    if profile.status == "H-1B":
        if profile.h1b_counted is None:
            return step("unknown", missing("h1b_counted", "H-1B work at an exempt employer alone is not counted"))
        note = "In H-1B and counted: work can begin when the new employer's petition is filed; no draw."
        return step("open", because("portable", note, "h1b.portability", "h1b.already_counted"))
    if profile.h1b_counted:
        note = "Counted within the six years, but not in H-1B now: unused time needs a new approval before work begins."
        return step("possible", because("unused_time", note, "h1b.already_counted"), *payment_reasons(case))
    if profile.status in SELDOM_COUNTED:
        note = f"A change of employer needs H-1B, and the status is {profile.status}; if counted before, say so."
        return step("closed", because("not_h1b", note, "h1b.portability", "h1b.already_counted"))
    return step("unknown", missing("h1b_counted", "unused years of an earlier H-1B could be taken up without a draw"))


def _stay_step(case: Case) -> Step:
    """Return whether the authorised stay still runs, and the grace period after the last day of work.

    A blank last day reads as work that goes on, for that is what the status H-1B says.
    """
    profile, today = case.profile, case.today
    if profile.status != "H-1B":
        return step("open")
    until_on, last_on = profile.dates.i94_until_on, profile.dates.last_day_worked_on
    if until_on and until_on < today:
        note = f"The I-94 ended on {until_on}; the petition had to be filed before. Ask an attorney."
        return step("closed", because("stay_over", note, "h1b.portability"))
    if last_on and last_on < today:
        return _grace_step(case, last_on, until_on)
    if until_on is None:
        return step("possible", missing("dates.i94_until_on", "the petition must be filed before the stay ends"))
    return step("open", dates=(KeyDate(until_on, "I-94 ends", "profile:dates.i94_until_on"),))


def _grace_step(case: Case, last_on: date, until_on: date | None) -> Step:
    end_on = days_later(last_on, case.law.number("grace.60_day", case.today))
    end_on = min(end_on, until_on or end_on)
    if case.today > end_on:
        note = f"The grace period after the last day of work ({last_on}) ended on {end_on}. Ask an attorney."
        return step("closed", because("grace_over", note, "grace.60_day"))
    note = f"Work ended on {last_on}: the petition must be filed by {end_on}. USCIS may refuse; ask an attorney now."
    reasons = [because("grace", note, "grace.60_day")]
    proposed = case.law.find("proposed.grace60_removal", case.today)
    if proposed and proposed.status == "proposed":
        note = f"Proposed, not law as of {proposed.checked_on}: no grace period at all."
        reasons.append(because("grace_proposed", note, proposed.id))
    return step("possible", *reasons, dates=(KeyDate(end_on, "grace period ends", "law:grace.60_day"),))
