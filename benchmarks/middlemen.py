"""How well middlemen are told from employers, on real postings with labels.

    python benchmarks/middlemen.py [--f1 0.8] [--misses 20]

Needs ../shared and pyarrow. Reads the labels of ``roles.jsonl`` here, set by set (no text is in it: the postings are
those of ../shared), and those of ../shared/bench/role_dev. Prints precision, recall and F1, and the time of a posting.
``--misses`` prints ids and codes, no text. Exit 1 when the F1 of a set is below ``--f1``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from greenflag.model import Posting
from greenflag.sources import LineError, read_jsonl
from greenflag.verdicts.middleman import middleman
from shared import need, rows

LABELS = Path(__file__).with_name("roles.jsonl")
TEXT_CHARS = 2_600  # what the labellers were shown
ALL = 1_000_000


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--f1", type=float, default=0.8)
    options.add_argument("--misses", type=int, default=0)
    asked = options.parse_args()
    sets = dict(_sets())
    scores = [_score(name, labelled, asked.misses) for name, labelled in sets.items()]
    postings = [posting for labelled in sets.values() for posting, _ in labelled]
    began = time.process_time()
    for posting in postings:
        middleman(posting)
    print(f"{1000 * (time.process_time() - began) / len(postings):.3f} ms a posting")
    return int(min(scores) < asked.f1)


def _sets() -> Iterator[tuple[str, list[tuple[Posting, str]]]]:
    """Yield each labelled set: its name, and its postings with what a reader said of the poster."""
    if LABELS.exists():
        labels = [json.loads(line) for line in LABELS.read_text().splitlines()]
        wanted = {label["id"] for label in labels}
        texts = {row["id"]: row | {"text": str(row["text"])[:TEXT_CHARS]} for row in rows(ALL) if row["id"] in wanted}
        postings = dict(zip(texts, _postings(texts.values()), strict=True))
        for name in dict.fromkeys(label["set"] for label in labels):
            here = [label for label in labels if label["set"] == name and label["id"] in postings]
            yield f"roles.jsonl {name}", [(postings[label["id"]], label["intermediary"]) for label in here]
    bench = need("bench")
    gold = _by_id(bench / "role_dev_gold.jsonl")
    dev = _by_id(bench / "role_dev_input.jsonl")
    said = [str(gold[key]["intermediary"]) for key in dev]
    yield "role_dev", list(zip(_postings(dev.values()), said, strict=True))


def _by_id(path: Path) -> dict[str, dict[str, object]]:
    return {row["id"]: row for row in map(json.loads, path.read_text().splitlines())}


def _postings(given: Iterable[dict[str, object]]) -> Iterator[Posting]:
    for posting in read_jsonl(map(json.dumps, given), datetime.now(UTC)):
        if isinstance(posting, LineError):
            raise SystemExit(f"a real posting was refused: {posting}")
        yield posting


def _score(name: str, labelled: list[tuple[Posting, str]], misses: int) -> float:
    pairs = [(said, *middleman(posting), posting.id) for posting, said in labelled]
    hits = sum(said == answer == "yes" for said, answer, _, _ in pairs)
    called, true = (sum(pair[at] == "yes" for pair in pairs) for at in (1, 0))
    precision, recall = hits / max(1, called), hits / max(1, true)
    f1 = 2 * hits / max(1, called + true)
    print(
        f"{name:20} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}  ({true} of {len(pairs)} are middlemen)"
    )
    for said, answer, reasons, key in [pair for pair in pairs if (pair[0] == "yes") != (pair[1] == "yes")][:misses]:
        print(f"  {key}: {said}, read as {answer}: {[(reason.code, reason.points) for reason in reasons]}")
    return f1


if __name__ == "__main__":
    sys.exit(main())
