"""What a job is about, as facts that both faces show: rank, years, degree, problem, stack, industry, gates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from greenflag.model import KIND_NAMES, Clue, DegreeAsked, Fact, Kind

if TYPE_CHECKING:
    from greenflag.api import Explained

GATES: dict[Kind, str] = {
    "citizens": "US citizens",
    "us_person": "US persons",
    "clearance": "a security clearance",
    "export": "export control",
}
MOST_SKILLS = 12
MOST_COPIES = 5


def job_facts(explained: Explained) -> tuple[Fact, ...]:
    """Return what is told of a job, each with the words that tell it; what is untold has no fact."""
    return tuple(_facts(explained))


def _facts(explained: Explained) -> Iterator[Fact]:
    about, reading = explained.about, explained.assessment.reading
    if explained.work:
        kind = KIND_NAMES.get(explained.work.kind) if explained.work.kind != "unknown" else None
        if kind:
            yield Fact("kind", "Work", kind)
    if about and about.seniority:
        yield Fact("seniority", "Rank", f'{about.seniority.name} ("{about.seniority.quote}")')
    if about and about.years:
        yield Fact("years", "Years asked", f"{about.years} ({about.years_quote})")
    if reading.degree:
        yield Fact("degree", "Degree asked", f'{_degree(reading.degree)} ("{reading.degree.quote}")')
    if about and about.problems:
        yield Fact("problem", "Problem", "; ".join(f'{one.name} ("{one.quote}")' for one in about.problems))
    if explained.skills:
        more = len(explained.skills) - MOST_SKILLS
        yield Fact(
            "stack", "Stack", ", ".join(explained.skills[:MOST_SKILLS]) + (f" and {more} more" if more > 0 else "")
        )
    if about and about.industry:
        yield Fact("industry", "Industry", "; ".join(f'{one.name} ("{one.quote}")' for one in about.industry))
    if explained.again:
        places = dict.fromkeys("; ".join(one.locations) or one.title for one in explained.again)
        yield Fact("again", "Posted again", _some(list(places)))
    if explained.under_others:
        names = dict.fromkeys(one.employer_name or "an unnamed employer" for one in explained.under_others)
        yield Fact("under_others", "Same text under", f"{_some(list(names))}: ask who would employ you")
    gates = _gates(reading.clues)
    if gates:
        yield Fact("gates", "Gates", ", ".join(gates))


def _some(names: list[str]) -> str:
    more = len(names) - MOST_COPIES
    return ", ".join(names[:MOST_COPIES]) + (f" and {more} more" if more > 0 else "")


def _degree(asked: DegreeAsked) -> str:
    level = {"": "a degree", "associate": "associate", "bachelor": "bachelor's", "master": "master's"}.get(
        asked.level, asked.level
    )
    if asked.waived:
        return "none needed"
    parts = [level, "liked, not asked" if asked.liked else "", "or work instead" if asked.instead else ""]
    return ", ".join(filter(None, parts))


def _gates(clues: Sequence[Clue]) -> list[str]:
    held = {clue.kind for clue in clues if clue.assertion not in ("preferred", "mentioned")}
    return [name for kind, name in GATES.items() if kind in held]
