"""Real postings to measure on, read from ../shared where it is there; else benchmarks say so and end well."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from greenflag.model import Posting
from greenflag.sources import LineError, read_jsonl

SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(*parts: str) -> Path:
    """Return a path below ../shared, or end the benchmark with exit 0 and a word on why."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        print(f"skipped: ../shared/{'/'.join(parts)} is absent")
        sys.exit(0)
    return path


def need_learning() -> None:
    """End the benchmark with exit 0 and a word on why where scikit-learn is not installed."""
    if importlib.util.find_spec("sklearn") is None:
        print("skipped: scikit-learn is not installed (pip install -e .[bench])")
        sys.exit(0)


def rows(count: int, *, every: int = 1) -> Iterator[dict[str, object]]:
    """Yield real postings in the read contract's keys, one in ``every``, at most ``count``."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        print("skipped: pyarrow is not installed (pip install -e .[bench])")
        sys.exit(0)
    file = parquet.ParquetFile(need("data", "postings", "postings.parquet"))
    seen = 0
    for batch in file.iter_batches(columns=["id", "title", "company", "location", "text"]):
        for row in batch.to_pylist():
            if seen % every == 0 and seen // every < count:
                yield row
            seen += 1


def postings(count: int, *, every: int = 1) -> Iterator[Posting]:
    """Yield real postings as greenflag holds them."""
    lines = (json.dumps(row) for row in rows(count, every=every))
    for posting in read_jsonl(lines, datetime.now(UTC)):
        if isinstance(posting, LineError):
            raise SystemExit(f"a real posting was refused: {posting}")
        yield posting
