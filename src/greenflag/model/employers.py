"""Employers as legal entities, and their figures in the official records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from greenflag.model.explanations import Reason

Program = Literal["H-1B", "H-1B1", "E-3", "PERM"]


@dataclass(frozen=True, slots=True)
class SponsorRecord:
    """Counts of one legal entity in one fiscal year of one official file family.

    ``dataset`` is ``LCA`` (labor condition applications) or ``USCIS`` (petition decisions); ``certified`` counts
    certified or approved cases, ``new`` those for new employment where the file tells (else None); ``ml_titles``
    counts certified cases with ML-like job titles (LCA row files only, else None).
    """

    employer_id: str
    legal_name: str
    dataset: Literal["LCA", "USCIS"]
    program: Program
    fiscal_year: int
    certified: int
    denied: int
    withdrawn: int
    cite: str
    new: int | None = None
    ml_titles: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A legal entity of the records: its id, every name it filed under, and the states it filed from."""

    employer_id: str
    legal_name: str
    names: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmployerMatch:
    """The legal entity that a printed name means, or ``employer_id`` None: unknown, which is not "does not sponsor"."""

    printed_name: str
    employer_id: str | None
    legal_names: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    runner_up: str | None = None
