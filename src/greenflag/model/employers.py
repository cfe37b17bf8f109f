"""Employers as legal entities, and their figures in the official records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from greenflag.model.explanations import Reason
from greenflag.model.postings import Problem

Program = Literal["H-1B", "H-1B1", "E-3", "PERM"]


@dataclass(frozen=True, slots=True)
class SponsorRecord:
    """Counts of one legal entity in one fiscal year of one official file family.

    ``dataset`` is ``LCA`` (labor condition applications), ``USCIS`` (petition decisions) or ``PERM`` (the labor market
    test of a green card); ``certified`` counts certified or approved cases, ``new`` those for new employment,
    ``continuing`` those that go on or are amended and ``change_employer`` those of people who come from another
    employer, where the file tells (else None); ``ml_titles`` counts certified cases with ML-like job titles (row files
    only, else None).
    """

    employer_id: str
    legal_name: str
    dataset: Literal["LCA", "USCIS", "PERM"]
    program: Program
    fiscal_year: int
    certified: int
    denied: int
    withdrawn: int
    cite: str
    new: int | None = None
    ml_titles: int | None = None
    continuing: int | None = None
    change_employer: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A legal entity of the records: its id, every name it filed under, and the states it filed from.

    ``filings`` are all its cases and petitions in all years; ``sector`` is its two-digit NAICS code, "" when not told.
    """

    employer_id: str
    legal_name: str
    names: tuple[str, ...]
    states: tuple[str, ...]
    filings: int = 0
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an employer's H-1B people work, by its own LCA cases: the part of them that places the person at another
    firm, and whether it calls itself H-1B dependent; each None where the records do not tell.
    """

    elsewhere_share: float | None = None
    dependent: bool | None = None


@dataclass(frozen=True, slots=True)
class RecordsFile:
    """An official file whose rows are kept: what it is, how many rows it had, how many count, and why others do not.

    ``family`` is ``lca``, ``perm``, ``hub``, ``wages`` or ``areas``; ``first_day`` and ``last_day`` are its decisions'
    days (ISO), "" where it has none; ``years`` are fiscal years.
    """

    name: str
    sha256: str
    family: str
    rows: int
    kept: int
    problems: tuple[Problem, ...]
    first_day: str
    last_day: str
    years: tuple[int, ...]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class EmployerMatch:
    """The legal entity that a printed name means, or ``employer_id`` None: unknown, which is not "does not sponsor"."""

    printed_name: str
    employer_id: str | None
    legal_names: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """That records hold a fiscal year of a file family, of all employers; ``whole`` when they hold all of the year.

    ``programs`` are those that the family tells apart.
    """

    dataset: Literal["LCA", "USCIS", "PERM"]
    fiscal_year: int
    whole: bool
    programs: tuple[Program, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an employer's certified cases: a title, an occupation, a worksite, a wage level."""

    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class Filings:
    """What an employer's own cases say beyond counts; there where rows of LCA files were added, not only totals.

    ``wages_usd_per_year`` are the 10th, 50th and 90th percentile of the lowest pay offered for machine-learning titles
    (``wages_are_of_ml``), or for all titles where there are fewer than five of those. ``over_prevailing``: the pay of
    half the cases exceeds the prevailing wage by this part of it or more. ``wage_levels`` are those that the employer
    asked for, ``levels_reached`` those that the pay of the newest fiscal year reaches by OFLC wage files, where they
    were added. ``staffing_share`` is the part of cases that place people at another firm; both it and ``dependent`` are
    None where the files do not tell.
    """

    cases: int
    last_filed_on: str
    titles: tuple[Share, ...]
    occupations: tuple[Share, ...]
    worksites: tuple[Share, ...]
    wage_levels: tuple[Share, ...]
    wages_usd_per_year: tuple[int, int, int] | None
    wages_are_of_ml: bool
    over_prevailing: float | None
    levels_reached: tuple[Share, ...]
    staffing_share: float | None
    dependent: bool | None


Standing = Literal["filed", "zero", "not_found", "not_covered"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that records say of an employer, or a posting of its job, in words.

    ``code`` tells which it is, ``label`` stands before ``text``.
    """

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EmployerPicture:
    """All that the records say of an employer, and what they do not.

    ``standings`` say for H-1B, E-3, H-1B1 and PERM whether it ``filed``, filed nothing in a year that the records hold
    in whole (``zero``), is ``not_found``, or whether the records do not cover it (``not_covered``), each in words;
    ``facts`` say these and all else in lines for people. ``cap_exempt`` is evidence that it may file outside the H-1B
    cap: never proof, and never a no.
    """

    match: EmployerMatch
    entity: Entity | None
    records: tuple[SponsorRecord, ...]
    filings: Filings | None
    sector: str
    standings: tuple[tuple[Program, Standing, str], ...]
    facts: tuple[Fact, ...]
    cap_exempt: Reason | None
    covered: tuple[Covered, ...]
    coverage: str


@dataclass(frozen=True, slots=True)
class Sponsor:
    """One employer in a list of sponsors: sums over the fiscal years named, per file family."""

    employer_id: str
    legal_name: str
    sector: str
    states: tuple[str, ...]
    lca_certified: int
    lca_new: int
    ml_titles: int
    uscis_approved: int
    uscis_denied: int
    green_cards: int
    newest_year: int


@dataclass(frozen=True, slots=True)
class SponsorGroup:
    """Sponsors of one sector, state or size together.

    ``closed_share`` is the part of a sector's postings, as read by greenflag, for citizens, US persons or people with a
    clearance only; None for states and sizes, and where too few were read.
    """

    name: str
    employers: int
    lca_certified: int
    ml_titles: int
    uscis_approved: int
    uscis_denied: int
    closed_share: float | None = None
