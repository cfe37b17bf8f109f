"""Counting cases and petitions in constant memory, each case once.

A private temporary SQLite database holds what was read (it spills to disk and vanishes when closed), because the
case numbers of four years do not fit comfortably in memory and a later file may correct an earlier one.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from greenflag.records.figures import Filing, Tally
from greenflag.records.lca import Case, fiscal_year
from greenflag.records.uscis import HubRow

DOUBLED_YEAR = 2021  # the FY2021 hub file merges two exports: 8,685 employer rows stand in it twice

_TABLES = """
create table cases (
  number text primary key, decided text, year int, employer text, trade text, state text, program text,
  outcome text, new int, ml int, file text
) without rowid;
create table hub (
  file text, year int, employer text, naics text, tax_id text, state text, city text, zip text,
  approved int, denied int, new int
);
"""
_ADD_CASE = """
insert into cases values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (number) do update set
  decided = excluded.decided, year = excluded.year, employer = excluded.employer, trade = excluded.trade,
  state = excluded.state, program = excluded.program, outcome = excluded.outcome, new = excluded.new,
  ml = excluded.ml, file = excluded.file
where excluded.decided >= cases.decided
"""
_CASE_TALLIES = """
select employer, program, year, sum(outcome = 'certified'), sum(outcome = 'denied'), sum(outcome = 'withdrawn'),
       sum(outcome = 'certified' and new), sum(outcome = 'certified' and ml)
from cases group by employer, program, year
"""
# In one file the rows of a key add up, but for the doubled year; between files the larger stands, because a later
# export of a year repeats what an earlier one held.
_HUB_TALLIES = f"""
with a_file as (
  select file, year, employer, naics, tax_id, state, city, zip,
         sum(approved) approved, sum(denied) denied, sum(new) new
  from hub where year != {DOUBLED_YEAR} group by file, year, employer, naics, tax_id, state, city, zip
  union all select * from hub where year = {DOUBLED_YEAR}
), once as (
  select year, employer, approved, denied, new, max(approved + denied)
  from a_file group by year, employer, naics, tax_id, state, city, zip
)
select employer, year, sum(approved), sum(denied), sum(new) from once group by employer, year
"""


class Counter:
    """Takes in cases and hub rows and gives tallies per name as filed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(_TABLES)

    def add_cases(self, cases: Iterable[Case], file: Path) -> None:
        """Take in the cases of a file; of one case number the latest decision stands."""
        self._database.executemany(_ADD_CASE, (_case_row(case, str(file)) for case in cases))

    def add_hub(self, rows: Iterable[HubRow], file: Path) -> None:
        """Take in the rows of a hub file."""
        self._database.executemany(
            "insert into hub values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (_hub_row(row, str(file)) for row in rows)
        )

    def tallies(self) -> Iterator[Tally]:
        """Yield the counts of every name, dataset, program and fiscal year."""
        cites = self._cites()
        for name, program, year, certified, denied, withdrawn, new, ml in self._database.execute(_CASE_TALLIES):
            cite = cites["LCA", year]
            yield Tally(name, "LCA", program, year, certified, denied, withdrawn, new, ml, cite)
        for name, year, approved, denied, new in self._database.execute(_HUB_TALLIES):
            yield Tally(name, "USCIS", "H-1B", year, approved, denied, 0, new, None, cites["USCIS", year])

    def filings(self) -> Iterator[Filing]:
        """Yield each name as filed with a state and, where one was given, a trade name."""
        lca = self._database.execute("select employer, state, trade from cases group by 1, 2, 3 order by 1, 2, 3")
        hub = self._database.execute("select distinct employer, state, '' from hub order by 1, 2")
        for name, state, trade in chain(lca, hub):
            yield Filing(name, state, trade)

    def coverage(self) -> str:
        """Say which programs, days and years the counted rows cover."""
        parts = []
        first, last, cases = self._database.execute("select min(decided), max(decided), count(*) from cases").fetchone()
        if cases:
            parts.append(f"LCA cases (H-1B, H-1B1, E-3) decided {first} to {last}: {cases:,}")
        years = [f"FY{year}" for (year,) in self._database.execute("select distinct year from hub order by 1")]
        if years:
            parts.append(f"USCIS H-1B petitions of {', '.join(years)}")
        return "; ".join(parts)

    def _cites(self) -> dict[tuple[str, int], str]:
        files: dict[tuple[str, int], list[str]] = defaultdict(list)
        for dataset, table in (("LCA", "cases"), ("USCIS", "hub")):
            for year, file in self._database.execute(f"select distinct year, file from {table} order by 1, 2"):
                files[dataset, year].append(Path(file).name)
        titles = {"LCA": "DOL LCA disclosure data", "USCIS": "USCIS H-1B Employer Data Hub"}
        return {
            (dataset, year): f"{titles[dataset]} FY{year} ({', '.join(dict.fromkeys(names))})"
            for (dataset, year), names in files.items()
        }


@contextmanager
def open_counter() -> Iterator[Counter]:
    """Give a Counter whose database is gone afterwards."""
    database = sqlite3.connect("")  # an empty name is SQLite's private temporary database
    try:
        yield Counter(database)
    finally:
        database.close()


def _case_row(case: Case, file: str) -> tuple[object, ...]:
    return (
        case.number, case.decided_on.isoformat(), fiscal_year(case.decided_on), case.employer, case.trade_name,
        case.state, case.program, case.outcome, case.new, case.ml, file,
    )  # fmt: skip


def _hub_row(row: HubRow, file: str) -> tuple[object, ...]:
    return (
        file, row.fiscal_year, row.employer, row.naics, row.tax_id, row.state, row.city, row.zip,
        row.approved, row.denied, row.new,
    )  # fmt: skip
