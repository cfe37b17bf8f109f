"""Where each posting goes: apply, ask, or skip for one reason - the first that the funnel comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from greenflag.model import Clue, Kind, Profile, Ranked, Reason, Salary, Verdict

Step = Literal["in_us", "ml", "honest", "fit", "not_refused", "short_list"]

# Skip code -> the funnel's step at which it falls out, and its label; in the funnel's order.
SKIPS: dict[str, tuple[Step, str]] = {
    "not_in_us": ("in_us", "Not in the United States"),
    "not_ml": ("ml", "Not machine learning, whatever the title says"),
    "scam": ("honest", "Asks for or promises what no honest employer does"),
    "scam_maybe": ("honest", "Shows signs of a scam: verify before you answer"),
    "middleman": ("honest", "Posted by a middleman for an employer that it does not name"),
    "closed": ("honest", "Says itself that it is filled or closed"),
    "copy": ("honest", "The same job as another one in the plan"),
    "not_sought": ("fit", "Not the kind of role you seek"),
    "role_unknown": ("fit", "Too little text to tell what the role is"),
    "pay": ("fit", "Pays less than your floor"),
    "place": ("fit", "Not a place where you may or want to work"),
    "citizens_only": ("not_refused", "US citizens only"),
    "us_persons_only": ("not_refused", "US persons only"),
    "clearance": ("not_refused", "Needs a security clearance"),
    "refuses_future": ("not_refused", "Refuses sponsorship now and in the future"),
    "refuses": ("not_refused", "Refuses sponsorship"),
    "limit_excludes": ("not_refused", "Sponsors only cases that are not yours"),
    "sponsorship_no": ("not_refused", "Will not carry you, for another reason"),
    "paths_closed": ("short_list", "No visa path that was looked at is open to you"),
}

_RED: dict[str, tuple[Kind, ...]] = {
    "citizens_only": ("citizens",),
    "us_persons_only": ("us_person",),
    "clearance": ("clearance",),
    "refuses_future": ("refuse_future", "refuse"),
    "refuses": ("refuse",),
    "limit_excludes": ("offer_limited", "refuse"),
}
# The banner that a withdrawn page shows in place of its form, or above the text.
_CLOSED = re.compile(
    r"\b(?:this|the) (?:job|position|role|posting|vacancy|opening|requisition)(?: posting)? "
    r"(?:is no longer (?:available|open|active|accepting)|has (?:been (?:filled|closed|withdrawn)|expired|closed))"
    r"|\bno longer accepting applications\b|\bapplications (?:are|have) (?:now )?closed\b",
    re.IGNORECASE,
)
CLOSED_CHARS = 600  # of the text; further down such words speak of something else
_PERIODS_A_YEAR = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}  # full time, 40 hours a week


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a posting is skipped, with the words or the reason that decided it."""

    code: str
    quote: str


Sorted = Literal["apply", "ask"] | Skip


def triage(profile: Profile, item: Ranked, *, kept: bool = False) -> Sorted:
    """Return what to do with one posting; a verdict that is missing counts as unknown.

    ``kept`` is the person's own word that this posting, or its poster, is to be trusted.
    """
    return _unfit(profile, item, kept) or _decide(item)


def verdict_of(item: Ranked, question: str) -> Verdict:
    """Return one verdict of a posting, unknown when it was never made."""
    found = (verdict for verdict in item.assessment.verdicts if verdict.question == question)
    return next(found, Verdict(question, "unknown", 0.0, ()))


def first_clue(item: Ranked, *kinds: Kind) -> Clue | None:
    """Return the first clue of the first of these kinds that the posting holds."""
    clues = item.assessment.reading.clues
    return next((clue for kind in kinds for clue in clues if clue.kind == kind), None)


def _unfit(profile: Profile, item: Ranked, kept: bool) -> Skip | None:
    if any(reason.code == "not_in_us" for reason in verdict_of(item, "sponsorship").reasons):
        return Skip("not_in_us", ", ".join(item.posting.locations or item.assessment.reading.place.countries))
    role, place = verdict_of(item, "role"), verdict_of(item, "place")
    worst = _worst(role)
    if role.answer == "no" and worst and worst.code == "not_ml":
        return Skip("not_ml", _because(worst))
    if not kept and (doubt := _doubtful(item)):
        return doubt
    if role.answer == "no":
        return Skip("not_sought", _because(worst))
    if role.answer == "unknown":
        return Skip("role_unknown", _because(_worst(role)))
    if item.posting.salary and _below(item.posting.salary, profile.salary_floor_usd_per_year):
        return Skip("pay", item.posting.salary.text or f"at most {item.posting.salary.maximum:,.0f} USD")
    if place.answer == "no":
        return Skip("place", _because(_worst(place)))
    return None


def _doubtful(item: Ranked) -> Skip | None:
    """Return why a posting is set aside for what it seems to be, until the person says that it is to be kept."""
    scam, middleman = verdict_of(item, "scam"), verdict_of(item, "middleman")
    if scam.answer in ("yes", "maybe"):
        return Skip("scam" if scam.answer == "yes" else "scam_maybe", _because(_strongest(scam)))
    if middleman.answer == "yes":
        return Skip("middleman", _because(_strongest(middleman)))
    closed = _CLOSED.search(item.posting.text[:CLOSED_CHARS])
    return Skip("closed", closed.group()) if closed else None


def _decide(item: Ranked) -> Sorted:
    sponsorship = verdict_of(item, "sponsorship")
    if sponsorship.answer == "yes":
        return "apply"
    if sponsorship.answer != "no":
        return "ask"
    codes = {reason.code for reason in sponsorship.reasons}
    code = next((code for code in SKIPS if code in codes), "sponsorship_no")
    clue = first_clue(item, *_RED.get(code, ()))
    return Skip(code, clue.quote if clue else _because(_worst(sponsorship)))


def _worst(verdict: Verdict) -> Reason | None:
    return min(verdict.reasons, key=lambda reason: reason.points, default=None)


def _strongest(verdict: Verdict) -> Reason | None:
    return max(verdict.reasons, key=lambda reason: abs(reason.points), default=None)


def _because(reason: Reason | None) -> str:
    """Return the words that a reason quotes, or else its note."""
    if reason is None:
        return ""
    quotes = (cite.strip('"') for cite in reason.cites if cite.startswith('"'))
    return next(filter(None, quotes), reason.note)


def _below(salary: Salary, floor: int | None) -> bool:
    """Tell whether even the most that is printed is less than the floor; False when either is not known in dollars."""
    periods = _PERIODS_A_YEAR.get(salary.period)
    if floor is None or salary.maximum is None or periods is None or salary.currency != "USD":
        return False
    return 0 < salary.maximum * periods < floor
