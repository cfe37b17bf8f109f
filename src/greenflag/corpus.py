"""A corpus: many postings read at once, kept, and compared with an earlier reading of the same, to see what changed.

file --postings_of--> Posting --read_corpus--> CorpusReading --save_readings--> file --compare_readings--> Comparison
"""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from greenflag import clues
from greenflag.errors import InputError
from greenflag.model import Kind, Posting, Stance
from greenflag.sources import LineError, read_jsonl

FORMAT = "greenflag.readings/1"
COLUMNS = ["id", "title", "company", "location", "text"]  # the keys of the read contract


class CorpusClue(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a clue."""

    kind: Kind
    rule_id: str
    quote: str


class CorpusReading(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a posting's reading."""

    id: str
    title: str
    stance: Stance
    clues: tuple[CorpusClue, ...]


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: str


@dataclass(frozen=True, slots=True)
class Change:
    """A posting that is read otherwise than before: clues that are gone, and clues that are new."""

    id: str
    title: str
    before: Stance
    after: Stance
    gone: tuple[CorpusClue, ...]
    new: tuple[CorpusClue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of a corpus: ``same`` and ``changes`` are of the postings in both, the others are in one only."""

    before_version: str
    after_version: str
    same: int
    changes: tuple[Change, ...]
    only_before: int
    only_after: int


def read_corpus(path: Path) -> Iterator[CorpusReading]:
    """Yield the reading of each posting of a file: JSON lines in the read contract, or Parquet with the same columns.

    Raises:
        InputError: the file or a line of it cannot be read, an id is there twice, or Parquet needs pyarrow.
    """
    seen: set[str] = set()
    for posting in _postings_of(path):
        if posting.id in seen:
            raise InputError(f"{path}: the id {posting.id} is there twice; each posting needs its own")
        seen.add(posting.id)
        reading = clues.read(posting)
        kept = tuple(CorpusClue(clue.kind, clue.rule_id, clue.quote) for clue in reading.clues)
        yield CorpusReading(posting.id, posting.title, reading.stance, kept)


def save_readings(readings: Iterable[CorpusReading], path: Path) -> None:
    """Keep readings in a file, in gzipped JSON lines below a line with the version of the rules.

    Raises:
        InputError: the file cannot be written.
    """
    encode = msgspec.json.encode
    part = path.with_name(path.name + ".part")  # so that a run that is broken off leaves an earlier file whole
    try:
        with gzip.open(part, "wb", compresslevel=6) as out:
            out.write(encode(_Head(FORMAT, clues.version())) + b"\n")
            out.writelines(encode(reading) + b"\n" for reading in readings)
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def load_readings(path: Path) -> tuple[str, dict[str, CorpusReading]]:
    """Return the version of the rules that a file was read by, and its readings by id.

    Raises:
        InputError: the file is not one that ``save_readings`` wrote.
    """
    try:
        with gzip.open(path, "rb") as lines:
            head = msgspec.json.decode(next(lines, b""), type=_Head)
            if head.format != FORMAT:
                raise InputError(f"{path}: holds {head.format}, not {FORMAT}; save it again: rules corpus FILE --save")
            decoder = msgspec.json.Decoder(CorpusReading)
            return head.version, {reading.id: reading for reading in map(decoder.decode, lines)}
    except (msgspec.MsgspecError, EOFError, UnicodeDecodeError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path}: is no file that `greenflag rules corpus FILE --save` wrote: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def compare_readings(path: Path, readings: Iterable[CorpusReading]) -> Comparison:
    """Return what is read otherwise now than in a saved file.

    Raises:
        InputError: the file is not one that ``save_readings`` wrote.
    """
    version, before = load_readings(path)
    changes, same, only_after = [], 0, 0
    for now in readings:
        old = before.pop(now.id, None)
        if old is None:
            only_after += 1
        elif (old.stance, old.clues) == (now.stance, now.clues):
            same += 1
        else:
            gone = tuple(clue for clue in old.clues if clue not in now.clues)
            new = tuple(clue for clue in now.clues if clue not in old.clues)
            changes.append(Change(now.id, now.title, old.stance, now.stance, gone, new))
    return Comparison(version, clues.version(), same, tuple(changes), len(before), only_after)


def _postings_of(path: Path) -> Iterator[Posting]:
    try:
        with path.open("rb") as file:
            lines = _parquet_lines(path) if path.suffix.lower() == ".parquet" else file
            for row in read_jsonl(lines, datetime.now(UTC)):
                if isinstance(row, LineError):
                    raise InputError(f"{path}: line {row.line}: {row.message}")
                yield row
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _parquet_lines(path: Path) -> Iterator[bytes]:
    try:
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(f"{path}: Parquet needs pyarrow (pip install pyarrow); JSON lines need nothing") from error
    try:
        file = parquet.ParquetFile(path)
    except ValueError as error:  # pyarrow's ArrowInvalid is one
        raise InputError(f"{path}: is no Parquet file: {error}") from error
    if missing := set(COLUMNS) - set(file.schema_arrow.names):
        raise InputError(f"{path}: has no column {min(missing)}; needed are {', '.join(COLUMNS)}")
    for batch in file.iter_batches(columns=COLUMNS):
        yield from map(msgspec.json.encode, batch.to_pylist())
