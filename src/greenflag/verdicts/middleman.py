"""Does the poster of a job hire for itself, or for a client it does not name? Its name and words, weighed.

employer's name --known, names--> \\
title, text --stems--> windows --signs--> reasons --sum--> yes | no | unknown
government records --shares--> /

A note tells what was seen and judges no firm: many people come to the US by way of such a firm.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason, Verdict
from greenflag.verdicts.score import verdict

Middleman = Literal["yes", "no", "unknown"]

YES_AT = 0.5  # one plain sign, or two weak ones; on 390 postings held out: precision 0.90, recall 0.76 (2026-11)
READ_CHARS = 40_000  # of a text
WINDOW_CHARS = 140  # before and after a stem; a sign is a phrase, not a page
MOST_LOOKS = 12  # at one sign; so a text that repeats its stem is still read in linear time
QUOTE_CHARS = 160
QUOTES = 3  # of one code; more do not convince more
HEAD_CHARS = 500  # where a mail's head stands
NAMES_KEPT = 4_096  # a board has one name, a search has some thousands
NAME_WORDS = 9  # a longer name is a sentence
SHORT_STEM = 3  # characters; such a stem ("c2c", "usc") must stand as a word

ELSEWHERE_AT = 0.5  # of the applications: below, most people work at the firm itself
ELSEWHERE_POINTS, DEPENDENT_POINTS = 0.2, 0.1  # with the weak name still below YES_AT: records never decide alone
# A name like "Acme Infotech" or a text without any "we" says little; beside words of a contract it says more.
WEAK_NAME_POINTS, VAGUE_NAME_POINTS = 0.2, 0.1
FACELESS_POINTS, NAMELESS_POINTS = 0.15, 0.3  # the second where not even the poster's name stands in the text
FACELESS_CHARS = 200  # a shorter text has no room to speak of the firm

_NO_NAMES = ((), ("unknown",), ("confidential",), ("n", "a"))
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’`´]")
_OURSELVES = re.compile(r"\b(?:we|our|us|ourselves)\b")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


class _Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    points: float
    note: str
    pattern: str
    stems: tuple[str, ...] = ()
    unless: str = ""


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    points: float
    note: str
    names: tuple[str, ...]
    whole: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    known: tuple[_Names, ...]
    name: tuple[_Sign, ...]
    weak_name: str
    vague_name: str
    legal_forms: tuple[str, ...]
    most: dict[str, float]
    notice: str
    sign: tuple[_Sign, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sign of the text made ready."""

    sign: _Sign
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name tells: its bare words, why it is a middleman's, or how it is like one."""

    bare: tuple[str, ...]
    reason: Reason | None = None
    trade: Reason | None = None
    vague: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Index:
    """The file made ready: names by their first word, signs by their stems."""

    begins: dict[str, tuple[tuple[tuple[str, ...], _Names], ...]]
    whole: dict[tuple[str, ...], _Names]
    forms: frozenset[str]
    names: tuple[_Ready, ...]
    weak_name: re.Pattern[str]
    vague_name: re.Pattern[str]
    joined: dict[str, _Names]
    most: dict[str, float]
    notice: re.Pattern[str]
    signs: tuple[_Ready, ...]
    finder: AhoCorasick
    stems: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]


def middleman(
    posting: Posting, elsewhere_share: float | None = None, dependent: bool | None = None
) -> tuple[Middleman, tuple[Reason, ...]]:
    """Return whether the poster hires for a client that it does not name, and why.

    ``elsewhere_share`` is the share of the employer's H-1B applications that place the person at another company, and
    ``dependent`` whether it calls itself H-1B dependent there. ``no`` means that nothing shows a client.
    """
    if not posting.employer_name.strip() and not posting.text.strip():
        return "unknown", (Reason("nothing_to_read", 0.0, "neither a name nor a text tells who hires"),)
    index = _index()
    text = posting.text[:READ_CHARS]
    named = _named(posting.employer_name)
    said = [*filter(None, [named.reason]), *_said(posting.title, text, index)]
    shown = any(reason.points > 0 for reason in said)
    reasons = [*said, *_beside(shown, named, text), *_recorded(elsewhere_share, dependent)]
    return "yes" if math.fsum(reason.points for reason in reasons) >= YES_AT else "no", tuple(reasons)


