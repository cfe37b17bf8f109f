"""The parts of a rank that no verdict gives: the employer's record, pay against the floor, and freshness."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from greenflag.model import Assessment, PayPeriod, Posting, Profile, Salary, SponsorRecord

RECENT_YEARS = 3  # fiscal years; older filings say little of today's policy
THIN_BELOW = 5  # filings; fewer show that it happened, not that it is usual
USUAL_AT = 300  # filings in the recent years, from which more make no difference to one applicant
PERIODS_A_YEAR: dict[PayPeriod, int] = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}  # full time
YEARLY_FROM = 20_000  # dollars; pay without a period that is this high is nobody's month
STALE_DAYS = 45  # a judgement, not measured: after six weeks a seat is often filled and its posting left open

STANDING_DAYS = 180  # a judgement: half a year is longer than any search for one person

WATCHED_DAYS = 30  # here, before it can be said that a posting is never edited

_AUTHORIZED = frozenset({"us_citizen", "permanent_resident", "asylee_or_refugee"})
_EVERGREEN = re.compile(
    r"\bevergreen\b|\btalent (?:community|pool|network)\b|\bgeneral application\b|\bopen application\b"
    r"|\bspeculative application\b|\bfuture (?:opportunit(?:y|ies)|openings?|roles?)\b",
    re.IGNORECASE,
)
_EVERGREEN_TEXT = re.compile(r"\bevergreen (?:requisition|role|posting|position|job|opening)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rank: ``value`` from -1 (against) over 0 (unknown) to 1 (for)."""

    code: str
    value: float
    note: str
    cites: tuple[str, ...] = ()


def employer_part(profile: Profile, assessment: Assessment, today: date) -> Part:
    """Return what the employer's filings say: how recent, how many, and whether for machine-learning titles."""
    if profile.status in _AUTHORIZED:
        return Part("employer", 0.0, "the employer's record does not matter: you need no sponsorship")
    if assessment.employer.employer_id is None:
        return Part("employer", 0.0, "the employer is not found in the records, which is not a no")
    granted = [record for record in assessment.records if record.certified > 0]
    if not granted:
        return Part("employer", 0.0, "the records hold no granted case of this employer")
    newest = max(record.fiscal_year for record in granted)
    since = _fiscal_year(today) - RECENT_YEARS
    recent = [record for record in granted if record.fiscal_year >= since]
    if not recent:
        cites = tuple(record.cite for record in granted if record.fiscal_year == newest)
        return Part("employer", -0.2, f"last sponsored in fiscal year {newest}", tuple(dict.fromkeys(cites)))
    return _recent_record(recent, since)


def _recent_record(recent: list[SponsorRecord], since: int) -> Part:
    # The same case is in several files (an LCA, then a petition), so the fullest file counts and not the sum.
    by_file = {
        name: sum(record.certified for record in recent if (record.dataset, record.program) == name)
        for name in {(record.dataset, record.program) for record in recent}
    }
    count = max(by_file.values())
    ml_titles = sum(record.ml_titles or 0 for record in recent)
    cites = tuple(dict.fromkeys(record.cite for record in recent))
    if count < THIN_BELOW:
        value, note = 0.2, f"a thin record: {count} granted since fiscal year {since}"
    else:
        value = 0.2 + 0.6 * min(1.0, math.log(count) / math.log(USUAL_AT))
        note = f"{count} granted since fiscal year {since}"
    if ml_titles:
        value, note = value + 0.2, f"{note}, {ml_titles} of them for machine-learning titles"
    return Part("employer", value, note, cites)


def pay_part(profile: Profile, posting: Posting) -> Part:
    """Return how pay, brought to US dollars a year, stands to the person's floor."""
    floor, salary = profile.salary_floor_usd_per_year, posting.salary
    if floor is None:
        return Part("pay", 0.0, "you name no least pay")
    if salary is None:
        return Part("pay", 0.0, "the posting names no pay")
    if salary.currency != "USD":
        return Part("pay", 0.0, f"pay is in {salary.currency or 'an unknown currency'} and not compared")
    low, high = _yearly(salary, salary.minimum), _yearly(salary, salary.maximum)
    if low is None and high is None:
        return Part("pay", 0.0, "the posting names pay without saying per what")
    cites = (f'"{salary.text}"',) if salary.text else ()
    span = _span(low, high)
    if high is not None and high < floor:
        return Part("pay", -1.0, f"pays {span} a year, below your {floor:,} USD", cites)
    if low is not None and low >= floor:
        middle = (low + (high or low)) / 2
        return Part("pay", min(1.0, 0.5 + middle / floor - 1), f"pays {span} a year, from your floor up", cites)
    if high is None:
        return Part("pay", 0.0, f"pays {span} a year, and does not say up to what", cites)
    return Part("pay", 0.25, f"pays {span} a year, which holds your floor", cites)


def _yearly(salary: Salary, amount: float | None) -> float | None:
    if amount is None or not math.isfinite(amount) or amount <= 0:
        return None
    if salary.period == "unknown":
        return amount if amount >= YEARLY_FROM else None
    return amount * PERIODS_A_YEAR[salary.period]


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None or low == high:
        return f"{'up to' if low is None else 'from' if high is None else ''} {low or high:,.0f} USD".strip()
    return f"{low:,.0f} to {high:,.0f} USD"


def freshness_part(posting: Posting, today: date, first_seen_on: date | None = None, versions: int = 1) -> Part:
    """Return how fresh a posting is: 1 on its first day, 0 after STALE_DAYS, -1 from twice that on.

    ``first_seen_on`` is when its board first showed it here, ``versions`` how many texts it has had: one that is open
    for STANDING_DAYS and was never edited is likely a standing advert.
    """
    evergreen = _EVERGREEN.search(posting.title) or _EVERGREEN_TEXT.search(posting.text)
    if evergreen:
        return Part("freshness", -0.5, "always open, to collect applications", (f'"{evergreen.group()}"',))
    since = min((day for day in (posting.posted_on, first_seen_on) if day), default=today)
    watched = first_seen_on is not None and (today - first_seen_on).days >= WATCHED_DAYS
    if watched and (today - since).days >= STANDING_DAYS and versions == 1:
        note = (
            f"open for {(today - since).days} days and never edited since it was first seen: likely a standing advert"
        )
        return Part("freshness", -1.0, note)
    if posting.posted_on is None and first_seen_on and first_seen_on < today:
        days = (today - first_seen_on).days
        note = f"first seen {days} days ago; the board does not say when it was posted"
        return Part("freshness", max(-1.0, min(0.0, 1 - days / STALE_DAYS)), note)
    if posting.posted_on is None:
        return Part("freshness", 0.0, "the board does not say when it was posted")
    days = (today - posting.posted_on).days
    if days < 0:
        return Part("freshness", 0.0, f"dated {posting.posted_on}, which is yet to come")
    when = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return Part("freshness", max(-1.0, 1 - days / STALE_DAYS), f"posted {when}, on {posting.posted_on}")


def _fiscal_year(today: date) -> int:
    """Return the government's fiscal year, which begins in October of the year before."""
    return today.year + (today.month >= 10)
