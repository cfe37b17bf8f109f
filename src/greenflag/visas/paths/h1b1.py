"""H-1B1: citizens of Chile and Singapore, a labor condition application, a consulate; no draw, a temporary stay."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import records_reasons
from greenflag.visas.person import specialty_steps
from greenflag.visas.steps import Step, because, step
from greenflag.visas.treaty import assess_treaty, intent_step

PATH_ID: Final = "h1b1"
NAME: Final = "H-1B1 (Chile, Singapore)"


def assess(case: Case) -> PathFit:
    """Return whether H-1B1 can carry this person into this job."""
    return assess_treaty(case, PATH_ID, NAME, _own_steps)


def _own_steps(case: Case) -> tuple[Step, ...]:
    specialty = specialty_steps(case, "h1b1.degree.minimum", "h1b1.tests")
    return (*specialty, intent_step(case, "h1b1.intent"), _terms_step(case))


def _terms_step(case: Case) -> Step:
    """Say how many are granted a year to citizens of the person's countries, and for how long."""
    wanted = case.law.texts("h1b1.citizenship", case.today)
    own = [f"h1b1.cap.{country.lower()}" for country in case.profile.citizenships if country in wanted]
    caps = " or ".join(f"{case.law.number(law_id, case.today):,}" for law_id in own)
    years = case.law.number("h1b1.period_years", case.today)
    period = "a year" if years == 1 else f"{years} years"
    note = f"{caps or 'The'} new grants a year are never used up: no draw, {period} at a time."
    return step("open", because("terms", note, *own, "h1b1.period_years"), *records_reasons(case, "H-1B1"))
