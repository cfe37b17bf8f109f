"""Reading a folder of tables: the government's figures per legal entity (a ports.Records), queried in place.

Nothing is loaded but what is asked for: parquet files are sorted by what they are asked by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from greenflag.errors import RecordsError
from greenflag.model import Covered, Entity, Placing, Problem, SponsorRecord
from greenflag.records.statements import literal

FEW = 200  # values that are looked up one by one
NEEDED = ("entities", "figures", "words")
_ENTITY = "employer_id, names, states, filings, sector"


class RecordTables:
    """The figures of one folder of tables.

    ``version`` is a hash of the figures: it changes exactly when they do. ``problems`` say what could not be read,
    ``covered`` which years of which files the tables hold, ``names`` which tables there are.
    """

    def __init__(
        self, folder: Path, coverage: str, problems: tuple[Problem, ...] = (), covered: tuple[Covered, ...] = ()
    ) -> None:
        """Open a folder that ``build`` wrote.

        Raises:
            RecordsError: a table is missing or damaged.
        """
        self.folder = folder
        self.problems = problems
        self.covered = covered
        self.names = frozenset(path.stem for path in folder.glob("*.parquet"))
        self._coverage = coverage
        self._database = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
        self._database.execute("set parquet_metadata_cache = true; set enable_progress_bar = false")
        digest = hashlib.sha256()
        try:
            for path in sorted(folder.glob("*.parquet")):
                kind = "table" if path.stem == "entities" else "view"  # asked for in no order, all over the file
                self._database.execute(f"create {kind} {path.stem} as from read_parquet({literal(path)})")
            for name in NEEDED:
                digest.update((folder / f"{name}.parquet").read_bytes())
        except (OSError, duckdb.Error) as error:
            raise RecordsError(f"{folder}: the tables are damaged: {error}; add the files again") from error
        self.version = digest.hexdigest()[:16]
        self._of = lru_cache(maxsize=4_096)(self._read_of)
        self._placing = cache(self._read_placing)

    def entities(self) -> Sequence[Entity]:
        """Return every legal entity, by id."""
        return [_entity(row) for row in self.rows(f"select {_ENTITY} from entities order by 1")]

    def entity(self, employer_id: str) -> Entity | None:
        """Return one legal entity, or None for an id that is not here."""
        rows = self.rows(f"select {_ENTITY} from entities where employer_id = ?", employer_id)
        return _entity(rows[0]) if rows else None

    def named(self, words: Collection[str]) -> Mapping[str, Sequence[Entity]]:
        """Return for each word the entities that have it in a name, or whose name it is when run together.

        Words are lower-case ASCII. A word that more than 40 entities have finds only those whose whole name it is.
        """
        asked = sorted(set(words))
        pairs = self._in("select word, entity from words where word in ({}) order by 1, 2", asked)
        numbers = sorted({entity for _, entity in pairs})
        rows = self._in(f"select entity, {_ENTITY} from entities where entity in ({{}})", numbers)
        entities = {number: _entity(row) for number, *row in rows}
        found: dict[str, list[Entity]] = {word: [] for word in asked}
        for word, number in pairs:
            found[word].append(entities[number])
        return found

    def of(self, employer_id: str) -> tuple[SponsorRecord, ...]:
        """Return an entity's figures, newest fiscal year first; empty for an id that is not here."""
        return self._of(employer_id)

    def placing(self, employer_id: str) -> Placing:
        """Return whether an entity's people work at other firms; it is told where rows of LCA files were added."""
        return self._placing().get(employer_id, Placing())

    def coverage(self) -> str:
        """Say in one line which files and periods the figures come from."""
        return self._coverage

    def _read_of(self, employer_id: str) -> tuple[SponsorRecord, ...]:
        statement = """
          select names[1], dataset, program, fiscal_year, certified, denied, withdrawn, cite, new, ml_titles,
            continuing, change_employer
          from figures join entities using (entity) where employer_id = ? order by fiscal_year desc, dataset, program
        """
        return tuple(SponsorRecord(employer_id, *row) for row in self.rows(statement, employer_id))

    def _read_placing(self) -> dict[str, Placing]:
        if "lca" not in self.names:
            return {}
        told = self.rows("""
          select employer_id, avg(secondary::int), max_by(dependent, decided_on) filter (where dependent is not null)
          from lca join entities using (entity) where secondary is not null or dependent is not null group by 1
        """)
        return {employer_id: Placing(share, dependent) for employer_id, share, dependent in told}

    def _in(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return the rows of a statement with a list of values in place of ``{}``, spelled out or as a table."""
        if len(values) > FEW:  # looked up at one go; few of them let DuckDB pass over most of a file
            return self.rows(statement.format("select unnest(?)"), list(values))
        return self.rows(statement.format(", ".join("?" * len(values)) or "null"), *values)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement over the tables; values come from outside, the statement never does."""
        return self._database.cursor().execute(statement, list(values)).fetchall()

    def copy(self, statement: str, path: Path) -> int:
        """Run a statement that writes a file and return how many rows it wrote.

        Raises:
            RecordsError: the file cannot be written.
        """
        try:
            return int(self._database.cursor().execute(statement).fetchall()[0][0])
        except duckdb.Error as error:
            raise RecordsError(f"{path}: cannot be written: {error}") from error


def _entity(row: Sequence[Any]) -> Entity:
    employer_id, names, states, filings, sector = row
    return Entity(employer_id, names[0], tuple(names), tuple(states), filings, sector or "")
