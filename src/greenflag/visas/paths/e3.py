"""E-3: citizens of Australia, a labor condition application, a consulate; no draw."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import place_step, records_reasons, restricted_step
from greenflag.visas.person import specialty_steps
from greenflag.visas.steps import because, settle, step
from greenflag.visas.treaty import citizenship_step, welcome_step
from greenflag.visas.words import hear

PATH_ID: Final = "e3"
NAME: Final = "E-3 (Australia)"


def assess(case: Case) -> PathFit:
    """Return whether E-3 can carry this person into this job."""
    citizen = citizenship_step(case, "e3.citizenship")
    if citizen.answer == "closed":
        return settle(PATH_ID, NAME, (place_step(case), citizen))
    heard = hear(case, own=frozenset({"e3"}), shared=frozenset({"sponsorship"}), spared=frozenset())
    cap = case.law.number("e3.cap", case.today)
    years = case.law.number("e3.period_years", case.today)
    note = f"{cap:,} new grants a year are never used up: no draw, {years} years at a time."
    return settle(
        PATH_ID,
        NAME,
        (
            place_step(case),
            restricted_step(case),
            citizen,
            *specialty_steps(case, "e3.degree.minimum", "e3.tests"),
            welcome_step(heard, "e3.where"),
            step("open", because("terms", note, "e3.cap", "e3.period_years"), *records_reasons(case, "E-3")),
        ),
    )
