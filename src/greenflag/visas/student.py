"""The F-1 student: the STEM degree, days without work, and what a refusal means while no petition is needed."""

from __future__ import annotations

from typing import Final

from greenflag.model import Degree, KeyDate, Reason
from greenflag.visas.case import Case
from greenflag.visas.days import days_later, years_later
from greenflag.visas.person import LEVELS, at_least
from greenflag.visas.steps import Step, because, missing, step
from greenflag.visas.words import Heard

TRAINING: Final = ("F-1 OPT", "F-1 STEM OPT")
_ASK_STEM: Final = "degrees.stem, or degrees.cip as on the I-20,"


def not_student(case: Case) -> Step:
    """Close a training path for a person who is not in F-1."""
    note = f"Only for F-1 students; the status is {case.profile.status}."
    return step("closed", because("not_f1", note, "opt.who_files"))


def idle_step(case: Case, limit_id: str) -> Step:
    """Return whether the days since the last day of work stay within a limit of days without work.

    Earlier gaps add to them and are not known; a blank last day reads as work that goes on.
    """
    last_on = case.profile.dates.last_day_worked_on
    if case.profile.status not in TRAINING or last_on is None or last_on >= case.today:
        return step("open")
    days = case.law.number(limit_id, case.today)
    end_on = days_later(last_on, days)
    if case.today > end_on:
        note = f"More than {days} days without work since {last_on}. Ask the school and an attorney."
        return step("closed", because("idle_over", note, limit_id))
    note = f"Without work since {last_on}: {days} days end on {end_on}, sooner by any earlier gap. Ask your school."
    limit = KeyDate(end_on, "days without work run out at the latest", f"law:{limit_id}")
    return step("open", because("idle", note, limit_id), dates=(limit,))


def stem_step(case: Case) -> Step:
    """Return whether a degree can carry the STEM extension: the latest, or an earlier one that is not too old."""
    if not case.profile.degrees:
        return step("unknown", missing(_ASK_STEM, "only a STEM degree carries the extension"))
    minimum = str(case.law.value("stem.degree.minimum", case.today))
    usable = [d for d in case.profile.degrees if d.us_school is not False and at_least(d, minimum)]
    if not usable:
        note = "No degree of the level from a US school."
        return step("closed", because("no_us_degree", note, "stem.school", "stem.degree.minimum"))
    return _latest_step(case, usable)


def _latest_step(case: Case, usable: list[Degree]) -> Step:
    latest = max(usable, key=lambda d: LEVELS.index(d.level))
    stem = is_stem(case, latest)
    if stem is None:
        return step("unknown", missing(_ASK_STEM, "only a STEM degree carries the extension"))
    others = [d for d in usable if d is not latest]
    if not stem:
        return _earlier_step(case, others)
    if latest.us_school is None:
        if others and (without := _latest_step(case, others)).answer == "unknown":
            return without  # were this one from abroad, the next would have to carry it
        return step("possible", missing("degrees.us_school", "the degree must come from an accredited US school"))
    return step("open", because("stem", "The degree is a STEM degree from a US school.", "stem.cip.series"))


def _earlier_step(case: Case, earlier: list[Degree]) -> Step:
    years = case.law.number("stem.prior_degree_years", case.today)
    known = [(d, is_stem(case, d)) for d in earlier]
    stems = [d for d, stem in known if stem]
    if any(d.completed_on and years_later(d.completed_on, years) >= case.today for d in stems):
        note = f"An earlier STEM degree, not older than {years} years, may carry it when the job relates to it."
        return step("possible", because("earlier_stem", note, "stem.prior_degree_years"))
    if any(d.completed_on is None for d in stems):
        return step("unknown", missing("degrees.completed_on", f"an earlier STEM degree counts for {years} years"))
    if any(stem is None for _, stem in known):
        return step("unknown", missing(_ASK_STEM, "an earlier STEM degree could carry the extension"))
    note = "No STEM degree that could carry the extension."
    return step("closed", because("not_stem", note, "stem.cip.series", "stem.prior_degree_years"))


def is_stem(case: Case, degree: Degree) -> bool | None:
    """Say whether a degree is on the STEM list: by its CIP code where that is known to be listed, else as given.

    Only some codes are in the law files, so a code that is not among them proves nothing.
    """
    listed = case.law.texts("stem.cip.codes", case.today)
    if degree.cip and (degree.cip[:2] in case.law.texts("stem.cip.series", case.today) or degree.cip in listed):
        return True
    return degree.stem


def words_step(case: Case, heard: Heard, files_id: str) -> Step:
    """Return what a posting's words leave of a training path, which asks nothing of the employer for now.

    A refusal of sponsorship leaves the path; how open depends on what comes after it.
    """
    if heard.tone == "refused_here":
        return step("closed", because("refused", "The posting refuses this status.", files_id, quote=heard.quote))
    if heard.tone not in {"refused", "others_only"}:
        return step("open", *_named(heard, files_id))
    if case.reading.future:
        note = "The posting refuses sponsorship in the future too, which will be needed when training ends. Ask first."
        return step("possible", because("refused_future", note, files_id, *_AFTER, quote=heard.quote))
    note = (
        "The posting offers no new sponsorship: none is needed now, but when training ends this employer files nothing."
    )
    reason = because("refused_later", note, files_id, *_AFTER, quote=heard.quote)
    years_ahead = case.profile.status == "F-1 STEM OPT" or stem_step(case).answer == "open"
    return step("open" if years_ahead else "possible", reason)


_AFTER: Final = ("h1b.employer_files", "opt.grace_after")  # what a student faces when training ends


def _named(heard: Heard, files_id: str) -> tuple[Reason, ...]:
    if heard.tone != "named":
        return ()
    return (because("named", "The posting welcomes this status.", files_id, quote=heard.quote),)
