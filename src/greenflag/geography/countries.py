"""Countries by ISO 3166-1 code; codes and names follow the public-domain iso3166.tab of the time zone database.

``countries.csv`` holds, beside codes and English name:

- ``printed``: the name for places where the English one is something else there; Georgia is also a US state;
- ``also``: names that mean the country wherever a place is printed, in other languages too;
- ``asked``: what means it only where a country was asked for: demonyms, short, loose and former names.

XK stands for Kosovo, which ISO has no code for.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Country:
    """One row of ``countries.csv``; ``printed`` is the name where the file has nothing else."""

    code: str
    alpha3: str
    name: str
    printed: str
    also: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that mean this country wherever a place is printed."""
        return (self.printed, *self.also)


def country_code(text: str) -> str:
    """Return the alpha-2 code of a country that a person gives as code, name or demonym: ``India``, ``indian``, ``in``.

    Raises:
        ValueError: no country is spelled so; the message names the nearest one.
    """
    codes = _spellings()
    key = _key(text)
    if key in codes:
        return codes[key]
    near = difflib.get_close_matches(key, codes, n=1, cutoff=0.75)
    hint = f"did you mean {country_name(codes[near[0]])} ({codes[near[0]]})?" if near else "write e.g. India or IN"
    raise ValueError(f"{text!r} is no country that is known; {hint}")


def country_name(code: str) -> str:
    """Return the English name of an alpha-2 code, or the code itself when it is none."""
    return COUNTRIES[code].name if code in COUNTRIES else code


def printed_country(text: str) -> str:
    """Return the one name to print in a place for a country declared by code or name; other text as it was.

    A bare code would be misread there: "Berlin, DE" is not Delaware, "Toronto, CA" not California.
    """
    text = " ".join(text.split())
    return _printed().get(text.casefold(), text)


def _rows() -> Iterator[Country]:
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            also, asked = (tuple(filter(None, row[column].split("|"))) for column in ("also", "asked"))
            yield Country(row["code"], row["alpha3"], row["name"], row["printed"] or row["name"], also, asked)


COUNTRIES: Final[Mapping[str, Country]] = MappingProxyType({country.code: country for country in _rows()})


@cache
def _spellings() -> dict[str, str]:
    codes = {}
    for country in COUNTRIES.values():
        for spelling in (country.code, country.alpha3, country.name, *country.names, *country.asked):
            codes[_key(spelling)] = country.code
    codes.pop("", None)  # a name in other letters than Latin ones leaves no key
    return codes


@cache
def _printed() -> dict[str, str]:
    return {
        spelling.casefold(): country.printed
        for country in COUNTRIES.values()
        for spelling in (country.code, country.alpha3, *country.names)
    }


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    letters = "".join(c if c.isalnum() else " " for c in plain.replace(".", "").replace("'", ""))
    return " ".join(letters.split())
