"""The one short question to send: polite, true, tied to the posting's own words, and no more of the person than needed.

What is never said: country of birth, citizenship, case history, dates other than the end of a work permit.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

from greenflag.model import Clue, Profile, Ranked
from greenflag.plans.triage import first_clue, verdict_of

MOST_WORDS = 80  # a recruiter reads it at a glance
QUOTE_WORDS, TITLE_WORDS = 16, 8  # the longest message then still holds its question
WORD_CHARS = 30  # a longer "word" is an address or noise

Kind = Literal["refused", "transfer", "limited", "unclear", "offered", "silent"]

_LIGHT = {
    "tn": ("TN", "which takes an offer letter but no petition"),
    "e3": ("E-3", "which takes a labor condition application but no lottery"),
    "h1b1": ("H-1B1", "which takes a labor condition application but no lottery"),
}
_OWN = frozenset({"H-4 EAD", "L-2"})
_US_PERSONS = frozenset({"us_citizen", "permanent_resident", "asylee_or_refugee"})
_TRANSFER = re.compile(r"^(?!.*\bnew\b).*\btransfer", re.IGNORECASE | re.DOTALL)
_MATTERS = re.compile(r"sponsor|visa|\bH-?1|\btransfer|\bOPT\b|authori[sz]|\bTN\b", re.IGNORECASE)
_EVERIFY = "Does your company take part in E-Verify, which STEM OPT requires?"


def question(profile: Profile, item: Ranked, today: date) -> str:
    """Return the message for one posting, at most MOST_WORDS words; ``today`` tells whether a permit still runs."""
    kind, clue = _kind(item)
    quote = plain(clue.quote, QUOTE_WORDS, around=_MATTERS) if clue else ""
    title = plain(item.posting.title, TITLE_WORDS)
    stop = "" if quote.endswith((".", "!", "?")) else "."
    says = f'says: "{quote}"{stop}' if quote else "says nothing that I could find on visa sponsorship."
    parts = [
        f'Hello, your posting "{title}" {says}',
        f"I {_situation(profile, item, today)}.",
        _ask(kind, profile, item, today),
        _EVERIFY if _needs_everify(profile, item) else "",
        "Thank you!",
    ]
    message = " ".join(filter(None, parts))
    return message if len(message.split()) <= MOST_WORDS else " ".join(filter(None, parts[:3]))


def plain(text: str, words: int, around: re.Pattern[str] | None = None) -> str:
    """Return ``words`` words of outside text on one line, without control or format characters or double quotes.

    They are the first, or those about the first word that ``around`` finds when it stands too late for that.
    """
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    parts = re.sub('["“”]', "'", text).split()
    at = next((n for n, part in enumerate(parts) if around and around.search(part)), 0)
    start = 0 if at < words - 3 else max(0, min(at - words // 2, len(parts) - words))
    cut = [part if len(part) <= WORD_CHARS else part[:WORD_CHARS] + "…" for part in parts[start : start + words]]
    return ("… " if start else "") + " ".join(cut) + (" …" if len(parts) > start + words else "")


def _kind(item: Ranked) -> tuple[Kind, Clue | None]:
    """Return which question fits, and the line to quote."""
    stance = item.assessment.reading.stance
    codes = {reason.code for reason in verdict_of(item, "sponsorship").reasons}
    if stance == "refuses" or "limit_excludes" in codes:
        return "refused", first_clue(item, "refuse_future", "refuse", "offer_limited")
    if stance == "limited":
        clue = first_clue(item, "offer_limited", "export", "refuse", "offer")
        return ("transfer" if clue and _TRANSFER.search(clue.quote) else "limited"), clue
    if stance == "offers":
        return "offered", first_clue(item, "offer")
    clue = first_clue(item, "accept_status", "export", "authorization", "question") if stance == "unclear" else None
    return ("unclear" if clue else "silent"), clue


def _situation(profile: Profile, item: Ranked, today: date) -> str:
    """Return what the person has and would need, as the end of a sentence that begins with "I"."""
    if profile.status in _US_PERSONS:
        return "am authorized to work in the US and need no sponsorship"
    if profile.status in _OWN:
        return "have my own work authorization and need no sponsorship now"
    permit, need = _permit(profile, item, today), _need(profile, item)
    if permit:
        return f"{permit} and would {need} after that"
    has = _has(profile)
    return f"{has} and would {need}" if has else f"would {need}"


def _has(profile: Profile) -> str:
    if profile.status in ("F-1", "F-1 CPT"):
        return "am an F-1 student"
    if profile.status == "abroad":
        return "live outside the United States"
    return "" if profile.status in ("other", "F-1 OPT", "F-1 STEM OPT") else f"hold {profile.status} status"


def _permit(profile: Profile, item: Ranked, today: date) -> str:
    """Return the OPT or STEM OPT that runs or lies ahead, to the month of its end where that is known; else ""."""
    if profile.status in ("F-1", "F-1 CPT") and _answer(item, "opt") in ("open", "possible"):
        return "am an F-1 student, expect to work on OPT"
    if profile.status not in ("F-1 OPT", "F-1 STEM OPT"):
        return ""
    stem = profile.status == "F-1 STEM OPT"
    until = profile.dates.stem_opt_end_on if stem else profile.dates.opt_end_on
    name = f"am on {'STEM OPT' if stem else 'OPT'}"
    if until is None:
        return name
    return f"{name} until {until:%Y-%m}" if until >= today else ""


def _need(profile: Profile, item: Ranked) -> str:
    if profile.status == "H-1B":
        return {True: "need a transfer, without the lottery", None: "need a transfer"}.get(
            profile.h1b_counted, "need a new H-1B petition"
        )
    for path, (name, takes) in _LIGHT.items():
        answer = _answer(item, path)
        if answer in ("open", "possible"):
            if profile.status == name:
                return f"need it anew for this job, {takes}"
            return f"need {name} status, {takes}" + (", or H-1B sponsorship" if answer == "possible" else "")
    if profile.status == "O-1":
        return "need a new O-1 petition"
    return "need H-1B sponsorship"


def _answer(item: Ranked, path_id: str) -> str:
    return next((fit.answer for fit in item.assessment.paths if fit.path_id == path_id), "closed")


def _ask(kind: Kind, profile: Profile, item: Ranked, today: date) -> str:
    if profile.status in _OWN or profile.status in _US_PERSONS:
        return "Is that enough for this role?"
    if kind == "refused":
        if _permit(profile, item, today):
            return "As I could start without a petition, would you consider me, and is later sponsorship ruled out too?"
        return "Does that rule this out too?"
    if kind == "transfer" and profile.status != "H-1B":
        return "Is this role open to me as well?"
    return {
        "transfer": "Would you take that over for this role?",
        "limited": "Would this role and level qualify?",
        "unclear": "Is that possible for this role?",
        "offered": "Could you support this for this role?",
        "silent": "Is that possible for this role?",
    }[kind]


def _needs_everify(profile: Profile, item: Ranked) -> bool:
    """Tell whether the person's work permit hangs on E-Verify and the posting does not say that it takes part."""
    if item.assessment.reading.everify is not None:
        return False
    stem = profile.status == "F-1 OPT" and _answer(item, "stem_opt") != "closed"
    return stem or profile.status == "F-1 STEM OPT"
