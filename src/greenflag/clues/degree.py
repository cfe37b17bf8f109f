"""The degree that a posting asks for: the least level, the fields it names, and what may stand for it.

text --level words--> sentences --fields, reservations--> one DegreeAsked
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
from ahocorasick_rs import AhoCorasick

from greenflag.errors import RuleError
from greenflag.model import DegreeAsked, DegreeLevel

MOST_SENTENCES = 8  # that speak of a degree; a list of further ones tells nothing new
SENTENCE_CHARS = 320  # a longer one is read around the degree's level
READ_CHARS = 30_000  # of a text
STEMS = (
    "degree", "bachelor", "baccalaureate", "master", "phd", "ph.d", "ph. d", "doctor", "diploma", "bs", "b.s", "b. s",
    "ba", "b.a", "bsc", "b.sc", "btech", "b.tech", "ms", "m.s", "m. s", "msc", "m.sc", "mtech", "m.tech",
)  # fmt: skip
SHORT_STEM = 3  # characters: "ms" must stand as a word
_WORD = re.compile(r"[a-z]+")
_ENDS = re.compile(r"(?<=[;!?•·])\s+|(?<=[a-z)]\.)\s+(?=[A-Z•])")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    levels: dict[DegreeLevel, str]
    initials: dict[DegreeLevel, str]
    says: dict[str, str]
    fields: dict[str, tuple[str, ...]]


class _Patterns(msgspec.Struct, frozen=True):
    levels: tuple[tuple[DegreeLevel, re.Pattern[str]], ...]
    says: dict[str, re.Pattern[str]]
    fields: dict[tuple[str, ...], str]


@cache
def _patterns() -> _Patterns:
    path = Path(__file__).with_name("degrees.toml")
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
        levels = [(level, re.compile(pattern, re.IGNORECASE)) for level, pattern in file.levels.items()]
        levels += [(level, re.compile(pattern)) for level, pattern in file.initials.items()]
        says = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in file.says.items()}
    except (OSError, msgspec.MsgspecError, re.error) as error:
        raise RuleError(f"{path.name}: {error}") from error
    fields = {tuple(word.split()): name for name, words in file.fields.items() for word in words}
    return _Patterns(tuple(levels), says, fields)


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick(STEMS)


def degree_asked(text: str) -> DegreeAsked | None:
    """Return the degree that a posting's text asks for, or None where it speaks of none.

    Of several levels the least that is asked counts, and a degree that is only liked counts where none is asked.
    """
    asked: list[DegreeAsked] = []
    liked: list[DegreeAsked] = []
    for sentence in _sentences(text[:READ_CHARS]):
        found = _read(sentence)
        if found is not None:
            (liked if _patterns().says["only_liked"].search(sentence) and not found.waived else asked).append(found)
    return _least(asked) or _least(liked, liked=True)


def _sentences(text: str) -> list[str]:
    """Return the sentences that may speak of a degree, in reading order."""
    found: list[str] = []
    low, after = text.lower(), 0
    for _, at, end in _finder().find_matches_as_indexes(low, overlapping=True):
        word = end - at > SHORT_STEM or not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum())
        if at < after or not word:
            continue
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        start, stop = max(start, at - SENTENCE_CHARS), min(stop, at + SENTENCE_CHARS)
        breaks = [start, *(start + cut.end() for cut in _ENDS.finditer(text[start:stop])), stop]
        start = max(max(b for b in breaks if b <= at), at - SENTENCE_CHARS // 2)
        after = min(b for b in breaks if b > at)
        found.append(text[start:after].strip(" \t-*•·"))
        if len(found) == MOST_SENTENCES:
            break
    return found


def _read(sentence: str) -> DegreeAsked | None:
    patterns = _patterns()
    waived = patterns.says["none"].search(sentence) is not None
    levels = [level for level, pattern in patterns.levels if pattern.search(sentence)]
    if not levels and not waived and not re.search(r"\bdegrees?\b(?! of\b)", sentence, re.IGNORECASE):
        return None
    fields = tuple(dict.fromkeys(_fields(sentence)))
    related = patterns.says["related"].search(sentence) is not None
    if not (levels or waived or fields or related):
        return None
    instead = patterns.says["instead"].search(sentence) is not None
    return DegreeAsked(min(levels, key=_ORDER.index, default=""), fields, related, instead, waived, False, sentence)


def _fields(sentence: str) -> Iterator[str]:
    """Yield the fields that a sentence names, the longest words first: "electrical engineering", not "engineering"."""
    known, words, at = _patterns().fields, _WORD.findall(sentence.lower()), 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            if name := known.get(tuple(words[at : at + size])):
                yield name
                at += size - 1
                break
        at += 1


_ORDER: tuple[DegreeLevel | str, ...] = ("associate", "bachelor", "master", "doctorate", "")


def _least(found: list[DegreeAsked], *, liked: bool = False) -> DegreeAsked | None:
    """Return what several sentences ask together: the least level, with its words, and the fields of all of them."""
    if not found:
        return None
    least = min(found, key=lambda one: (not one.waived, _ORDER.index(one.level)))
    fields = tuple(dict.fromkeys(field for one in (least, *found) for field in one.fields))
    return DegreeAsked(
        least.level, fields, any(one.related for one in found), any(one.instead for one in found), least.waived, liked,
        least.quote,
    )  # fmt: skip
