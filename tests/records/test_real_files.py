"""Real files beside the project: totals that are known, and every row of a real quarter."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from greenflag.records import load_records

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "records"
KNOWN_APPROVALS = {2020: 426_724, 2021: 408_765, 2022: 466_191}  # counted by others, or by USCIS

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.exists(), reason="needs the real records in ../shared"),
]


def test_approvals_of_whole_years_agree_with_known_totals_within_one_per_cent(tmp_path):
    hub = tmp_path / "hub.csv"
    duckdb.sql(f"""
      copy (
        select fiscal_year as "Fiscal Year", employer as "Employer", initial_approval as "Initial Approval",
          initial_denial as "Initial Denial", continuing_approval as "Continuing Approval",
          continuing_denial as "Continuing Denial", naics as "NAICS", tax_id4 as "Tax ID", state as "State",
          city as "City", zip as "ZIP"
        from '{DATA / "uscis_h1b_hub_rows.parquet"}' where fiscal_year in {tuple(KNOWN_APPROVALS)}
      ) to '{hub}' (format csv, header)
    """)
    records = load_records([hub])
    counted = dict(records.rows("select fiscal_year::int, sum(certified)::int from figures group by 1"))
    assert counted.keys() == KNOWN_APPROVALS.keys()
    for year, known in KNOWN_APPROVALS.items():
        assert abs(counted[year] - known) <= known / 100, year


@pytest.mark.parametrize("name", ["lca_fy2020_full_layout_5000", "lca_fy2023_h1b1_full_layout_1203"])
def test_every_row_of_a_real_file_in_the_full_layout_is_read(name):
    records = load_records([DATA / f"{name}.parquet"])
    rows = duckdb.sql(f"select count(*), count(distinct CASE_NUMBER) from '{DATA / name}.parquet'").fetchall()
    ((kept, wages, levels),) = records.rows(
        "select count(*), count(*) filter (where wage > 15000), count(*) filter (where level is not null) from lca"
    )
    assert kept == rows[0][1]
    assert records.problems == ()
    assert wages > 0.99 * kept
    assert levels > 0.5 * kept
