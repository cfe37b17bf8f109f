"""One person, one job, one day: what every path is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from greenflag.model import EmployerMatch, PayLevel, Posting, Profile, Reading, SponsorRecord
from greenflag.visas.law import Law


@dataclass(frozen=True, slots=True)
class Case:
    """``records`` are those of the matched employer, ``levels`` the wage levels that the posting's pay reaches.

    ``today`` is handed in, never read from the clock.
    """

    profile: Profile
    posting: Posting
    reading: Reading
    match: EmployerMatch
    records: tuple[SponsorRecord, ...]
    law: Law
    today: date
    levels: tuple[PayLevel, ...] = ()
