"""How well the clues are read, on the labelled postings of ../shared/bench.

    python benchmarks/dev_set.py [--macro-f1 0.75] [--misses 20]

Reads the inputs through ``read_stream``, the contract for machines, and hands the answers to the scorer there. Exit 1
when the stances' macro-F1 is below ``--macro-f1`` or a red posting is read as green.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from greenflag.api import read_stream
from shared import need


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--macro-f1", type=float, default=0.75)
    options.add_argument("--misses", type=int, default=0)
    asked = options.parse_args()
    bench = need("bench")
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.jsonl"
        with (bench / "dev_input.jsonl").open("rb") as lines, answers.open("w") as out:
            for answer in read_stream(lines):
                out.write(json.dumps(answer) + "\n")
        scored = subprocess.run(
            [sys.executable, bench / "score.py", bench / "dev_gold.jsonl", answers, "--misses", str(asked.misses)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        roles = Path(folder) / "roles.jsonl"
        with (bench / "role_dev_input.jsonl").open("rb") as lines, roles.open("w") as out:
            for answer in read_stream(lines):
                out.write(json.dumps(answer) + "\n")
        real = subprocess.run(
            [sys.executable, bench / "score_role.py", bench / "role_dev_gold.jsonl", roles],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    print(scored + real)
    result = re.search(r"RESULT stance-macro-F1 ([\d.]+) .* unsafe (\d+)", scored)
    return int(result is None or float(result[1]) < asked.macro_f1 or result[2] != "0")


if __name__ == "__main__":
    sys.exit(main())
