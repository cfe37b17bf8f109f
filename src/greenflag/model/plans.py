"""One person's order of the postings, and the plan made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from greenflag.model.employers import Fact, SponsorRecord
from greenflag.model.explanations import Reason
from greenflag.model.postings import Posting
from greenflag.model.visas import Assessment, KeyDate, Versions


@dataclass(frozen=True, slots=True)
class Ranked:
    """One posting in one person's order; ``score`` (0..1) is the clamped sum of its reasons' points."""

    posting: Posting
    assessment: Assessment
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do about one posting by one day."""

    posting_id: str
    what: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A posting in the plan: what to do, and for ``ask`` the short question to send (else empty)."""

    ranked: Ranked
    task: Task
    message: str = ""


@dataclass(frozen=True, slots=True)
class SkipExample:
    """A skipped posting with the words or reason that decided it."""

    posting_id: str
    title: str
    employer_name: str
    quote: str


@dataclass(frozen=True, slots=True)
class SkipGroup:
    """Postings skipped for one reason: how many, and examples (all of them in ``plan.json``)."""

    code: str
    label: str
    count: int
    examples: tuple[SkipExample, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """An employer that has sponsored and has no fitting role open now."""

    employer_name: str
    legal_name: str
    records: tuple[SponsorRecord, ...]
    open_postings: int
    note: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the fitting postings ask for and the profile lacks: in ``count`` of ``of`` postings."""

    what: str
    count: int
    of: int
    note: str


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step from all postings to the short list: how many are left, and why the others fell out."""

    code: str
    label: str
    left: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, by when, and why.

    ``employers`` say what the records hold of the employers of ``apply`` and ``ask``, by ``employer_id``.
    """

    made_on: date
    apply: tuple[PlanEntry, ...]
    ask: tuple[PlanEntry, ...]
    skip: tuple[SkipGroup, ...]
    watch: tuple[Watched, ...]
    mend: tuple[Gap, ...]
    dates: tuple[KeyDate, ...]
    funnel: tuple[FunnelStep, ...]
    notes: tuple[str, ...]
    versions: Versions
    employers: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
