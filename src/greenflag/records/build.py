"""Building the tables: official files in, one folder of parquet tables out, put in use at one stroke.

    file --files, sql/--> files/<hash>.parquet --each case once--> lca, perm, hub --entities--> entities, figures, words

A folder of records holds ``records.json`` (which files were read and which folder of tables is in use), ``files/`` (the
kept rows of each file) and ``tables-<n>/``. Whatever ends a build, ``records.json`` is replaced last and as a whole, so
the tables in use stay in use.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import msgspec

from greenflag.errors import RecordsError
from greenflag.model import Problem, RecordsFile
from greenflag.ports import Progress
from greenflag.records.entities import read_filers, write_entities, write_figures
from greenflag.records.files import FAMILIES, SUFFIXES, Bytes, Family, RawFile, load_raw, look_through, rejected
from greenflag.records.statements import define_macros, literal, statement

MANIFEST = "records.json"
NOT_READ = "not read: "  # how the problem of a file that was left out begins
BUILD = 1  # of the tables' layout; tables of another one are built again from the kept rows
ROWS = 50_000  # of a row group of kept rows; a file of a quarter has enough of them for two cores
MEMORY = "1500MB"  # DuckDB's own; a spreadsheet of 200,000 rows takes another 1.2 GB while it is read
# The statement by which a family's rows count once.
_ONCE: dict[Family, str] = {"lca": "cases", "perm": "cases", "hub": "petitions"}
# The rows of an entity stand together, so that one employer's are found without reading the others.
_SORTED = """
copy (select entity, t.* from {family} t join names on name = employer order by entity) to {out}
  (format parquet, compression zstd, row_group_size 40000)
"""


class Manifest(msgspec.Struct):
    """What ``records.json`` holds: the files whose rows are kept, and the folder of tables in use ("" for none)."""

    build: int = BUILD
    tables: str = ""
    files: list[RecordsFile] = []


def read_manifest(home: Path) -> Manifest:
    """Return the manifest of a folder of records, an empty one where there is none.

    Raises:
        RecordsError: the manifest is damaged.
    """
    path = home / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest) if path.exists() else Manifest()
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path}: {error}; delete the folder {home} and add the files again") from error


def add_files(
    paths: Iterable[Path], home: Path, now: datetime, progress: Progress | None = None
) -> tuple[tuple[RecordsFile, ...], tuple[Problem, ...]]:
    """Read files, or folders of them, into a folder of records, and build its tables anew.

    Returns the files that were read now, and what could not be: a file that cannot be read is left out and told, and
    the others are still added. A file whose bytes are there already is passed over.

    Raises:
        RecordsError: a path does not exist, or the folder cannot be written.
    """
    manifest = read_manifest(home)
    known = {file.sha256 for file in manifest.files}
    added: list[RecordsFile] = []
    problems: list[Problem] = []
    chosen = list(_files(paths))
    try:
        (home / "files").mkdir(parents=True, exist_ok=True)
        with open_database(home) as (database, scratch):
            for number, (path, found) in enumerate(_looked_through(chosen)):
                if progress:
                    progress(number, len(chosen), f"reading {path.name}")
                if found.sha256 in known:
                    problems.append(Problem(path.name, "is there already; nothing to do"))
                    continue
                try:
                    added.append(_keep(database, path, scratch, found, home, now))
                except RecordsError as error:
                    problems.append(Problem(path.name, f"{NOT_READ}{error}"))
                else:
                    known.add(found.sha256)
            if added or (manifest.files and manifest.build != BUILD):
                if progress:
                    progress(len(chosen), len(chosen), "building the tables")
                manifest.files += added
                _build(database, manifest, home)
    except OSError as error:
        raise RecordsError(f"{home}: cannot be written: {error}") from error
    except duckdb.Error as error:
        raise RecordsError(
            f"{home}: the tables could not be built: {error}; what was there stays in use. Is the disk full?"
        ) from error
    return tuple(added), tuple(problems)


@contextmanager
def open_database(home: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Give a working database with the macros for cells, and a folder for what it spills; both vanish afterwards."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=home) as folder:
        database = duckdb.connect(str(Path(folder) / "work.duckdb"))
        try:
            database.execute(f"set memory_limit = '{MEMORY}'; set temp_directory = {literal(folder)}")
            database.execute("set enable_progress_bar = false")  # it would be printed into a program's output
            define_macros(database)
            yield database, Path(folder)
        finally:
            database.close()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    seen = set()
    for path in paths:
        if not path.exists():
            raise RecordsError(f"{path}: no such file or folder")
        found = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _looked_through(paths: Sequence[Path]) -> Iterator[tuple[Path, Bytes]]:
    """Yield files with what their bytes are; the next file is looked through while one is worked on."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        waiting = [ahead.submit(look_through, path) for path in paths[:1]]
        for number, path in enumerate(paths, 1):
            waiting += [ahead.submit(look_through, following) for following in paths[number : number + 1]]
            yield path, waiting.pop(0).result()


