"""Opening records: a folder of a user's own, files for once, those shipped in the package, or the sample's."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from greenflag.errors import RecordsError
from greenflag.model import Covered, Problem, Program, RecordsFile
from greenflag.records.build import BUILD, NOT_READ, add_files, read_manifest
from greenflag.records.tables import RecordTables

STARTER = Path(__file__).parent / "starter"
SAMPLE = Path(__file__).parent / "sample"
WHERE_FROM = (
    "download LCA or PERM disclosure files from dol.gov/agencies/eta/foreign-labor/performance, or the H-1B Employer "
    "Data Hub from uscis.gov"
)
Dataset = Literal["LCA", "USCIS", "PERM"]
_PROGRAMS: dict[Dataset, tuple[Program, ...]] = {
    "LCA": ("H-1B", "H-1B1", "E-3"),
    "USCIS": ("H-1B",),
    "PERM": ("PERM",),
}
_LATE = datetime.max.replace(tzinfo=UTC)  # when nothing is kept, a year of the hub counts as over


def open_records(home: Path) -> RecordTables:
    """Return the figures of a folder that ``add_files`` filled.

    Raises:
        RecordsError: the folder holds no tables, or they are damaged.
    """
    manifest = read_manifest(home)
    if not manifest.tables:
        raise RecordsError(f"{home}: no official file was added yet; greenflag records add FILE")
    if manifest.build != BUILD:
        raise RecordsError(f"{home}: made by another version of greenflag; delete it and add the files again")
    return RecordTables(
        home / manifest.tables, coverage_of(manifest.files), problems_of(manifest.files), covered_by(manifest.files)
    )


def load_records(paths: Iterable[Path], said_first: str = "") -> RecordTables:
    """Return the figures of official files, or folders of them, without keeping anything.

    ``said_first`` begins the line on coverage.

    Raises:
        RecordsError: a path does not exist, a named file cannot be read, or nothing was found to read.
    """
    paths = tuple(paths)
    home = Path(tempfile.mkdtemp(prefix="greenflag-records-"))
    try:
        _, problems = add_files(paths, home, _LATE)
        named = {path.name for path in paths if not path.is_dir()}
        manifest = read_manifest(home)
        for problem in problems:
            if problem.message.startswith(NOT_READ) and (problem.place in named or not manifest.files):
                raise RecordsError(problem.message.removeprefix(NOT_READ))
        if not manifest.files:
            looked = ", ".join(str(path) for path in paths)
            raise RecordsError(f"{looked}: no official file found to read; {WHERE_FROM}")
        told = (*problems, *problems_of(manifest.files))
        coverage = said_first + coverage_of(manifest.files, len(told))
        records = RecordTables(home / manifest.tables, coverage, told, covered_by(manifest.files))
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    weakref.finalize(records, shutil.rmtree, home, ignore_errors=True)
    return records


def sample_records() -> RecordTables:
    """Return the invented figures of the built-in sample run, read from files in the official layouts."""
    return load_records([SAMPLE], "Invented sample figures, no real employer: ")


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures of the starter table come from: the cite that each record carries."""

    dataset: Literal["LCA", "USCIS"]
    cite: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The starter table's sources by id, and the line that says what it covers."""

    coverage: str
    source: dict[str, Source]
    covered: tuple[Covered, ...]


def read_sources(path: Path) -> Sources:
    """Return what a starter table says of its sources.

    Raises:
        RecordsError: the file is absent or wrong.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Sources)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path}: {error}") from error


def starter_records(folder: Path = STARTER) -> RecordTables:
    """Return the figures that ship with greenflag, so that an answer is possible before any file is added.

    Raises:
        RecordsError: a file of the table is absent or damaged.
    """
    sources = read_sources(folder / "sources.toml")
    return RecordTables(folder, sources.coverage, covered=sources.covered)


def coverage_of(files: Sequence[RecordsFile], problems: int | None = None) -> str:
    """Say which programs, days and years the kept rows of files cover, and how many problems there were."""
    parts = []
    for family, what in (("lca", "LCA cases (H-1B, H-1B1, E-3)"), ("perm", "PERM cases (green cards)")):
        own = [file for file in files if file.family == family and file.kept]
        if own:
            days = f"{min(f.first_day for f in own)} to {max(f.last_day for f in own)}"
            parts.append(f"{what} decided {days} ({_years_held(own)}): {sum(f.kept for f in own):,} rows")
    hub = [file for file in files if file.family == "hub" and file.kept]
    if hub:
        parts.append(f"USCIS H-1B petitions of {_years_held(hub)}")
    if any(file.family == "wages" for file in files):
        parts.append("OFLC wage levels")
    told = sum(len(file.problems) for file in files) if problems is None else problems
    if told:
        parts.append(f"{told} problem(s) in the files")
    return "; ".join(parts)


def _years_held(files: Sequence[RecordsFile]) -> str:
    return ", ".join(f"FY{one.fiscal_year}{'' if one.whole else ' in part'}" for one in covered_by(files))


def covered_by(files: Sequence[RecordsFile]) -> tuple[Covered, ...]:
    """Return which fiscal years files hold, and whether in whole: decisions from its first week to its last.

    A file of the hub holds whole years, as far as it tells; USCIS publishes the running year too.
    """
    found: dict[tuple[Dataset, int], bool] = {}
    for file in files:
        for year in file.years:
            if file.family == "hub":
                found["USCIS", year] = date(year, 9, 30) < file.added_at.date()
            elif file.family in ("lca", "perm"):
                own = [other for other in files if other.family == file.family and year in other.years]
                begins = min(other.first_day for other in own) <= f"{year - 1}-10-07"
                ends = max(other.last_day for other in own) >= f"{year}-09-24"
                found["LCA" if file.family == "lca" else "PERM", year] = begins and ends and _without_gap(own, year)
    return tuple(Covered(dataset, year, whole, _PROGRAMS[dataset]) for (dataset, year), whole in sorted(found.items()))


def _without_gap(files: Sequence[RecordsFile], year: int) -> bool:
    """Tell whether the files' days follow one another through a fiscal year with no more than two weeks between."""
    reached = f"{year - 1}-10-07"
    for file in sorted(files, key=lambda f: f.first_day):
        if file.first_day > (date.fromisoformat(reached) + timedelta(days=14)).isoformat():
            return False
        reached = max(reached, file.last_day)
    return True


def problems_of(files: Iterable[RecordsFile]) -> tuple[Problem, ...]:
    """Return what was told of files' rows."""
    return tuple(problem for file in files for problem in file.problems)
