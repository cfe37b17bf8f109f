"""E-3: citizens of Australia, a labor condition application, a consulate; no draw."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import records_reasons
from greenflag.visas.person import specialty_steps
from greenflag.visas.steps import Step, because, step
from greenflag.visas.treaty import assess_treaty

PATH_ID: Final = "e3"
NAME: Final = "E-3 (Australia)"


def assess(case: Case) -> PathFit:
    """Return whether E-3 can carry this person into this job."""
    return assess_treaty(case, PATH_ID, NAME, _own_steps)


def _own_steps(case: Case) -> tuple[Step, ...]:
    cap = case.law.number("e3.cap", case.today)
    years = case.law.number("e3.period_years", case.today)
    note = f"{cap:,} new grants a year are never used up: no draw, {years} years at a time."
    terms = step("open", because("terms", note, "e3.cap", "e3.period_years"), *records_reasons(case, "E-3"))
    return (*specialty_steps(case, "e3.degree.minimum", "e3.tests"), terms)
