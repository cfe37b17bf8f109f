"""How well scams are told from honest postings, on cases that were written for it.

    python benchmarks/scams.py [--cases own|fresh|shared|all] [--misses]

``own``: 156 cases (``tests/verdicts/scam_cases.jsonl``) that the signs were written and mended on. ``fresh``: 45 by
another hand (``scam_fresh.jsonl`` beside this file), whose misses nobody looked at: keep it so. ``shared``: the 60 of
../shared, looked at. ``--misses`` shows what went wrong, never of the fresh ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from greenflag.model import Verdict
from greenflag.sources import make_posting
from greenflag.verdicts.scam import judge_scam
from shared import need

OWN = Path(__file__).resolve().parents[1] / "tests" / "verdicts" / "scam_cases.jsonl"
FRESH = Path(__file__).with_name("scam_fresh.jsonl")
LABELS = ("yes", "suspicious", "no")
MEANS = {"yes": "yes", "maybe": "suspicious", "no": "no", "unknown": "no"}
Case = dict[str, str]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cases", choices=("own", "fresh", "shared", "all"), default="all")
    options.add_argument("--misses", action="store_true")
    asked = options.parse_args()
    if asked.cases in ("own", "all"):
        measure("own cases, seen", read(OWN), asked.misses)
    if asked.cases in ("fresh", "all"):
        measure("fresh cases, never looked at", read(FRESH), misses=False)
    if asked.cases in ("shared", "all"):
        measure("shared development cases, seen", read(need("bench", "scam_dev.jsonl")), asked.misses)


def read(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def judged(case: Case) -> Verdict:
    posting = make_posting(
        source="cases", board="cases", external_id=case["id"], title=case["title"], employer_name=case["company"],
        text=case["text"], url=case["url"] or "", locations=(case["location"] or "",),
    )  # fmt: skip
    return judge_scam(replace(posting, contact_email=case["contact_email"] or ""))


def measure(name: str, cases: Iterable[Case], misses: bool) -> None:
    table: Counter[tuple[str, str]] = Counter()
    for case in cases:
        verdict = judged(case)
        table[case["scam"], MEANS[verdict.answer]] += 1
        if misses and MEANS[verdict.answer] != case["scam"]:
            print(case["id"], case["scam"], "read as", verdict.answer, [reason.code for reason in verdict.reasons])
    right = table["yes", "yes"]
    called, meant = (sum(table[pair] for pair in table if pair[at] == "yes") for at in (1, 0))
    suspicious = sum(table["suspicious", answer] for answer in LABELS)
    found = suspicious - table["suspicious", "no"]
    print(f"{name}: {table.total()} cases")
    print(f"  F1 of yes {2 * right / max(1, called + meant):.3f} (right {right}, called {called}, meant {meant})")
    print(f"  honest called yes {table['no', 'yes']}, honest called maybe {table['no', 'suspicious']}")
    print(f"  suspicious not passed as honest {found} of {suspicious}")
    print("  meant \\ read " + "".join(f"{label:>12}" for label in LABELS))
    for label in LABELS:
        print(f"  {label:12} " + "".join(f"{table[label, answer]:12}" for answer in LABELS))


if __name__ == "__main__":
    main()
