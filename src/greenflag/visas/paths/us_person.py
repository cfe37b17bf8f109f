"""US persons: citizens, permanent residents, asylees and refugees need no sponsorship; some jobs take citizens only."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import demand, place_step
from greenflag.visas.steps import Step, because, settle, step

PATH_ID: Final = "us_person"
NAME: Final = "US person (no sponsorship needed)"
_PUBLIC_TRUST: Final = "public trust"  # a background check that postings call a clearance; it is no classified access


def is_us_person(case: Case) -> bool:
    """Say whether the person needs no visa path at all."""
    return case.profile.status in case.law.texts("us.person", case.today)


def assess(case: Case) -> PathFit:
    """Return whether this person, who needs no sponsorship, may be taken for this job."""
    return settle(PATH_ID, NAME, (place_step(case), _citizens_step(case), _free_step()))


def _free_step() -> Step:
    return step("open", because("us_person", "No sponsorship is needed.", "us.person"))


def _citizens_step(case: Case) -> Step:
    citizen = case.profile.status in case.law.texts("clearance.citizens", case.today)
    if citizen or case.reading.stance != "restricted":
        return step("open")
    clue = demand(case, "citizens")
    if clue:
        note = "The posting takes US citizens only; that is lawful only where a law or government contract demands it."
        return step("closed", because("citizens", note, "disc.citizens_only_exception", quote=clue.quote))
    clue = demand(case, "clearance")
    if clue and _PUBLIC_TRUST in clue.quote.lower():
        note = "A public trust check is not a security clearance; ask whether citizenship is demanded."
        return step("possible", because("public_trust", note, "clearance.citizens", quote=clue.quote))
    if clue:
        note = "The posting asks for a security clearance, in practice US citizenship."
        return step("closed", because("clearance", note, "clearance.citizens", quote=clue.quote))
    note = "A posting for US persons includes permanent residents, asylees and refugees."
    return step("open", because("restricted", note, "export.us_person"))
