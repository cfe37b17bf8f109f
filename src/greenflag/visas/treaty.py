"""What TN, E-3 and H-1B1 share: they go by citizenship and ask little of an employer; a refusal is worth a question."""

from __future__ import annotations

from collections.abc import Callable

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import Heard, hear


def assess_treaty(case: Case, path_id: str, name: str, own_steps: Callable[[Case], tuple[Step, ...]]) -> PathFit:
    """Return the fit of a treaty path: citizenship first, then its ``own_steps``, then the posting's words.

    ``path_id`` is also how its law entries begin and what a posting's clues call it.
    """
    citizen = citizenship_step(case, f"{path_id}.citizenship")
    if citizen.answer == "closed":
        return settle(path_id, name, (place_step(case), citizen))
    heard = hear(case, own=frozenset({path_id}), shared=frozenset({"sponsorship"}), spared=frozenset())
    welcome = welcome_step(heard, f"{path_id}.where")
    return settle(path_id, name, (place_step(case), restricted_step(case), citizen, *own_steps(case), welcome))


def citizenship_step(case: Case, law_id: str) -> Step:
    """Return whether one of the person's citizenships opens a treaty path; residence there does not."""
    wanted = case.law.texts(law_id, case.today)
    if not case.profile.citizenships:
        return step("unknown", missing("citizenships", f"the path is for citizens of {' and '.join(wanted)}"))
    if any(c in wanted for c in case.profile.citizenships):
        return step("open", because("citizen", "The citizenship is one of the treaty's.", law_id))
    note = f"Only for citizens of {' and '.join(wanted)}; permanent residence there is not enough."
    return step("closed", because("not_citizen", note, law_id))


def intent_step(case: Case, law_id: str) -> Step:
    """Return what steps towards a green card leave of a path that is only for a temporary stay."""
    if case.profile.i140_approved is False:
        return step("open")
    if case.profile.i140_approved is None:
        return step("possible", missing("i140_approved", "steps towards a green card speak against a temporary stay"))
    note = "An approved I-140 speaks against a temporary stay; ask an attorney before any new admission."
    return step("possible", because("intent", note, law_id))


def welcome_step(heard: Heard, where_id: str) -> Step:
    """Return what a posting's words leave of a treaty path: closed only when they refuse this very visa."""
    if heard.tone == "refused_here":
        return step("closed", because("refused", "The posting refuses this visa by name.", where_id, quote=heard.quote))
    if heard.tone == "named":
        return step("open", because("named", "The posting welcomes this visa.", where_id, quote=heard.quote))
    if heard.tone == "offered":
        note = "The posting offers sponsorship; this visa asks less of an employer."
        return step("open", because("offered", note, where_id, quote=heard.quote))
    if heard.tone in {"refused", "others_only"}:
        note = "The posting refuses sponsorship but not this visa, which needs no draw: ask."
        return step("possible", because("ask", note, where_id, "disc.sponsorship_question_lawful", quote=heard.quote))
    note = "The posting does not name this visa: ask whether the employer will write the letter or file for it."
    return step("possible", because("ask", note, where_id, quote=heard.quote))
