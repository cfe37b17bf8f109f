"""The nouns: everything that is handed from one room to the next.

Frozen dataclasses only, no methods that do things. Every room imports these and nothing of a neighbour.
Dates end in ``_on``, instants in ``_at`` (UTC), numbers carry their unit. ``unknown`` is an answer
everywhere: a missing employer is not a "no", silence is not a "yes".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# --------------------------------------------------------------------------- how anything explains itself


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


# --------------------------------------------------------------------------- boards and postings

Workplace = Literal["onsite", "hybrid", "remote", "unknown"]
PayPeriod = Literal["year", "month", "week", "day", "hour", "unknown"]


@dataclass(frozen=True, slots=True)
class Salary:
    """Pay as printed; amounts in whole or part units of ``currency`` (ISO 4217) per ``period``."""

    minimum: float | None
    maximum: float | None
    currency: str
    period: PayPeriod
    text: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A place that postings come from: ``id`` is ``system:token``, e.g. ``greenhouse:acme``.

    ``token`` is the board's name at its system; for ``page`` it is the URL, for ``folder`` an absolute path.
    """

    id: str
    system: str
    token: str
    employer_name: str
    url: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One job as its employer published it. ``text`` is plain text, one paragraph or bullet a line.

    ``posted_on`` is the first publication where the board tells it, never the date of the last edit.
    ``content_hash`` covers all that a reader sees, so that an edit is noticed and a re-fetch is not.
    """

    id: str
    source: str
    board: str
    external_id: str
    url: str
    title: str
    employer_name: str
    locations: tuple[str, ...]
    workplace: Workplace
    text: str
    posted_on: date | None
    fetched_at: datetime | None
    salary: Salary | None
    content_hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an input that could not be read: where it is, and what is wrong with it."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class BoardRead:
    """What one read of a board gave. Only a ``complete`` read may close postings that it does not hold.

    ``changed`` is False when the board said, or its bytes showed, that nothing is new; ``postings`` is then empty.
    """

    board: Board
    postings: tuple[Posting, ...]
    complete: bool
    changed: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardState:
    """What the store knows of a watched board: HTTP validators, the last body's hash, when and how it was read."""

    board: Board
    added_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    checked_at: datetime | None = None
    complete: bool | None = None
    open_postings: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class BoardChange:
    """What one update did to the stored postings of a board (counts), and what went wrong."""

    board: Board
    changed: bool
    complete: bool
    new: int
    edited: int
    closed: int
    reopened: int
    open: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPosting:
    """A posting with its history: when it was first and last seen, and when it was closed (None while open)."""

    posting: Posting
    first_seen_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    versions: int


# --------------------------------------------------------------------------- clues

Section = Literal[
    "title", "location", "about", "duties", "requirements", "benefits", "eeo", "authorization", "form", "other"
]
Topic = Literal[
    "sponsorship",
    "authorization",
    "citizenship",
    "clearance",
    "export",
    "engagement",
    "place",
    "eeo",
    "everify",
    "other",
]
Kind = Literal[
    "offer", "offer_limited", "accept_status", "authorization", "question", "refuse", "refuse_future", "citizens",
    "us_person", "clearance", "clearance_plus", "export", "w2_c2c", "no_conversion", "relocate", "relocation_help",
    "remote_us", "eeo", "everify", "other_sense", "foreign",
]  # fmt: skip
Assertion = Literal["affirmed", "negated", "conditional", "question", "preferred", "mentioned"]
Stance = Literal["offers", "limited", "unclear", "refuses", "restricted", "silent"]
Colour = Literal["green", "yellow", "red", "none"]
Remote = Literal["yes", "no", "hybrid", "unknown"]

COLOURS: dict[Stance, Colour] = {
    "offers": "green",
    "limited": "yellow",
    "unclear": "yellow",
    "refuses": "red",
    "restricted": "red",
    "silent": "none",
}


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
    that decided so, in reading order.
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where one may work. ``countries`` are ISO 3166-1 alpha-2 codes, empty when not said.

    ``limits`` narrow a remote job: ``US``, a state as ``US-CA``, ``global``, or a time zone as ``tz:Pacific``.
    """

    countries: tuple[str, ...]
    remote: Remote
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a posting says about sponsorship, who may apply, and where one may work; the same for every reader.

    ``future`` is True when a refusal covers the future too. ``everify`` is True when the posting says that the
    employer takes part in E-Verify, else None: silence proves nothing.
    """

    clues: tuple[Clue, ...]
    stance: Stance
    colour: Colour
    future: bool
    place: Place
    everify: bool | None


# --------------------------------------------------------------------------- employers and their records

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


# --------------------------------------------------------------------------- law and paths

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


# --------------------------------------------------------------------------- verdicts

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


# --------------------------------------------------------------------------- the person

Status = Literal[
    "us_citizen", "permanent_resident", "asylee_or_refugee",
    "F-1", "F-1 CPT", "F-1 OPT", "F-1 STEM OPT", "H-1B", "H-4", "H-4 EAD", "L-1", "L-2", "O-1",
    "TN", "E-3", "H-1B1", "J-1", "abroad", "other",
]  # fmt: skip
DegreeLevel = Literal["associate", "bachelor", "master", "doctorate"]


@dataclass(frozen=True, slots=True)
class Degree:
    """``us_school`` and ``stem`` are None where the person does not know; ``cip`` as on the I-20, e.g. ``11.0701``."""

    level: DegreeLevel
    field: str
    us_school: bool | None = None
    stem: bool | None = None
    cip: str = ""
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProfileDates:
    """The person's own key dates; None means not given, and a path that needs one says so."""

    program_end_on: date | None = None
    opt_end_on: date | None = None
    stem_opt_end_on: date | None = None
    i94_until_on: date | None = None
    h1b_first_admitted_on: date | None = None
    last_day_worked_on: date | None = None
    available_from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts in this person's ranking; only the proportions matter."""

    sponsorship: float = 4.0
    role: float = 3.0
    employer: float = 2.0
    pay: float = 1.0
    place: float = 1.0
    freshness: float = 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The person. It stays on the person's machine. Countries are ISO 3166-1 alpha-2 codes."""

    citizenships: tuple[str, ...]
    status: Status
    birth_country: str = ""
    dates: ProfileDates = ProfileDates()
    h1b_counted: bool | None = None
    i140_approved: bool | None = None
    degrees: tuple[Degree, ...] = ()
    experience_years: float | None = None
    titles: tuple[str, ...] = ("machine learning engineer",)
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    relocate: bool = True
    salary_floor_usd_per_year: int | None = None
    weights: Weights = Weights()


# --------------------------------------------------------------------------- ranking and the plan


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
    """What to do, by when, and why."""

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
