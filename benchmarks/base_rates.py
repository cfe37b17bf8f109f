"""How often real postings say what: stances by source and by year, over the postings of ../shared.

    python benchmarks/base_rates.py [--ml] [--us]

Needs ../shared and pyarrow. Prints Markdown: a row a source or year, the share of each stance in per cent. ``--ml``
counts only postings whose data set calls them machine learning, ``--us`` only those that it places in the US.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime

from greenflag.api import read_posting
from greenflag.sources import LineError, read_jsonl
from shared import need

STANCES = ("offers", "limited", "unclear", "refuses", "restricted", "silent")
LEAST = 100  # a row of fewer postings says little


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--ml", action="store_true")
    options.add_argument("--us", action="store_true")
    asked = options.parse_args()
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        print("skipped: pyarrow is not installed (pip install -e .[bench])")
        return 0
    file = parquet.ParquetFile(need("data", "postings", "postings.parquet"))
    by_source: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_year: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for batch in file.iter_batches():
        for row in batch.to_pylist():
            if (asked.ml and not row["is_ml"]) or (asked.us and row["is_us"] is False):
                continue
            given = {key: row[key] for key in ("id", "title", "company", "location", "text")}
            posting = next(read_jsonl([json.dumps(given)], datetime.now(UTC)))
            if isinstance(posting, LineError):
                raise SystemExit(f"a real posting was refused: {posting}")
            stance = read_posting(posting).stance
            year = re.match(r"(?:19|20)\d\d", row["posted_at"] or "")
            by_source[row["source"]][stance] += 1
            by_year[year.group() if year else "not given"][stance] += 1
    total: Counter[str] = sum(by_source.values(), Counter())
    for name, table in (("source", by_source), ("year", by_year)):
        print(f"| {name} | postings | " + " | ".join(STANCES) + " |")
        print("|---" * (len(STANCES) + 2) + "|")
        for key, counts in sorted(table.items()):
            if counts.total() >= LEAST:
                print(line(key, counts))
        print(line("all", total) + "\n")
    return 0


def line(name: str, counts: Counter[str]) -> str:
    shares = (f"{100 * counts[stance] / counts.total():.1f}" for stance in STANCES)
    return f"| {name} | {counts.total():,} | " + " | ".join(shares) + " |"


if __name__ == "__main__":
    sys.exit(main())
