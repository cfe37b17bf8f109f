"""How often postings of a sector are closed to visa holders, as read: a column of `greenflag sponsors --by sector`.

    python benchmarks/sector_gates.py [--write]

Reads every posting of ../shared, resolves its employer in the starter table, and counts readings by the employer's
sector (NAICS, two digits). Prints the table; ``--write`` keeps it as src/greenflag/records/sector_gates.csv. An
employer counts at most 20 postings, lest one stand for its sector; sectors of fewer than 100 are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from greenflag.api import read_stream
from greenflag.employers import Resolver
from greenflag.records import starter_records
from greenflag.records.pictures import SAME_SECTOR, sector_name
from shared import rows

MOST_OF_ONE = 20
LEAST = 100
TARGET = Path(__file__).parents[1] / "src" / "greenflag" / "records" / "sector_gates.csv"


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    tables = starter_records()
    resolver = Resolver(tables)
    postings = list(rows(1_000_000))
    resolver.prepare({str(row["company"] or "") for row in postings})
    sector_of = {entity.employer_id: entity.sector for entity in tables.entities()}
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    taken: Counter[str] = Counter()
    for row, answer in zip(postings, read_stream(json.dumps(row) for row in postings), strict=True):
        place = row["location"] if isinstance(row["location"], str) else ""
        match = resolver.resolve(str(row["company"] or ""), [place] if place else [])
        in_us = "US" in answer["place"]["countries"] or not answer["place"]["countries"]
        if not match.employer_id or not in_us or taken[match.employer_id] >= MOST_OF_ONE:
            continue
        taken[match.employer_id] += 1
        sector = SAME_SECTOR.get(sector_of[match.employer_id], sector_of[match.employer_id])
        counted[sector][answer["stance"]] += 1
    found = []
    for sector, stances in sorted(counted.items()):
        if stances.total() >= LEAST and sector_name(sector):
            shares = [round(stances[s] / stances.total(), 4) for s in ("restricted", "refuses", "offers")]
            found.append([sector, stances.total(), *shares])
            told = f"{stances.total():6,} postings  restricted {shares[0]:.1%}  refuses {shares[1]:.1%}"
            print(f"{sector_name(sector):40} {told}")
    if asked.write:
        with TARGET.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["sector", "postings", "restricted", "refuses", "offers"])
            table.writerows(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