def judge_middleman(posting: Posting, elsewhere_share: float | None = None, dependent: bool | None = None) -> Verdict:
    """Return the verdict "middleman", whose score is the clamped sum of its reasons' points."""
    return verdict("middleman", *middleman(posting, elsewhere_share, dependent))


# --------------------------------------------------------------------------- the name


@lru_cache(maxsize=NAMES_KEPT)
def _named(name: str) -> _Named:
    """Return what the employer's name tells; a firm that is known needs no guess from its words."""
    index = _index()
    words = _words(name)
    bare = _bare(words, index.forms)
    quote = (f'"{name.strip()[:QUOTE_CHARS].strip()}"',)
    known = index.whole.get(bare) or index.joined.get("".join(bare))  # "Cyber Coders" is CyberCoders
    for at, word in enumerate(words):
        for key, names in index.begins.get(word, ()):
            if words[at : at + len(key)] == key:
                known = known or names
    if known:
        return _Named(bare, reason=Reason(known.code, known.points, known.note, quote))
    low = " ".join(words)
    for ready in index.names if len(words) <= NAME_WORDS else ():
        if ready.pattern.search(low) and not (ready.unless and ready.unless.search(low)):
            return _Named(bare, reason=Reason(ready.sign.code, ready.sign.points, ready.sign.note, quote))
    low = " ".join(bare)
    if index.weak_name.search(low):
        note = "a name like those of many firms that place people at clients"
        return _Named(bare, trade=Reason("name_of_the_trade", WEAK_NAME_POINTS, note, quote))
    if index.vague_name.search(low):
        note = "a name like those of some firms that place people at clients"
        return _Named(bare, vague=Reason("name_of_the_trade", VAGUE_NAME_POINTS, note, quote))
    return _Named(bare)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_NOT_WORD.sub(" ", _APOSTROPHES.sub("", name.casefold().replace("&", " and "))).split())


def _bare(words: tuple[str, ...], forms: frozenset[str]) -> tuple[str, ...]:
    """Return a name's words without "the" before and legal forms behind."""
    start = 1 if len(words) > 1 and words[0] == "the" else 0
    end = len(words)
    while end > start + 1 and words[end - 1] in forms:
        end -= 1
    return words[start:end]


# --------------------------------------------------------------------------- title and text


def _said(title: str, text: str, index: _Index) -> Iterator[Reason]:
    """Yield one reason a code, from the signs found; what it counts is held at its ``most``."""
    found: dict[int, str] = {}
    for source in (title, text):
        _look(source, index, found)
    by_code: dict[str, list[int]] = {}
    for number in sorted(found, key=lambda one: -abs(index.signs[one].sign.points)):
        by_code.setdefault(index.signs[number].sign.code, []).append(number)
    for code, numbers in by_code.items():
        signs = [index.signs[number].sign for number in numbers]
        points = min(math.fsum(sign.points for sign in signs), index.most.get(code, math.inf))
        note = "; ".join(dict.fromkeys(sign.note for sign in signs))
        cites = tuple(dict.fromkeys(f'"{found[number]}"' for number in numbers))
        yield Reason(code, round(points, 4), note, cites[:QUOTES])