def _keep(
    database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, found: Bytes, home: Path, now: datetime
) -> RecordsFile:
    """Write the typed rows of a file to a parquet file of their own and return what the file held."""
    part = home / "files" / f"{found.sha256[:16]}.part"
    raw = _type_rows(database, path, scratch, found.utf_8, part)
    problems = rejected(database, raw)
    typed = f"read_parquet({literal(part)})"
    ((rows, kept),) = database.execute(
        f"select count(*), count(*) filter (where dropped is null) from {typed}"
    ).fetchall()
    if kept < rows:
        problems += _dropped(database, raw)
        _copy(database, f"from {typed} where dropped is null", part.with_suffix(".kept"))
        os.replace(part.with_suffix(".kept"), part)
    days = "min(decided_on)::varchar, max(decided_on)::varchar" if raw.family in ("lca", "perm") else "null, null"
    years = {"lca": "fiscal_year(decided_on)", "perm": "fiscal_year(decided_on)", "hub": "fiscal_year"}
    covered = f"list_sort(list_distinct(list({years.get(raw.family, 'null')})))"
    ((first, last, fiscal_years),) = database.execute(f"select {days}, {covered} from {typed}").fetchall()
    os.replace(part, part.with_suffix(".parquet"))
    return RecordsFile(
        name=path.name,
        sha256=found.sha256,
        family=raw.family,
        rows=rows,
        kept=kept,
        problems=problems,
        first_day=first or "",
        last_day=last or "",
        years=tuple(fiscal_years or ()),
        added_at=now,
    )


def _type_rows(database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, utf_8: bool, part: Path) -> RawFile:
    """Write a file's rows as typed ones, also those to be set aside; text that DuckDB cannot cut is read slowly."""
    for slowly in (False, True):
        raw = load_raw(database, path, scratch, utf_8=utf_8, slowly=slowly)
        try:
            _copy(database, f"select * exclude (row) from ({statement(raw.family)})", part)
        except duckdb.Error as error:
            if slowly or not raw.is_text:
                why = str(error).splitlines()[0]
                raise RecordsError(f"{path}: the file is damaged: {why}; download it again") from error
        else:
            break
    return raw


def _dropped(database: duckdb.DuckDBPyConnection, raw: RawFile) -> tuple[Problem, ...]:
    """Return why rows were set aside, reading the file once more for where the first of each stands."""
    dropped = f"from ({statement(raw.family)}) where dropped is not null"
    found = database.execute(f"select dropped, count(*), min(row) {dropped} group by 1 order by 3").fetchall()
    return tuple(Problem(f"{raw.path.name}: row {row}", f"{n} row(s) not counted: {why}") for why, n, row in found)


def _copy(database: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    database.execute(f"copy ({select}) to {literal(path)} (format parquet, compression zstd, row_group_size {ROWS})")


def _build(database: duckdb.DuckDBPyConnection, manifest: Manifest, home: Path) -> None:
    """Build a new folder of tables from the kept rows and put it in use; wage files alone make none."""
    unions = {family: union for family in FAMILIES if (union := _union(manifest.files, family, home))}
    families = [family for family in _ONCE if family in unions]
    if families:
        number = int(manifest.tables.removeprefix("tables-") or 0) + 1
        manifest.tables = f"tables-{number}"
        _write_tables(database, manifest, home / manifest.tables, unions, families)
    manifest.build = BUILD
    part = home / f"{MANIFEST}.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    os.replace(part, home / MANIFEST)
    _sweep(home, manifest)


def _write_tables(
    database: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    folder: Path,
    unions: dict[Family, str],
    families: Sequence[Family],
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for family in families:
        database.execute(statement(_ONCE[family], union=unions[family], family=family))
    write_entities(database, folder, read_filers(database, families))
    write_figures(database, folder, families, manifest.files)
    for family in families:
        database.execute(_SORTED.format(family=family, out=literal(folder / f"{family}.parquet")))
    if "wages" in unions and "areas" in unions:
        out = literal(folder / "wages.parquet")
        database.execute(statement("wage_levels", wages=unions["wages"], areas=unions["areas"], out=out))


def _sweep(home: Path, manifest: Manifest) -> None:
    """Delete what earlier builds left behind, also those that were killed."""
    hour_ago = time.time() - 3_600  # a younger folder may be another build at work
    for old in home.glob("tables-*"):
        if old.name != manifest.tables:
            shutil.rmtree(old, ignore_errors=True)
    for old in home.glob("build-*"):
        if old.stat().st_mtime < hour_ago:
            shutil.rmtree(old, ignore_errors=True)
    kept = {f"{file.sha256[:16]}.parquet" for file in manifest.files}
    for stray in (home / "files").iterdir():
        if stray.name not in kept:
            stray.unlink(missing_ok=True)


def _union(files: Sequence[RecordsFile], family: Family, home: Path) -> str:
    """Return the SQL of all kept rows of a family, each with the number of its file; "" when there is none.

    One reader for all files, not one for each: each reader of a union holds memory of its own until all are done.
    """
    paths = {home / "files" / f"{f.sha256[:16]}.parquet": n for n, f in enumerate(files) if f.family == family}
    if not paths:
        return ""
    listed = ", ".join(map(literal, paths))
    numbers = ", ".join(f"{literal(path)}: {number}" for path, number in paths.items())
    reader = f"read_parquet([{listed}], filename = true, file_row_number = true, union_by_name = true)"
    return f"(select * exclude (filename), map {{{numbers}}}[filename] as file from {reader})"
