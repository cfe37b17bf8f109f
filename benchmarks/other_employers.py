"""How well the clues are read on postings of employers that are not in the dev set.

    python benchmarks/other_employers.py [--misses 10]

``labels.jsonl`` beside this file holds stances of 1,600 postings of ../shared, given by a language model that read them
with care and did not see greenflag's answers: 400 drawn by stratum (``seen``: its misses were looked at when rules
were mended; ``unseen``: they were not, only the labellers' notes on some twenty hard cases), 200 each of what an
earlier version read as red, green, or silent although a word of interest stands in them (``read-red`` ...), whose
misses were looked at too, and 600 of further employers, labelled last (551 read right at first), halved by employer:
``mended``, whose misses were looked at, and ``fresh``, whose were not. Prints the scorer's table for these four, and
for the others how often today's colour is wrong, with a 95% Wilson interval. Needs ../shared and pyarrow. Exit 1 when a
red posting of ``unseen`` or ``fresh`` is read as green.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from greenflag.api import read_stream
from greenflag.model import COLOURS
from shared import need, rows

LABELS = Path(__file__).with_name("labels.jsonl")
ALL = 1_000_000


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--misses", type=int, default=0)
    asked = options.parse_args()
    labels = {row["id"]: row for row in map(json.loads, LABELS.read_text().splitlines())}
    wanted = (json.dumps(row) for row in rows(ALL) if row["id"] in labels)
    answers = {answer["id"]: answer for answer in read_stream(wanted)}
    by_set: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for row in labels.values():
        by_set[row["set"]].append(row)
    unsafe = 0
    for name in ("unseen", "seen", "mended", "fresh"):
        printed = score(by_set[name], answers, asked.misses)
        print(f"== {name}\n{printed}")
        found = re.search(r"unsafe (\d+)", printed)
        unsafe += int(found[1]) if found and name in ("unseen", "fresh") else 0
    for name in ("read-red", "read-green", "read-silent"):
        of = by_set[name]
        wrong = sum(COLOURS[row["stance"]] != answers[row["id"]]["colour"] for row in of)
        low, high = wilson(wrong, len(of))
        print(f"{name}: colour wrong in {wrong} of {len(of)} ({wrong / len(of):.1%}, 95% {low:.1%} to {high:.1%})")
    return int(unsafe > 0)


def score(gold: list[dict[str, object]], answers: dict[str, dict[str, object]], misses: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        truth, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        truth.write_text("".join(json.dumps({**row, "lines": []}) + "\n" for row in gold))
        said.write_text("".join(json.dumps(answers[str(row["id"])]) + "\n" for row in gold))
        command = [sys.executable, need("bench") / "score.py", truth, said, "--misses", str(misses)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def wilson(wrong: int, of: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Wilson 1927)."""
    z, share = 1.96, wrong / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), middle + half


if __name__ == "__main__":
    sys.exit(main())
