"""What the lines of a message say of money, papers and promises: decisive, a warning, or nothing; and what sign it is.

text --words--> lines that may tell --words, pairs, groups of words--> their weights (scam_table.csv) --> LineFound

The table is a multinomial regression on passages and cases that were written for it (``benchmarks/scam_table.py`` makes
and measures it; docs/decisions/0013-scams-by-learned-lines.md).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Final

from greenflag.errors import RuleError
from greenflag.verdicts.scam_words import features, groups_of, tokens_of, words_of
from greenflag.verdicts.words import BREAK, clauses, plain

Weights = dict[str, tuple[float, float]]

FOLDER: Final = Path(__file__).parent
BIAS: Final = "(every line)"
READ_CHARS = 60_000  # of a text
LINE_CHARS = 480  # two clauses that are longer together are not read together
SHORTEST = 3  # letters
HOPELESS = -6.0  # log odds by single words and pairs, from which groups of words lift one telling line in 200
JOIN_AT = 0.03  # chance of a clause by itself from which on it is also read with its neighbours
MOST_LINES = 60  # looked at in one text, so that a text made of telling words is still read in linear time
_AROUND = " \t\n-*•·"


@dataclass(frozen=True, slots=True)
class LineFound:
    """One clause, or two joined, with the chances that it is a warning and that it is decisive (neither: the rest)."""

    line: str
    clauses: tuple[str, ...]
    warning: float
    decisive: float

    @property
    def odd(self) -> float:
        """The chance that it is either."""
        return self.warning + self.decisive


@dataclass(frozen=True, slots=True)
class _Table:
    """The learned weights: of words for the first look, and of features for lines, for signs, and for whole texts."""

    look: dict[bytes, float]
    look_at: float
    levels: Weights
    signs: dict[str, tuple[float, ...]]
    sign_names: tuple[str, ...]
    texts: Weights


def telling_lines(title: str, text: str) -> list[LineFound]:
    """Return the lines of a posting that were looked at, in reading order; most texts have one or none.

    Looked at is a clause whose words add up to something; and where it may tell by itself, also joined with the one
    before and the one after it.
    """
    table, text = _table(), text[:READ_CHARS]
    look, words = table.look.get, [*plain(title).split(BREAK), *plain(text).split(BREAK)]
    scores = [sum(map(look, clause.split(), repeat(0.0))) for clause in words]
    near = [at for at, score in enumerate(scores) if score >= table.look_at][:MOST_LINES]
    if not near:
        return []
    parts = _Parts.of(title, text)
    found: dict[tuple[int, ...], LineFound] = {}
    for at in near:
        if at in parts.place:
            alone = _judged(parts, (at,))
            found[(at,)] = alone
            if alone.odd >= JOIN_AT:
                found |= {span: _judged(parts, span) for span in parts.joined(at) if span not in found}
    return list(found.values())


def lines_of(title: str, text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return every line of a text, to learn from, with the numbers of its clauses."""
    parts = _Parts.of(title, text[:READ_CHARS])
    spans = dict.fromkeys(span for at in parts.place for span in ((at,), *parts.joined(at)))
    return [(parts.line(span), span) for span in spans]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The clauses of title and text as printed, and of those that say anything (``full``) the place in their order.

    ``first`` is the number of the text's first clause: what stands before it is the title, which is read by itself.
    """

    printed: list[str]
    first: int
    full: list[int]
    place: dict[int, int]

    @classmethod
    def of(cls, title: str, text: str) -> _Parts:
        head = clauses(title)
        printed = [*head, *clauses(text)]
        full = [at for at, clause in enumerate(printed) if len(clause.strip()) >= SHORTEST]
        return cls(printed, len(head), full, {at: place for place, at in enumerate(full)})

    def joined(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield a clause with the one before it and with the one after it, where they are not too long together."""
        for place in (self.place[at] - 1, self.place[at]):
            if 0 <= place < len(self.full) - 1:
                span = self.full[place], self.full[place + 1]
                if not span[0] < self.first <= span[1] and sum(len(self.printed[one]) for one in span) <= LINE_CHARS:
                    yield span

    def line(self, span: tuple[int, ...]) -> str:
        return " ; ".join(self.printed[one].strip(_AROUND) for one in span)


