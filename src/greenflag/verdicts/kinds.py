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
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter, mul
from pathlib import Path
from typing import Final, get_args

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason, RoleKind

TABLE: Final = Path(__file__).with_name("kinds.csv")
KINDS: Final[tuple[RoleKind, ...]] = get_args(RoleKind)
READ_CHARS = 2_600  # of a text, as the labellers read: the duties of nearly all postings stand within
LEAST_WORDS = 60  # different ones; a text of fewer may not weigh as much as one of so many
LINE_CHARS, MOST_LINES = 160, 2  # of the lines that are quoted
TITLE, SIGN, BIAS = "title:", "sign:", "(every posting)"
# Lines that are in postings of every kind, and tell of none although their words may lean to one.
_NO_DUTY = re.compile(r"equal opportunity|without regard|discriminat|\b401|insurance|paid time off", re.IGNORECASE)
_LETTERS = bytes(b if b < 128 and chr(b).isalpha() else 32 for b in range(256))  # what is no letter becomes a space


@dataclass(frozen=True, slots=True)
class KindFound:
    """The likeliest kind, the chances that the table gives to every kind (sum 1), and the lines that speak for it."""

    kind: RoleKind
    chances: dict[RoleKind, float]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """For each of KINDS the weights of all features, and the row of each word, pair of words, and other feature.

    ``beside`` are the weights less what the feature gives to all kinds on average: what tells this kind from others.
    """

    columns: tuple[tuple[float, ...], ...]
    beside: tuple[tuple[float, ...], ...]
    words: dict[str, int]
    pairs: dict[tuple[str, str], int]
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
        weights = [tuple(map(float, values)) for _, *values in rows]
        columns = tuple(zip(*weights, strict=True))
        beside = tuple(zip(*([w - sum(row) / len(row) for w in row] for row in weights), strict=True))
        row = {feature: number for number, (feature, *_) in enumerate(rows)}
        row[BIAS]
    except (OSError, ValueError, KeyError) as error:
        raise RuleError(f"{TABLE.name}: {error}") from error
    others = {feature: number for feature, number in row.items() if feature.startswith((TITLE, SIGN, BIAS))}
    words = {feature: number for feature, number in row.items() if feature not in others and " " not in feature}
    pairs = {
        (first, second): number
        for feature, number in row.items()
        if feature not in others and " " in feature
        for first, _, second in [feature.partition(" ")]
    }
    return _Table(columns, beside, words, pairs, others)


def kind_of(posting: Posting, signs: Iterable[Reason], *, quote: bool = True) -> KindFound:
    """Return what kind of job a posting is; ``signs`` are those of the same posting (``signs.signs_of``).

    Without ``quote`` no lines are looked for, which takes half the time.
    """
    table = _table()
    text = posting.text[:READ_CHARS]
    words = _words(text)
    singles, doubles = Counter(words), Counter(pairwise(words))
    scale = _scale(singles)
    values = {table.words[word]: _weight(singles[word], scale) for word in singles.keys() & table.words.keys()}
    values |= {table.pairs[pair]: _weight(doubles[pair], scale) for pair in doubles.keys() & table.pairs.keys()}
    for feature, value in (*_of_title(posting.title), *_of_signs(signs)):
        if feature in table.others:
            values[table.others[feature]] = value
    values[table.others[BIAS]] = 1.0
    pick, given = itemgetter(*values, 0), (*values.values(), 0.0)
    sums = [sum(map(mul, pick(column), given)) for column in table.columns]
    powers = [math.exp(one - max(sums)) for one in sums]
    chances = {kind: power / math.fsum(powers) for kind, power in zip(KINDS, powers, strict=True)}
    kind = max(KINDS, key=chances.__getitem__)
    lines = _lines(text, table, table.beside[KINDS.index(kind)]) if quote else ()
    return KindFound(kind, chances, lines)


def features(title: str, text: str, signs: Iterable[Reason]) -> dict[str, float]:
    """Return every feature of a posting with its value, to learn the table from.

    Words and pairs of neighbouring words count by the logarithm of how often they stand there, those of the text
    scaled so that a long one weighs no more than a short one; a sign counts by its points.
    """
    words = _words(text[:READ_CHARS])
    counts = Counter([*words, *map(" ".join, pairwise(words))])
    scale = _scale(set(words))
    return {
        **{gram: _weight(count, scale) for gram, count in counts.items()},
        **dict(_of_title(title)),
        **dict(_of_signs(signs)),
    }


def _words(text: str) -> list[str]:
    return text.encode("ascii", "replace").translate(_LETTERS).decode("ascii").lower().split()


def _scale(words: Collection[str]) -> float:
    return 1 / math.sqrt(max(len(words), LEAST_WORDS))


def _weight(count: int, scale: float) -> float:
    return (1 + math.log(count)) * scale if count > 1 else scale


def _of_title(title: str) -> list[tuple[str, float]]:
    words = _words(title)
    grams = {*words, *map(" ".join, pairwise(words))}
    return [(f"{TITLE}{gram}", 1 / math.sqrt(len(grams))) for gram in grams]


def _of_signs(signs: Iterable[Reason]) -> list[tuple[str, float]]:
    return [(f"{SIGN}{sign.code}", sign.points) for sign in signs]


def _lines(text: str, table: _Table, beside: tuple[float, ...]) -> tuple[str, ...]:
    """Return the lines whose words speak most for a kind, against the other kinds; a long line weighs no more."""
    scored = []
    for line in text.split("\n"):
        words = _words(line)
        rows = [*map(table.words.get, words), *map(table.pairs.get, pairwise(words))]
        score = sum(beside[row] for row in rows if row is not None) / math.sqrt(len(words) or 1)
        if score > 0 and not _NO_DUTY.search(line) and (shown := line.strip()[:LINE_CHARS].rstrip()):
            scored.append((score, shown))
    return tuple(line for _, line in sorted(scored, key=lambda one: -one[0])[:MOST_LINES])