def _look(text: str, index: _Index, found: dict[int, str]) -> None:
    low = _lower(text)
    for number in index.heads:
        if number not in found and (match := index.signs[number].pattern.match(low, 0, HEAD_CHARS)):
            found[number] = _quote(text, match.start(), match.end())
    looks = [0] * len(index.signs)
    after = [0] * len(index.signs)
    for stem, at, end in index.finder.find_matches_as_indexes(low, overlapping=True):
        if end - at <= SHORT_STEM and (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
            continue
        for number in index.stems[stem]:
            if number in found or looks[number] >= MOST_LOOKS or at < after[number]:
                continue
            looks[number] += 1
            ready = index.signs[number]
            match = ready.pattern.search(low, max(0, at - WINDOW_CHARS), end + WINDOW_CHARS)
            if match is None:
                continue
            after[number] = match.end()
            start, stop = _sentence(low, match.start(), match.end())
            if (ready.unless and ready.unless.search(low, start, stop)) or (
                ready.sign.points > 0 and index.notice.search(low, start, stop)
            ):
                continue
            if quote := _quote(text, match.start(), match.end()):
                found[number] = quote


def _lower(text: str) -> str:
    """Return the text in small letters, each at its place: "İ" would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _sentence(low: str, at: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a match begins and ends, at most a window away."""
    first = max(0, at - WINDOW_CHARS)
    breaks = [found.end() for found in _SENTENCE_END.finditer(low, first, at)]
    following = _SENTENCE_END.search(low, end, end + WINDOW_CHARS)
    return breaks[-1] if breaks else first, following.start() if following else min(len(low), end + WINDOW_CHARS)


def _quote(text: str, at: int, end: int) -> str:
    """Return the words of a match, to the end of the last word."""
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[at:end].strip()[:QUOTE_CHARS].strip()


# --------------------------------------------------------------------------- what counts only beside it


def _beside(shown: bool, named: _Named, text: str) -> Iterator[Reason]:
    """Yield what says little alone: a name of the trade, and a text that tells nothing of who hires.

    They count beside any other reason, and beside each other when the text does not even name the poster.
    """
    if not (shown or named.trade):
        return
    low = _lower(text)
    faceless = len(text) >= FACELESS_CHARS and not _OURSELVES.search(low)
    nameless = faceless and named.bare not in _NO_NAMES and named.bare[0] not in low
    if named.trade and (shown or nameless):
        yield named.trade
    elif named.vague:
        yield named.vague
    if nameless:
        note = 'the text says neither "we" nor the name: it tells nothing of who hires'
        yield Reason("faceless", NAMELESS_POINTS, note)
    elif faceless and shown:
        yield Reason("faceless", FACELESS_POINTS, 'the text never says "we": it tells nothing of who hires')


def _recorded(elsewhere_share: float | None, dependent: bool | None) -> Iterator[Reason]:
    """Yield what the government's records tell of where its people work."""
    if elsewhere_share is not None and elsewhere_share >= ELSEWHERE_AT:
        note = f"{elsewhere_share:.0%} of its H-1B applications place the person at another company"
        yield Reason("placed_elsewhere", ELSEWHERE_POINTS, note, ("records: LCA, secondary entity",))
    if dependent:
        note = "it calls itself H-1B dependent: a large share of its people hold an H-1B"
        yield Reason("h1b_dependent", DEPENDENT_POINTS, note, ("records: LCA, H-1B dependent",))


@cache
def _index() -> _Index:
    file = _read_file()
    try:
        names, signs = (tuple(_ready(sign) for sign in group) for group in (file.name, file.sign))
        weak_name, vague_name, notice = (re.compile(one) for one in (file.weak_name, file.vague_name, file.notice))
    except re.error as error:
        raise RuleError(f"middlemen.toml: {error}") from None
    begins: dict[str, list[tuple[tuple[str, ...], _Names]]] = {}
    for known in file.known:
        for name in known.names:
            key = _words(name)
            begins.setdefault(key[0], []).append((key, known))
    by_stem: dict[str, list[int]] = {}
    for number, ready in enumerate(signs):
        for stem in ready.sign.stems:
            by_stem.setdefault(stem, []).append(number)
    return _Index(
        begins={word: tuple(found) for word, found in begins.items()},
        whole={_words(name): known for known in file.known for name in known.whole},
        joined={"".join(_words(name)): known for known in file.known for name in known.names},
        forms=frozenset(file.legal_forms),
        names=names,
        weak_name=weak_name,
        vague_name=vague_name,
        most=file.most,
        notice=notice,
        signs=signs,
        finder=AhoCorasick(tuple(by_stem), implementation=Implementation.DFA),
        stems=tuple(tuple(numbers) for numbers in by_stem.values()),
        heads=tuple(number for number, ready in enumerate(signs) if not ready.sign.stems),
    )


def _read_file() -> _File:
    try:
        return msgspec.toml.decode(files(__package__).joinpath("middlemen.toml").read_bytes(), type=_File)
    except msgspec.MsgspecError as error:
        raise RuleError(f"middlemen.toml: {error}") from None


def _ready(sign: _Sign) -> _Ready:
    return _Ready(sign, re.compile(sign.pattern, re.MULTILINE), re.compile(sign.unless) if sign.unless else None)
