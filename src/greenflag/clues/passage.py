"""A passage: a text made easy to match, with what stands around a place in it.

Every character keeps its place, so that offsets found in the plain text are those of the posting's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from greenflag.clues.lines import LineIndex, index_lines, is_bullet
from greenflag.clues.scope import Held, Span

HEADING_CHARS = 60  # a longer line above a sentence is no heading of it
HEADER_CHARS = 1_000  # a longer line is no header
ANSWER_CHARS = 25  # a longer line below a field is no answer to it
MARK_CHARS = 12  # bullets and blanks around a field that is a whole line
PARAGRAPH_CHARS = 60  # a longer line below a heading is the text that it heads
PRECEDING_CHARS = 160  # how far back "not for every role" may look for what it narrows

# One character for one, so that offsets stay those of the posting's own text. Abbreviations lose their dots, which
# would end a modifier's scope.
_PLAIN = (
    ("’", "'"), ("‘", "'"), ("`", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("‑", "-"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("_", " "), ("*", " "), ("\t", " "), ("İ", "I"),
    ("\r\n", " \n"), ("\r", "\n"),
    ("►", "•"), ("●", "•"), ("▪", "•"), ("e.g.", "e g "), ("i.e.", "i e "), ("D.C.", "DC  "), ("a.k.a.", "a k a "),
)  # fmt: skip
_US = re.compile(r"\bU\.\s?S(?:\.A)?\b\.?")
_GOES_ON = re.compile(  # after "U.S." a sentence goes on with these, and ends before any other capital
    r"\s*[,;:)/-]|\s+(?:[a-z(&]|Citizen|Person|Gov|Dep|Nation|Law|Perm|Work|Export|Mili|Fed|Army|Air|Navy|Green|Resid|Based)"
)
_TAG = re.compile(r"</?(?:(?P<block>p|div|br|li|ul|ol|h[1-6]|tr)|[a-z][a-z0-9]*)\b[^<>]{0,300}>", re.IGNORECASE)
_HEADER = re.compile(r"\|.*\||\b(?:onsite|on-site|remote|full[- ]?time|interns?)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\s*[-*•·:]?\s*(?:(?P<no>no|none|not available|unavailable|not offered|n/?a|false)|(?P<yes>yes|available|true))\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:offered|provided|available|possible|supported)\b", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:\b(?:visas?|work|employment|security|clearances?|level|type|required|immigration|sponsorship|h-?1-?b|status|"
    r"information|requirements?|policy|eligib\w+|availab\w+|authori[sz]ation|support|offered|provided|for|of|this|"
    r"position|role|us|and|or)\b[\s:?&/]*)+$",
    re.IGNORECASE,
)


def _without_dots(match: re.Match[str]) -> str:
    """Return "U.S." as "US" and blanks, with its last dot where it ends a sentence."""
    printed = match.group()
    letters = "USA" if "A" in printed else "US"
    ends = printed.endswith(".") and not _GOES_ON.match(match.string, match.end())
    return letters.ljust(len(printed) - 1) + "." if ends else letters.ljust(len(printed))


def _blank(tag: re.Match[str]) -> str:
    return " " * (len(tag.group()) - 1) + ("\n" if tag["block"] else " ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A posting's text or title: as printed, made plain, and by lines."""

    text: str
    plain: str
    index: LineIndex

    def is_header(self, offset: int) -> bool:
        """Tell whether an offset lies in a header line ("Company | Role | Place | REMOTE")."""
        start, end = self.index.bounds(self.index.number(offset))
        return end - start <= HEADER_CHARS and _HEADER.search(self.plain, start, end) is not None

    def with_heading(self, sentence: Span) -> str:
        """Return a sentence, with the short line above it (a heading) that may name what it speaks of."""
        number = self.index.number(sentence[0])
        above = self.index.line(number - 1) if number > 1 else ""
        if not above.strip() and number > 2:
            above = self.index.line(number - 2)
        head = above if len(above) <= HEADING_CHARS and not is_bullet(above) else ""
        return f"{head}\n{self.plain[sentence[0] : sentence[1]]}"

    def before(self, offset: int) -> str:
        """Return what stands shortly before a place, in its sentence or in those before."""
        return self.plain[max(0, offset - PRECEDING_CHARS) : offset]

    def answered(self, sentence: Span, target: Span, held: Held) -> Held | None:
        """Return how a field or heading is held by its answer: "Visa Sponsorship" over "No", or over a paragraph.

        A heading without a bullet over a text of its own says nothing itself: None.
        """
        number = self.index.number(target[0])
        start, end = self.index.bounds(number)
        if held.assertion != "affirmed" or end - start > sentence[1] - sentence[0] + MARK_CHARS:
            return held
        line = self.plain[start:end]
        below = self._below(number)
        answer = _ANSWER.match(below) if len(below) <= ANSWER_CHARS else None
        if answer and line.rstrip().endswith((":", "?")):
            return Held("negated", held.future, (*held.words, answer.group("no"))) if answer.group("no") else held
        label = line.strip(" #:-•·?")
        if ":" in label or not _FIELD.match(label):
            return held
        answer = _ANSWER.match(below)
        if answer and answer.group("no"):
            return Held("negated", held.future, (*held.words, answer.group("no")))
        if answer or is_bullet(line) or self.is_header(target[0]):
            return held
        if line.rstrip().endswith((":", "?")):
            return None if len(below) > ANSWER_CHARS else Held("question", False, held.words)
        heads_text = len(below) > PARAGRAPH_CHARS and not is_bullet(below) and not _SAYS.search(label)
        return None if heads_text else held

    def _below(self, number: int) -> str:
        last = min(number + 2, len(self.index.starts))
        return next((self.index.line(n) for n in range(number + 1, last + 1) if self.index.line(n).strip()), "")


def make_passage(text: str) -> Passage:
    """Return a text as a passage."""
    plain = _plain(text)
    return Passage(text, plain, index_lines(plain))


def _plain(text: str) -> str:
    """Return a text in as many characters, easier to match: plain quotes and dashes, no tags, "U.S." without dots."""
    if "</" in text or "<br" in text:
        text = _TAG.sub(_blank, text)
    for printed, plain in _PLAIN:
        text = text.replace(printed, plain)
    if "U.S" in text or "U. S" in text:
        text = _US.sub(_without_dots, text)
    return text
