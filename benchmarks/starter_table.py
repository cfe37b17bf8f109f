"""Builds the starter table of greenflag.records from copies of the government's files.

    python benchmarks/starter_table.py

Needs ../shared; says so and ends well where it is absent. Writes src/greenflag/records/starter/*.parquet: figures of
every employer in the sources below, per legal entity, dataset and fiscal year. ``starter/sources.toml`` says what they
cover.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from greenflag.records.build import open_database
from greenflag.records.entities import Filer, write_entities
from greenflag.records.load import STARTER, read_sources
from greenflag.records.titles import ML_TITLE
from shared import need

FIRST_HUB_YEAR = 2020
TABLES = ("entities", "figures", "words")

# Each source as rows of (name, source, fiscal_year, certified, denied, new, continuing, ml_titles, state, sector). The
# hub's FY2021 rows are counted once in the copy already. `lca_2025` is left out for the largest filers of FY2025, whose
# whole-year counts are in the ranking.
SOURCES = {
    "uscis_hub": """
      select trim(employer) as name, fiscal_year, sum(initial_approval + continuing_approval) as certified,
        sum(initial_denial + continuing_denial) as denied, sum(initial_approval) as "new",
        sum(continuing_approval) as continuing, null as ml_titles, mode(state) as state, mode(naics[:2]) as sector
      from read_parquet('{records}/uscis_h1b_hub_rows.parquet')
      where fiscal_year >= {first} and coalesce(trim(employer), '') != '' group by 1, 2""",
    "lca_fy2024q1": """
      select bare(EMPLOYER_NAME) as name, 2024 as fiscal_year, count(*) as certified, null as denied, null as "new",
        null as continuing,
        count(*) filter (where SOC_CODE[:2] = '15' and regexp_matches(bare(JOB_TITLE), '{ml}', 'i')) as ml_titles,
        null as state, null as sector
      from read_parquet('{records}/lca_fy2024q1_rows.parquet') group by 1""",
    "lca_fy2025": """
      select bare(employer) as name, 2025 as fiscal_year, cases::int as certified, null as denied,
        new_hires::int as "new", null as continuing, null as ml_titles, null as state, null as sector
      from read_csv('{records}/top100_us.fy2025.csv')""",
    "lca_fy2026": """
      select bare(employer) as name, 2026 as fiscal_year, cases::int as certified, null as denied,
        new_hires::int as "new", null as continuing, null as ml_titles, null as state, null as sector
      from read_csv('{records}/top100_us.fy2026q3.csv')""",
    "lca_2025": """
      select bare(employer_name) as name, 2025 as fiscal_year, lca_certified as certified, null as denied,
        null as "new", null as continuing, null as ml_titles, nullif(top_state, '') as state, null as sector
      from read_parquet('{records}/lca_2025_employer_agg_jobhunt.parquet') where lca_certified > 0""",
}


def main() -> int:
    records = need("data", "records")
    with tempfile.TemporaryDirectory() as home, open_database(Path(home)) as (database, scratch):
        for source, statement in SOURCES.items():
            select = statement.format(records=records, first=FIRST_HUB_YEAR, ml=ML_TITLE)
            database.execute(f"create temp table {source} as select '{source}' as source, * from ({select})")
        database.execute("create temp table told as " + " union all by name ".join(f"from {name}" for name in SOURCES))
        write_entities(database, scratch, filers(database))
        write_figures(database, scratch)
        for name in TABLES:
            shutil.copy(scratch / f"{name}.parquet", STARTER / f"{name}.parquet")
        (employers,) = database.execute("select count(distinct entity) from names").fetchone() or (0,)
    size = sum((STARTER / f"{name}.parquet").stat().st_size for name in TABLES)
    print(f"{employers:,} employers, {size / 1e6:.2f} MB")
    return 0


def filers(database: Any) -> list[Filer]:
    found: dict[str, Filer] = {}
    rows = database.execute(
        "select name, source, sum(certified + coalesce(denied, 0))::int, list_distinct(list(state)), mode(sector), "
        "max(fiscal_year) from told group by 1, 2 order by 1, 2"
    ).fetchall()
    for name, source, cases, states, sector, last_year in rows:
        filer = found.setdefault(name, Filer(name))
        is_hub = source == "uscis_hub"
        filer.cases += cases
        filer.typed += 0 if is_hub else cases
        filer.states.update(filter(None, states))
        filer.cut = filer.cut and is_hub and len(name) == 34 and last_year < 2022
        if sector:
            filer.sectors[sector] = filer.sectors.get(sector, 0) + cases
    return list(found.values())


def write_figures(database: Any, folder: Path) -> None:
    sources = read_sources(STARTER / "sources.toml")
    database.execute("create temp table sources (source varchar, dataset varchar, cite varchar)")
    database.executemany(
        "insert into sources values (?, ?, ?)", [(key, one.dataset, one.cite) for key, one in sources.source.items()]
    )
    database.execute(f"""
      copy (
        with summed as (
          select entity, source, fiscal_year, sum(certified)::int as certified, coalesce(sum(denied), 0)::int as denied,
            sum("new")::int as "new", sum(continuing)::int as continuing, sum(ml_titles)::int as ml_titles
          from told join names using (name) group by all
        ), whole as (select entity from summed where source = 'lca_fy2025')
        select entity, dataset, 'H-1B' as program, fiscal_year, certified, denied, 0 as withdrawn, "new", continuing,
          null::int as change_employer, ml_titles, cite
        from summed join sources using (source)
        where source != 'lca_2025' or entity not in (from whole)
        order by entity, fiscal_year desc, dataset
      ) to '{folder / "figures.parquet"}' (format parquet, compression zstd, compression_level 19, row_group_size 20000)
    """)


if __name__ == "__main__":
    sys.exit(main())
