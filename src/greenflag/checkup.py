"""A posting or message by itself: what is odd about it, what it is, who is behind it, and what to do now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from greenflag import clues
from greenflag.employers import Resolver
from greenflag.model import EmployerMatch, Placing, Posting, Reading, SponsorRecord, Verdict, Work
from greenflag.ports import Records
from greenflag.records.pay import top_wage
from greenflag.verdicts import advice_for, judge_middleman, judge_scam, why_of, work_of


@dataclass(frozen=True, slots=True)
class Checkup:
    """What greenflag sees in one posting without knowing the person; ``advice`` is empty where nothing is odd."""

    posting: Posting
    reading: Reading
    work: Work
    scam: Verdict
    middleman: Verdict
    employer: EmployerMatch
    records: tuple[SponsorRecord, ...]
    whys: tuple[str, ...]
    advice: tuple[str, ...]


def check_up(posting: Posting, resolver: Resolver, records: Records, own_addresses: Collection[str] = ()) -> Checkup:
    """Return all that can be told of a posting or a message alone; ``own_addresses`` are known as the employer's."""
    scam = judge_scam(posting, own_addresses, wage_top=top_wage(posting))
    match = resolver.resolve(posting.employer_name, posting.locations, posting.url)
    placing = records.placing(match.employer_id) if match.employer_id else Placing()
    return Checkup(
        posting=posting,
        reading=clues.read(posting),
        work=work_of(posting),
        scam=scam,
        middleman=judge_middleman(posting, placing.elsewhere_share, placing.dependent),
        employer=match,
        records=records.of(match.employer_id) if match.employer_id else (),
        whys=why_of(scam),
        advice=advice_for(scam),
    )
