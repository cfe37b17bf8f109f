"""The words of a line as a scam's reader sees them: by themselves, in pairs, and in groups that mean much the same.

"The fellow remits $900" --tokens_of--> the fellow remits MONEY --features--> w:fellow, p:give>money, ...
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import msgspec

from greenflag.errors import RuleError

NEGATED_WORDS = 5  # that a "no" reaches
GROUPS_APART = 8  # groups of words in a line that are seen together
MOST_GROUPS = 40

_FOLDS = (("’", "'"), ("‘", "'"), ("´", "'"), ("–", "-"), ("—", " - "), ("‑", "-"))
_MONEY = re.compile(
    r"(?:[$€£₹]|\b(?:usd|inr|rs\.?|us\$|eur|gbp|cad)\b)\s?\d[\d,.]*\s?(?:k|m|lakhs?|lacs?|thousand|million)?\b"
    r"|\b\d[\d,.]*\s?(?:usd[tc]?|dollars?|rupees|inr|euros?|lakhs?|lacs?|grand|bucks)\b"
)
_PERCENT = re.compile(r"\b\d{1,3}(?:\.\d+)?\s?(?:%|percent\b|per cent\b)")
_WORD = re.compile(r"MONEY|PERCENT|[a-z][a-z0-9'_-]*|\d+")
_ENDINGS = ("ments", "ment", "ing", "ies", "es", "ed", "s", "ly")


@dataclass(frozen=True, slots=True)
class _Known:
    """Groups of words: by the word, by its beginning, and the phrases that are read as one word."""

    whole: dict[str, tuple[str, ...]]
    begins: tuple[tuple[str, str], ...]
    phrases: re.Pattern[str]


def features(line: str) -> set[str]:
    """Return the features of a line: words (``w:``), pairs of neighbours (``b:``), and groups of words.

    ``c:`` is a group that stands in it, ``n:`` one that a "no" reaches, ``p:`` one somewhere before another.
    """
    tokens = tokens_of(line)
    return words_of(tokens) | groups_of(tokens)


def words_of(tokens: Sequence[str]) -> set[str]:
    """Return the words of a line, and its pairs of neighbours."""
    stems = [_stem(token) for token in tokens]
    return {*(f"w:{stem}" for stem in stems), *(f"b:{first} {second}" for first, second in pairwise(stems))}


def groups_of(tokens: Sequence[str]) -> set[str]:
    """Return the groups of words of a line: alone, after a "no", and one before another."""
    found: set[str] = set()
    groups: list[str] = []
    negated = -NEGATED_WORDS - 1
    for at, token in enumerate(tokens):
        for group in _groups(token):
            if group == "negation":
                negated = at
            elif at - negated <= NEGATED_WORDS:
                found.add(f"n:{group}")
            groups.append(group)
    found.update(f"c:{group}" for group in groups)
    groups = groups[:MOST_GROUPS]
    found.update(
        f"p:{group}>{other}"
        for at, group in enumerate(groups)
        for other in groups[at + 1 : at + 1 + GROUPS_APART]
        if group != other
    )
    return found


def tokens_of(line: str) -> list[str]:
    """Return the small words of a line; sums of money, percentages and phrases are one word each."""
    low = line.lower()
    if not low.isascii():
        for printed, folded in _FOLDS:
            low = low.replace(printed, folded)
    low = _PERCENT.sub(" PERCENT ", _MONEY.sub(" MONEY ", low))
    low = _known().phrases.sub(lambda phrase: phrase.group().replace(" ", "_"), low)
    return _WORD.findall(low)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    ending = next((end for end in _ENDINGS if len(word) > len(end) + 3 and word.endswith(end)), "")
    return word[: len(word) - len(ending)]


@lru_cache(maxsize=20_000)
def _groups(token: str) -> tuple[str, ...]:
    words = _known()
    if token in ("MONEY", "PERCENT"):
        return (token.lower(),)
    by_beginning = (group for begin, group in words.begins if token.startswith(begin))
    return tuple(dict.fromkeys((*words.whole.get(token, ()), *by_beginning)))


@cache
def _known() -> _Known:
    path = Path(__file__).with_name("scam_words.toml")
    try:
        groups = msgspec.toml.decode(path.read_bytes(), type=dict[str, dict[str, tuple[str, ...]]])["words"]
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    whole: dict[str, list[str]] = {}
    begins, phrases = [], []
    for group, words in groups.items():
        for word in words:
            token = word.rstrip("*").replace(" ", "_").replace("*", "")
            if " " in word:
                phrases.append(re.escape(word).replace(r"\*", r"[a-z]*").replace(r"\ ", " "))
            if "*" in word:
                begins.append((token, group))
            else:
                whole.setdefault(token, []).append(group)
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?![\w])")
    return _Known({word: tuple(found) for word, found in whole.items()}, tuple(begins), pattern)
