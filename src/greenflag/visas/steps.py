"""From single checks to one answer: the weakest step decides.

    closed < unknown < possible < open

A closed step closes the path whatever else is unknown; an unknown one keeps it unknown until the input is given. So an
answer can only get better by adding what was missing, never by leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from greenflag.model import KeyDate, PathAnswer, PathFit, Reason

_ORDER: Final[dict[PathAnswer, int]] = {"closed": 0, "unknown": 1, "possible": 2, "open": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """The best answer that one check leaves to its path, and why."""

    answer: PathAnswer
    reasons: tuple[Reason, ...] = ()
    dates: tuple[KeyDate, ...] = ()


def because(code: str, note: str, *law_ids: str, quote: str = "", record: str = "") -> Reason:
    """Return a reason that cites law entries, and the posting's words or a record where it rests on them."""
    words = [f'"{quote}"'] if quote else []
    records = [record] if record else []
    return Reason(code, 0.0, note, (*words, *records, *[f"law:{law_id}" for law_id in law_ids]))


def missing(field: str, why: str, *law_ids: str) -> Reason:
    """Return the reason that names a profile field which is not given, what depends on it, and the law it quotes."""
    return Reason("missing", 0.0, f"{field} is not given: {why}", tuple(f"law:{law_id}" for law_id in law_ids))


def step(answer: PathAnswer, *reasons: Reason, dates: Iterable[KeyDate] = ()) -> Step:
    """Return one check's outcome."""
    return Step(answer, reasons, tuple(dates))


def settle(path_id: str, name: str, steps: Iterable[Step]) -> PathFit:
    """Return the path's fit: the weakest answer, its own reasons first; a closed path says only what closes it."""
    steps = tuple(steps)
    answer = min((s.answer for s in steps), key=_ORDER.__getitem__)
    if answer == "closed":
        reasons = tuple(r for s in steps if s.answer == "closed" for r in s.reasons)
        return PathFit(path_id, name, answer, reasons)
    ranked = sorted(steps, key=lambda s: _ORDER[s.answer])
    dates = sorted({d for s in steps for d in s.dates}, key=lambda d: (d.on, d.what))
    return PathFit(path_id, name, answer, tuple(r for s in ranked for r in s.reasons), tuple(dates))
