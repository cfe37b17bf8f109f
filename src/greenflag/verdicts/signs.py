"""Signs of what the work is: title, duties and skills, by the words in ``signs.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason
from greenflag.verdicts.words import BREAK, Phrases, clauses

REACH_WORDS, REACH_CHARS = 10, 160  # from the verb of a duty to the model it is about
MAX_QUOTE = 160
MOST_TITLE = 110  # characters; a longer one is a headline with several jobs
QUOTES = 2  # of each sign; more do not convince more

_SOFTWARE = re.compile(r"\bsoftware\b", re.IGNORECASE)
_ABOUT_THEMSELVES = (b"we", b"our", b"us")
_ABOUT_THE_JOB = frozenset(b"you your looking seeking seek hiring role join candidate need".split())


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
class _Promise:
    learning: str
    ai: str
    heads: str
    segment: str


@dataclass(frozen=True, slots=True)
class _Signs:
    promise: _Promise
    title: tuple[_Title, ...]
    sign: tuple[_Sign, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The signs made ready: title patterns, and the phrases of all signs with the signs that each stands for."""

    titles: tuple[tuple[_Title, re.Pattern[str]], ...]
    signs: tuple[_Sign, ...]
    phrases: Phrases
    meant: tuple[tuple[int, ...], ...]
    verbs: dict[int, frozenset[bytes]]
    learning: re.Pattern[str]
    ai: re.Pattern[str]
    heads: re.Pattern[str]
    segment: re.Pattern[str]


def signs_of(posting: Posting, words: bytes) -> tuple[Reason, ...]:
    """Return what title and text show of the work, those of the title first; points above 0 speak for models.

    ``words`` is the posting's text as ``words.plain`` gives it.
    """
    index = _index()
    return (*_title_reasons(posting.title, index), *_text_reasons(posting.text, words, index))


def promises_ml(title: str) -> bool:
    """Say whether a title promises machine learning or AI as the job itself, not as where another job is done.

    "AI Engineer" and "AI Deployment Engineer" do, "Software Engineer, AI Tools" and "AI Product Manager" do not; a
    headline with several jobs promises none.
    """
    index = _index()
    if title.count("|") > 1 or len(title) > MOST_TITLE:
        return False
    first = index.segment.split(title, maxsplit=1)[0]
    if index.learning.search(first) or index.ai.search(first):
        return not index.heads.search(first)
    return bool(index.learning.search(title)) and not index.heads.search(_SOFTWARE.sub("", title))


def _title_reasons(title: str, index: _Index) -> Iterator[Reason]:
    families = set()
    for sign, pattern in index.titles:
        if sign.family not in families and (found := pattern.search(title)):
            families.add(sign.family)
            yield Reason(sign.code, sign.points, sign.note, (f'"{found.group()}"',) if found.group() else ())


def _text_reasons(text: str, words: bytes, index: _Index) -> Iterator[Reason]:
    hits: list[dict[int, int]] = [{} for _ in index.signs]  # of each sign the clauses, by phrase (with verbs by clause)
    clause, begins, ends, counts = 0, 0, -1, False
    for phrase, at, end in index.phrases.found(words):
        if at >= ends:
            clause += words.count(BREAK, begins, at)
            begins, ends = words.rfind(BREAK, begins, at) + 1 or begins, words.find(BREAK, end - 1)
            ends = len(words) if ends < 0 else ends
            counts = _is_of_the_job(words[begins:ends].split())
        if counts:
            for number in index.meant[phrase]:
                verbs = index.verbs.get(number)
                if verbs is None:
                    hits[number].setdefault(phrase, clause)
                elif not verbs.isdisjoint(words[max(begins, at - REACH_CHARS) : at].split()[-REACH_WORDS:]):
                    hits[number].setdefault(clause, clause)
    printed = clauses(text) if any(hits) else []
    for sign, found in zip(index.signs, hits, strict=True):
        if found:
            yield _reason(sign, [printed[place] for place in found.values()])


def _is_of_the_job(words: list[bytes]) -> bool:
    """Tell whether a clause speaks of the job, and not of what the employer does."""
    return words[0] not in _ABOUT_THEMSELVES or not _ABOUT_THE_JOB.isdisjoint(words)


def _reason(sign: _Sign, clauses: list[str]) -> Reason:
    counted = min(len(clauses), sign.most)
    quotes = tuple(f'"{clause.strip()[:MAX_QUOTE].rstrip()}"' for clause in dict.fromkeys(clauses))
    return Reason(sign.code, round(sign.points * counted, 4), f"{sign.note} ({counted}×)", quotes[:QUOTES])


@cache
def _index() -> _Index:
    try:
        signs = msgspec.toml.decode(files(__package__).joinpath("signs.toml").read_bytes(), type=_Signs)
        promise = {
            name: re.compile(getattr(signs.promise, name), re.IGNORECASE)
            for name in ("learning", "ai", "heads", "segment")
        }
        titles = tuple((title, re.compile(title.pattern, re.IGNORECASE)) for title in signs.title)
    except (msgspec.MsgspecError, re.error) as error:
        raise RuleError(f"signs.toml: {error}") from None
    meant: dict[str, list[int]] = {}
    for number, sign in enumerate(signs.sign):
        for phrase in (*sign.phrases, *sign.objects):
            meant.setdefault(phrase, []).append(number)
    return _Index(
        titles=titles,
        signs=signs.sign,
        phrases=Phrases(meant),
        meant=tuple(tuple(numbers) for numbers in meant.values()),
        verbs={number: frozenset(map(str.encode, sign.verbs)) for number, sign in enumerate(signs.sign) if sign.verbs},
        **promise,
    )
