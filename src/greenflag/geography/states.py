"""The states of the US and its capital's district, by the codes of the postal service (``states.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

UNITED_STATES: Final = frozenset({"US", "PR", "GU", "VI", "MP"})
"""Country codes of the United States as 8 USC 1101(a)(38) defines it: work there is work in the US."""


def _rows() -> dict[str, str]:
    with Path(__file__).with_name("states.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


STATES: Final[Mapping[str, str]] = MappingProxyType(_rows())
"""Code to name: ``TX`` to ``Texas``; 50 states and DC."""

_CODES = {name.lower(): code for code, name in STATES.items()}


def state_code(name: str) -> str:
    """Return the code of a state's name in any case, "" when it names none."""
    return _CODES.get(name.strip().lower(), "")
