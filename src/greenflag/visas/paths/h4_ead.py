"""H-4 EAD: a spouse's own work permit, which asks nothing of an employer."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import hear

PATH_ID: Final = "h4_ead"
NAME: Final = "H-4 EAD"


def assess(case: Case) -> PathFit:
    """Return whether a spouse's work permit can carry this person into this job."""
    return settle(PATH_ID, NAME, (place_step(case), restricted_step(case), _permit_step(case), _words_step(case)))


def _permit_step(case: Case) -> Step:
    status, approved = case.profile.status, case.profile.spouse_i140_approved
    if status == "H-4 EAD":
        note = "You hold the permit; while a renewal is pending nothing extends it by itself, so file early."
        return step("open", because("held", note, "h4.ead", "h4.ead.auto_extension"))
    if status != "H-4":
        return step("closed", because("not_h4", "Only for spouses in H-4 status.", "h4.ead"))
    if approved is None:
        return step("unknown", missing("spouse_i140_approved", "a spouse's approved I-140 opens the way to a permit"))
    if approved:
        note = "With your spouse's approved I-140 you can apply; work may begin once you hold the card, not before."
        return step("possible", because("apply", note, "h4.ead", "h4.ead.auto_extension"))
    note = "Without an approved I-140 of your spouse, or time of hers or his beyond six years, there is no permit."
    return step("closed", because("no_i140", note, "h4.ead"))


def _words_step(case: Case) -> Step:
    heard = hear(case, own=frozenset({"ead"}), shared=frozenset(), spared=frozenset())
    if heard.tone == "refused_here":
        note = "The posting refuses people on a work permit of their own."
        return step("closed", because("refused", note, "h4.ead", quote=heard.quote))
    return step("open", because("nothing_asked", "The permit asks nothing of an employer.", "h4.ead"))
