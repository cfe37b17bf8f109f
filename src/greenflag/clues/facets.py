"""Facets: the same clues, taken apart by visa, status and term, so that each reader finds what concerns them.

clue --its quote's own words--> one facet for each visa or term that it names
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from greenflag.clues.rules import load_rules
from greenflag.errors import RuleError
from greenflag.model import Clue, Facet, FacetValue, Kind

_EXCEPTION = re.compile(r"\b(?:unless|except(?:ion)?s?|other than|excluding|but|however)\b|\(persons?\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b|\bsolo\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|n't|without|disregard|cannot|non)\b[^.;,]{0,40}$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"^[^.;,]{0,40}\b(?:not|cannot|won't|aren't|isn't)\b", re.IGNORECASE)
_OBTAIN = re.compile(r"\bobtain|\battain|\bacquir|\beligib|\bget\b|\bqualify", re.IGNORECASE)
_HELD = re.compile(r"\b(?:active|current|hold|held|possess|existing|interim|adjudicated|have an?)\b", re.IGNORECASE)
_CLASS = r"(?:new\s+)?(?:h-?\s?1-?\s?b1?|tn|e-?3|o-?1|l-?1|opt|stem[- ]opt|green\s?card)s?"
_NARROW = re.compile(  # "H-1B sponsorship" is less than "sponsorship, H-1B included"
    rf"\b{_CLASS}\s+(?:(?:visas?|petitions?)\s+)?sponsor|\bsponsor\w*\s+(?:an?\s+|your\s+|for\s+)?{_CLASS}\b|\btransfers?\b",
    re.IGNORECASE,
)
_TERMS = frozenset({"c2c", "w2", "contractor_1099"})
_GENERAL = "sponsorship"


class _Facet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    values: dict[Kind, FacetValue]
    pattern: str = ""
    claim: str = ""
    flips: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    facet: tuple[_Facet, ...]
    groups: dict[str, str]
    decides: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Table:
    by_kind: dict[Kind, tuple[tuple[_Facet, re.Pattern[str]], ...]]
    groups: dict[str, re.Pattern[str]]
    decides: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    path = Path(__file__).with_name("facets.toml")
    visas = dict(load_rules().claims)
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
        compiled = [
            (facet, re.compile(facet.pattern, re.IGNORECASE) if facet.pattern else visas[facet.claim or facet.name])
            for facet in file.facet
        ]
        groups = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in file.groups.items()}
        decides = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in file.decides.items()}
    except (msgspec.MsgspecError, re.error, KeyError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    kinds = {kind for facet in file.facet for kind in facet.values}
    return _Table({kind: tuple(c for c in compiled if kind in c[0].values) for kind in kinds}, groups, decides)


def facets_of(clues: Sequence[Clue]) -> tuple[Facet, ...]:
    """Return the facets of a posting's clues in reading order, each name and value once, with its first quote."""
    found: dict[tuple[str, FacetValue], Facet] = {}
    for clue in clues:
        for facet in _facets(clue):
            found.setdefault((facet.name, facet.value), facet)
    return tuple(found.values())


def _facets(clue: Clue) -> Iterator[Facet]:
    if clue.kind in {"clearance", "clearance_plus"}:
        yield _facet(clue, "clearance", _clearance(clue))
    elif clue.claim == "everify":
        yield _facet(clue, "everify", "yes")
    named = False
    for facet, pattern in _table().by_kind.get(clue.kind, ()):
        match = pattern.search(clue.quote)
        if match is None or (facet.name == _GENERAL and named and _NARROW.search(clue.quote)):
            continue
        named = named or facet.name not in {"own_ead", *_TERMS}
        value = facet.values[clue.kind]
        if facet.name in _TERMS:
            value = _term(clue.quote, match)
        elif facet.flips and clue.kind == "offer_limited" and _refused_before_exception(clue, match):
            value = "refused"
        yield _facet(clue, facet.name, value)
    if clue.kind == "offer_limited" and any(word in _NEGATIVE for word in map(str.lower, clue.modifiers)):
        yield _facet(clue, _GENERAL, "limited")


_NEGATIVE = frozenset({"no", "not", "without", "unable", "cannot", "n't"})


def _refused_before_exception(clue: Clue, match: re.Match[str]) -> bool:
    """Tell whether a visa stands in the refusing part of "no TN, except for ..." and not in what is let through."""
    exception = _EXCEPTION.search(clue.quote)
    refuses = any(word in _NEGATIVE for word in map(str.lower, clue.modifiers))
    return refuses and exception is not None and match.start() < exception.start()


def _term(quote: str, match: re.Match[str]) -> FacetValue:
    if _NO.search(quote[: match.start()]) or _NOT_AFTER.search(quote[match.end() :]):
        return "refused"
    return "only" if _ONLY.search(quote) else "welcome"


def _clearance(clue: Clue) -> FacetValue:
    if clue.assertion == "negated":
        return "waived"
    if clue.kind == "clearance_plus":
        return "preferred"
    if _OBTAIN.search(clue.quote) and not _HELD.search(clue.quote):
        return "obtainable"
    return "held"


def _facet(clue: Clue, name: str, value: FacetValue) -> Facet:
    notes: list[str] = []
    if name == "us_person":
        notes = [group for group, pattern in _table().groups.items() if pattern.search(clue.quote)]
    elif clue.kind == "offer_limited":
        notes = [who for who, pattern in _table().decides.items() if pattern.search(clue.quote)]
    elif clue.kind == "refuse_future":
        notes = ["future"]
    return Facet(name, value, clue.quote, clue.line, clue.start, clue.end, ", ".join(notes))
