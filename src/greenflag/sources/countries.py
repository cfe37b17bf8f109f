"""Country codes and names as pages declare them, each to the one English name that cannot be taken for something else.

A bare code would be misread: "Berlin, DE" is not Delaware, "Toronto, CA" not California. Georgia is given by its own
name, since the English one is a US state.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path


def country_name(printed: str) -> str:
    """Return the English name of an ISO 3166-1 code or of a country's name; other text as it was printed."""
    printed = " ".join(printed.split())
    return _names().get(printed.casefold(), printed)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for printed in (row["code"], row["alpha3"], row["name"], *row["also"].split("|")):
                names[printed.casefold()] = row["name"]
    del names[""]
    return names
