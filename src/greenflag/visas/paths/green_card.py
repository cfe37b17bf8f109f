"""The green card, as what comes after: which categories may fit, whose queue it is, and who starts."""

from __future__ import annotations

from typing import Final

from greenflag.model import PathFit
from greenflag.visas.case import Case
from greenflag.visas.paths.l1 import has_a_year
from greenflag.visas.person import at_least
from greenflag.visas.steps import Step, because, missing, settle, step

PATH_ID: Final = "green_card"
NAME: Final = "Green card, later"
_BY_ITSELF: Final = "You may file it yourself, without an employer. Ask an attorney."


def assess(case: Case) -> PathFit:
    """Return what a green card would take for this person; never more than possible."""
    return settle(PATH_ID, NAME, (_queue_step(case), *_categories(case)))


def _queue_step(case: Case) -> Step:
    if not case.profile.birth_country:
        return step("unknown", missing("birth_country", "the queue goes by it"))
    note = "The queue goes by the country of birth; the day on which a case is begun is kept. Ask an attorney."
    return step("possible", because("queue", note, "green_card.queue_by_birth"))


def _categories(case: Case) -> tuple[Step, ...]:
    law, today, profile = case.law, case.today, case.profile
    needed = law.number("green_card.eb1a.criteria_needed", today)
    kinds = {e.criterion for e in profile.evidence}
    found = []
    if len(kinds) >= needed:
        note = f"EB-1A: evidence of {len(kinds)} kinds, {needed} are needed at least; {_wait(case, 'eb1')} {_BY_ITSELF}"
        found.append(
            step("possible", because("eb1a", note, "green_card.eb1a.criteria_needed", *_bulletin(case, "eb1")))
        )
    if any(work.role in ("manager", "executive") and has_a_year(case, work) for work in profile.work_abroad):
        wait = _wait(case, "eb1")
        note = f"EB-1C, as a manager from abroad: {wait} The group's company files, without a test of the labor market."
        found.append(step("possible", because("eb1c", note, "green_card.eb1c", *_bulletin(case, "eb1"))))
    instead = law.number("green_card.eb2.years_instead", today)
    advanced = any(at_least(d, str(law.value("green_card.eb2.degree", today))) for d in profile.degrees)
    bachelor = any(at_least(d, str(law.value("green_card.eb3.degree", today))) for d in profile.degrees)
    if advanced or (bachelor and (profile.experience_years or 0) >= instead):
        note = f"EB-2: {_wait(case, 'eb2')} The employer begins with a test of the labor market, and pays for it."
        ids = ("green_card.eb2.degree", "green_card.eb2.years_instead", "green_card.perm")
        found.append(step("possible", because("eb2", note, *ids, *_bulletin(case, "eb2"))))
        note = f"EB-2 in the national interest has the same queue. {_BY_ITSELF}"
        found.append(step("possible", because("niw", note, "green_card.niw")))
    if bachelor:
        note = f"EB-3: {_wait(case, 'eb3')} The employer begins it as for EB-2."
        found.append(step("possible", because("eb3", note, "green_card.eb3.degree", *_bulletin(case, "eb3"))))
    if not profile.degrees:
        found.append(step("unknown", missing("degrees", "the category goes by them")))
    return tuple(found)


def _bulletin(case: Case, category: str) -> tuple[str, ...]:
    """Return the entries of the person's queue by both charts, or what says that its column is not held."""
    born = case.profile.birth_country
    own = born in case.law.texts("green_card.own_columns", case.today)
    ids = tuple(f"bulletin.{chart}.{category}.{born.lower() if own else 'rest'}" for chart in ("final", "filing"))
    return ids if all(case.law.find(law_id, case.today) for law_id in ids) else ("green_card.own_columns",)


def _wait(case: Case, category: str) -> str:
    """Say how far the queue of the person's birth is, by both charts of the bulletin that is held."""
    if not case.profile.birth_country:
        return "how long the queue is hangs on where you were born."
    entries = [case.law.entry(law_id, case.today) for law_id in _bulletin(case, category)]
    if len(entries) == 1:
        return "the queue of your country of birth is not held here: look at the Visa Bulletin."
    final, filing = entries
    if final.value == "C":
        return f"no queue as of {final.checked_on}."
    later = "any day" if filing.value == "C" else f"before {filing.value}"
    return (
        f"as of {final.checked_on} cards go to cases begun before {final.value}, and papers may be filed for those "
        f"begun {later}; a case begun today waits behind them."
    )
