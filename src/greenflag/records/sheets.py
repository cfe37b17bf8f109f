"""Rows of a government CSV: found by column name, one at a time, with what could not be read counted.

Survives what real files hold: a byte order mark, UTF-16 with tabs (the USCIS site's download), single lines in
another encoding, ``="..."`` cells, blank padding rows, trailing blanks in headers, rows cut off.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from greenflag.errors import RecordsError
from greenflag.model import Problem

_NOT_WORD = re.compile(r"[^A-Z0-9]+")


class Unread:
    """How many rows of one file were set aside, by reason, with the line of the first of each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: dict[str, tuple[int, int]] = {}

    def note(self, reason: str, line: int) -> None:
        """Count one row that was set aside."""
        count, first = self._seen.get(reason, (0, line))
        self._seen[reason] = (count + 1, first)

    def problems(self) -> tuple[Problem, ...]:
        """Return one Problem per reason."""
        return tuple(
            Problem(f"{self._path.name}: line {first}", f"{count} row(s) not counted: {reason}")
            for reason, (count, first) in self._seen.items()
        )


class Sheet:
    """A CSV file with a header. ``columns`` are its names in capitals, other characters than A-Z 0-9 as ``_``."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet but the header.

        Raises:
            RecordsError: the file cannot be opened, is no text, or is empty.
        """
        self.path = path
        self.unread = Unread(path)
        first = next(_lines(path), "")
        self._delimiter = "\t" if first.count("\t") > first.count(",") else ","
        header = next(iter(csv.reader([first], delimiter=self._delimiter)), [])
        self.columns = tuple(_NOT_WORD.sub("_", bare(cell).upper()).strip("_") for cell in header)
        if not any(self.columns):
            raise RecordsError(f"{path}: the file is empty or has no header line; download it again")

    def rows(self, needed: Iterable[str], optional: Iterable[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and the asked-for cells of each row; an absent optional column reads as "".

        Cells of other columns (people's names, phones, addresses) are never looked at. Rows shorter or longer than
        the header are counted in ``unread``.

        Raises:
            RecordsError: a needed column is missing, or the file breaks off inside quotes.
        """
        needed = tuple(needed)
        missing = [name for name in needed if name not in self.columns]
        if missing:
            raise RecordsError(
                f"{self.path}: column {missing[0]} is missing (found {len(self.columns)} columns, "
                f"first {self.columns[0]}); use the file as the agency publishes it"
            )
        wanted = {name: self.columns.index(name) for name in (*needed, *optional) if name in self.columns}
        absent = {name: "" for name in optional if name not in self.columns}
        width = len(self.columns)
        reader = csv.reader(_lines(self.path), delimiter=self._delimiter)
        try:
            next(reader)
            for row in reader:
                if len(row) == width or (len(row) > width and not any(row[width:])):
                    cells = {name: bare(row[at]) for name, at in wanted.items()}
                    if any(cells.values()):
                        yield reader.line_num, cells | absent
                elif any(cell.strip() for cell in row):
                    self.unread.note(
                        f"{'fewer' if len(row) < width else 'more'} cells than the header", reader.line_num
                    )
        except csv.Error as error:
            raise RecordsError(
                f"{self.path}: line {reader.line_num}: {error}; the file is damaged, download it again"
            ) from error


def bare(cell: str) -> str:
    """Return a cell with its blanks folded and without the ``="..."`` that some exports wrap text in."""
    cell = " ".join(cell.split())
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1].replace('""', '"').strip()
    return cell


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file in UTF-8, UTF-16 or, line by line where UTF-8 fails, Windows-1252."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start.startswith(b"PK"):
            raise RecordsError(f"{path}: this is a spreadsheet; open it and save it as CSV UTF-8, then add that file")
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            with path.open(encoding="utf-16", newline="") as text:
                yield from text
            return
        with path.open("rb") as file:
            for number, raw in enumerate(file):
                yield _decode(raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw)
    except (OSError, UnicodeError) as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
