"""Signs of what the work is: title, duties and skills, by the words in ``signs.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason

REACH_WORDS = 10  # from the verb of a duty to the model it is about
MAX_QUOTE = 160
MOST_TITLE = 110  # characters; a longer one is a headline with several jobs
QUOTES = 2  # of each sign; more do not convince more

_SOFTWARE = re.compile(r"\bsoftware\b", re.IGNORECASE)
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
    """The signs made ready: title patterns, and each phrase by its first word."""

    titles: tuple[tuple[_Title, re.Pattern[str]], ...]
    signs: tuple[_Sign, ...]
    begins: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    verbs: dict[int, frozenset[str]]
    learning: re.Pattern[str]
    ai: re.Pattern[str]
    heads: re.Pattern[str]
    segment: re.Pattern[str]


def signs_of(posting: Posting) -> tuple[Reason, ...]:
    """Return what title and text show of the work, those of the title first; points above 0 speak for models."""
    index = _index()
    return (*_title_reasons(posting.title, index), *_text_reasons(posting.text, index))


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


def words_of(text: str) -> int:
    """Return how many words in Latin letters a text has."""
    return len(_plain(text).split())


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
        signs = msgspec.toml.decode(files(__package__).joinpath("signs.toml").read_bytes(), type=_Signs)
        promise = {
            name: re.compile(getattr(signs.promise, name), re.IGNORECASE)
            for name in ("learning", "ai", "heads", "segment")
        }
        titles = tuple((title, re.compile(title.pattern, re.IGNORECASE)) for title in signs.title)
    except (msgspec.MsgspecError, re.error) as error:
        raise RuleError(f"signs.toml: {error}") from None
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
        **promise,
    )
