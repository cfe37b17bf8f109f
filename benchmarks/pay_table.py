"""Write the table of wage levels that ships with greenflag (src/greenflag/records/pay/wages.parquet).

    python benchmarks/pay_table.py

Needs ../shared. OFLC wages of July 2025 to June 2026, for the occupations of machine-learning jobs in 530 areas. One
source holds some occupations by area, the other all by county and hour: a county lies in the area whose levels are its
own in five occupations, and an area without one occupation takes it from its counties. Rows without a wage, or whose
levels do not rise, are left out. Prints how many rows there are and how large the file is.
"""

from __future__ import annotations

import sys

import duckdb

from greenflag.records.pay import A_YEAR, TABLE, guesses
from shared import need

COMPARED = ("15-1211", "15-1252", "15-1299", "15-2041", "15-2051")
SLACK = 12  # dollars a year; an hourly wage is rounded to a cent


def main() -> int:
    folder = need("data", "records")
    codes = ", ".join(f"'{code}'" for code in sorted(guesses().occupation))
    duckdb.execute(f"""
      create view by_area as
        select area_title as area, soc, l1::int as l1, l2::int as l2, l3::int as l3, l4::int as l4
        from '{folder / "oflc_wages_msa_annual_it_socs.parquet"}';
      create view by_county as
        select state, county, soc, l1 * {A_YEAR["hour"]} as l1, l2 * {A_YEAR["hour"]} as l2,
          l3 * {A_YEAR["hour"]} as l3, l4 * {A_YEAR["hour"]} as l4
        from '{folder / "oflc_wages_soc_county_hourly.parquet"}';
      create table county_area as
        select state, county, area from by_county join by_area using (soc)
        where soc in ({", ".join(f"'{soc}'" for soc in COMPARED)})
          and greatest(abs(by_county.l1 - by_area.l1), abs(by_county.l2 - by_area.l2),
                       abs(by_county.l3 - by_area.l3), abs(by_county.l4 - by_area.l4)) < {SLACK}
        group by all having count(*) = {len(COMPARED)};
      create view other as
        select area, soc, round(max(l1))::int, round(max(l2))::int, round(max(l3))::int, round(max(l4))::int
        from by_county join county_area using (state, county)
        where soc not in (select soc from by_area) group by 1, 2 having max(l1) - min(l1) < 1;
      copy (
        select area, soc, l1 as level_1, l2 as level_2, l3 as level_3, l4 as level_4
        from (from by_area union all from other)
        where soc in ({codes}) and l1 > 0 and l1 <= l2 and l2 <= l3 and l3 <= l4 order by 1, 2
      ) to '{TABLE}' (format parquet, compression zstd, compression_level 19)
    """)
    ((rows, areas),) = duckdb.execute(f"select count(*), count(distinct area) from '{TABLE}'").fetchall()
    print(f"{rows:,} rows of {areas} areas, {TABLE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
