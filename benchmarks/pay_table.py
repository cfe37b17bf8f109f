"""Write the table of wage levels that ships with greenflag (src/greenflag/records/pay/wages.parquet).

    python benchmarks/pay_table.py

Needs ../shared. OFLC wages of July 2025 to June 2026, for the occupations of machine-learning jobs in 530 areas; rows
without a wage, or whose levels do not rise, are left out. Prints how many rows there are and how large the file is.
"""

from __future__ import annotations

import sys

import duckdb

from greenflag.records.pay import TABLE, guesses
from shared import need


def main() -> int:
    source = need("data", "records") / "oflc_wages_msa_annual_it_socs.parquet"
    codes = ", ".join(f"'{code}'" for code in sorted(guesses().occupation))
    duckdb.execute(f"""
      copy (
        select area_title as area, soc, l1::int as level_1, l2::int as level_2, l3::int as level_3, l4::int as level_4
        from '{source}' where soc in ({codes}) and l1 > 0 and l1 <= l2 and l2 <= l3 and l3 <= l4 order by 1, 2
      ) to '{TABLE}' (format parquet, compression zstd, compression_level 19)
    """)
    ((rows, areas),) = duckdb.execute(f"select count(*), count(distinct area) from '{TABLE}'").fetchall()
    print(f"{rows:,} rows of {areas} areas, {TABLE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
