"""What a posting says: lines, clues, place and stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from greenflag.model.explanations import Reason
from greenflag.model.person import DegreeLevel
from greenflag.model.postings import Workplace

Section = Literal[
    "title", "location", "about", "duties", "requirements", "benefits", "eeo", "authorization", "form", "other",
]  # fmt: skip
Topic = Literal[
    "sponsorship", "authorization", "citizenship", "clearance", "export", "engagement", "place", "eeo", "everify",
    "other",
]  # fmt: skip
Kind = Literal[
    "offer", "offer_limited", "accept_status", "authorization", "question", "refuse", "refuse_future", "citizens",
    "us_person", "clearance", "clearance_plus", "export", "w2_c2c", "no_conversion", "relocate", "relocation_help",
    "remote_us", "eeo", "everify", "other_sense", "foreign",
]  # fmt: skip
Assertion = Literal["affirmed", "negated", "conditional", "question", "preferred", "mentioned"]
Stance = Literal["offers", "limited", "unclear", "refuses", "restricted", "silent"]
Colour = Literal["green", "yellow", "red", "none"]
Remote = Literal["yes", "no", "hybrid", "unknown"]

REMOTE: dict[Workplace, Remote] = {"remote": "yes", "hybrid": "hybrid", "onsite": "no", "unknown": "unknown"}
COLOURS: dict[Stance, Colour] = {
    "offers": "green",
    "limited": "yellow",
    "unclear": "yellow",
    "refuses": "red",
    "restricted": "red",
    "silent": "none",
}


RoleKind = Literal[
    "ml_engineering", "ml_research", "data_science", "analytics", "data_engineering", "software", "labelling", "other",
]  # fmt: skip


KIND_NAMES: dict[RoleKind, str] = {
    "ml_engineering": "machine-learning engineering",
    "ml_research": "machine-learning research",
    "data_science": "data science",
    "analytics": "analytics and reporting",
    "data_engineering": "data engineering",
    "software": "software engineering without models of its own",
    "labelling": "labelling or rating for AI",
    "other": "other work",
}
Real = Literal["yes", "borderline", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Work:
    """What the work of a posting is, the same for every reader.

    ``real``: whether building, training, evaluating or running models is the work; borderline is statistical modelling
    for decisions or a strong mixture. ``mismatch``: the title promises machine learning, the duties are other work.
    """

    kind: RoleKind | Literal["unknown"]
    real: Real
    mismatch: Literal["yes", "no", "unknown"]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a posting: 1-based ``number``, offset ``start`` in the posting's text, and its section."""

    number: int
    start: int
    text: str
    section: Section


@dataclass(frozen=True, slots=True)
class Clue:
    """What one stretch of a posting says, with the words that prove it: ``text[start:end] == quote``.

    ``kind`` is the codebook's kind; ``claim`` the narrower thing spoken of (``sponsorship``, ``transfer``, ``h1b``,
    ``tn``, ``e3``, ``opt``, ``stem_opt``, ``green_card``, ...); ``assertion`` how it is held; ``modifiers`` the words
    that decided so, in reading order. ``names`` are all visas and statuses that the quote names, as claims; ``only``
    tells that it keeps to them ("TN visas only").
    """

    rule_id: str
    topic: Topic
    kind: Kind
    claim: str
    assertion: Assertion
    line: int
    start: int
    end: int
    quote: str
    section: Section
    modifiers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one may work. ``countries`` are ISO 3166-1 alpha-2 codes, empty when not said.

    ``limits`` narrow a remote job: ``US``, a state as ``US-CA``, ``global``, or a time zone as ``tz:Pacific``.
    """

    countries: tuple[str, ...]
    remote: Remote
    limits: tuple[str, ...] = ()


FacetValue = Literal[
    "welcome", "limited", "refused", "asked", "required", "licence", "named", "only", "helped",
    "held", "obtainable", "preferred", "waived", "yes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facet:
    """What a posting says of one visa, status or term, with the words that say so; what is unsaid has no facet.

    ``name``: ``sponsorship`` (where no visa is named), ``new_h1b``, ``h1b_transfer``, ``opt``, ``stem_opt``, ``cpt``,
    ``tn``, ``e3``, ``h1b1``, ``o1``, ``l1``, ``j1``, ``green_card``, ``own_ead``, ``work_authorization``,
    ``citizenship``, ``us_person``, ``clearance``, ``export_control``, ``c2c``, ``w2``, ``contractor_1099``,
    ``conversion``, ``relocation``, ``everify``. ``note`` narrows it: the groups that count as US persons, who decides a
    reserved offer, ``future`` where a refusal covers it. Lines and offsets are those of the clue it was read off.
    """

    name: str
    value: FacetValue
    quote: str
    line: int
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class DegreeAsked:
    """The degree that a posting asks for, with the words that say so.

    ``level`` is the least that is asked, "" where a degree of no level is; ``fields`` those it names (``computer
    science``), ``related`` that other fields near them count; ``instead`` that work may stand for it, ``waived`` that
    none is needed, ``liked`` that a degree is only preferred.
    """

    level: DegreeLevel | Literal[""]
    fields: tuple[str, ...]
    related: bool
    instead: bool
    waived: bool
    liked: bool
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a posting says about sponsorship, who may apply, and where one may work; the same for every reader.

    ``future`` is True when a refusal covers the future too. ``everify`` is True when the posting says that the
    employer takes part in E-Verify, else None: silence proves nothing. ``degree`` is None where none is spoken of.
    """

    clues: tuple[Clue, ...]
    stance: Stance
    colour: Colour
    future: bool
    place: Place
    everify: bool | None
    facets: tuple[Facet, ...] = ()
    degree: DegreeAsked | None = None
