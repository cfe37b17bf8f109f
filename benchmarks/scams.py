"""How well scams are told from honest postings, on cases that were written for it.

    python benchmarks/scams.py [--half seen|held|all] [--cases own|shared|both] [--misses]

Our own cases (``tests/verdicts/scam_cases.jsonl``) fall into halves by their running number: signs are written on the
odd ones (``seen``), the even ones (``held``) are only counted. ``--misses`` shows what went wrong, of the seen only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from greenflag.model import Verdict
from greenflag.sources import make_posting
from greenflag.verdicts.scam import judge_scam
from shared import need

OWN = Path(__file__).resolve().parents[1] / "tests" / "verdicts" / "scam_cases.jsonl"
LABELS = ("yes", "suspicious", "no")
MEANS = {"yes": "yes", "maybe": "suspicious", "no": "no", "unknown": "no"}
Case = dict[str, str]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--half", choices=("seen", "held", "all"), default="all")
    options.add_argument("--cases", choices=("own", "shared", "both"), default="both")
    options.add_argument("--misses", action="store_true")
    asked = options.parse_args()
    if asked.cases != "shared":
        own = [case for case in read(OWN) if asked.half in ("all", half(case))]
        measure(f"own cases, {asked.half}", own, asked.misses and asked.half == "seen")
    if asked.cases != "own":
        measure("shared development cases", read(need("bench", "scam_dev.jsonl")), asked.misses)


def read(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def half(case: Case) -> str:
    return "seen" if int(case["id"][-3:]) % 2 else "held"


def judged(case: Case) -> Verdict:
    posting = make_posting(
        source="cases", board="cases", external_id=case["id"], title=case["title"], employer_name=case["company"],
        text=case["text"], url=case["url"] or "", locations=(case["location"] or "",),
    )  # fmt: skip
    return judge_scam(posting, case["contact_email"] or "")


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
