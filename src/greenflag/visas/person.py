"""The person's side: degrees and fields, the six-year clock, entry, and days without work."""

from __future__ import annotations

from datetime import date
from typing import Final, get_args

from greenflag.model import Degree, DegreeAsked, DegreeLevel, KeyDate, Profile, Reason
from greenflag.visas.case import Case
from greenflag.visas.days import days_later, years_later
from greenflag.visas.law import Law
from greenflag.visas.steps import Step, because, missing, step
from greenflag.visas.vocabulary import groups_of, is_of

LEVELS: Final[tuple[str, ...]] = get_args(DegreeLevel)  # lowest first
F1_STATUSES: Final = ("F-1", "F-1 CPT", "F-1 OPT", "F-1 STEM OPT")
MOST_FIELDS: Final = 3  # of those that a posting names, that a reason tells
# Whoever is in one of these and does not say whether they were counted against the H-1B cap most likely never was.
SELDOM_COUNTED: Final = (*F1_STATUSES, "J-1")
_ON_A_DEGREE: Final = ("F-1 OPT", "F-1 STEM OPT", "H-1B", "H-1B1", "E-3", "TN")  # granted on a completed degree


def at_least(degree: Degree, level: str) -> bool:
    """Say whether a degree is of a level or above it."""
    return LEVELS.index(degree.level) >= LEVELS.index(level)


def degrees_that_count(case: Case, minimum: str) -> tuple[tuple[Degree, ...], Step]:
    """Return the degrees of a level or above that can be relied on, and what their dates leave of the path.

    A status that is only granted on a degree shows that it was completed; otherwise the day must be given.
    """
    enough = tuple(d for d in case.profile.degrees if at_least(d, minimum))
    shown = case.profile.status in _ON_A_DEGREE
    earned = tuple(d for d in enough if shown or (d.completed_on and d.completed_on <= case.today))
    if earned or not enough:
        return earned, step("open")
    undated = tuple(d for d in enough if d.completed_on is None)
    if undated:
        return undated, step("possible", missing("degrees.completed_on", "the degree must be completed before"))
    first = min(d.completed_on for d in enough if d.completed_on)
    note = f"The degree is completed on {first}; the petition has to wait for it."
    return enough, step("possible", because("degree_later", note, "h1b.specialty_occupation"))


def specialty_steps(case: Case, minimum_id: str, rule_id: str) -> tuple[Step, ...]:
    """Return how far the person's degrees meet a specialty occupation in machine learning.

    ``minimum_id`` gives the least level, ``rule_id`` the rule that the field must be related to the job. Whether it is
    related is judged by USCIS or a consulate; only a field close to the work leaves the path open.
    """
    if not case.profile.degrees:
        return (step("unknown", missing("degrees", "the path asks for a degree")),)
    degrees, dated = degrees_that_count(case, str(case.law.value(minimum_id, case.today)))
    if not degrees:
        return (_experience_step(case, minimum_id),)
    return dated, _field_step(case, degrees, rule_id)


def _field_step(case: Case, degrees: tuple[Degree, ...], rule_id: str) -> Step:
    named = " or ".join(d.field for d in degrees if d.field.strip())
    if not named:
        return step("possible", missing("degrees.field", "it must be directly related to the job"))
    near = any(groups_of(d.field) for d in degrees)
    asked = case.reading.degree
    if asked and asked.waived:
        note = "The posting says that no degree is needed, and the path asks for a job that needs one. Ask an attorney."
        return step("possible", because("no_degree_needed", note, rule_id, quote=asked.quote))
    if near and asked and asked.fields and not asked.liked:
        return _named_step(asked, degrees, named, rule_id)
    if near:
        return step("open", because("degree", "The degree is of the level and in a field close to the work.", rule_id))
    note = f"Whether {named} is directly related to this job has to be shown; ask an attorney."
    return step("possible", because("field", note, rule_id))


def _named_step(asked: DegreeAsked, degrees: tuple[Degree, ...], named: str, rule_id: str) -> Step:
    """Hold a degree that is close to the work against the fields that the posting names."""
    fields = ", ".join(asked.fields[:MOST_FIELDS]) + (" ..." if len(asked.fields) > MOST_FIELDS else "")
    if any(is_of(d.field, field) for d in degrees for field in asked.fields):
        note = f"The posting asks for {fields}, and {named} is of these."
        return step("open", because("degree", note, rule_id, quote=asked.quote))
    if asked.related:
        note = f"The posting asks for {fields} or a related field, and {named} is close to the work."
        return step("open", because("degree", note, rule_id, quote=asked.quote))
    note = f"The posting asks for {fields}, not {named}: the petition has to show that both relate to the job. Ask."
    return step("possible", because("field", note, rule_id, quote=asked.quote))


