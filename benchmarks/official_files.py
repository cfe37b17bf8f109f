"""Writes LCA disclosure files of any size in the official 96 columns, with invented rows, to measure reading on.

    python benchmarks/official_files.py FOLDER --rows 4000000 --files 20 --kind xlsx

Writes FOLDER/LCA_Disclosure_Data_FY20XX_Qn.<kind>. The same arguments give the same rows. Every row has a case number
of its own; everything else but employer and dates comes from a few thousand prepared rows, so that writing is fast.
What a row says is in ``invented_cases.py``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Protocol
from xml.sax.saxutils import escape

from invented_cases import (
    COLUMNS,
    EMPLOYER_FROM,
    EMPLOYER_TO,
    EMPLOYERS,
    FLAT_TOP,
    IN_CAPITALS,
    VISA_PREFIX,
    Slot,
    Value,
    case_row,
    employer,
)

TEMPLATES = 5_000
LINES_AT_ONCE = 500
SHEET_ROWS = 1_048_576  # what a spreadsheet can hold, header included
FIRST_DAY = date(2019, 10, 1)  # case 0 was decided on the first day of FY2020
CASES_A_DAY = 2_200
CASES_A_QUARTER = CASES_A_DAY * 365 // 4
ZERO_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="LCA_Disclosure_Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


@dataclass(frozen=True, slots=True)
class Template:
    """A prepared row: its text has one ``%s`` for the case number, one for each day, one for the employer."""

    text: str
    prefix: str
    days: tuple[int, ...]


class Format(Protocol):
    """How cells become text; that of a slot is ``%s``, filled in with what ``case`` and ``day`` return."""

    def cells(self, values: Sequence[Value], first: int) -> str: ...
    def row(self, *parts: str) -> str: ...
    def case(self, number: str) -> str: ...
    def day(self, serial: int) -> str: ...


class CsvFormat:
    def cells(self, values: Sequence[Value], first: int) -> str:  # noqa: ARG002 - a CSV cell does not say where it is
        return ",".join("%s" if isinstance(value, Slot) else quoted(value) for value in values)

    def row(self, *parts: str) -> str:
        return ",".join(parts) + "\n"

    def case(self, number: str) -> str:
        return number

    @cache  # noqa: B019 - as many entries as days
    def day(self, serial: int) -> str:
        day = ZERO_DAY + timedelta(serial)
        return f"{day.month}/{day.day}/{day.year}"


class XlsxFormat:
    """Cells of a sheet; ``@`` stands for the number of the row, and ``strings`` grows into the shared table."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {}
        self._letters = [letters(column) for column in range(len(COLUMNS))]

    def cells(self, values: Sequence[Value], first: int) -> str:
        return "".join(
            self._cell(value, self._letters[column]) for column, value in enumerate(values, first) if value is not None
        )

    def row(self, *parts: str) -> str:
        return f'<row r="@">{"".join(parts)}</row>\n'

    def case(self, number: str) -> str:
        return str(self.strings.setdefault(number, len(self.strings)))

    def day(self, serial: int) -> str:
        return str(serial)

    def _cell(self, value: Value, column: str) -> str:
        if isinstance(value, Slot):
            kind = 't="s"' if value.days is None else 's="1"'
            return f'<c r="{column}@" {kind}><v>%s</v></c>'
        if isinstance(value, str):
            return f'<c r="{column}@" t="s"><v>{self.strings.setdefault(value, len(self.strings))}</v></c>'
        return f'<c r="{column}@"><v>{value}</v></c>'


