"""Every path for one person and one job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from greenflag.errors import LawError
from greenflag.model import EmployerMatch, PathFit, PayLevel, Posting, Profile, Reading, Reason, SponsorRecord
from greenflag.visas.case import Case
from greenflag.visas.law import Law
from greenflag.visas.paths import (
    cpt,
    e3,
    green_card,
    h1b1,
    h1b_cap,
    h1b_cap_exempt,
    h1b_transfer,
    h4_ead,
    l1,
    o1a,
    opt,
    stem_opt,
    tn,
    us_person,
)

PATHS: Final[tuple[tuple[str, str, Callable[[Case], PathFit]], ...]] = (
    (opt.PATH_ID, opt.NAME, opt.assess),
    (stem_opt.PATH_ID, stem_opt.NAME, stem_opt.assess),
    (cpt.PATH_ID, cpt.NAME, cpt.assess),
    (h1b_transfer.PATH_ID, h1b_transfer.NAME, h1b_transfer.assess),
    (h1b_cap.PATH_ID, h1b_cap.NAME, h1b_cap.assess),
    (h1b_cap_exempt.PATH_ID, h1b_cap_exempt.NAME, h1b_cap_exempt.assess),
    (tn.PATH_ID, tn.NAME, tn.assess),
    (e3.PATH_ID, e3.NAME, e3.assess),
    (h1b1.PATH_ID, h1b1.NAME, h1b1.assess),
    (h4_ead.PATH_ID, h4_ead.NAME, h4_ead.assess),
    (o1a.PATH_ID, o1a.NAME, o1a.assess),
    (l1.PATH_ID, l1.NAME, l1.assess),
)


def path_names() -> dict[str, str]:
    """Return the name of each path by its id."""
    return {path_id: name for path_id, name, _ in PATHS}


def assess_paths(
    profile: Profile,
    posting: Posting,
    reading: Reading,
    match: EmployerMatch,
    records: tuple[SponsorRecord, ...],
    law: Law,
    today: date,
    levels: tuple[PayLevel, ...] = (),
) -> tuple[PathFit, ...]:
    """Return one fit for each path; for a US person the single path ``us_person``.

    ``records`` are those of the matched employer, ``levels`` what the posting's pay reaches (none: not known). A day
    that the law files do not cover makes a path unknown, and the reason names the entry.
    """
    case = Case(profile, posting, reading, match, records, law, today, levels)
    if us_person.is_us_person(case):
        return (us_person.assess(case),)
    return tuple(_assess(case, *path) for path in PATHS)


def assess_later(case: Case) -> PathFit | None:
    """Return what a green card would take for a case's person, or None for a US person."""
    if us_person.is_us_person(case):
        return None
    return _assess(case, green_card.PATH_ID, green_card.NAME, green_card.assess)


def _assess(case: Case, path_id: str, name: str, assess: Callable[[Case], PathFit]) -> PathFit:
    try:
        return assess(case)
    except LawError as error:
        return PathFit(path_id, name, "unknown", (Reason("law_gap", 0.0, str(error)),))
