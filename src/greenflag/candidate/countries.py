"""Countries: from what a person writes (``India``, ``Indian``, ``IN``) to the ISO 3166-1 alpha-2 code.

``countries.csv`` holds code, English name and other spellings; codes and names follow the public-domain
iso3166.tab of the time zone database, with XK for Kosovo.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from functools import cache
from importlib.resources import files


def country_code(text: str) -> str:
    """Return the alpha-2 code of a country written as code, name or demonym.

    Raises:
        ValueError: no country is spelled so; the message names the nearest one.
    """
    codes = _codes()
    key = _key(text)
    if key in codes:
        return codes[key]
    near = difflib.get_close_matches(key, codes, n=1, cutoff=0.75)
    hint = f"did you mean {country_name(codes[near[0]])} ({codes[near[0]]})?" if near else "write e.g. India or IN"
    raise ValueError(f"{text!r} is no country that is known; {hint}")


def country_name(code: str) -> str:
    """Return the English name of an alpha-2 code, or the code itself when it is none."""
    return next((row["name"] for row in _rows() if row["code"] == code), code)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(files(__package__).joinpath("countries.csv").read_text("utf-8").splitlines()))


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for row in _rows():
        for spelling in (row["code"], row["name"], *filter(None, row["also"].split("|"))):
            codes[_key(spelling)] = row["code"]
    return codes


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(c if c.isalnum() else " " for c in plain.replace(".", "").replace("'", "")).strip()
