"""Official files as rows of text: CSV, tab-separated UTF-16, Excel and parquet, told apart by their first bytes.

path --first bytes--> reader --header--> family (columns.toml) --wanted columns--> the view ``raw`` of a database

Only the columns that ``columns.toml`` names are ever looked at. Survives what real files hold: a byte order mark,
single lines in another encoding, blank padding rows, rows cut off, ``="..."`` cells, headers with trailing blanks.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from greenflag.errors import RecordsError
from greenflag.model import Problem
from greenflag.records.statements import literal

if TYPE_CHECKING:
    import duckdb

Family = Literal["lca", "perm", "hub", "wages", "areas"]
FAMILIES: dict[Family, str] = {
    "lca": "LCA disclosure file",
    "perm": "PERM disclosure file",
    "hub": "USCIS H-1B Employer Data Hub file",
    "wages": "OFLC wage file (ALC_Export)",
    "areas": "OFLC areas file (Geography)",
}
_TELLS: tuple[tuple[Family, frozenset[str]], ...] = (  # a file with these columns is of this family
    ("lca", frozenset({"CASE_NUMBER", "VISA_CLASS"})),
    ("lca", frozenset({"CASE_NUMBER", "SECONDARY_ENTITY"})),
    ("lca", frozenset({"LCA_CASE_NUMBER"})),
    ("perm", frozenset({"CASE_NUMBER", "EMP_BUSINESS_NAME"})),
    ("perm", frozenset({"CASE_NUMBER", "PW_SOC_CODE"})),
    ("perm", frozenset({"CASE_NUMBER", "WAGE_OFFER_FROM"})),
    ("lca", frozenset({"CASE_NUMBER"})),
    ("wages", frozenset({"AREA", "LEVEL1", "LEVEL4"})),
    ("areas", frozenset({"AREA", "AREANAME"})),
)
SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet")
MAX_UNFOLDED_BYTES = 12_000_000_000  # a whole year of LCA cases has some three billion
_NOT_WORD = re.compile(r"[^A-Z0-9]+")
_CHUNK = 1 << 22


class _Columns(msgspec.Struct, frozen=True):
    needed: dict[str, tuple[str, ...]]
    optional: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file whose wanted cells are the view ``raw``: ``row`` (line or sheet row) and one text column per field.

    The file is read when the view is; only then ``rejected`` tells which rows could not be cut into cells.
    """

    path: Path
    family: Family
    problems: tuple[Problem, ...] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a file's bytes are: their SHA-256, and whether they are UTF-8."""

    sha256: str
    utf_8: bool


def look_through(path: Path) -> Bytes:
    """Read a file once and return what its bytes are.

    Raises:
        RecordsError: the file cannot be read.
    """
    digest, decoder, utf_8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                utf_8 = utf_8 and _decodes(decoder, chunk)
    except OSError as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    return Bytes(digest.hexdigest(), utf_8 and _decodes(decoder, b"", final=True))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


@cache
def _columns() -> dict[Family, _Columns]:
    return msgspec.toml.decode(Path(__file__).with_name("columns.toml").read_bytes(), type=dict[Family, _Columns])


def load_raw(
    database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, *, utf_8: bool, slowly: bool = False
) -> RawFile:
    """Make a file's wanted cells the temporary view ``raw`` and return what the file is.

    ``scratch`` is a folder for a copy in UTF-8, where text is written in something else. ``slowly`` reads text with a
    reader that takes what DuckDB's does not, such as line ends of two kinds.

    Raises:
        RecordsError: the file cannot be read, is of no known kind, misses a column, or is damaged; both are named.
    """
    kind = _kind(path)
    if kind == "xlsx":
        return _load_xlsx(database, path)
    if kind == "parquet":
        return _load_parquet(database, path)
    return _load_text(database, path, scratch, utf_8, slowly)


def _kind(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise RecordsError(
            f"{path}: this spreadsheet is protected by a password or is an old .xls; open it, save it as .xlsx or CSV "
            "without a password, and add that file"
        )
    if start.lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise RecordsError(f"{path}: this is a web page, not the file; download it again")
    if start.startswith(b"%PDF"):
        raise RecordsError(f"{path}: this is a PDF; add the .xlsx or CSV file of the same page")
    return "text"


# --------------------------------------------------------------------------- columns


def plain_name(header: str) -> str:
    """Return a column's name in capitals, other characters than A-Z 0-9 as ``_``."""
    return _NOT_WORD.sub("_", bare(header).upper()).strip("_")


def bare(cell: str) -> str:
    """Return a cell with its blanks folded and without the ``="..."`` that some exports wrap text in."""
    cell = " ".join(cell.split())
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1].replace('""', '"').strip()
    return cell


