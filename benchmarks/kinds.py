"""What kind of job a posting is: the learned table, made and measured.

    python benchmarks/kinds.py             cross-validated on our own labels, and on ../shared/bench/role_dev
    python benchmarks/kinds.py --write     makes src/greenflag/verdicts/kinds.csv anew from our own labels

``roles.jsonl`` beside this file holds labels of 1,040 postings of ../shared by the codebook there, given by a language
model that read each with care and saw no answer of greenflag: ``first`` drawn by words of AI, data and middlemen in
title or text, ``second`` drawn as the dev set seems to be; one posting an employer at most two, none of an employer of
the dev set. The dev set is never trained on. Needs ../shared, pyarrow and scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from greenflag.model import Posting
from greenflag.sources import LineError, read_jsonl
from greenflag.verdicts.kinds import BIAS, KINDS, TABLE, features
from greenflag.verdicts.signs import signs_of
from greenflag.verdicts.words import plain
from shared import need, need_learning, rows

LABELS = Path(__file__).with_name("roles.jsonl")
ALL, LABELLED_CHARS = 1_000_000, 2_600  # the labellers saw so much of a text, as in the dev set
C, LEAST_POSTINGS, FEATURES, FOLDS = 10, 3, 1_200, 5


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    write = asked.parse_args().write
    need_learning()
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    labels = {row["id"]: row for row in map(json.loads, LABELS.read_text().splitlines())}
    texts = (json.dumps({**row, "text": row["text"][:LABELLED_CHARS]}) for row in rows(ALL) if row["id"] in labels)
    own = _read(texts)
    truth = np.array([labels[posting.external_id]["role"] for posting in own])
    given = [_features(posting) for posting in own]
    said = np.empty_like(truth)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(given, truth):
        table = _train([given[i] for i in train], truth[train])
        said[test] = [_kind(given[i], table) for i in test]
    print(f"own labels, {FOLDS}-fold: role {np.mean(said == truth):.3f} of {len(truth)}")
    table = _train(given, truth)
    gold = {row["id"]: row for row in map(json.loads, need("bench", "role_dev_gold.jsonl").open())}
    dev = _read(need("bench", "role_dev_input.jsonl").open())
    right = [_kind(_features(posting), table) == gold[posting.external_id]["role"] for posting in dev]
    print(f"role_dev, not trained on: role {sum(right) / len(right):.3f} of {len(right)}")
    if write:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["feature", *KINDS])
            out.writerows([feature, *(f"{weight:.2f}" for weight in table[feature])] for feature in sorted(table))
        print(f"{TABLE.name}: {len(table):,} features, {TABLE.stat().st_size:,} bytes")
    return 0


def _read(lines: object) -> list[Posting]:
    found = []
    for posting in read_jsonl(lines, datetime.now(UTC)):  # type: ignore[arg-type]
        if isinstance(posting, LineError):
            raise SystemExit(f"a real posting was refused: {posting}")
        found.append(posting)
    return found


def _features(posting: Posting) -> dict[str, float]:
    return features(posting.title, posting.text, signs_of(posting, plain(posting.text)))


def _train(given: Sequence[dict[str, float]], truth: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Return the weights of the features that tell most: fitted on all, the strongest kept, fitted again on these."""
    seen = Counter(feature for one in given for feature in one)
    kept = {feature for feature, count in seen.items() if count >= LEAST_POSTINGS}
    first = _fit(given, truth, kept)
    spread = {f: (max(w) - min(w)) * math.sqrt(seen[f]) for f, w in first.items() if f in kept}
    return _fit(given, truth, set(sorted(spread, key=lambda f: (-spread[f], f))[:FEATURES]))


def _fit(given: Sequence[dict[str, float]], truth: Sequence[str], kept: set[str]) -> dict[str, tuple[float, ...]]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: value for f, value in one.items() if f in kept} for one in given])
    model = LogisticRegression(C=C, max_iter=5_000).fit(matrix, truth)
    order = [list(model.classes_).index(kind) for kind in KINDS]
    weights = {name: tuple(model.coef_[order, at]) for name, at in vectors.vocabulary_.items()}
    return weights | {BIAS: tuple(model.intercept_[order])}


def _kind(given: dict[str, float], table: dict[str, tuple[float, ...]]) -> str:
    sums = list(table[BIAS])
    for feature, value in given.items():
        for number, weight in enumerate(table.get(feature, ())):
            sums[number] += weight * value
    return KINDS[sums.index(max(sums))]


if __name__ == "__main__":
    sys.exit(main())
