"""How well scams are told from honest postings, on cases that were written for it.

    python benchmarks/scams.py [--cases own|fresh|shared|all] [--misses] [--alarms 5000]

``own``: 156 cases (``tests/verdicts/scam_cases.jsonl``) that the table is learned from, with others. ``fresh``: 145 by
two other hands (``scams/fresh.jsonl``), whose misses nobody looked at: keep it so. ``shared``: the 60 of ../shared,
which the table is not learned from. ``--misses`` shows what went wrong, never of the fresh ones. ``--alarms`` lists
what is called a scam or suspicious among so many real postings of ../shared that speak of machine learning in the US.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from greenflag.clues.place import countries_in
from greenflag.geography import STATES
from greenflag.model import Posting, Verdict
from greenflag.sources import make_posting
from greenflag.verdicts.scam import judge_scam
from shared import need, postings

OWN = Path(__file__).resolve().parents[1] / "tests" / "verdicts" / "scam_cases.jsonl"
FRESH = Path(__file__).parent / "scams" / "fresh.jsonl"
US_STATE = re.compile(rf",\s*(?:{'|'.join(STATES)})\b")
SUBJECT = re.compile(r"machine learning|\bML\b|\bAI\b|deep learning|data scien")
LABELS = ("yes", "suspicious", "no")
MEANS = {"yes": "yes", "maybe": "suspicious", "no": "no", "unknown": "no"}
Case = dict[str, str]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cases", choices=("own", "fresh", "shared", "all"), default="all")
    options.add_argument("--misses", action="store_true")
    options.add_argument("--alarms", type=int, default=0)
    asked = options.parse_args()
    if asked.alarms:
        return alarms(asked.alarms)
    if asked.cases in ("own", "all"):
        measure("own cases, learned from", read(OWN), asked.misses)
    if asked.cases in ("fresh", "all"):
        measure("fresh cases, never looked at", read(FRESH), misses=False)
    if asked.cases in ("shared", "all"):
        measure("shared development cases", read(need("bench", "scam_dev.jsonl")), asked.misses)
    return None


def read(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def judged(case: Case) -> Verdict:
    return judge_scam(posting_of(case))


def posting_of(case: Case) -> Posting:
    posting = make_posting(
        source="cases", board="cases", external_id=case["id"], title=case["title"] or "",
        employer_name=case["company"] or "", text=case["text"], url=case.get("url") or "",
        locations=(case["location"] or "",),
    )  # fmt: skip
    return replace(posting, contact_email=case.get("contact_email") or "")


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


def alarms(count: int) -> None:
    """Print what is odd among real postings that speak of machine learning in the US, by whether the table saw them."""
    from scam_table import MINED, POSTINGS, real

    seen = {row["id"] for row in real(0, POSTINGS + MINED)}
    tried, odd = Counter(), Counter()
    for posting in postings(1_000_000):
        if tried.total() == count:
            break
        if not (in_us(posting) and SUBJECT.search(f"{posting.title} {posting.text}")):
            continue
        kind = "learned from" if posting.external_id in seen else "unseen"
        verdict = judge_scam(posting)
        tried[kind] += 1
        if verdict.answer in ("yes", "maybe"):
            odd[kind] += 1
            print(f"{verdict.answer:5} {kind} | {posting.employer_name} | {posting.title}")
            for reason in verdict.reasons:
                quotes = " ".join(cite for cite in reason.cites if cite.startswith('"'))
                print(f"      {reason.code} {reason.points:+.1f} {quotes[:300]}")
    for kind, number in tried.items():
        print(f"{kind}: {odd[kind]} alarms in {number:,} real postings ({odd[kind] / number:.2%})")


def in_us(posting: Posting) -> bool:
    where = "; ".join(posting.locations)
    return "US" in countries_in(where) or US_STATE.search(where) is not None


if __name__ == "__main__":
    main()
