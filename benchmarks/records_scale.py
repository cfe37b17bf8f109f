"""How long official files take to become tables, and how much memory.

    python benchmarks/records_scale.py [--rows 4000000] [--files 20] [--kind xlsx csv parquet]

Writes invented LCA files in the official layout of 96 columns (``official_files.py``) to a temporary folder, adds them,
and prints for each kind the seconds to add, the peak of memory, rows, entities, and the time of one employer's figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADD = """
import json, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from greenflag.records import add_files, open_records
began = time.perf_counter()
added, problems = add_files([Path(sys.argv[1])], Path(sys.argv[2]), datetime.now(UTC))
seconds = time.perf_counter() - began
records = open_records(Path(sys.argv[2]))
ids = [entity.employer_id for entity in records.entities()]
records.of(ids[0])
began = time.perf_counter()
for employer_id in ids[1:101]:
    records.of(employer_id)
each = (time.perf_counter() - began) * 10
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
print(json.dumps([seconds, peak, sum(f.kept for f in added), len(ids), each, len(problems)]))
"""


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=4_000_000)
    options.add_argument("--files", type=int, default=20)
    options.add_argument("--kind", nargs="+", default=["xlsx", "csv", "parquet"])
    asked = options.parse_args()
    for kind in asked.kind:
        with tempfile.TemporaryDirectory() as folder:
            files, home = Path(folder) / "files", Path(folder) / "home"
            began = time.perf_counter()
            writer = [sys.executable, Path(__file__).with_name("official_files.py"), files]
            subprocess.run(
                [*writer, "--rows", str(asked.rows), "--files", str(asked.files), "--kind", kind],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            size = sum(file.stat().st_size for file in files.iterdir()) / 1e6
            print(
                f"{kind}: {asked.files} files of {size:,.0f} MB written in {time.perf_counter() - began:.0f} s",
                flush=True,
            )
            done = subprocess.run([sys.executable, "-c", ADD, files, home], check=True, capture_output=True, text=True)
            seconds, peak, rows, entities, each, problems = json.loads(done.stdout)
            print(
                f"{kind}: {rows:,} rows added in {seconds:.0f} s, peak {peak:.2f} GB, {entities:,} entities, "
                f"{problems} problems; one employer's figures {each:.1f} ms",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
