"""Employers that have sponsored and have no fitting role open now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from greenflag.model import EmployerMatch, Ranked, SponsorRecord, Watched

RECENT_YEARS = 3  # fiscal years of the records, the newest of them included

Quiet = tuple[EmployerMatch, tuple[SponsorRecord, ...]]


def watched(
    ranked: Sequence[Ranked], listed: frozenset[str], red: Mapping[str, bool], quiet: Sequence[Quiet]
) -> tuple[Watched, ...]:
    """Return the employers to watch, most certified cases first.

    ``listed`` are the postings to apply to or ask about; ``red`` tells of each other posting whether its words refuse
    the person; ``quiet`` are employers of watched boards without an open posting, with their records.
    """
    matches: dict[str, Quiet] = {}
    postings: dict[str, list[str]] = {}
    for match, records in [*((i.assessment.employer, i.assessment.records) for i in ranked), *quiet]:
        if match.employer_id is not None:
            matches.setdefault(match.employer_id, (match, records))
    for item in ranked:
        postings.setdefault(item.assessment.employer.employer_id or "", []).append(item.posting.id)
    since = _newest(record for _, records in matches.values() for record in records) - RECENT_YEARS + 1
    found = []
    for employer_id, (match, records) in matches.items():
        recent = tuple(record for record in records if record.fiscal_year >= since and record.certified > 0)
        ids = postings.get(employer_id, [])
        if recent and not listed.intersection(ids):
            note = _note(len(ids), sum(red[posting_id] for posting_id in ids), since)
            legal_name = match.legal_names[0] if match.legal_names else recent[0].legal_name
            found.append(Watched(match.printed_name, legal_name, recent, len(ids), note))
    return tuple(sorted(found, key=lambda each: (-sum(r.certified for r in each.records), each.employer_name)))


def _newest(records: Iterable[SponsorRecord]) -> int:
    return max((record.fiscal_year for record in records), default=0)


def _note(open_postings: int, red: int, since: int) -> str:
    note = f"Certified since FY{since}; "
    if not open_postings:
        return note + "no open posting on its board now."
    return (
        note
        + f"of its {open_postings} open postings none is for you now"
        + (f", {red} by their own words." if red else ".")
    )
