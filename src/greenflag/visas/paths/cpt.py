"""F-1 CPT: training that a program of study asks for, endorsed by the school; never more than possible."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.words import hear

PATH_ID: Final = "cpt"
NAME: Final = "F-1 CPT (during studies)"


def assess(case: Case) -> PathFit:
    """Return whether curricular training can carry this person into this job."""
    return settle(
        PATH_ID,
        NAME,
        (place_step(case), restricted_step(case), _student_step(case), _words_step(case), _risk_step(case)),
    )


def _student_step(case: Case) -> Step:
    if case.profile.status not in ("F-1", "F-1 CPT"):
        note = f"Only during studies in F-1; the status is {case.profile.status}."
        return step("closed", because("not_studying", note, "cpt.who"))
    end_on = case.profile.dates.program_end_on
    if end_on is None:
        return step("unknown", missing("dates.program_end_on", "such training ends with the program"))
    if end_on < case.today:
        return step("closed", because("over", f"The program ended on {end_on}; training follows as OPT.", "cpt.who"))
    note = (
        f"Until the program ends on {end_on}, and only as your program asks for it: the school has to endorse it first."
    )
    return step("possible", because("during", note, "cpt.who", "cpt.sevp_2608"))


def _words_step(case: Case) -> Step:
    heard = hear(case, own=frozenset({"cpt"}), shared=frozenset(), spared=frozenset())
    if heard.tone == "refused_here":
        note = "The posting refuses people in curricular training."
        return step("closed", because("refused", note, "cpt.who", quote=heard.quote))
    return step(
        "possible",
        because("internship", "It fits an internship rather than a position without an end: ask.", "cpt.who"),
    )


def _risk_step(case: Case) -> Step:
    months = case.law.number("cpt.fulltime_months_kill_opt", case.today)
    note = (
        f"{months} months of it full-time take OPT away; from the first day of a program it is risky. Ask an attorney."
    )
    return step("possible", because("risk", note, "cpt.fulltime_months_kill_opt", "cpt.day1_warning"))
