"""O-1A: extraordinary ability, shown by evidence of at least three kinds and judged as a whole; no draw."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import hear_petition

PATH_ID: Final = "o1a"
NAME: Final = "O-1A (extraordinary ability)"
_IDS: Final = ("o1a.criteria", "o1a.criteria_needed")


def assess(case: Case) -> PathFit:
    """Return whether O-1A may carry this person into this job; never more than possible, for it is judged."""
    years = case.law.number("o1a.validity_years", case.today)
    terms = f"No cap, no draw, no degree asked for; up to {years} years at first. Ask an attorney before anything else."
    return settle(
        PATH_ID,
        NAME,
        (
            place_step(case),
            restricted_step(case),
            _evidence_step(case),
            _petitioner_step(case),
            step("possible", because("terms", terms, "o1a.cap", "o1a.validity_years", "o1a.required_documents")),
        ),
    )


def _evidence_step(case: Case) -> Step:
    needed = case.law.number("o1a.criteria_needed", case.today)
    kinds = case.law.texts("o1a.criteria", case.today)
    shown = [kind for kind in kinds if any(e.criterion == kind for e in case.profile.evidence)]
    if not shown:
        return step(
            "unknown", missing("evidence", f"{needed} of {len(kinds)} kinds of evidence have to be documented", *_IDS)
        )
    named = ", ".join(kind.replace("_", " ") for kind in shown)
    if len(shown) < needed:
        left = ", ".join(kind.replace("_", " ") for kind in kinds if kind not in shown)
        note = (
            f"Evidence of {len(shown)} kinds ({named}), and {needed} are needed; what of these could be shown: {left}?"
        )
        return step("unknown", because("not_shown", note, *_IDS))
    note = f"Evidence of {len(shown)} kinds ({named}); at least {needed} must hold, and then all is judged together."
    return step("possible", because("evidence", note, *_IDS))


def _petitioner_step(case: Case) -> Step:
    heard = hear_petition(case, "o1")
    if heard.tone in {"refused", "refused_here", "others_only"}:
        note = "The posting refuses it, and an agent who could file needs this employer's contract too."
        return step("closed", because("refused", note, "o1a.who_files", quote=heard.quote))
    if heard.tone in {"named", "offered"}:
        return step("possible", because("offered", "The posting offers it.", "o1a.who_files", quote=heard.quote))
    note = "The posting does not say whether the employer would file, or work with an agent who does: ask."
    return step("possible", because("ask", note, "o1a.who_files", quote=heard.quote))
