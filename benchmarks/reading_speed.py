"""How long a reading takes, how soon the first one is there, and whether memory stays flat.

    python benchmarks/reading_speed.py [--postings 20000] [--at-most-ms 2.0]

Needs ../shared and pyarrow. Prints milliseconds of processor time a posting on one core: of ``read_posting`` (clues,
place, facets, stance), of the clues alone, and of ``greenflag read --jsonl`` from line to line with everything on; then
the time to load and compile the rules and of a fresh process that imports greenflag and reads one posting, the growth
of memory over the second half of the run, and the slowest of some megabyte-long hostile texts. Exit 1 when the mean is
over ``--at-most-ms``, the first reading takes a second or more, or memory grows over 20 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from greenflag.api import read_posting, read_stream
from greenflag.clues.reader import Reader
from greenflag.clues.rules import load_rules
from greenflag.model import Posting
from shared import postings, rows

LOADING = (
    "import time; from greenflag.clues.rules import load_rules; t = time.perf_counter(); load_rules();"
    "print(time.perf_counter() - t)"
)
FIRST = (
    "import time; t = time.perf_counter(); from greenflag import read; read('We sponsor visas.', title='ML engineer');"
    "print(time.perf_counter() - t)"
)
MEGABYTE = 1_000_000
HOSTILE = [
    "sponsor ", "no visa sponsorship or ", "not ", "(", "U.S. ", "citizen or ", "aB", "clearance\n", "<b>visa</b>", "<",
    "a", " ", "\n", "we build models with data ", "|visa", "authorized to work ", "visa. ", "TN, ", "\u200b", "remote ",
    "must be ", "visa sponsorship: ", "- US\n", "é", "https://", "Remote, ", "may, ", "Visa, H-1B, ",
]  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--postings", type=int, default=20_000)
    options.add_argument("--at-most-ms", type=float, default=2.0)
    asked = options.parse_args()
    reader = Reader(load_rules())
    whole, alone, peak = [], [], 0
    for number, posting in enumerate(postings(asked.postings)):
        whole.append(timed(lambda posting=posting: read_posting(posting)))
        alone.append(timed(lambda posting=posting: reader.clues(posting.text)))
        if number == asked.postings // 2:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1_024
    lines = [json.dumps(row) for row in rows(asked.postings)]
    stream = timed(lambda: [json.dumps(answer) for answer in read_stream(iter(lines))]) / len(lines)
    first, loading = fresh(FIRST), fresh(LOADING)
    mean = statistics.mean(whole)
    print(f"{len(whole):,} real postings: {spread(whole)}; clues alone: {spread(alone)}")
    print(f"read --jsonl with everything on: mean {stream:.2f} ms a posting")
    print(f"rules loaded in {loading * 1_000:.0f} ms; import and first reading in a fresh process: {first:.2f} s")
    print(f"memory grew {grown:.1f} MB in the second half")
    sample = next(iter(postings(1)))
    hostile = {unit: min(hostile_times(sample, unit)) for unit in HOSTILE}
    worst = max(hostile, key=lambda unit: hostile[unit])
    print(
        f"{len(hostile)} hostile texts of a megabyte: median {statistics.median(hostile.values()):.0f} ms, slowest "
        f"{hostile[worst]:.0f} ms ({worst!r})"
    )
    return int(mean > asked.at_most_ms or first >= 1.0 or grown > 20)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that a piece of work takes."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1_000


def fresh(program: str) -> float:
    """Return the least seconds of three that a program prints in a fresh process."""
    command = [sys.executable, "-c", program]
    return min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))


def hostile_times(sample: Posting, unit: str) -> list[float]:
    text = (unit * (MEGABYTE // len(unit)))[:MEGABYTE]
    posting = replace(sample, text=text)
    return [timed(lambda: read_posting(posting)) for _ in range(2)]


def spread(times: list[float]) -> str:
    return (
        f"mean {statistics.mean(times):.2f} ms, median {statistics.median(times):.2f} ms, slowest {max(times):.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
