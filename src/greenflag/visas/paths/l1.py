"""L-1: from a company of the group abroad to one in the US, after a year there."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from greenflag.model import KeyDate, PathFit, WorkAbroad
from greenflag.visas.case import Case
from greenflag.visas.days import years_later
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import hear_petition

PATH_ID: Final = "l1"
NAME: Final = "L-1 (within a group)"
_YEAR: Final = ("l1.years_abroad", "l1.within_years")


def assess(case: Case) -> PathFit:
    """Return whether L-1 may carry this person into this job; never more than possible, for it is judged."""
    works = case.profile.work_abroad
    if not works:
        why = "the path is for people who worked abroad for a company of the employer's group"
        return settle(
            PATH_ID, NAME, (place_step(case), restricted_step(case), step("unknown", missing("work_abroad", why)))
        )
    fitting = [work for work in works if _is_one_group(work.employer, case)]
    best = max((_year_step(case, work) for work in fitting or works), key=lambda s: s.answer == "possible")
    return settle(
        PATH_ID,
        NAME,
        (place_step(case), restricted_step(case), _group_step(case, works, fitting), best, _words_step(case)),
    )


def _is_one_group(employer: str, case: Case) -> bool:
    """Tell by their names whether two companies seem to be of one group: one name goes on from the other."""
    own = _words(employer)
    names = [_words(name) for name in (case.posting.employer_name, *case.match.legal_names)]
    return any(own[: len(name)] == name[: len(own)] for name in names if own and name)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold().removeprefix("the "))


def _group_step(case: Case, works: tuple[WorkAbroad, ...], fitting: list[WorkAbroad]) -> Step:
    if fitting:
        note = f"{fitting[0].employer} and this employer seem to be of one group; their relation has to be proved."
        return step("possible", because("group", note, "l1.relationship"))
    named = " or ".join(work.employer for work in works)
    if not case.posting.employer_name:
        note = f"It carries only into a company of the group of {named}."
        return step("possible", because("group", note, "l1.relationship"))
    note = f"Whether this employer is of one group with {named} is not known; if not, L-1 is none."
    return step("unknown", because("not_shown", note, "l1.relationship", "l1.who_files"))


def _year_step(case: Case, work: WorkAbroad) -> Step:
    """Return what one stretch of work abroad leaves: enough within the window, enough later, or never enough."""
    if not has_a_year(case, work):
        return _short_step(work, _year_full_on(case, work))
    if work.role in ("manager", "executive"):
        most = case.law.number("l1a.max_years", case.today)
        note = f"A year abroad for {work.employer} as {work.role}: L-1A, up to {most} years. Ask an attorney."
        return step("possible", because("year", note, *_YEAR, "l1a.max_years"))
    if work.role == "specialist":
        most = case.law.number("l1b.max_years", case.today)
        known = "if you know its own systems as few do. Ask an attorney."
        note = f"A year abroad for {work.employer}: L-1B, up to {most} years, {known}"
        return step("possible", because("year", note, *_YEAR, "l1b.max_years", "l1b.specialised_knowledge"))
    note = "Neither a manager's work nor special knowledge of the company's own systems; skill in the field is none."
    return step("closed", because("role", note, "l1b.specialised_knowledge"))


def has_a_year(case: Case, work: WorkAbroad) -> bool:
    """Say whether a stretch of work abroad holds a whole year within the years that count."""
    return _year_full_on(case, work) <= (work.to_on or case.today)


def _year_full_on(case: Case, work: WorkAbroad) -> date:
    years, within = (case.law.number(law_id, case.today) for law_id in _YEAR)
    return years_later(max(work.from_on, years_later(case.today, -within)), years)


def _short_step(work: WorkAbroad, reached_on: date) -> Step:
    if work.to_on is None:
        note = f"The year abroad for {work.employer} is full on {reached_on}."
        day = KeyDate(reached_on, "a year abroad is full, which L-1 asks for", "law:l1.years_abroad")
        return step("possible", because("year_coming", note, *_YEAR), dates=(day,))
    note = f"Not a whole year with {work.employer} lies in the last years before today."
    return step("closed", because("no_year", note, *_YEAR))


def _words_step(case: Case) -> Step:
    heard = hear_petition(case, "l1")
    if heard.tone in {"refused", "refused_here", "others_only"}:
        note = "The posting refuses it, and only the company can file."
        return step("closed", because("refused", note, "l1.who_files", quote=heard.quote))
    note = "The company files for its own people; ask the one abroad, not a recruiter."
    return step("possible", because("ask", note, "l1.who_files", quote=heard.quote))