def _judged(parts: _Parts, span: tuple[int, ...]) -> LineFound:
    line, printed = parts.line(span), tuple(parts.printed[one] for one in span)
    table, tokens = _table().levels, tokens_of(line)
    sums = weighed(table, dict.fromkeys(words_of(tokens), 1.0))
    if max(sums) < HOPELESS:
        return LineFound(line, printed, 0.0, 0.0)
    return LineFound(line, printed, *chances(weighed(table, dict.fromkeys(groups_of(tokens), 1.0), sums)))


def weighed(table: Weights, given: Mapping[str, float], sums: tuple[float, float] | None = None) -> tuple[float, float]:
    """Return both sums of what features weigh in a table, added to ``sums`` (by default to the table's bias)."""
    first, second = table[BIAS] if sums is None else sums
    for name, value in given.items():
        if weights := table.get(name):
            first, second = first + weights[0] * value, second + weights[1] * value
    return first, second


def chances(sums: tuple[float, float]) -> tuple[float, float]:
    """Return the chances of a warning and of a decisive line from their log odds beside one that is neither."""
    warning, decisive = (math.exp(min(one, 50)) for one in sums)
    return warning / (1 + warning + decisive), decisive / (1 + warning + decisive)


def quote_of(line: LineFound, title: str, text: str) -> str:
    """Return the words of a line as they stand in the text, or in the title."""
    first, last = line.clauses[0], line.clauses[-1]
    for source in (text, title):
        start = source.find(first)
        end = source.find(last, start + len(first)) if len(line.clauses) > 1 else start
        if start >= 0 and end >= 0:
            return source[start : end + len(last)].strip(_AROUND)
    return ""


def sign_of(line: LineFound) -> str:
    """Return which sign of a scam the words of a line speak for most."""
    table = _table()
    sums = list(table.signs[BIAS])
    for feature in features(line.line):
        for at, weight in enumerate(table.signs.get(feature, ())):
            sums[at] += weight
    return table.sign_names[sums.index(max(sums))]


def text_score(
    lines: Sequence[tuple[float, float]], codes: Iterable[str], title: str, text: str
) -> tuple[float, float]:
    """Return the log odds that a text is a scam, and that it is a scam or suspicious.

    ``lines`` are the (warning, decisive) chances of its lines, ``codes`` the signs that its addresses and pay show.
    """
    return weighed(_table().texts, text_features(lines, codes, title, text))


def text_features(
    lines: Sequence[tuple[float, float]], codes: Iterable[str], title: str, text: str
) -> dict[str, float]:
    """Return what of a whole text is learned from: its likeliest lines, the signs beside it, and all its words."""
    decisive = sorted((chance for _, chance in lines), reverse=True)[:3]
    odd = max((sum(pair) for pair in lines), default=0.0)
    given = {f"line:{at}": _odds(chance) for at, chance in enumerate(decisive)} | {"line:odd": _odds(odd)}
    given |= dict.fromkeys((f"sign:{code}" for code in codes), 1.0)
    for clause in clauses(f"{title}\n{text[:READ_CHARS]}"):
        given |= dict.fromkeys((name for name in features(clause) if name[0] in "wcn"), 1.0)
    return given


def _odds(chance: float) -> float:
    """Return the log odds of a chance, held between -7 and 7."""
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))


@cache
def _table() -> _Table:
    """Return the learned table.

    Raises:
        RuleError: a file is damaged.
    """
    name = "scam_table.csv"
    try:
        look: dict[str, float] = {}
        levels: Weights = {}
        texts: Weights = {}
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
            for kind, feature, *weights in rows:
                if kind == "look":
                    look[feature] = float(weights[0])
                else:
                    (levels if kind == "line" else texts)[feature] = float(weights[0]), float(weights[1])
        levels[BIAS], texts[BIAS], look_at = levels[BIAS], texts[BIAS], look.pop(BIAS)
        name = "scam_signs.csv"
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
            signs = {feature: tuple(map(float, weights)) for feature, *weights in rows}
        signs[BIAS] = signs[BIAS]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise RuleError(f"{name}: {error}") from error
    words = {word.encode(): weight for word, weight in look.items()}
    return _Table(words, look_at, levels, signs, tuple(head[1:]), texts)
