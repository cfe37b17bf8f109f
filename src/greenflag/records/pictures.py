"""What the tables say of one employer beyond counts, and of all sponsors together."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from greenflag.errors import RecordsError
from greenflag.model import Filings, Program, Share, Sponsor, SponsorGroup
from greenflag.records.facts import THIN
from greenflag.records.statements import literal, statement
from greenflag.records.tables import RecordTables

SHARES = 8  # titles, occupations and worksites shown; the rest is a long tail
YEARS = 3  # the newest fiscal years of each file family that a list of sponsors counts
# What follows the name of a county or a town in one of the files and not in the other.
KINDS_OF_PLACES = r"\s+(COUNTY|PARISH|CITY AND BOROUGH|BOROUGH|CENSUS AREA|MUNICIPALITY|MUNICIPIO|TOWN|CITY)$"
SIZES = (1, 5, 20, 100, 1_000)  # certified cases from which an employer is of the next size

SAME_SECTOR = {"32": "31", "33": "31", "45": "44", "49": "48", "99": "92"}  # NAICS gives some sectors several codes

By = Literal["sector", "state", "size"]


@dataclass(frozen=True, slots=True)
class SponsorFilter:
    """Which sponsors: ``ml`` those with machine-learning titles; ``state`` a postal code; ``name`` a part of it."""

    ml: bool = False
    state: str = ""
    program: Program | None = None
    name: str = ""


def filings_of(tables: RecordTables, employer_id: str) -> Filings | None:
    """Return what an employer's own LCA cases say; None where the tables hold totals only, or no case of it."""
    found = tables.rows("select entity from entities where employer_id = ?", employer_id)
    if "lca" not in tables.names or not found:
        return None
    row = tables.rows(statement("detail", entity=found[0][0], shares=SHARES, enough=THIN))[0]
    cases, last, titles, occupations, worksites, levels, wages, of_ml, over, staffing, dependent = row
    if not cases:
        return None
    return Filings(
        cases=cases,
        last_filed_on=last,
        titles=_shares(titles),
        occupations=_shares(occupations),
        worksites=_shares(worksites),
        wage_levels=_shares(levels),
        wages_usd_per_year=(int(wages[0]), int(wages[1]), int(wages[2])) if wages else None,
        wages_are_of_ml=of_ml,
        over_prevailing=over,
        levels_reached=_shares(_reached(tables, found[0][0])),
        staffing_share=staffing,
        dependent=dependent,
    )


def _reached(tables: RecordTables, entity: int) -> Sequence[Sequence[object]]:
    if "wages" not in tables.names:
        return ()
    return tables.rows(statement("levels_reached", entity=entity, kinds=KINDS_OF_PLACES))


def _shares(pairs: Sequence[Sequence[object]] | None) -> tuple[Share, ...]:
    return tuple(Share(str(name), int(str(cases))) for name, cases in pairs or ())


def sponsors(tables: RecordTables, wanted: SponsorFilter, top: int) -> list[Sponsor]:
    """Return the sponsors that were granted most in the newest years, most first."""
    order = "ml_titles desc, lca_certified desc, uscis_approved desc" if wanted.ml else ""
    order = order or "lca_certified desc, uscis_approved desc, green_cards desc"
    rows = tables.rows(f"{_select(wanted)} order by {order}, employer_id limit {top}")
    return [Sponsor(i, name, sector, tuple(states), *counts) for i, name, sector, states, *counts in rows]


def groups(tables: RecordTables, wanted: SponsorFilter, by: By) -> list[SponsorGroup]:
    """Return the sponsors together by sector, state (each of an employer's) or size, largest first; sizes in order."""
    size = " ".join(f"when granted >= {least} then {rank}" for rank, least in reversed(list(enumerate(SIZES))))
    same = " ".join(f"when {literal(code)} then {literal(one)}" for code, one in SAME_SECTOR.items())
    keys = {
        "sector": f"case sector {same} else sector end",
        "state": "unnest(states)",
        "size": f"case {size} else 0 end",
    }
    rows = tables.rows(f"""
      with found as ({_select(wanted)}),
        sized as (select *, greatest(lca_certified, uscis_approved) as granted from found)
      select {keys[by]} as key, count(*)::int, sum(lca_certified)::int, sum(ml_titles)::int, sum(uscis_approved)::int,
        sum(uscis_denied)::int
      from sized group by 1 order by {"1" if by == "size" else "3 desc, 5 desc"}
    """)
    closed = _closed_shares() if by == "sector" else {}
    return [
        SponsorGroup(_group_name(by, key), employers, lca, ml, approved, denied, closed.get(str(key)))
        for key, employers, lca, ml, approved, denied in rows
    ]


def _group_name(by: By, key: object) -> str:
    if by == "sector":
        return sector_name(str(key)) or "not told"
    if by == "size":
        rank = int(str(key))
        upper = f" to {SIZES[rank + 1] - 1:,}" if rank + 1 < len(SIZES) else " and more"
        return f"{SIZES[rank]:,}{upper} granted"
    return str(key) or "not told"


def export(tables: RecordTables, wanted: SponsorFilter, path: Path) -> int:
    """Write the sponsors to a CSV or parquet file and return how many.

    Raises:
        RecordsError: the ending is neither, or the file cannot be written.
    """
    kinds = {".csv": "format csv, header", ".parquet": "format parquet, compression zstd"}
    if path.suffix.lower() not in kinds:
        raise RecordsError(f"{path}: say a file that ends in .csv or .parquet")
    select = f"{_select(wanted)} order by lca_certified desc, uscis_approved desc, employer_id"
    if path.suffix.lower() == ".csv":
        select = f"select * replace (array_to_string(states, ' ') as states) from ({select})"
    return tables.copy(f"copy ({select}) to {literal(path)} ({kinds[path.suffix.lower()]})", path)


def _select(wanted: SponsorFilter) -> str:
    program = wanted.program
    where = ["lca_certified + uscis_approved + green_cards > 0"]
    if wanted.ml:
        where.append("ml_titles > 0")
    if wanted.state:
        where.append(f"list_contains(states, {literal(wanted.state.upper())})")
    if wanted.name:
        where.append(f"contains(lower(names[1]), {literal(wanted.name.lower())})")
    if program == "PERM":
        where.append("green_cards > 0")
    programs = "true" if program in (None, "PERM") else f"program = {literal(program)}"
    return statement("sponsors", programs=programs, years=YEARS, where=" and ".join(where))


@cache
def _sectors() -> dict[str, str]:
    with Path(__file__).with_name("sectors.csv").open(encoding="utf-8", newline="") as file:
        named = {row["code"]: row["name"] for row in csv.DictReader(file)}
    return named | {code: named[same] for code, same in SAME_SECTOR.items()}


@cache
def _closed_shares() -> dict[str, float]:
    """Return the share of a sector's postings that are closed to visa holders (benchmarks/sector_gates.py)."""
    with Path(__file__).with_name("sector_gates.csv").open(encoding="utf-8", newline="") as file:
        return {row["sector"]: float(row["restricted"]) for row in csv.DictReader(file)}


def sector_name(code: str) -> str:
    """Return the name of a two-digit NAICS sector, "" for one that is not known."""
    return _sectors().get(code, "")
