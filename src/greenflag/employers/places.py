"""What a posting's places say about which namesake is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from greenflag.geography import COUNTRIES, STATES, UNITED_STATES

_PARTS = re.compile(r"[,;|/()]| - ")
_STATES = {**STATES, "PR": "Puerto Rico"}  # its employers file as those of a state do
_STATE_NAMES = {name.lower(): code for code, name in _STATES.items()}
_UNITED_STATES = frozenset({"us", "usa", *map(str.lower, COUNTRIES["US"].names)})
_ABROAD = frozenset(
    name.lower() for country in COUNTRIES.values() if country.code not in UNITED_STATES for name in country.names
)


def states_in(locations: Iterable[str]) -> frozenset[str]:
    """Return the US states that places name, as postal codes: ``Austin, TX``, ``Texas``, ``US-TX``."""
    found = set()
    for location in locations:
        for part in _parts(location):
            code = part.removeprefix("US-").split(" ")[0] if part[:2].isupper() else ""
            if code in _STATES:
                found.add(code)
            elif part.lower() in _STATE_NAMES:
                found.add(_STATE_NAMES[part.lower()])
    return frozenset(found)


def is_abroad(locations: Iterable[str]) -> bool:
    """Tell whether every place names another country; False when any place is silent about its country."""
    locations = tuple(locations)
    if not locations or states_in(locations):
        return False
    return all(any(part.lower() in _ABROAD for part in _parts(location)) for location in locations) and not any(
        part.lower() in _UNITED_STATES for location in locations for part in _parts(location)
    )


def _parts(location: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(location) if part.strip()]
