"""What kind of job a posting is: eight kinds, by the words of title and duties, weighed by a table that was learned.

title, text --words and pairs of words, signs--> their weights (kinds.csv) --> kind, how sure, and the lines that tell

The table is a logistic regression on postings that were read and labelled one by one
(``benchmarks/kinds.py`` makes and measures it; docs/decisions/0012-kinds-by-a-learned-table.md).
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter, mul
from pathlib import Path
from typing import Final, get_args

from ahocorasick_rs import AhoCorasick

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason, RoleKind

TABLE: Final = Path(__file__).with_name("kinds.csv")
KINDS: Final[tuple[RoleKind, ...]] = get_args(RoleKind)
READ_CHARS = 2_600  # of a text, as the labellers read: the duties of nearly all postings stand within
LEAST_WORDS = 60  # different ones; a text of fewer may not weigh as much as one of so many
LINE_CHARS, MOST_LINES = 160, 2  # of the lines that are quoted
TITLE, SIGN, BIAS = "title:", "sign:", "(every posting)"
# What is no letter becomes a space, so that offsets stay; two words are neighbours when one space stands between them.
_LETTERS = bytes(b if b < 128 and chr(b).isalpha() else 32 for b in range(256))
_LINES = _LETTERS[:10] + b"\n" + _LETTERS[11:]


@dataclass(frozen=True, slots=True)
class KindFound:
    """The likeliest kind, the chances that the table gives to every kind (sum 1), and the lines that speak for it."""

    kind: RoleKind
    chances: dict[RoleKind, float]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """For each of KINDS the weights of all features, the row of each feature, and what finds those of a text."""

    columns: tuple[tuple[float, ...], ...]
    row: dict[str, int]
    finder: AhoCorasick
    found: tuple[int, ...]


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
        columns = tuple(zip(*(map(float, values) for _, *values in rows), strict=True))
        row = {feature: number for number, (feature, *_) in enumerate(rows)}
        row[BIAS]
    except (OSError, ValueError, KeyError) as error:
        raise RuleError(f"{TABLE.name}: {error}") from error
    in_text = [feature for feature in row if not feature.startswith((TITLE, SIGN, BIAS))]
    return _Table(columns, row, AhoCorasick([f" {gram} " for gram in in_text]), tuple(row[gram] for gram in in_text))


def kind_of(posting: Posting, signs: Iterable[Reason], *, quote: bool = True) -> KindFound:
    """Return what kind of job a posting is; ``signs`` are those of the same posting (``signs.signs_of``).

    Without ``quote`` no lines are looked for, which takes half the time.
    """
    table = _table()
    text = posting.text[:READ_CHARS]
    plain, starts = _plain(text)
    places = [(table.found[n], at) for n, at, _ in table.finder.find_matches_as_indexes(plain, overlapping=True)]
    scale = _scale(plain)
    values = {row: (1 + math.log(count)) * scale for row, count in Counter(row for row, _ in places).items()}
    for feature, value in (*_of_title(posting.title), *_of_signs(signs)):
        if feature in table.row:
            values[table.row[feature]] = value
    values[table.row[BIAS]] = 1.0
    pick, given = itemgetter(*values, 0), (*values.values(), 0.0)
    sums = [sum(map(mul, pick(column), given)) for column in table.columns]
    powers = [math.exp(one - max(sums)) for one in sums]
    chances = {kind: power / math.fsum(powers) for kind, power in zip(KINDS, powers, strict=True)}
    kind = max(KINDS, key=chances.__getitem__)
    lines = _lines(text, starts, places, table.columns[KINDS.index(kind)]) if quote else ()
    return KindFound(kind, chances, lines)


def features(title: str, text: str, signs: Iterable[Reason]) -> dict[str, float]:
    """Return every feature of a posting with its value, to learn the table from.

    Words and pairs of neighbouring words count by the logarithm of how often they stand there, those of the text
    scaled so that a long one weighs no more than a short one; a sign counts by its points.
    """
    plain, _ = _plain(text[:READ_CHARS])
    scale = _scale(plain)
    counts = Counter(gram for part in plain.split("  ") for gram in _grams(part))
    return {
        **{gram: (1 + math.log(count)) * scale for gram, count in counts.items()},
        **dict(_of_title(title)),
        **dict(_of_signs(signs)),
    }


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the text in small letters, each line between two spaces, and where each line begins in it."""
    letters = text.encode("ascii", "replace").translate(_LINES).decode("ascii").lower()
    lines = [f" {line} " for line in letters.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return "".join(lines), starts[:-1]


def _scale(plain: str) -> float:
    return 1 / math.sqrt(max(len(set(plain.split())), LEAST_WORDS))


def _grams(part: str) -> list[str]:
    words = part.split()
    return [*words, *map(" ".join, pairwise(words))]


def _of_title(title: str) -> list[tuple[str, float]]:
    plain = title.encode("ascii", "replace").translate(_LETTERS).decode("ascii").lower()
    grams = set(_grams(plain))
    return [(f"{TITLE}{gram}", 1 / math.sqrt(len(grams))) for gram in grams]


def _of_signs(signs: Iterable[Reason]) -> list[tuple[str, float]]:
    return [(f"{SIGN}{sign.code}", sign.points) for sign in signs]


def _lines(text: str, starts: list[int], places: list[tuple[int, int]], column: tuple[float, ...]) -> tuple[str, ...]:
    """Return the lines whose words speak most for a kind."""
    scores: defaultdict[int, float] = defaultdict(float)
    for row, at in places:
        scores[bisect_right(starts, at) - 1] += column[row]
    lines = text.split("\n")
    best = [number for number in sorted(scores, key=lambda n: (-scores[n], n))[:MOST_LINES] if scores[number] > 0]
    return tuple(line for number in best if (line := lines[number].strip()[:LINE_CHARS].rstrip()))
