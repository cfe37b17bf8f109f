"""How lines and texts of messages tell a scam: the learned tables, made and measured.

    python benchmarks/scam_table.py             each writer's cases read by a table that saw only the other writers'
    python benchmarks/scam_table.py --write     makes src/greenflag/verdicts/scam_table.csv and scam_signs.csv anew

Learned from ``scams/passages.jsonl`` (short passages), ``scams/cases.jsonl`` (whole messages with the sentences that
tell) and ``tests/verdicts/scam_cases.jsonl``, all invented and labelled by their writers by the codebook of ../shared;
and from real postings of ../shared as what is honest. The cases of ../shared/bench are never trained on. Needs
../shared, pyarrow and scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from greenflag.verdicts.contact import signs
from greenflag.verdicts.middleman import middleman
from greenflag.verdicts.scam import LINE_AT, SIGNALS
from greenflag.verdicts.scam_lines import BIAS, FOLDER, Weights, chances, lines_of, text_features, weighed
from greenflag.verdicts.scam_words import features
from greenflag.verdicts.words import clauses, plain
from scams import posting_of
from shared import need_learning, rows

HERE = Path(__file__).parent
PASSAGES, CASES = HERE / "scams" / "passages.jsonl", HERE / "scams" / "cases.jsonl"
OWN = HERE.parent / "tests" / "verdicts" / "scam_cases.jsonl"
LEVEL = {"no": 0, "suspicious": 1, "yes": 2}
DECISIVE = frozenset(SIGNALS) - {
    "urgency", "personal_email", "no_client_named", "evasive_on_authorization", "off_platform_chat", "salary_too_good",
    "copied_posting", "visa_holders_only",
}  # fmt: skip
POSTINGS, MINED, HARD_AT = 1_500, 18_500, 0.1  # of 33,000; the rest is for the alarms of scams.py
HONEST_WEIGHT, PASSAGE_WEIGHT = 0.3, 0.3  # of a real posting's whole text, and of a passage by itself, beside a case
C, LEAST, FEATURES, SIGN_FEATURES, TEXT_FEATURES = 0.5, 4, 8_000, 600, 1_500
FOLDS = 5  # each of whole writers
LOOK_AT = 1.0  # the sum of words from which on a clause is looked at


class Line(NamedTuple):
    features: frozenset[str]
    level: int
    sign: str
    weight: float
    single: str


class Text(NamedTuple):
    """A message, or a passage as a message of its own: ``lines`` to learn from, ``weight`` as a whole."""

    writer: str
    title: str
    text: str
    label: str
    signs: tuple[str, ...]
    lines: list[Line]
    weight: float


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--show-mined", action="store_true")
    options = asked.parse_args()
    need_learning()
    texts = [*map(passage, read(PASSAGES)), *map(message, [*read(CASES), *read(OWN)])]
    honest = postings()
    mined, odd_texts = mine(fit_lines([*(line for text in texts for line in text.lines), *honest]), options.show_mined)
    writers = sorted({text.writer for text in texts})
    folds = [[text for text in texts if text.writer in writers[at::FOLDS]] for at in range(FOLDS)]
    whole: dict[int, dict[str, float]] = {}
    for held_out in folds:
        others = [line for fold in folds if fold is not held_out for text in fold for line in text.lines]
        table = fit_lines([*others, *honest, *mined])
        whole |= {id(text): as_whole(text, table) for text in held_out}
    said: dict[int, tuple[float, float]] = {}
    for held_out in folds:
        others_ = [text for fold in folds if fold is not held_out for text in fold]
        text_table = fit_texts(others_, whole, odd_texts)
        said |= {id(text): weighed(text_table, whole[id(text)]) for text in held_out}
    messages = [text for text in texts if text.weight == 1.0]
    for name in [*dict.fromkeys(text.writer for text in messages), "all"]:
        told = [text for text in messages if name in (text.writer, "all")]
        report(name, [text.label for text in told], [said[id(text)] for text in told])
    alone = [text for text in texts if text.weight != 1.0]
    report("passages by themselves", [text.label for text in alone], [said[id(text)] for text in alone])
    if options.write:
        lines = [*(line for text in texts for line in text.lines), *honest, *mined]
        write(fit_lines(lines), fit_texts(texts, whole, odd_texts), lines)
    return 0


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# ------------------------------------------------------------------------------------------------ what is learned from


def passage(row: dict[str, Any]) -> Text:
    sign = row["signal"] if row["signal"] in SIGNALS and row["label"] != "no" else ""
    line = Line(frozenset(features(row["text"])), LEVEL[row["label"]], sign, 2.0, row["text"])
    return Text(row["writer"], "", row["text"], row["label"], (), [line], PASSAGE_WEIGHT)


def message(case: dict[str, Any]) -> Text:
    codes = tuple(one.code for one in signs(posting_of(case), ()))
    return Text(case["id"].split("-")[0], case["title"], case["text"], case["scam"], codes, of_case(case), 1.0)


def as_whole(text: Text, table: Weights) -> dict[str, float]:
    """Return what of a text is learned from as a whole, its lines read by a table that has not seen them."""
    lines = [chances_of(table, features(line)) for line, _ in lines_of(text.title, text.text)]
    return text_features(lines, text.signs, text.title, text.text)


def of_case(case: dict[str, Any]) -> list[Line]:
    """Return the lines of a case: what its writer pointed to is a warning or decisive, the rest is neither.

    Where no sentences were pointed to, because the address is the sign, nothing is learned from the lines.
    """
    told = [(squeezed(one["quote"]), one["signal"]) for one in case.get("evidence", [])]
    printed = clauses(f"{case['title']}\n{case['text']}")
    levels, signs = [0] * len(printed), [""] * len(printed)
    for at, clause in enumerate(map(squeezed, printed)):
        for quote, sign in told:
            if len(clause) > 8 and (clause in quote or quote in clause):
                level = 2 if case["scam"] == "yes" and sign in DECISIVE else 1
                if level > levels[at]:
                    levels[at], signs[at] = level, sign if sign in SIGNALS else ""
    if case["scam"] == "no":
        levels = [0] * len(printed)
    return [
        Line(
            frozenset(features(line)),
            max(levels[at] for at in places),
            next((signs[at] for at in places if signs[at]), ""),
            1.0 if case["scam"] == "no" or case["evidence"] else 0.0,
            line if len(places) == 1 else "",
        )
        for line, places in lines_of(case["title"], case["text"])
    ]


def squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def real(start: int, count: int) -> list[dict[str, Any]]:
    """Return real postings in an order that is always the same.

    Those of middlemen are left out: some of them do write what is to be verified first.
    """
    found = list(rows(1_000_000))
    random.Random(1).shuffle(found)
    return [row for row in found[start : start + count] if middleman(posting_of(row))[0] != "yes"]


def postings() -> list[Line]:
    return [
        Line(frozenset(features(line)), 0, "", 0.5, line if len(places) == 1 else "")
        for row in real(0, POSTINGS)
        for line, places in lines_of(row["title"] or "", row["text"])
    ]


def mine(table: Weights, show: bool) -> tuple[list[Line], list[dict[str, float]]]:
    """Return lines of further real postings that look odd to a table, as what is honest after all, and whole texts."""
    found: dict[str, tuple[float, Line]] = {}
    texts = []
    for row in real(POSTINGS, MINED):
        title, text = row["title"] or "", row["text"]
        lines = [
            (line, places, given, chances_of(table, given))
            for line, places in lines_of(title, text)
            for given in [frozenset(features(line))]
        ]
        for line, places, given, pair in lines:
            if sum(pair) >= HARD_AT and line not in found:
                found[line] = sum(pair), Line(given, 0, "", 1.0, line if len(places) == 1 else "")
        if max((sum(pair) for *_, pair in lines), default=0.0) >= LINE_AT:
            texts.append(text_features([pair for *_, pair in lines], (), title, text))
    if show:
        for line, (level, _) in sorted(found.items(), key=lambda one: -one[1][0])[:150]:
            print(f"{level:.2f} {line[:300]}")
    print(f"{len(found):,} lines, {len(texts):,} texts of {MINED:,} real postings looked odd to the first table")
    return [line for _, line in found.values()], texts


# ------------------------------------------------------------------------------------------------ fitting


def fit(
    given: Sequence[dict[str, float]], truth: Sequence[int], weights: Sequence[float], c: float
) -> tuple[Any, Any, Any]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform(given)
    model = LogisticRegression(C=c, max_iter=200, tol=1e-3).fit(matrix, truth, sample_weight=weights)
    return vectors, model, matrix


def fit_lines(lines: Sequence[Line]) -> Weights:
    """Return the weights for a warning and for a decisive line, beside one that is neither."""
    seen = Counter(feature for line in lines for feature in line.features)
    levels, weights = [line.level for line in lines], [line.weight for line in lines]
    kept = {feature for feature, count in seen.items() if count >= LEAST}
    for last in (False, True):
        given = [dict.fromkeys(line.features & kept, 1.0) for line in lines]
        vectors, model, _ = fit(given, levels, weights, C)
        beside = model.coef_ - model.coef_[0]
        names = list(vectors.get_feature_names_out())
        if not last:
            tells = {
                name: (max(column) - min(column)) * math.sqrt(min(seen[name], 400))
                for name, column in zip(names, beside.T, strict=True)
            }
            kept = set(sorted(tells, key=lambda name: (-tells[name], name))[:FEATURES])
    table = {name: (float(pair[1]), float(pair[2])) for name, pair in zip(names, beside.T, strict=True)}
    bias = model.intercept_ - model.intercept_[0]
    return table | {BIAS: (float(bias[1]), float(bias[2]))}


def chances_of(table: Weights, line: Iterable[str]) -> tuple[float, float]:
    return chances(weighed(table, dict.fromkeys(line, 1.0)))


def fit_texts(texts: Sequence[Text], whole: dict[int, dict[str, float]], honest: Sequence[dict[str, float]]) -> Weights:
    """Return the weights for a scam, and for what is a scam or suspicious; ``honest`` are texts of real postings."""
    given = [*(whole[id(text)] for text in texts), *honest]
    weights = [*(text.weight for text in texts), *[HONEST_WEIGHT] * len(honest)]
    labels = [*(text.label for text in texts), *["no"] * len(honest)]
    scam, odd = (
        fit_text(given, [one in meant for one in labels], weights) for meant in (("yes",), ("yes", "suspicious"))
    )
    return {name: (scam.get(name, 0.0), odd.get(name, 0.0)) for name in scam.keys() | odd.keys()}


def fit_text(given: Sequence[dict[str, float]], truth: Sequence[bool], parts: Sequence[float]) -> dict[str, float]:
    seen = Counter(feature for one in given for feature in one)
    kept = {feature for feature, count in seen.items() if count >= LEAST}
    for last in (False, True):
        chosen = [{name: value for name, value in one.items() if name in kept} for one in given]
        vectors, model, _ = fit(chosen, list(map(int, truth)), parts, 0.05)
        weights = dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
        if not last:
            tells = {name: abs(weight) * math.sqrt(seen[name]) for name, weight in weights.items()}
            kept = set(sorted(tells, key=lambda name: (-tells[name], name))[:TEXT_FEATURES])
    return weights | {BIAS: float(model.intercept_[0])}


def write(levels: Weights, texts: Weights, lines: Sequence[Line]) -> None:
    with (FOLDER / "scam_table.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["reads", "feature", "warning", "decisive"])
        out.writerow(["look", BIAS, f"{LOOK_AT:.2f}"])
        out.writerows(["look", word, f"{weight:.2f}"] for word, weight in sorted(first_look(lines).items()))
        out.writerows(["line", name, f"{pair[0]:.2f}", f"{pair[1]:.2f}"] for name, pair in sorted(levels.items()))
        out.writerows(["text", name, f"{pair[0]:.3f}", f"{pair[1]:.3f}"] for name, pair in sorted(texts.items()))
    told = [line for line in lines if line.sign]
    seen = Counter(feature for line in told for feature in line.features if feature[0] in "wc")
    kept = {feature for feature, count in seen.items() if count >= LEAST}
    for last in (False, True):
        given = [dict.fromkeys(line.features & kept, 1.0) for line in told]
        vectors, model, _ = fit(given, [SIGNALS.index(line.sign) for line in told], [1.0] * len(told), 1.0)
        names = list(vectors.get_feature_names_out())
        if not last:
            spread = (model.coef_.max(0) - model.coef_.min(0)).tolist()
            tells = {name: one * math.sqrt(seen[name]) for name, one in zip(names, spread, strict=True)}
            kept = set(sorted(tells, key=lambda name: (-tells[name], name))[:SIGN_FEATURES])
    with (FOLDER / "scam_signs.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", *(SIGNALS[at] for at in model.classes_)])
        out.writerow([BIAS, *(f"{weight:.2f}" for weight in model.intercept_)])
        out.writerows([n, *(f"{w:.2f}" for w in column)] for n, column in zip(names, model.coef_.T, strict=True))
    for name in ("scam_table.csv", "scam_signs.csv"):
        print(f"{name}: {(FOLDER / name).stat().st_size:,} bytes")


def first_look(lines: Sequence[Line]) -> dict[str, float]:
    """Return the weights of plain words by which a clause is worth a closer look."""
    given = [
        (dict.fromkeys(plain(line.single).decode().split(), 1.0), int(line.level > 0))
        for line in lines
        if line.single and line.weight
    ]
    vectors, model, matrix = fit([words for words, _ in given], [told for _, told in given], [1.0] * len(given), 0.3)
    scores = (matrix @ model.coef_[0]).tolist()
    for told in (1, 0):
        passed = [score >= LOOK_AT for score, (_, one) in zip(scores, given, strict=True) if one == told]
        print(f"a first look passes {sum(passed) / len(passed):.3f} of the {('other', 'telling')[told]} clauses")
    weights = dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    return {word: weight for word, weight in weights.items() if abs(weight) >= 0.05}


def report(name: str, truth: Sequence[str], said: Sequence[tuple[float, float]]) -> None:
    for at in (-1.0, -0.5, 0.0, 0.5, 1.0) if name == "all" or " " in name else (0.0,):
        called = [scam >= at for scam, _ in said]
        right = sum(c and t == "yes" for c, t in zip(called, truth, strict=True))
        f1 = 2 * right / max(1, sum(called) + truth.count("yes"))
        honest = sum(c and t == "no" for c, t in zip(called, truth, strict=True))
        doubtful = sum(c and t == "suspicious" for c, t in zip(called, truth, strict=True))
        odd = [scam >= at or odd >= at for scam, odd in said]
        found = sum(o and t != "no" for o, t in zip(odd, truth, strict=True))
        alarms = sum(o and t == "no" for o, t in zip(odd, truth, strict=True))
        print(
            f"{name} at {at}: F1 of yes {f1:.3f}; called yes: honest {honest} of {truth.count('no')}, suspicious "
            f"{doubtful} of {truth.count('suspicious')}; odd found {found} of {len(truth) - truth.count('no')}, "
            f"honest {alarms}"
        )


if __name__ == "__main__":
    sys.exit(main())
