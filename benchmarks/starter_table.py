"""Builds the starter table of greenflag.records from copies of the government's files.

    python benchmarks/starter_table.py

Needs ../shared and pyarrow (`pip install pyarrow`); says so and ends well where either is absent. Writes
src/greenflag/records/starter/employers.csv and figures.csv. docs/decisions/0004 says which employers are taken.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from greenflag.employers import Resolver
from greenflag.employers.aliases import known_aliases
from greenflag.model import Entity
from greenflag.records.figures import Figures, Filing, Tally, gather
from greenflag.records.names import entity_key, without_form
from greenflag.records.starter import STARTER
from greenflag.records.titles import is_ml_title

SHARED = Path(__file__).parents[2] / "shared" / "data"
RECORDS = SHARED / "records"
MOST_ML = 300  # employers with the most ML-like titles in the newest quarter with titles
NAMES_KEPT = 6
PROVENANCE = """\
# Figures that greenflag computed from works of the US government (public domain): the H-1B Employer Data Hub of USCIS
# and the LCA disclosure data of the Department of Labor. The copies came through these public repositories:
#   uscis_hub     vrajput1434/US_H1b_Visa_Analysis @3a63a5c7: FY2020-FY2022 whole, FY2023 about 40%; doubled rows of
#                 FY2021 counted once
#   lca_fy2024q1  MaxGhenis/h1b-explorer @3b74190b: certified full-time cases decided October to December 2023
#   lca_fy2025, lca_fy2026  dkeikichi/FY2025-h1b-lca-ranking @3ed3c57a: the largest filers; FY2026 to 30 June 2026
#   lca_2025      Sat-ish77/JobHunt_int @88e8af2: about four quarters of October 2024 to December 2025, not noted which
# An empty cell is a number that the source does not give. LCA sources here do not tell the visa class: program H-1B
# stands for all of H-1B, H-1B1 and E-3 (97% were H-1B in FY2020). An employer that is not here may still sponsor.
"""


def main() -> int:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        print("skipped: pyarrow is not installed (pip install pyarrow)")
        return 0
    if not RECORDS.exists():
        print(f"skipped: {RECORDS} is absent")
        return 0

    def rows(name: str, *columns: str) -> Iterator[dict[str, Any]]:
        for batch in parquet.ParquetFile(RECORDS / f"{name}.parquet").iter_batches(columns=list(columns)):
            yield from batch.to_pylist()

    tallies, filings = [], []
    for row in rows(
        "uscis_h1b_hub_rows", "fiscal_year", "employer", "initial_approval", "initial_denial",
        "continuing_approval", "continuing_denial", "state",
    ):  # fmt: skip
        if row["fiscal_year"] >= 2020 and row["employer"]:
            approved = row["initial_approval"] + row["continuing_approval"]
            denied = row["initial_denial"] + row["continuing_denial"]
            tallies.append(
                tally(row["employer"], "uscis_hub", row["fiscal_year"], approved, denied, row["initial_approval"])
            )
            filings.append(Filing(row["employer"], row["state"] or ""))
    for row in rows("lca_fy2024q1_rows", "EMPLOYER_NAME", "JOB_TITLE", "SOC_CODE"):
        ml = int(is_ml_title(row["JOB_TITLE"] or "", row["SOC_CODE"] or ""))
        tallies.append(tally(" ".join(row["EMPLOYER_NAME"].split()), "lca_fy2024q1", 2024, 1, 0, None, ml))
    largest = set()
    for file, year in (("top100_us.fy2025.csv", 2025), ("top100_us.fy2026q3.csv", 2026)):
        for row in csv.DictReader((RECORDS / file).open(encoding="utf-8")):
            tallies.append(tally(row["employer"], f"lca_fy{year}", year, int(row["cases"]), 0, int(row["new_hires"])))
            largest.add((without_form(entity_key(row["employer"])), year))
    for row in rows("lca_2025_employer_agg_jobhunt", "employer_name", "lca_certified", "top_state"):
        if (without_form(entity_key(row["employer_name"])), 2025) not in largest:
            tallies.append(
                tally(" ".join(row["employer_name"].split()), "lca_2025", 2025, row["lca_certified"], 0, None)
            )
        filings.append(Filing(" ".join(row["employer_name"].split()), row["top_state"] or ""))
    everything = gather(tallies, filings, "everything")
    write(everything, chosen(everything))
    return 0


def tally(
    name: str, source: str, year: int, certified: int, denied: int, new: int | None, ml: int | None = None
) -> Tally:
    """Return a tally whose cite is the source's id."""
    dataset = "USCIS" if source == "uscis_hub" else "LCA"
    return Tally(name, dataset, "H-1B", year, certified, denied, 0, new, ml, source)


def chosen(figures: Figures) -> list[Entity]:
    """Return the entities of the starter boards and aliases, the largest filers, and those with most ML titles."""
    resolver = Resolver(figures)
    with (SHARED / "ats" / "boards" / "ai_ml_seed.csv").open(encoding="utf-8") as file:
        companies = {row["company"] for row in csv.DictReader(file)} - {""}
    ids = set()
    for company in sorted(companies):
        match = resolver.resolve(company)
        print(f"{company}: {match.legal_names or '-'}")
        ids.add(match.employer_id)
    keys = {entity_key(legal) for alias in known_aliases().values() for legal in alias.legal}
    ml = Counter({e.employer_id: sum(r.ml_titles or 0 for r in figures.of(e.employer_id)) for e in figures.entities()})
    ids |= {employer_id for employer_id, count in ml.most_common(MOST_ML) if count}
    return [
        e
        for e in figures.entities()
        if e.employer_id in ids
        or entity_key(e.legal_name) in keys
        or any(record.cite in ("lca_fy2025", "lca_fy2026") for record in figures.of(e.employer_id))
    ]


def write(figures: Figures, entities: list[Entity]) -> None:
    with (STARTER / "employers.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(PROVENANCE)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["name", "other_names", "states"])
        for entity in entities:
            others = list(dict.fromkeys(" ".join(name.split()) for name in entity.names[1:]))[:NAMES_KEPT]
            table.writerow([entity.legal_name, "|".join(others), " ".join(entity.states)])
    with (STARTER / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(PROVENANCE)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            ["name", "source", "program", "fiscal_year", "certified", "denied", "withdrawn", "new", "ml_titles"]
        )
        for entity in entities:
            for record in figures.of(entity.employer_id):
                denied = record.denied if record.dataset == "USCIS" else ""
                table.writerow(
                    [entity.legal_name, record.cite, record.program, record.fiscal_year, record.certified, denied, "",
                     record.new, record.ml_titles]
                )  # fmt: skip
    print(f"{len(entities)} employers")


if __name__ == "__main__":
    sys.exit(main())
