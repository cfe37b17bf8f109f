"""Law as dated values, visa paths, verdicts, and the assessment of one posting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from greenflag.model.employers import EmployerMatch, SponsorRecord
from greenflag.model.explanations import Reason
from greenflag.model.readings import Reading

LawStatus = Literal["in_force", "proposed", "postponed", "vacated", "superseded", "guidance", "observed", "projection"]
LawValue = str | int | float | bool


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One dated value of the law. A change adds an entry; nothing old is edited.

    ``checked_on`` is the last day for which a source that was read vouches for the value; None if from memory only.
    """

    id: str
    text: str
    value: LawValue
    unit: str
    status: LawStatus
    cite: str
    source: str
    confidence: Literal["read", "memory", "conflicting"]
    from_on: date | None = None
    to_on: date | None = None
    checked_on: date | None = None
    url: str = ""
    note: str = ""


PathAnswer = Literal["open", "possible", "closed", "unknown"]
# Ids of paths that hang on evidence which few people have: unknown, while it is not given, carries nobody.
BY_EVIDENCE = frozenset({"o1a", "l1"})


@dataclass(frozen=True, slots=True)
class PayLevel:
    """The OFLC wage level that a posting's pay reaches for one occupation in one area; ``level`` "" is below I.

    ``soc`` and ``occupation`` are a guess from the title; ``pay`` is in US dollars a year, the bottom of a range.
    """

    soc: str
    occupation: str
    area: str
    pay: int
    level: str
    source: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that matters, why, and the law entry or profile field it comes from."""

    on: date
    what: str
    cite: str


@dataclass(frozen=True, slots=True)
class PathFit:
    """Whether a visa path can carry this person into this job; reasons cite law entries or name missing inputs."""

    path_id: str
    name: str
    answer: PathAnswer
    reasons: tuple[Reason, ...]
    dates: tuple[KeyDate, ...] = ()


VerdictAnswer = Literal["yes", "maybe", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question; ``score`` (-1..1) is the clamped sum of its reasons' points.

    Questions: ``sponsorship`` (will it carry this person), ``role`` (is it machine learning and a fit for this
    person), ``place`` (may and would this person work there).
    """

    question: str
    answer: VerdictAnswer
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """Which rules, records, law and profile made an assessment; another version means that it is made anew."""

    rules: str
    records: str
    law: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that is known of one posting for one person on one day."""

    posting_id: str
    content_hash: str
    reading: Reading
    employer: EmployerMatch
    records: tuple[SponsorRecord, ...]
    paths: tuple[PathFit, ...]
    verdicts: tuple[Verdict, ...]
    assessed_on: date
    versions: Versions