def _wanted(path: Path, headers: Sequence[str]) -> tuple[Family, dict[str, int]]:
    """Return the family of a file with these headers, and where each field stands.

    Raises:
        RecordsError: the headers are of no known file, or a needed column is missing.
    """
    names = [plain_name(header) for header in headers]
    at: dict[str, int] = {}
    for number, name in enumerate(names):
        at.setdefault(name, number)
    for number, name in enumerate(names):
        at.setdefault(name.removesuffix("_1"), number)
    if not any(names):
        raise RecordsError(f"{path}: the file is empty or has no header line; download it again")
    family = _family(at)
    if family is None:
        raise RecordsError(
            f"{path}: neither an LCA or PERM disclosure file (no column CASE_NUMBER) nor a USCIS hub file (no column "
            "Fiscal Year with approvals) nor an OFLC wage file; its first columns are "
            f"{', '.join(filter(None, names[:4]))}"
        )
    columns = _columns()[family]
    found = {}
    for name, spellings in (columns.needed | columns.optional).items():
        spelled = next((spelling for spelling in spellings if spelling in at), None)
        if spelled is not None:
            found[name] = at[spelled]
        elif name in columns.needed:
            raise RecordsError(
                f"{path}: column {' or '.join(spellings)} is missing in this {FAMILIES[family]} (found {len(names)} "
                f"columns, first {names[0]}); use the file as the agency publishes it"
            )
    return family, found


def _family(names: dict[str, int]) -> Family | None:
    if "FISCAL_YEAR" in names and any("APPROVAL" in name for name in names):
        return "hub"
    return next((family for family, tells in _TELLS if tells <= names.keys()), None)


