"""Pasted text: one posting out of what somebody copied, with only those facts that it states plainly.

text --Title:, Company:, Location: | X is hiring | Title at Company | Company | Title | Place--> Posting
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from greenflag.errors import InputError
from greenflag.model import Posting, Workplace
from greenflag.sources.markup import plain_text
from greenflag.sources.pay import find_pay
from greenflag.sources.posting import make_posting
from greenflag.sources.titles import first_part, is_generic, names_role
from greenflag.sources.workplace import workplace_in

MAX_TITLE = 120  # characters of a line that can be a title; longer ones are sentences
HEAD_LINES = 40  # lines looked at for labels; further down "Location:" is about something else
_LABELS = {
    "title": r"(?:job |position |role )?title|position|role|job",
    "employer": r"(?:hiring )?(?:company|organi[sz]ation|employer)(?: name)?",
    "place": r"(?:job |work |office |primary )?locations?|place of work|based in|where",
    "workplace": r"work ?place(?: type)?|work(?:ing)? (?:arrangement|model|type|mode)|location type|remote status",
}
_LABEL = {name: re.compile(rf"\W*(?:{words})\s*[:：]\s*(\S.*)", re.IGNORECASE) for name, words in _LABELS.items()}
_LABEL_ALONE = re.compile(r"\W*locations?\W*", re.IGNORECASE)
_HIRING = re.compile(
    r"(?P<employer>[^\W_].{1,60}?) is (?:now |currently |actively )?hiring\b"
    r"(?:[: ]+(?:an? |our |for )?(?P<title>.{3,100}))?",
    re.IGNORECASE,
)
_TITLE_AT = re.compile(
    r"(?:job application for )?(?P<title>.{3,100}) (?:at|@) (?P<employer>[A-Z0-9].{1,60})", re.IGNORECASE
)
_TERM = re.compile(  # a part of a Hacker News header that is no place
    r"(?:full|part)[- ]?time|contract\w*|intern(?:s|ship)?s?|visa|h-?1b|sponsor|https?:|www\.|\.(?:com|ai|io|co)\b|"
    r"equity|salary|[$€£]|\d{2,3}k|\bteam\b|\bfounded\b|\bseries [a-e]\b",
    re.IGNORECASE,
)
_WORKPLACE_ONLY = re.compile(
    r"(?:\W|or\b|and\b|fully\b|100%|remote|hybrid|on-?\s?site|in[- ](?:office|person))+", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"\s*[(\[](?:https?:|[\w-]+(?:\.[\w-]+)+|[A-Z]+ [SWXF]\d\d)[^)\]]*[)\]]\s*$"
)  # (acme.com), (YC W24)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of itself in so many words; "" and () where it does not."""

    title: str = ""
    employer_name: str = ""
    locations: tuple[str, ...] = ()
    workplace: Workplace = "unknown"


def read_pasted(text: str, *, now: datetime, name: str = "pasted") -> Posting:
    """Return pasted text or HTML as one posting of the board ``pasted``; its id comes from its text.

    Raises:
        InputError: there is no text; ``name`` says where it should have come from.
    """
    text = plain_text(text)
    if not any(character.isalnum() for character in text):
        raise InputError(f"{name}: no text to read. Copy the whole posting, from its title to its last line.")
    stated = stated_in(text)
    return make_posting(
        source="pasted",
        board="pasted",
        external_id=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16],
        title=stated.title,
        employer_name=stated.employer_name,
        text=text,
        locations=stated.locations,
        workplace=stated.workplace,
        fetched_at=now,
        salary=find_pay(text),
    )


def stated_in(text: str) -> Stated:
    """Return the title, employer and places that the first lines of a text state plainly; nothing is guessed."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:HEAD_LINES]
    if not lines:
        return Stated()
    if lines[0].count("|") >= 2:
        return _from_header([part.strip() for part in lines[0].split("|") if part.strip()])
    labelled = {name: _labelled(lines, pattern) for name, pattern in _LABEL.items()}
    title, employer = _title_and_employer(lines)
    place = labelled["place"] or _under_label(lines)
    return Stated(
        title=labelled["title"] or title,
        employer_name=labelled["employer"] or employer,
        locations=tuple(filter(None, (part.strip() for part in re.split(r"[;|•]|\s/\s", place)))),
        workplace=workplace_in(labelled["workplace"]) if labelled["workplace"] else workplace_in(place),
    )


def title_at(line: str) -> tuple[str, str]:
    """Return the title and the employer of "Title at Company"; "" for both when a line is not of that form."""
    found = _TITLE_AT.fullmatch(line.strip())
    if not found or not names_role(found["title"]) or not found["employer"][0].isupper():
        return "", ""
    return found["title"].strip(" ,-"), first_part(found["employer"])


def _title_and_employer(lines: list[str]) -> tuple[str, str]:
    short = [line for line in lines[:6] if len(line) <= MAX_TITLE and not any(p.match(line) for p in _LABEL.values())]
    for line in short:
        hiring = _HIRING.fullmatch(line)
        if hiring and not is_generic(hiring["title"] or ""):
            return (hiring["title"] or "").rstrip(" .!"), hiring["employer"]
        title, employer = title_at(line)
        if title:
            return title, employer
        if hiring:
            rest = next((other for other in short if other != line and names_role(other)), line)
            return rest, hiring["employer"]
    return next((line for line in short if names_role(line)), short[0] if short else ""), ""


def _from_header(parts: list[str]) -> Stated:
    """Return what a Hacker News header states: company first, then title, place and terms in any order."""
    title = next((part for part in parts[1:] if names_role(_TERM.sub("", part))), "")
    company = "" if not title and names_role(parts[0]) else _AFTER_NAME.sub("", parts[0])
    others = [part for part in parts[1:] if part != title and not names_role(part)]
    places = [part for part in others if not _TERM.search(part) and not _WORKPLACE_ONLY.fullmatch(part)]
    return Stated(
        title=title or parts[0],
        employer_name=company,
        locations=tuple(places[:10]),
        workplace=workplace_in(" | ".join(parts[1:])),
    )


def _labelled(lines: list[str], label: re.Pattern[str]) -> str:
    found = (label.fullmatch(line) for line in lines)
    return next((match[1].strip() for match in found if match and len(match[1]) <= 2 * MAX_TITLE), "")


def _under_label(lines: list[str]) -> str:
    """Return the short line below a line that says only "Location"."""
    for line, below in pairwise(lines):
        if _LABEL_ALONE.fullmatch(line) and len(below) <= MAX_TITLE and not below.endswith("."):
            return below
    return ""
