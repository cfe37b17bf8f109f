"""From files on disk, or those shipped in the package, to figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from greenflag.errors import RecordsError
from greenflag.model import Problem
from greenflag.records.counting import open_counter
from greenflag.records.figures import Figures, gather
from greenflag.records.lca import read_cases
from greenflag.records.sheets import Sheet
from greenflag.records.uscis import is_hub, read_hub

SAMPLE = Path(__file__).parent / "sample"


def load_records(paths: Iterable[Path]) -> Figures:
    """Return the figures of LCA disclosure and USCIS hub files: CSV files, or folders of them.

    Memory grows with the number of employers, not of rows. A spreadsheet or a CSV of another kind inside a folder is
    set aside and named in ``problems``, as are rows that could not be read.

    Raises:
        RecordsError: a path does not exist, a named file is of no known kind, a column is missing, a file is
            damaged, or nothing was found to read.
    """
    paths, problems = tuple(paths), list[Problem]()
    with open_counter() as counter:
        read_any = False
        for path, named in _files(paths):
            try:
                sheet = Sheet(path)
                kind = _kind(sheet)
            except RecordsError as error:
                if named:
                    raise
                problems.append(Problem(path.name, f"not read: {error}"))
                continue
            if kind == "LCA":
                counter.add_cases(read_cases(sheet), path)
            else:
                counter.add_hub(read_hub(sheet), path)
            problems.extend(sheet.unread.problems())
            read_any = True
        if not read_any:
            looked = ", ".join(str(path) for path in paths)
            raise RecordsError(
                f"{looked}: no LCA disclosure or USCIS hub file found to read; download them as CSV from "
                "dol.gov/agencies/eta/foreign-labor/performance or uscis.gov, H-1B Employer Data Hub"
            )
        coverage = counter.coverage()
        if problems:
            coverage += f"; {len(problems)} problem(s) in the files"
        return gather(counter.tallies(), counter.filings(), coverage, tuple(problems))


def sample_records() -> Figures:
    """Return the invented figures of the built-in sample run, read from files in the official layouts."""
    figures = load_records([SAMPLE])
    entities = figures.entities()
    records = {entity.employer_id: figures.of(entity.employer_id) for entity in entities}
    return Figures(entities, records, f"Invented sample figures, no real employer: {figures.coverage()}")


def _kind(sheet: Sheet) -> str:
    if "CASE_NUMBER" in sheet.columns:
        return "LCA"
    if is_hub(sheet):
        return "USCIS"
    raise RecordsError(
        f"{sheet.path}: neither an LCA disclosure file (no column CASE_NUMBER) nor a USCIS hub file "
        "(no column Fiscal Year with approvals)"
    )


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield each file once, by name within a folder, and whether the user named it."""
    seen = set()
    for path in paths:
        if not path.exists():
            raise RecordsError(f"{path}: no such file or folder")
        inside = path.is_dir()
        found = sorted(p for p in path.iterdir() if p.suffix.lower() in (".csv", ".xlsx")) if inside else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, not inside
