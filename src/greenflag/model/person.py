"""The person who searches; it never leaves the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal[
    "us_citizen", "permanent_resident", "asylee_or_refugee", "F-1", "F-1 CPT", "F-1 OPT", "F-1 STEM OPT", "H-1B",
    "H-4", "H-4 EAD", "L-1", "L-2", "O-1", "TN", "E-3", "H-1B1", "J-1", "abroad", "other",
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


Criterion = Literal[
    "awards", "memberships", "press", "judging", "contributions", "articles", "critical_role", "high_pay",
]  # fmt: skip
Role = Literal["manager", "executive", "specialist", "other"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that the person can document of extraordinary ability, and which of O-1A's eight kinds it is."""

    criterion: Criterion
    what: str = ""


@dataclass(frozen=True, slots=True)
class WorkAbroad:
    """Full-time work outside the US for one company, without a break; ``to_on`` is None while it goes on."""

    employer: str
    role: Role
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProfileDates:
    """The person's own key dates; None means not given, and a path that needs one says so.

    ``perm_filed_on`` is the day on which the first PERM application, or I-140 without one, was filed for the person.
    """

    program_end_on: date | None = None
    opt_end_on: date | None = None
    stem_opt_end_on: date | None = None
    i94_until_on: date | None = None
    h1b_first_admitted_on: date | None = None
    perm_filed_on: date | None = None
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
    spouse_i140_approved: bool | None = None
    degrees: tuple[Degree, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    work_abroad: tuple[WorkAbroad, ...] = ()
    experience_years: float | None = None
    titles: tuple[str, ...] = ("machine learning engineer",)
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    relocate: bool = True
    salary_floor_usd_per_year: int | None = None
    weights: Weights = Weights()
