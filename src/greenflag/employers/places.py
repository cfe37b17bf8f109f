"""What a posting's places say about which namesake is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from greenflag.employers.words import words

_PARTS = re.compile(r"[,;|/()]| - ")
_UNITED_STATES = frozenset({"us", "usa", "united states", "united states of america"})


def states_in(locations: Iterable[str]) -> frozenset[str]:
    """Return the US states that places name, as postal codes: ``Austin, TX``, ``Texas``, ``US-TX``."""
    names = {name: code for code, name in words().states.items()}
    found = set()
    for location in locations:
        for part in _parts(location):
            code = part.removeprefix("US-").split(" ")[0] if part[:2].isupper() else ""
            if code in words().states:
                found.add(code)
            elif part.lower() in names:
                found.add(names[part.lower()])
    return frozenset(found)


def is_abroad(locations: Iterable[str]) -> bool:
    """Tell whether every place names another country; False when any place is silent about its country."""
    locations = tuple(locations)
    if not locations or states_in(locations):
        return False
    return all(
        any(part.lower() in words().countries for part in _parts(location)) for location in locations
    ) and not any(part.lower() in _UNITED_STATES for location in locations for part in _parts(location))


def _parts(location: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(location) if part.strip()]
