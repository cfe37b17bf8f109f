"""Lines: where each begins, which section it stands in, and which lines are one sentence broken in two.

A posting is read where a word of interest stands, so sections are looked up backwards from a line on demand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from greenflag.model import Line, Section

HEADING_CHARS = 70  # a longer line is a sentence, not a heading
JOINED_LINES = 4  # lines joined before and after one: a wrapped sentence is no longer
LOOK_BACK = 80  # lines: a heading further up than this no longer heads the line

_BULLET = re.compile(r"\s*(?:[-*•·–—▪◦●○■✓✔➢►>]|\d{1,2}[.)]|[a-z][.)])\s*")
_HEADINGS: dict[Section, str] = {
    "authorization": r"visa|sponsorship|work authori[sz]ation|eligibility|citizenship|clearance|export control",
    "eeo": r"equal (?:employment |opportunity)|\beeo\b|diversity|inclusion|accommodat|non-?discrimination",
    "benefits": r"benefits|perks|we offer|what you'll get|compensation|salary|in it for you|why join",
    "requirements": r"requirement|qualif|you have|you bring|looking for|who you are|experience|skills|must have",
    "duties": r"responsib|you'll do|you will do|duties|the role|job description|day[- ]to[- ]day",
    "about": r"about|who we are|our (?:company|team|mission)|overview",
    "form": r"application questions?|please answer|screening",
}
_PATTERNS = {section: re.compile(pattern, re.IGNORECASE) for section, pattern in _HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class LineIndex:
    """A text with the offset of each of its lines."""

    text: str
    starts: tuple[int, ...]

    def number(self, offset: int) -> int:
        """Return the 1-based number of the line that an offset lies in."""
        return bisect_right(self.starts, offset)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return start and end (without the line break) of a line."""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return start, end

    def line(self, number: int) -> str:
        """Return the text of a line."""
        start, end = self.bounds(number)
        return self.text[start:end]


def index_lines(text: str) -> LineIndex:
    """Return where each line of a text begins."""
    lengths = map(len, text.split("\n"))
    return LineIndex(text, tuple(accumulate(lengths, lambda start, length: start + length + 1, initial=0))[:-1])


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that are not blank, each with its section."""
    index = index_lines(text)
    section: Section = "other"
    found = []
    for number in range(1, len(index.starts) + 1):
        content = index.line(number)
        if not content.strip():
            continue
        section = heading_section(content) or section
        found.append(Line(number, index.starts[number - 1], content, section))
    return tuple(found)


@lru_cache(maxsize=8_192)  # postings repeat their headings and short lines
def heading_section(line: str) -> Section | None:
    """Return the section that a heading opens, or None when the line is no heading that is known."""
    label = line.strip(" *_#:=-")
    if not label or len(label) > HEADING_CHARS or label[-1] in ".;,?!" or is_bullet(line):
        return None
    label = label.replace("’", "'")
    return next((section for section, pattern in _PATTERNS.items() if pattern.search(label)), None)


def section_of(index: LineIndex, number: int) -> Section:
    """Return the section that a line stands in: that of the nearest heading above it."""
    for above in range(number, max(0, number - LOOK_BACK), -1):
        section = heading_section(index.line(above))
        if section:
            return section
    return "other"


def is_bullet(line: str) -> bool:
    """Tell whether a line is marked as an item of a list."""
    return _BULLET.match(line) is not None and bool(line.strip(" -*•·–—"))


def joined_bounds(index: LineIndex, number: int) -> tuple[int, int]:
    """Return start and end of the sentence-like block that a line belongs to.

    Text copied out of e-mail or PDF breaks lines anywhere: a line that ends without a stop and a next one
    that goes on in lower case are one ("we do not / provide visa sponsorship").
    """
    first = last = number
    while first > max(1, number - JOINED_LINES) and _goes_on(index.line(first - 1), index.line(first)):
        first -= 1
    while last < min(len(index.starts), number + JOINED_LINES) and _goes_on(index.line(last), index.line(last + 1)):
        last += 1
    return index.bounds(first)[0], index.bounds(last)[1]


def _goes_on(line: str, following: str) -> bool:
    end, begin = line.rstrip(), following.lstrip()
    return bool(end and begin) and end[-1] not in ".!?:;|" and begin[0].islower() and not is_bullet(following)
