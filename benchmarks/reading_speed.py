"""How long a reading takes, how soon the first one is there, and whether memory stays flat.

    python benchmarks/reading_speed.py [--postings 20000] [--at-most-ms 2.0]

Needs ../shared and pyarrow. Prints mean and median milliseconds of processor time a posting on one core, the time of a
fresh process that imports greenflag and reads one posting, and the growth of memory over the second half of the run.
Exit 1 when the mean is over ``--at-most-ms``, the first reading takes a second or more, or memory grows over 20 MB.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time

from greenflag.api import read_posting
from shared import postings

FIRST = (
    "import time; t = time.perf_counter(); from greenflag import read; read('We sponsor visas.', title='ML engineer');"
    "print(time.perf_counter() - t)"
)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--postings", type=int, default=20_000)
    options.add_argument("--at-most-ms", type=float, default=2.0)
    asked = options.parse_args()
    times, peak = [], 0
    for number, posting in enumerate(postings(asked.postings)):
        began = time.process_time()
        read_posting(posting)
        times.append((time.process_time() - began) * 1_000)
        if number == asked.postings // 2:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1_024
    first = min(
        float(subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    mean, median = statistics.mean(times), statistics.median(times)
    print(f"{len(times):,} real postings: mean {mean:.2f} ms, median {median:.2f} ms, slowest {max(times):.1f} ms")
    print(f"import and first reading in a fresh process: {first:.2f} s; memory grew {grown:.1f} MB in the second half")
    return int(mean > asked.at_most_ms or first >= 1.0 or grown > 20)


if __name__ == "__main__":
    sys.exit(main())
