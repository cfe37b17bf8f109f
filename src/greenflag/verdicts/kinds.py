"""What kind of job a posting is: eight kinds, by the words of title and duties, weighed by a table that was learned.

title, text --words and pairs of words, signs--> their weights (kinds.csv) --> kind, how sure, and the lines that tell

The table is a logistic regression on postings that were read and labelled one by one
(``benchmarks/kinds.py`` makes and measures it; docs/decisions/0012-kinds-by-a-learned-table.md).
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter, mul
from pathlib import Path
from typing import Final, get_args

from greenflag.errors import RuleError
from greenflag.model import Reason, RoleKind
from greenflag.verdicts.words import Phrases, plain

TABLE: Final = Path(__file__).with_name("kinds.csv")
KINDS: Final[tuple[RoleKind, ...]] = get_args(RoleKind)
READ_CHARS = 2_600  # of a text's words, as the labellers read: the duties of nearly all postings stand within
LEAST_WORDS = 90  # a text of fewer may not weigh as much as one of so many
LINE_CHARS, MOST_LINES = 160, 2  # of the lines that are quoted
TITLE, SIGN, BIAS = "title:", "sign:", "(every posting)"
# Lines that are in postings of every kind, and tell of none although their words may lean to one.
_NO_DUTY = re.compile(r"equal opportunity|without regard|discriminat|\b401|insurance|paid time off", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindFound:
    """The likeliest kind, and the chances that the table gives to every kind (sum 1)."""

    kind: RoleKind
    chances: dict[RoleKind, float]


@dataclass(frozen=True, slots=True)
class _Table:
    """For each of KINDS the weights of all features; the first features are the words and pairs that are sought.

    ``beside`` are the weights less what the feature gives to all kinds on average: what tells this kind from others.
    """

    columns: tuple[tuple[float, ...], ...]
    beside: tuple[tuple[float, ...], ...]
    grams: Phrases
    others: dict[str, int]


@cache
def _table() -> _Table:
    """Return the learned table.

    Raises:
        RuleError: the file is damaged.
    """
    try:
        with TABLE.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        if tuple(head[1:]) != KINDS:
            raise RuleError(f"{TABLE.name}: the columns must be {', '.join(KINDS)}")
        weights = {feature: tuple(map(float, values)) for feature, *values in rows}
        weights[BIAS]
    except (OSError, ValueError, KeyError) as error:
        raise RuleError(f"{TABLE.name}: {error}") from error
    grams = [feature for feature in weights if not feature.startswith((TITLE, SIGN, BIAS))]
    others = [feature for feature in weights if feature.startswith((TITLE, SIGN, BIAS))]
    ordered = [weights[feature] for feature in (*grams, *others)]
    columns = tuple(zip(*ordered, strict=True))
    beside = tuple(zip(*([w - sum(row) / len(row) for w in row] for row in ordered), strict=True))
    return _Table(columns, beside, Phrases(grams), {name: at for at, name in enumerate(others, len(grams))})


def kind_of(title: str, words: bytes, signs: Iterable[Reason]) -> KindFound:
    """Return what kind of job a posting is, by its title, its text's ``words.plain`` and its ``signs.signs_of``."""
    table = _table()
    words = words[:READ_CHARS]
    counts = Counter(map(itemgetter(0), table.grams.found(words)))
    scale = _scale(words)
    values = {feature: _weight(count, scale) for feature, count in counts.items()}
    for name, value in (*_of_title(title), *_of_signs(signs)):
        if name in table.others:
            values[table.others[name]] = value
    values[table.others[BIAS]] = 1.0
    pick, given = itemgetter(*values, 0), (*values.values(), 0.0)
    sums = [sum(map(mul, pick(column), given)) for column in table.columns]
    powers = [math.exp(one - max(sums)) for one in sums]
    total = math.fsum(powers)
    chances = {kind: power / total for kind, power in zip(KINDS, powers, strict=True)}
    return KindFound(max(KINDS, key=chances.__getitem__), chances)


def telling_lines(text: str, kind: RoleKind) -> tuple[str, ...]:
    """Return the lines whose words speak most for a kind, against the other kinds; a long line weighs no more."""
    table, scored = _table(), []
    beside = table.beside[KINDS.index(kind)]
    for line in text[:READ_CHARS].split("\n"):
        words = plain(line)
        score = sum(beside[gram] for gram, _, _ in table.grams.found(words)) / math.sqrt(words.count(b" ") or 1)
        if score > 0 and not _NO_DUTY.search(line) and (shown := line.strip()[:LINE_CHARS].rstrip()):
            scored.append((score, shown))
    return tuple(line for _, line in sorted(scored, key=lambda one: -one[0])[:MOST_LINES])


def features(title: str, text: str, signs: Iterable[Reason]) -> dict[str, float]:
    """Return every feature of a posting with its value, to learn the table from.

    Words and pairs of neighbouring words count by the logarithm of how often they stand there, those of the text
    scaled so that a long one weighs no more than a short one; a sign counts by its points.
    """
    words = plain(text)[:READ_CHARS]
    scale = _scale(words)
    return {
        **{gram: _weight(count, scale) for gram, count in _grams(words).items()},
        **dict(_of_title(title)),
        **dict(_of_signs(signs)),
    }


def _grams(words: bytes) -> Counter[str]:
    """Return how often each word, and each pair of words or of a word and a clause's end, stands in plain words."""
    inner = words[words.find(b" ") : words.rfind(b" ")].decode("ascii").split()
    pairs = map(" ".join, pairwise(inner))
    return Counter([*(word for word in inner if word != "|"), *(pair for pair in pairs if pair != "| |")])


def _scale(words: bytes) -> float:
    return 1 / math.sqrt(max(words.count(b" "), LEAST_WORDS))


def _weight(count: int, scale: float) -> float:
    return (1 + math.log(count)) * scale if count > 1 else scale


def _of_title(title: str) -> list[tuple[str, float]]:
    grams = _grams(plain(title))
    return [(f"{TITLE}{gram}", 1 / math.sqrt(len(grams))) for gram in grams]


def _of_signs(signs: Iterable[Reason]) -> list[tuple[str, float]]:
    return [(f"{SIGN}{sign.code}", sign.points) for sign in signs]
