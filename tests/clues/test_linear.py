"""No pattern of a rule can be made to run away: every one is quick on the worst sentences that can be built for it."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.clues.reader import MAX_SENTENCE
from greenflag.clues.rules import load_rules

RULES = load_rules()
PATTERNS: dict[str, re.Pattern[str]] = {
    f"{compiled.rule.id} {key}": pattern
    for compiled in RULES.rules
    for key in ("target", "needs", "near", "unless", "preceded_by", "exclude")
    if (pattern := getattr(compiled, key)) is not None
} | {
    f"{compiled.modifier.id} {key}": pattern
    for modifiers in RULES.modifiers.values()
    for compiled in modifiers
    for key in ("pattern", "stop")
    if (pattern := getattr(compiled, key)) is not None
}
PATTERNS |= {f"claim {name}": pattern for name, pattern in RULES.claims}
PATTERNS |= {f"only {number}": pattern for number, pattern in enumerate(RULES.only)}
WORST_SECONDS = 0.1  # of one pattern on one longest sentence; the usual one takes a thousandth
WORDS = sorted(set(re.findall(r"[a-z]{2,}", " ".join(p.pattern for p in PATTERNS.values()).lower())))


def longest(parts: list[str]) -> str:
    unit = " ".join(parts) + " "
    return (unit * (MAX_SENTENCE // len(unit) + 1))[:MAX_SENTENCE]


def slowest(text: str) -> tuple[float, str]:
    times = []
    for name, pattern in PATTERNS.items():
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        times.append((time.process_time() - began, name))
    return max(times)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_words_of_the_patterns_repeated_to_the_longest_sentence_are_quick(parts: list[str]):
    seconds, name = slowest(longest(parts))
    assert seconds < WORST_SECONDS, name


@pytest.mark.parametrize(
    "unit",
    [
        "no",
        "not",
        "citizen or",
        "US",
        "visa,",
        "sponsor",
        "a ",
        "(",
        ", ",
        "\n",
        "x" * 50,
        "must be",
        "clearance of a",
        "w-2 /",
    ],
)
def test_repeated_fragments_are_quick(unit: str):
    seconds, name = slowest(longest([unit]))
    assert seconds < WORST_SECONDS, name
