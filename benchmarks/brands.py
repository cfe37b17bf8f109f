"""Brands that postings print against legal names really filed: right, wrong, missed.

    python benchmarks/brands.py

Needs ../shared (36 brands with the names that they filed under in LCA files of FY2025) and pyarrow to read it
(`pip install pyarrow`); says so and ends well where either is absent. Measured twice: against the brands' own names
only, and among all 46,000 names of employers that filed, which is what a full LCA file looks like; each time with the
aliases that ship and by names alone. The aliases were written with these brands in view, names alone were not.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

from greenflag.employers import Resolver
from greenflag.records.figures import Figures, Filing, Tally, gather

DATA = Path(__file__).parents[2] / "shared" / "data" / "records"
NAMES_AT_ONCE = 5_000


def main() -> int:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        print("skipped: pyarrow is not installed (pip install pyarrow)")
        return 0
    brands_file = DATA / "brand_to_legal_names_dev.parquet"
    if not brands_file.exists():
        print(f"skipped: {brands_file} is absent")
        return 0
    filed_as: dict[str, set[str]] = defaultdict(set)
    own = {}
    for row in parquet.read_table(brands_file).to_pylist():
        filed_as[row["brand"]].update([row["lca_employer_name"]] if row["lca_employer_name"] else [])
        if row["lca_employer_name"]:
            own[row["lca_employer_name"]] = (row["lca_2025_apps"] or 0, "")
    every = dict(own)
    for row in parquet.read_table(DATA / "lca_2025_employer_agg_jobhunt.parquet").to_pylist():
        every[row["employer_name"]] = (row["lca_total"], row["top_state"] or "")
    wrong = 0
    for label, names in (("the brands' own names", own), ("all names of a year", every)):
        records = figures(names)
        wrong += measure(f"{label}, with aliases", records, Resolver(records), filed_as)
        wrong += measure(f"{label}, names alone", records, Resolver(records, aliases={}), filed_as)
        measure_speed(records)
    return 1 if wrong else 0


def figures(names: dict[str, tuple[int, str]]) -> Figures:
    tallies = [Tally(name, "LCA", "H-1B", 2025, n, 0, 0, None, None, "LCA") for name, (n, _) in names.items()]
    return gather(tallies, [Filing(name, state) for name, (_, state) in names.items()], "LCA FY2025")


def measure(label: str, records: Figures, resolver: Resolver, filed_as: dict[str, set[str]]) -> int:
    names_of = {entity.employer_id: set(entity.names) for entity in records.entities()}
    right, wrong, missed = [], [], []
    for brand, legal in filed_as.items():
        match = resolver.resolve(brand)
        if match.employer_id is None:
            (missed if legal else right).append(brand)
        else:
            (right if names_of[match.employer_id] & legal else wrong).append(f"{brand} -> {match.legal_names}")
    print(f"{label}: of {len(filed_as)} brands {len(right)} right, {len(wrong)} wrong, {len(missed)} missed")
    for what, brands in (("wrong", wrong), ("missed", missed)):
        if brands:
            print(f"  {what}: {', '.join(brands)}")
    return len(wrong)


def measure_speed(records: Figures) -> None:
    began = time.perf_counter()
    resolver = Resolver(records)
    ready = time.perf_counter()
    printed = [entity.legal_name for entity in records.entities()][:NAMES_AT_ONCE]
    found = sum(resolver.resolve(name).employer_id is not None for name in printed)
    done = time.perf_counter()
    print(f"  {len(records.entities()):,} entities indexed in {ready - began:.2f} s;", end=" ")
    print(f"{len(printed):,} filed names resolved in {done - ready:.2f} s, {found / len(printed):.0%} found")


if __name__ == "__main__":
    sys.exit(main())
