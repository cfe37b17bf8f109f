"""Would a learned reader do better? Rules, a model, and both, on the same labelled postings.

    python benchmarks/learned_reader.py

The model is the baseline that the field uses: word 1-3-gram TF-IDF and a linear support vector machine over the lines
of a posting that hold a word of interest, trained on ``labels.jsonl`` without ``unseen`` and ``fresh``, tested on the
``unseen`` part and on the dev set (no employer in both). ``both``: the rules, and the model where the rules stay
silent and it is surer than a margin chosen by cross-validation on the training part. Needs ../shared, pyarrow and
scikit-learn.
"""

from __future__ import annotations

import json
import re
import sys

from greenflag.api import read_stream
from other_employers import ALL, LABELS
from shared import need, need_learning, rows

STANCES = ("offers", "limited", "unclear", "refuses", "restricted", "silent")
INTEREST = re.compile(
    r"sponsor|visa|h-?1-?b|immigra|authori|eligib|citizen|clearance|itar|export|green card|permanent resid|\bopt\b|"
    r"\bead\b|w-?2\b|c2c|1099|relocat|reside|us[- ]based|remote|local",
    re.IGNORECASE,
)
MARGINS = (0.0, 0.25, 0.5, 0.75, 1.0)


def main() -> int:
    need_learning()
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    labels = {row["id"]: row for row in map(json.loads, LABELS.read_text().splitlines())}
    postings = {str(row["id"]): row for row in rows(ALL) if row["id"] in labels}
    train = [key for key in postings if labels[key]["set"] not in ("unseen", "fresh")]
    unseen = [key for key in postings if labels[key]["set"] == "unseen"]
    dev_rows = [json.loads(line) for line in (need("bench") / "dev_input.jsonl").open()]
    dev_gold = {row["id"]: row["stance"] for row in map(json.loads, (need("bench") / "dev_gold.jsonl").open())}

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, min_df=2), LinearSVC(class_weight="balanced")
    )
    texts = [lines_of(postings[key]) for key in train]
    truth = [labels[key]["stance"] for key in train]
    rules = stances([postings[key] for key in train])
    decided = cross_val_predict(model, texts, truth, cv=5, method="decision_function")
    classes = sorted(set(truth))
    margin = max(MARGINS, key=lambda m: macro_f1(truth, both(rules, decided, classes, m)))
    model.fit(texts, truth)
    print(f"trained on {len(train)} postings; margin {margin}")
    tests = (
        ("unseen", [postings[key] for key in unseen], [labels[key]["stance"] for key in unseen]),
        ("dev", dev_rows, [dev_gold[row["id"]] for row in dev_rows]),
    )
    for name, test_rows, gold in tests:
        by_rules = stances(test_rows)
        decision = model.decision_function([lines_of(row) for row in test_rows])
        by_model = [classes[row.argmax()] for row in decision]
        by_both = both(by_rules, decision, classes, margin)
        for reader, said in (("rules", by_rules), ("model", by_model), ("both", by_both)):
            red = {"refuses", "restricted"}
            unsafe = sum(g in red and s == "offers" for g, s in zip(gold, said, strict=True))
            missed = sum(g in red and s == "silent" for g, s in zip(gold, said, strict=True))
            print(f"{name:7} {reader:6} stance macro-F1 {macro_f1(gold, said):.3f}  unsafe {unsafe}  missed {missed}")
    return 0


def lines_of(row: dict[str, object]) -> str:
    text = f"{row['title']}\n{row['text']}"
    return "\n".join(line[:600] for line in text.split("\n") if INTEREST.search(line)) or "nothing"


def stances(given: list[dict[str, object]]) -> list[str]:
    return [str(answer["stance"]) for answer in read_stream(json.dumps(row) for row in given)]


def both(rules: list[str], decision: object, classes: list[str], margin: float) -> list[str]:
    return [
        classes[row.argmax()] if said == "silent" and row.max() > margin else said
        for said, row in zip(rules, decision, strict=True)  # type: ignore[call-overload]
    ]


def macro_f1(gold: list[str], said: list[str]) -> float:
    total = 0.0
    for stance in STANCES:
        hit = sum(g == s == stance for g, s in zip(gold, said, strict=True))
        total += 2 * hit / max(1, gold.count(stance) + said.count(stance))
    return total / len(STANCES)


if __name__ == "__main__":
    sys.exit(main())
