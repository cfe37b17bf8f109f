"""How anything explains itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation, the same everywhere.

    ``points`` is what it adds to a score (0.0 for a plain fact); ``cites`` name the evidence: a quote of the
    posting in double quotes, a law entry's id, or a record's source.
    """

    code: str
    points: float
    note: str
    cites: tuple[str, ...] = ()
