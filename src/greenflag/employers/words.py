"""The word lists and counts that the comparison of names goes by, read once from the files beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from greenflag.errors import RecordsError

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """See ``words.toml`` for what each list is for."""

    forms: frozenset[str]
    foreign_forms: frozenset[str]
    neutral: frozenset[str]
    country: frozenset[str]
    given_names: frozenset[str]
    abbreviations: dict[str, str]


@cache
def words() -> Words:
    """Return the word lists."""
    path = _HERE / "words.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Words)
    except msgspec.DecodeError as error:
        raise RecordsError(f"{path.name}: {error}") from error


def employers_with(word: str) -> int:
    """Return how many of 118,000 sponsors' names hold the word; 0 for fewer than four.

    Counted over the names in the USCIS hub of FY2020-FY2023 and LCA files of FY2024-FY2025; a word that many
    companies use does not tell which one is meant.
    """
    return _counts().get(word, 0)


@cache
def _counts() -> dict[str, int]:
    with (_HERE / "word_counts.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["employers"]) for row in csv.DictReader(file)}