def write_lca_xlsx(path: Path, rows: int, *, first_case: int, seed: int) -> None:
    """Write a spreadsheet with a shared string table and real date cells.

    Raises:
        ValueError: a sheet cannot hold that many rows.
    """
    if rows >= SHEET_ROWS:
        raise ValueError(f"{rows} rows: a sheet holds at most {SHEET_ROWS - 1} below its header; write more files")
    form = XlsxFormat()
    lines = (line.replace("@", str(at)) for at, line in enumerate(file_lines(form, rows, first_case, seed), 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, text in PARTS.items():
            file.writestr(name, XML + text)
        # The strings are known only once the rows are written; the order of the parts in the file is free.
        size = f'<dimension ref="A1:{letters(len(COLUMNS) - 1)}{rows + 1}"/>'
        write_part(
            file,
            "worksheets/sheet1.xml",
            f'<worksheet xmlns="{SHEET}">{size}<sheetData>',
            lines,
            "</sheetData></worksheet>",
        )
        items = (f"<si><t>{escape(text)}</t></si>" for text in form.strings)
        count = len(form.strings)
        write_part(file, "sharedStrings.xml", f'<sst xmlns="{SHEET}" uniqueCount="{count}">', items, "</sst>")


def write_lca_csv(path: Path, rows: int, *, first_case: int, seed: int) -> None:
    """Write the same rows as a CSV in UTF-8 with days as M/D/YYYY."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(file_lines(CsvFormat(), rows, first_case, seed))


def write_lca_parquet(path: Path, rows: int, *, first_case: int, seed: int) -> None:
    """Write the same rows as Parquet, all columns text as in the CSV; an empty cell is null."""
    import duckdb

    with tempfile.TemporaryDirectory(dir=path.parent) as folder, duckdb.connect() as db:
        table = Path(folder) / "rows.csv"
        write_lca_csv(table, rows, first_case=first_case, seed=seed)
        db.read_csv(str(table), header=True, all_varchar=True, delimiter=",", quotechar='"').write_parquet(str(path))


def write_part(file: zipfile.ZipFile, name: str, opening: str, items: Iterator[str], closing: str) -> None:
    """Write a part of a spreadsheet as it comes, without ever holding the whole of it."""
    with file.open(f"xl/{name}", "w", force_zip64=True) as part:
        part.write((XML + opening).encode())
        while text := "".join(islice(items, LINES_AT_ONCE)):
            part.write(text.encode())
        part.write(closing.encode())


def file_lines(form: Format, rows: int, first_case: int, seed: int) -> Iterator[str]:
    """Yield the header and then the rows."""
    yield form.row(form.cells(COLUMNS, 0))
    rng = Random(seed)
    templates = [template(form, rng) for _ in range(min(TEMPLATES, rows))]
    employers: dict[tuple[int, bool], str] = {}
    for case in range(first_case, first_case + rows):
        chosen = templates[int(rng.random() * len(templates))]
        rank = int(FLAT_TOP * ((EMPLOYERS / FLAT_TOP + 1) ** rng.random() - 1))
        key = (min(rank, EMPLOYERS - 1), rng.random() < IN_CAPITALS)
        if key not in employers:
            employers[key] = form.cells(employer(*key), EMPLOYER_FROM)
        decided, number = case_number(case, chosen.prefix)
        days = [form.day(decided + after) for after in chosen.days]
        yield chosen.text % (form.case(number), *days, employers[key])


def case_number(case: int, prefix: str) -> tuple[int, str]:
    """Return the day of the decision and the number, which tells the day a week before and the place in that day."""
    day, place = divmod(case, CASES_A_DAY)
    return day + (FIRST_DAY - ZERO_DAY).days, f"{prefix}-{year_and_day(day)}-{place + 1:06d}"


@cache
def year_and_day(day: int) -> str:
    return f"{FIRST_DAY + timedelta(day - 7):%y%j}"


def template(form: Format, rng: Random) -> Template:
    """Return a prepared row as text, with the employer left out."""
    row = case_row(rng)
    values = [row.get(name) for name in COLUMNS]
    before = form.cells(values[:EMPLOYER_FROM], 0)
    after = form.cells(values[EMPLOYER_TO:], EMPLOYER_TO)
    days = tuple(value.days for value in values if isinstance(value, Slot) and value.days is not None)
    return Template(form.row(before, "%s", after), VISA_PREFIX[str(row["VISA_CLASS"])], days)


def quoted(value: str | int | float | None) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return f'"{text}"' if "," in text else text  # no invented text holds a quote, or a per cent sign


def letters(column: int) -> str:
    """Return the letters of a column of a sheet: 0 is A, 26 is AA."""
    high, low = divmod(column, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


WRITERS = {"xlsx": write_lca_xlsx, "csv": write_lca_csv, "parquet": write_lca_parquet}


def main() -> int:
    parser = argparse.ArgumentParser(description="Write LCA disclosure files with invented rows.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=4_000_000, help="of all files together")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--kind", choices=WRITERS, default="csv")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    # A file begins with its quarter; one that holds more rows than a quarter has runs on into the next.
    quarters = -(-options.rows // options.files // CASES_A_QUARTER)
    for at in range(options.files):
        rows = options.rows // options.files + (at < options.rows % options.files)
        year, quarter = divmod(at * quarters, 4)
        path = options.folder / f"LCA_Disclosure_Data_FY{2020 + year}_Q{quarter + 1}.{options.kind}"
        began = time.perf_counter()
        WRITERS[options.kind](path, rows, first_case=at * quarters * CASES_A_QUARTER, seed=at)
        print(f"{path}: {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