def _experience_step(case: Case, minimum_id: str) -> Step:
    """Return whether years of work can stand for the missing years of study (never more than possible)."""
    years = case.profile.experience_years
    if years is None:
        return step("unknown", missing("experience_years", "without a bachelor's degree, years of work have to count"))
    needed = case.law.number("h1b.degree.bachelor_study_years", case.today)
    if any(at_least(d, "associate") for d in case.profile.degrees):
        needed -= case.law.number("h1b.degree.associate_study_years", case.today)
    needed *= case.law.number("h1b.degree.experience_years_per_study_year", case.today)
    rules = (
        "h1b.degree.bachelor_study_years",
        "h1b.degree.associate_study_years",
        "h1b.degree.experience_years_per_study_year",
    )
    if years >= needed:
        note = f"{years:g} years of work may stand for the degree ({needed} needed); ask an attorney."
        return step("possible", because("experience", note, minimum_id, *rules))
    note = f"No bachelor's degree, and {years:g} years of work are fewer than the {needed} that could stand for it."
    return step("closed", because("no_degree", note, minimum_id, *rules))


def six_years_end_on(case: Case) -> date | None:
    """Return the last day of the six years in H-1B, or None when the first admission is not given.

    Days abroad can be asked back, so the true day may be later.
    """
    first = case.profile.dates.h1b_first_admitted_on
    if first is None:
        return None
    return days_later(years_later(first, case.law.number("h1b.six_year_limit", case.today)), -1)


def six_years_step(case: Case) -> Step:
    """Return whether time is left of the six years in H-1B, or an approved I-140 or an old PERM carries beyond them."""
    end_on = six_years_end_on(case)
    approved = case.profile.i140_approved
    if end_on is None:
        if approved:
            return step("possible", missing("dates.h1b_first_admitted_on", "the six years in H-1B run from that day"))
        return step("unknown", missing("dates.h1b_first_admitted_on", "the six years in H-1B run from that day"))
    limit = KeyDate(end_on, "six years in H-1B end (later by days spent abroad)", "law:h1b.six_year_limit")
    if case.today <= end_on:
        note = f"The six years in H-1B last to {end_on}, longer by days spent abroad."
        return step("open", because("six_years", note, "h1b.six_year_limit", "h1b.six_year_recapture"), dates=(limit,))
    note = f"The six years in H-1B ended on {end_on}"
    if approved:
        note += "; an approved I-140 can carry on beyond them. Ask an attorney."
        return step("possible", because("beyond_six", note, "h1b.six_year_limit", "h1b.ext.ac21_104c_years"))
    days = case.law.number("h1b.ext.ac21_106_days", case.today)
    long_on_file = beyond_six_from_on(case.profile, case.law, case.today)
    if long_on_file and long_on_file <= case.today:
        note += f"; a PERM or I-140 on file for {days} days carries on, a year at a time. Ask an attorney."
        return step("possible", because("beyond_six", note, "h1b.six_year_limit", "h1b.ext.ac21_106_days"))
    if approved is None:
        return step("unknown", missing("i140_approved", f"{note[0].lower()}{note[1:]}, and an I-140 may carry further"))
    if long_on_file is None:
        why = f"{note[0].lower()}{note[1:]}, and a PERM or I-140 on file for {days} days may carry further"
        return step("unknown", missing("dates.perm_filed_on", why, "h1b.ext.ac21_106_days"))
    note += (
        f", and PERM or I-140 is on file for {days} days only from {long_on_file}; days abroad count. Ask an attorney."
    )
    return step("closed", because("six_years_used", note, "h1b.six_year_limit", "h1b.ext.ac21_106_days"))


def beyond_six_from_on(profile: Profile, law: Law, today: date) -> date | None:
    """Return the day from which a PERM application or I-140 has been on file long enough for a year beyond six."""
    filed_on = profile.dates.perm_filed_on
    return days_later(filed_on, law.number("h1b.ext.ac21_106_days", today)) if filed_on else None


def entry_step(case: Case) -> Step:
    """Return whether the person, when abroad, may enter: a suspension by citizenship closes it for all passports."""
    if case.profile.status != "abroad":
        return step("open")
    banned = case.law.texts("entry.proc10998.full", case.today)
    if not case.profile.citizenships:
        return step("unknown", missing("citizenships", "entry is suspended for some"))
    if all(c in banned for c in case.profile.citizenships):
        note = "Entry on new work visas is suspended for this citizenship; ask an attorney about exceptions."
        return step("closed", because("entry_suspended", note, "entry.proc10998.full"))
    return step("open")


def payment_reasons(case: Case) -> tuple[Reason, ...]:
    """Return the state of the payment that a proclamation asks for a person abroad, as of its last check."""
    payment = case.law.find("h1b.proclamation.payment", case.today)
    state = case.law.find("h1b.proclamation.collected", case.today)
    if case.profile.status != "abroad" or payment is None or state is None:
        return ()
    how = "collected" if state.value else "not collected"
    note = f"The ${payment.value:,} payment for people abroad is {how} as of {state.checked_on}: ask an attorney."
    return (because("payment", note, payment.id, state.id, "h1b.proclamation.who"),)


def training_end(profile: Profile) -> tuple[str, date | None]:
    """Return the profile field that holds the last day of a student's present training, and that day."""
    if profile.status == "F-1 STEM OPT":
        return "dates.stem_opt_end_on", profile.dates.stem_opt_end_on
    return "dates.opt_end_on", profile.dates.opt_end_on