def _select(family: Family, found: dict[str, str]) -> str:
    """Return the SQL list of a family's fields; an absent field is empty text."""
    columns = _columns()[family]
    names = (*columns.needed, *columns.optional)
    return ", ".join(f"{found[n]} as {n}" if n in found else f"'' as {n}" for n in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# --------------------------------------------------------------------------- spreadsheets and parquet


def _load_xlsx(database: duckdb.DuckDBPyConnection, path: Path) -> RawFile:
    import fastexcel

    _refuse_bomb(path)
    errors: list[RecordsError] = []
    try:
        book = fastexcel.read_excel(path)
        for sheet_name in book.sheet_names:  # each sheet is parsed once, so columns are chosen while it is
            cells = book.load_sheet(
                sheet_name, use_columns=_may_be_wanted, dtypes="string", skip_whitespace_tail_rows=True
            )
            headers = [column.name for column in cells.available_columns()]
            try:
                family, at = _wanted(path, headers)
            except RecordsError as error:
                errors.append(error)
                continue
            fields = {name: f"coalesce({_quoted(headers[number])}, '')" for name, number in at.items()}
            database.register("sheet", cells)
            database.execute(
                "create or replace temp view raw as "
                f"select row_number() over () + 1 as row, {_select(family, fields)} from sheet"
            )
            return RawFile(path, family)
    except fastexcel.FastExcelError as error:
        why = str(error).splitlines()[0]
        raise RecordsError(f"{path}: the spreadsheet is damaged or no .xlsx: {why}; download it again") from error
    raise errors[0] if errors else RecordsError(f"{path}: the spreadsheet has no sheet")


def _refuse_bomb(path: Path) -> None:
    """Refuse a spreadsheet that would unfold to more than any real one.

    Raises:
        RecordsError: it would, or it is no archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise RecordsError(f"{path}: the spreadsheet is damaged or no .xlsx: {error}; download it again") from error
    if size > MAX_UNFOLDED_BYTES:
        raise RecordsError(f"{path}: the spreadsheet unfolds to {size:,} bytes, more than any official file has")


class _Column(Protocol):
    """A column of a spreadsheet, as far as it matters here."""

    @property
    def name(self) -> str: ...


def _may_be_wanted(column: _Column) -> bool:
    name = plain_name(column.name)
    return name in _all_spellings() or name.removesuffix("_1") in _all_spellings()


@cache
def _all_spellings() -> frozenset[str]:
    columns = _columns().values()
    return frozenset(s for c in columns for spelled in (c.needed | c.optional).values() for s in spelled)


def _load_parquet(database: duckdb.DuckDBPyConnection, path: Path) -> RawFile:
    import duckdb

    try:
        source = f"read_parquet({literal(path)})"
        headers = [row[0] for row in database.execute(f"describe select * from {source}").fetchall()]
        family, at = _wanted(path, headers)
        fields = {name: f"coalesce({_quoted(headers[n])}::varchar, '')" for name, n in at.items()}
        database.execute(
            f"create or replace temp view raw as select file_row_number + 1 as row, {_select(family, fields)} "
            f"from read_parquet({literal(path)}, file_row_number = true)"
        )
    except duckdb.Error as error:
        raise RecordsError(f"{path}: the parquet file is damaged: {error}; download it again") from error
    return RawFile(path, family)


# --------------------------------------------------------------------------- text


def _load_text(database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, utf_8: bool, slowly: bool) -> RawFile:
    first = next(_lines(path), "")
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    headers = next(iter(csv.reader([first], delimiter=delimiter)), [])
    family, at = _wanted(path, headers)
    if slowly:
        source, problems = _rewritten(path, scratch, delimiter, len(headers))
    else:
        source, problems = (path if utf_8 else _copied(path, scratch)), ()
    fields = {name: f"coalesce(c{number}, '')" for name, number in at.items()}
    columns = ", ".join(f"'c{number}': 'varchar'" for number in range(len(headers)))
    read = (
        f"read_csv({literal(source)}, auto_detect = false, header = false, skip = 1, delim = '{delimiter}', "
        f"quote = '\"', escape = '\"', columns = {{{columns}}}, store_rejects = true, max_line_size = 8000000)"
    )
    database.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    database.execute(
        "create or replace temp view raw as "
        f"select row_number() over () + 1 as row, {_select(family, fields)} from {read}"
    )
    return RawFile(path, family, problems, is_text=True)


def rejected(database: duckdb.DuckDBPyConnection, raw: RawFile) -> tuple[Problem, ...]:
    """Return what is to be told of rows that could not be cut into cells, once the view ``raw`` was read.

    Raises:
        RecordsError: the file breaks off inside quotes.
    """
    if not raw.is_text:
        return ()
    path = raw.path
    seen = database.execute(
        "select error_type, count(distinct line), min(line) from reject_errors group by 1 order by 3"
    ).fetchall()
    problems = list(raw.problems)
    for kind, count, line in seen:
        if kind == "UNQUOTED VALUE":
            raise RecordsError(
                f"{path}: line {line}: quotes are opened and not closed; the file is damaged, download it again"
            )
        what = {"MISSING COLUMNS": "fewer cells than the header", "TOO MANY COLUMNS": "more cells than the header"}
        problems.append(_left_out(path, line, count, what.get(kind, kind.lower())))
    return tuple(problems)


def _rewritten(path: Path, scratch: Path, delimiter: str, width: int) -> tuple[Path, tuple[Problem, ...]]:
    """Write a copy whose rows all have the header's width and one kind of line end; tell which rows are left out."""
    copy = scratch / "rewritten.csv"
    odd: dict[str, tuple[int, int]] = {}
    reader = csv.reader(_lines(path), delimiter=delimiter)
    try:
        with copy.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
            for cells in reader:
                if len(cells) >= width and not any(cells[width:]):
                    writer.writerow(cells[:width])
                elif any(cell.strip() for cell in cells):
                    reason = "fewer cells than the header" if len(cells) < width else "more cells than the header"
                    count, line = odd.get(reason, (0, reader.line_num))
                    odd[reason] = (count + 1, line)
    except csv.Error as error:
        raise RecordsError(
            f"{path}: line {reader.line_num}: {error}; the file is damaged, download it again"
        ) from error
    return copy, tuple(_left_out(path, line, count, why) for why, (count, line) in odd.items())


def _left_out(path: Path, line: int, count: int, why: str) -> Problem:
    return Problem(f"{path.name}: line {line}", f"{count} row(s) not counted: {why}")


def _copied(path: Path, scratch: Path) -> Path:
    copy = scratch / "utf-8.csv"
    with copy.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_lines(path))
    return copy


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file in UTF-8, UTF-16 or, line by line where UTF-8 fails, Windows-1252."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
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
