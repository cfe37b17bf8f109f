"""Is it machine learning? Title, duties and skills, weighed by the signs in ``ml_signs.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason
from greenflag.verdicts.score import clamped

Real = Literal["yes", "borderline", "no", "unknown"]

# On the 140 labelled development postings (2026-11) no "no" is above YES_AT and no "yes" is below NO_AT.
YES_AT, NO_AT = 0.36, -0.1
REACH_WORDS = 10  # from the verb of a duty to the model it is about
TOO_SHORT_WORDS = 40  # in Latin letters; a text below says too little of the duties, and only the title could tell
MAX_QUOTE = 160
QUOTES = 2  # of each sign; more do not convince more

_CLAUSE_ENDS = ("•", ";", ". ", "! ", "? ", ": ")
# ASCII letters and digits and the end of a clause; no sign has other letters, and bytes are quickly translated.
_PLAIN = bytes(b if b < 128 and (chr(b).isalnum() or b == 10) else 32 for b in range(256))
_ABOUT_THEMSELVES = ("we", "our", "us")
_ABOUT_THE_JOB = frozenset(("you", "your", "looking", "seeking", "seek", "hiring", "role", "join", "candidate", "need"))


@dataclass(frozen=True, slots=True)
class _Title:
    family: str
    code: str
    points: float
    note: str
    pattern: str


@dataclass(frozen=True, slots=True)
class _Sign:
    code: str
    points: float
    most: int
    note: str
    phrases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signs:
    title: tuple[_Title, ...]
    sign: tuple[_Sign, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The signs made ready: title patterns, and each phrase by its first word."""

    titles: tuple[tuple[_Title, re.Pattern[str]], ...]
    signs: tuple[_Sign, ...]
    begins: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    verbs: dict[int, frozenset[str]]


def real_ml(posting: Posting) -> tuple[Real, tuple[Reason, ...]]:
    """Return whether building, training, evaluating or running models is the work, and why.

    ``borderline`` is statistical modelling for decisions or a strong mixture; the reasons' points sum to the measure.
    """
    index = _index()
    reasons = (*_title_reasons(posting.title, index), *_text_reasons(posting.text, index))
    says_nothing = {reason.code for reason in reasons} <= {"title_silent"}
    if says_nothing and len(_plain(posting.text).split()) < TOO_SHORT_WORDS:
        return "unknown", (Reason("too_little_text", 0.0, "title and text say nothing of the duties"),)
    total = clamped(reasons)
    return "yes" if total >= YES_AT else "no" if total <= NO_AT else "borderline", reasons


def _title_reasons(title: str, index: _Index) -> Iterator[Reason]:
    families = set()
    for sign, pattern in index.titles:
        if sign.family not in families and (found := pattern.search(title)):
            families.add(sign.family)
            yield Reason(sign.code, sign.points, sign.note, (f'"{found.group()}"',) if found.group() else ())


def _text_reasons(text: str, index: _Index) -> Iterator[Reason]:
    hits: list[dict[object, str]] = [{} for _ in index.signs]
    for end in _CLAUSE_ENDS:
        text = text.replace(end, "\n")
    for clause, line in zip(text.split("\n"), _plain(text).split("\n"), strict=True):
        words = line.split()
        if index.begins.keys().isdisjoint(words) or (
            words[0] in _ABOUT_THEMSELVES and _ABOUT_THE_JOB.isdisjoint(words)
        ):
            continue
        for at in [at for at, word in enumerate(words) if word in index.begins]:
            for phrase, number in index.begins[words[at]]:
                if tuple(words[at : at + len(phrase)]) == phrase:
                    verbs = index.verbs.get(number)
                    if verbs is None:
                        hits[number].setdefault(phrase, clause)
                    elif not verbs.isdisjoint(words[max(0, at - REACH_WORDS) : at]):
                        hits[number].setdefault(clause, clause)
    for sign, found in zip(index.signs, hits, strict=True):
        if found:
            yield _reason(sign, found.values())


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").translate(_PLAIN).decode("ascii").lower()


def _reason(sign: _Sign, clauses: Iterable[str]) -> Reason:
    clauses = tuple(clauses)
    counted = min(len(clauses), sign.most)
    quotes = tuple(f'"{clause.strip()[:MAX_QUOTE].rstrip()}"' for clause in dict.fromkeys(clauses))
    return Reason(sign.code, round(sign.points * counted, 4), f"{sign.note} ({counted}×)", quotes[:QUOTES])


@cache
def _index() -> _Index:
    try:
        signs = msgspec.toml.decode(files(__package__).joinpath("ml_signs.toml").read_bytes(), type=_Signs)
        titles = tuple((title, re.compile(title.pattern, re.IGNORECASE)) for title in signs.title)
    except (msgspec.MsgspecError, re.error) as error:
        raise RuleError(f"ml_signs.toml: {error}") from None
    begins: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, sign in enumerate(signs.sign):
        for text in (*sign.phrases, *sign.objects):
            words = tuple(text.split())
            begins.setdefault(words[0], []).append((words, number))
    return _Index(
        titles=titles,
        signs=signs.sign,
        begins={word: tuple(found) for word, found in begins.items()},
        verbs={number: frozenset(sign.verbs) for number, sign in enumerate(signs.sign) if sign.verbs},
    )
