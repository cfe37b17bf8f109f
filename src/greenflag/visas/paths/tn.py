"""TN: citizens of Canada and Mexico whose degree and duties fit a profession of the treaty.

Machine learning engineer is not on the list, so the path is open only where degree and title both fit plainly and the
posting welcomes it; else the duties decide, and it is possible.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from greenflag.model import Degree, PathFit
from greenflag.visas.case import Case
from greenflag.visas.person import degrees_that_count
from greenflag.visas.steps import Step, because, missing, step
from greenflag.visas.treaty import assess_treaty, intent_step
from greenflag.visas.vocabulary import Profession, groups_of, vocabulary

PATH_ID: Final = "tn"
NAME: Final = "TN (Canada, Mexico)"
_WORST_FIRST: Final = ("closed", "unknown", "possible", "open")
_FIELDS: Final = frozenset({"engineering", "mathematics", "computing", "physics"})


def assess(case: Case) -> PathFit:
    """Return whether TN can carry this person into this job."""
    return assess_treaty(case, PATH_ID, NAME, _own_steps)


def _own_steps(case: Case) -> tuple[Step, ...]:
    return (*_profession_steps(case), intent_step(case, "tn.intent"))


def _profession_steps(case: Case) -> tuple[Step, ...]:
    """Return the profession that degree and title point to, the strongest first."""
    degrees = case.profile.degrees
    if not degrees:
        return (step("unknown", missing("degrees", "every profession of the treaty asks for a degree or diploma")),)
    minimum = str(case.law.value("tn.degree.minimum", case.today))
    enough, dated = degrees_that_count(case, minimum)
    if not enough:
        return (_diploma_step(case),)
    fit = _fields_step(case, enough)
    # What is completed may not fit, or not be told, while a degree that comes later, or has no day, does fit.
    rest = tuple(degree for degree in degrees if degree not in enough)
    others, dated_later = degrees_that_count(replace(case, profile=replace(case.profile, degrees=rest)), minimum)
    with_others = _fields_step(case, (*enough, *others))
    if others and _WORST_FIRST.index(with_others.answer) > _WORST_FIRST.index(fit.answer):
        return dated_later, with_others
    return dated, fit


def _fields_step(case: Case, enough: tuple[Degree, ...]) -> Step:
    groups = frozenset().union(*(groups_of(d.field) for d in enough))
    title = case.posting.title.lower()
    untold = any(not d.field.strip() for d in enough)
    software = any(word in title for word in vocabulary().software_titles)
    fits = [p for p in vocabulary().profession if groups & set(p.fields) and any(t in title for t in p.titles)]
    if untold and (software or not fits) and "engineering" not in groups:
        return step("unknown", missing("degrees.field", "it must fit a profession of the treaty"))
    if software and "engineering" not in groups:
        note = "The title reads like software work, which needs an engineering degree for TN."
        return step("closed", because("software", note, "tn.profession.engineer", "tn.policy_2025"))
    if fits:
        best = max(fits, key=lambda p: p.strong)
        return _fit_step(best, plain=best.strong and not software)
    if groups & _FIELDS:
        note = "The title names no profession of the treaty; the duties would have to fit one. Ask an attorney."
        return step("possible", because("duties", note, "tn.not_listed", "tn.policy_2025"))
    note = f"{_named(enough)} and this title fit no profession of the treaty."
    return step("closed", because("not_listed", note, "tn.not_listed"))


def _fit_step(profession: Profession, *, plain: bool) -> Step:
    if plain:
        note = f"Degree and title fit {profession.name}; the letter must describe such duties, and the officer decides."
        return step("open", because("profession", note, profession.law, "tn.not_listed"))
    note = f"{profession.name.capitalize()} may fit if the duties do; the title is not on the list. Ask an attorney."
    return step("possible", because("profession", note, profession.law, "tn.not_listed", "tn.policy_2025"))


def _diploma_step(case: Case) -> Step:
    """Return whether a diploma and years of work could make a computer systems analyst."""
    needed = case.law.number("tn.csa.diploma_experience_years", case.today)
    years = case.profile.experience_years
    ids = ("tn.profession.computer_systems_analyst", "tn.csa.diploma_experience_years")
    if years is None:
        return step("unknown", missing("experience_years", f"without a degree, a diploma and {needed} years can count"))
    if years >= needed and any("computing" in groups_of(d.field) for d in case.profile.degrees):
        note = f"A diploma and {needed} years of work may make a computer systems analyst. Ask an attorney."
        return step("possible", because("diploma", note, *ids))
    if years >= needed and any(not d.field.strip() for d in case.profile.degrees):
        return step("unknown", missing("degrees.field", "a diploma must be in computing"))
    return step("closed", because("no_degree", "No completed degree or diploma with enough years of work.", *ids))


def _named(degrees: tuple[Degree, ...]) -> str:
    return "A degree in " + " or ".join(d.field for d in degrees if d.field.strip())
