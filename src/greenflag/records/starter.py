"""The starter table: real figures that ship with greenflag, so that an answer is possible before any file is added.

``starter/employers.csv`` (name, other names apart by ``|``, states), ``starter/figures.csv`` (one row per name, source,
program and fiscal year; an empty cell is a number that the source does not give) and ``starter/sources.toml`` (what
each source is, covers and leaves out). Lines that begin with ``#`` are comments. A user's own files replace it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from greenflag.errors import RecordsError
from greenflag.model import Program
from greenflag.records.figures import Figures, Filing, Tally, gather

STARTER = Path(__file__).parent / "starter"


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from: the cite that each record carries."""

    dataset: Literal["LCA", "USCIS"]
    cite: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources by id, and the line that says what the table covers."""

    coverage: str
    source: dict[str, Source]


class Figure(msgspec.Struct):
    """A row of ``figures.csv``."""

    name: str
    source: str
    program: Program
    fiscal_year: int
    certified: int
    denied: int | None
    withdrawn: int | None
    new: int | None
    ml_titles: int | None


def starter_records(folder: Path = STARTER) -> Figures:
    """Return the figures of the starter table.

    Raises:
        RecordsError: a file of the table is wrong; file and line are named.
    """
    sources = _sources(folder / "sources.toml")
    return gather(_tallies(folder / "figures.csv", sources), _filings(folder / "employers.csv"), sources.coverage)


def _sources(path: Path) -> Sources:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Sources)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path}: {error}") from error


def _tallies(path: Path, sources: Sources) -> Iterator[Tally]:
    for line, row in _rows(path):
        try:
            figure = msgspec.convert({name: cell or None for name, cell in row.items()}, Figure, strict=False)
            source = sources.source[figure.source]
        except (msgspec.ValidationError, KeyError) as error:
            raise RecordsError(f"{path}: line {line}: {error}") from error
        yield Tally(
            name=figure.name,
            dataset=source.dataset,
            program=figure.program,
            fiscal_year=figure.fiscal_year,
            certified=figure.certified,
            denied=figure.denied or 0,
            withdrawn=figure.withdrawn or 0,
            new=figure.new,
            ml_titles=figure.ml_titles,
            cite=source.cite,
        )


def _filings(path: Path) -> Iterator[Filing]:
    for line, row in _rows(path):
        try:
            name, others, states = row["name"], row["other_names"], row["states"]
        except KeyError as error:
            raise RecordsError(f"{path}: line {line}: no cell {error}") from error
        yield from (Filing(name, state) for state in states.split())
        yield from (Filing(name, "", other) for other in others.split("|") if other)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of a table of ours."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            comments = 0
            at = file.tell()
            while file.readline().startswith("#"):
                comments, at = comments + 1, file.tell()
            file.seek(at)
            reader = csv.DictReader(file)
            for row in reader:
                yield comments + reader.line_num, {name: row[name] or "" for name in reader.fieldnames or ()}
    except OSError as error:
        raise RecordsError(f"{path}: {error}") from error
