"""Marked text: a posting's text cut where its clues begin and end, line by line.

A clue whose quote does not stand at its offsets is never marked: no face invents a quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from greenflag.model import Clue, Colour
from greenflag.web.words import strongest


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line: its colour is None outside every clue; ``ends`` are the clues that end with it."""

    text: str
    colour: Colour | None
    ends: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of a text, with its 1-based number."""

    number: int
    segments: tuple[Segment, ...]

    @property
    def clues(self) -> tuple[Clue, ...]:
        """The clues that end on this line."""
        return tuple(clue for segment in self.segments for clue in segment.ends)

    @property
    def marked(self) -> bool:
        """Whether any part of the line belongs to a clue."""
        return any(segment.colour is not None for segment in self.segments)


def provable(text: str, clues: Sequence[Clue]) -> tuple[Clue, ...]:
    """Return the clues whose quote stands in the text at their offsets; those of line 0 stand in the title."""
    return tuple(clue for clue in clues if clue.line and clue.quote and text[clue.start : clue.end] == clue.quote)


def outside(text: str, clues: Sequence[Clue]) -> tuple[Clue, ...]:
    """Return the other clues: those read in the title or the place."""
    inside = set(provable(text, clues))
    return tuple(clue for clue in clues if clue not in inside)


def mark(text: str, clues: Sequence[Clue]) -> tuple[MarkedLine, ...]:
    """Return the text's lines, cut at the bounds of its clues; where clues overlap the stronger colour shows."""
    clues = provable(text, clues)
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        end = start + len(line)
        here = [clue for clue in clues if clue.start < end and _end(clue) > start]
        inner = {at for clue in here for at in (clue.start, _end(clue)) if start < at < end}
        cuts = sorted({start, end} | inner)
        segments = tuple(_segment(text, begin, stop, here) for begin, stop in pairwise(cuts))
        lines.append(MarkedLine(number, segments))
        start = end + 1
    return tuple(lines)


def _segment(text: str, begin: int, stop: int, clues: Sequence[Clue]) -> Segment:
    covering = [clue for clue in clues if clue.start < stop and _end(clue) > begin]
    ends = tuple(clue for clue in covering if _end(clue) == stop)
    return Segment(text[begin:stop], strongest(covering) if covering else None, ends)


def _end(clue: Clue) -> int:
    """Return where a quote ends without the blanks and line breaks at its end, so that it ends inside a line."""
    return clue.start + len(clue.quote.rstrip())
