"""Values: from what a person writes in a field to what a Profile holds.

Every reader takes a TOML value or an answer as text and raises ValueError saying what is allowed;
the caller puts the field's name before it.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import get_args

from greenflag.geography import country_code
from greenflag.model import DegreeLevel, Status

UNKNOWN_WORDS = frozenset(
    {"", "?", "-", "unknown", "unsure", "not sure", "don't know", "dont know", "i don't know", "n/a", "na"}
)
MAX_CHARS = 200  # of one title, skill, place or field of study; longer is a paste into the wrong field
MAX_ENTRIES = 200  # of one list
EARLIEST_YEAR, LATEST_YEAR = 1950, 2075  # a day of a working life; outside is a slip of the keyboard

_STATUSES: tuple[Status, ...] = get_args(Status)
_STATUS_SPELLINGS: dict[str, Status] = {
    **{re.sub(r"[^a-z0-9]", "", status.lower()): status for status in _STATUSES},
    **dict.fromkeys(("citizen", "usc", "american", "usacitizen", "americancitizen"), "us_citizen"),
    **dict.fromkeys(("greencard", "gc", "lpr", "lawfulpermanentresident", "pr", "uspr"), "permanent_resident"),
    **dict.fromkeys(("asylee", "refugee", "asylum", "grantedasylum", "asylumgranted"), "asylee_or_refugee"),
    **dict.fromkeys(("student", "f1student", "internationalstudent"), "F-1"),
    **dict.fromkeys(("cpt", "f1oncpt"), "F-1 CPT"),
    **dict.fromkeys(("opt", "f1onopt", "postcompletionopt", "optead", "f1optead", "initialopt"), "F-1 OPT"),
    **dict.fromkeys(("stemopt", "stem", "optstem", "f1optstem", "f1onstemopt", "stemoptextension"), "F-1 STEM OPT"),
    **dict.fromkeys(("stemextension", "optextension", "stemoptead"), "F-1 STEM OPT"),
    **dict.fromkeys(("h1", "h1bworker"), "H-1B"),
    **dict.fromkeys(("h4withead", "h4eadcard"), "H-4 EAD"),
    **dict.fromkeys(("l1a", "l1b"), "L-1"),
    **dict.fromkeys(("l2s", "l2ead"), "L-2"),
    **dict.fromkeys(("o1a", "o1b"), "O-1"),
    **dict.fromkeys(("tn1", "tn2", "usmca", "nafta"), "TN"),
    **dict.fromkeys(("e3r", "e3australian"), "E-3"),
    **dict.fromkeys(("j1scholar", "j1researcher", "j1exchange"), "J-1"),
    **dict.fromkeys(("outsidetheus", "outsideus", "overseas", "notintheus", "none", "homecountry"), "abroad"),
}
_STATUS_TAIL = re.compile(r"(?:visa|status|holder|holders)+$")
_LEVELS: dict[str, DegreeLevel] = {
    **dict.fromkeys(("associate", "associates", "aa", "as"), "associate"),
    **dict.fromkeys(("bachelor", "bachelors", "bs", "bsc", "ba", "be", "btech", "beng", "undergraduate"), "bachelor"),
    **dict.fromkeys(("master", "masters", "ms", "msc", "ma", "mtech", "meng", "mba", "mse", "mcs"), "master"),
    **dict.fromkeys(("doctorate", "doctor", "doctoral", "phd", "dphil", "scd", "edd", "md"), "doctorate"),
}
_YES_NO = {**dict.fromkeys(("yes", "y", "true", "1"), True), **dict.fromkeys(("no", "n", "false", "0"), False)}
_PLACE_COMMA = re.compile(r"(?<=\b[A-Z]{2}),|,(?!\s*[A-Z]{2}\s*(?:,|$))|\n")
_CIP = re.compile(r"\d{2}(?:\.\d{2}(?:\d{2})?)?")


def is_unknown(value: object) -> bool:
    """Return whether a value says that the person skips the field or does not know."""
    return isinstance(value, str) and _on_one_line(value).lower() in UNKNOWN_WORDS


def read_status(value: object) -> Status:
    """Return a status as people write it: ``stem opt``, ``h1b``, ``green card``."""
    text = _text(value)
    key = re.sub(r"[^a-z0-9]", "", text.lower())
    for spelling in (key, _STATUS_TAIL.sub("", key), key.removeprefix("us")):
        if spelling in _STATUS_SPELLINGS:
            return _STATUS_SPELLINGS[spelling]
    near = difflib.get_close_matches(key, _STATUS_SPELLINGS, n=1, cutoff=0.6)
    hint = f"did you mean {_STATUS_SPELLINGS[near[0]]!r}? " if near else ""
    raise ValueError(f"{text!r} is no status that is known; {hint}Allowed: {', '.join(_STATUSES)}")


def read_one_of(allowed: tuple[str, ...]) -> Callable[[object], str]:
    """Return a reader of one of a few words."""

    def read(value: object) -> str:
        word = _text(value).lower().replace(" ", "_").replace("-", "_")
        if word not in allowed:
            raise ValueError(f"{word!r} is none of: {', '.join(allowed)}")
        return word

    return read


def read_country(value: object) -> str:
    """Return the alpha-2 code of a country written as code, name or demonym."""
    return country_code(_text(value))


def read_countries(value: object) -> tuple[str, ...]:
    """Return at least one country code, each once."""
    codes = tuple(dict.fromkeys(read_country(entry) for entry in read_texts(value)))
    if not codes:
        raise ValueError('name at least one country, e.g. ["IN"] or India')
    return codes


def read_day(value: object) -> date:
    """Return a calendar day written YYYY-MM-DD."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip()) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()) else value
        except ValueError as error:
            raise ValueError(f"{value!r} is no day of the calendar ({error})") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{value!r} is no date; write it as YYYY-MM-DD, e.g. 2027-05-31")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise ValueError(f"the year {value.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return value


def read_yes_no(value: object) -> bool:
    """Return true or false, also written yes, no, y or n."""
    if isinstance(value, bool):
        return value
    answer = _YES_NO.get(value.strip().lower()) if isinstance(value, str) else None
    if answer is None:
        raise ValueError(f"{value!r} is neither yes nor no (true or false)")
    return answer


def read_number(low: float, high: float, unit: str) -> Callable[[object], float]:
    """Return a reader of numbers from ``low`` to ``high``; it takes ``140k``, ``$140,000`` and ``1.5`` too."""

    def read(value: object) -> float:
        number: float = math.nan
        if isinstance(value, str):
            digits = re.sub(r"[\s$,_]|usd|years?$|yrs?$", "", value.strip().lower())
            if re.fullmatch(r"[-+]?\d{1,12}(?:\.\d{1,6})?k?", digits):
                number = float(digits.removesuffix("k")) * (1000 if digits.endswith("k") else 1)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            number = float(value)
        if not low <= number <= high:
            raise ValueError(f"{value!r} is not between {low:g} and {high:g} {unit}".rstrip())
        return number

    return read


def read_salary_floor(value: object) -> int:
    """Return the least pay in whole US dollars a year."""
    least, most = 10_000, 5_000_000  # below: somebody wrote pay per hour; above: per month in another currency
    return round(read_number(least, most, "US dollars a year")(value))


def read_level(value: object) -> DegreeLevel:
    """Return a degree level, also written MS, B.Tech. or PhD."""
    text = _text(value)
    key = re.sub(r"[^a-z]", "", text.lower()).removesuffix("degree")
    if key not in _LEVELS:
        raise ValueError(f"{text!r} is no degree level; allowed: {', '.join(get_args(DegreeLevel))}")
    return _LEVELS[key]


def read_cip(value: object) -> str:
    """Return a CIP code as on the I-20, e.g. ``11.0701``."""
    text = _text(str(value) if isinstance(value, float) else value)
    if not _CIP.fullmatch(text):
        raise ValueError(f"{text!r} is no CIP code; it looks like 11.0701 (the I-20 shows it)")
    return text


def read_text(value: object) -> str:
    """Return a short text on one line."""
    return _text(value)


def read_texts(value: object) -> tuple[str, ...]:
    """Return a list of short texts, each once; an answer separates them by commas or semicolons."""
    if isinstance(value, str):
        value = re.split(r"[;\n]" if ";" in value else r"[,\n]", value)
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is no list of texts")
    if len(value) > MAX_ENTRIES:
        raise ValueError(f"{len(value)} entries are more than {MAX_ENTRIES}")
    return tuple(dict.fromkeys(_text(entry) for entry in value if not (isinstance(entry, str) and not entry.strip())))


def read_places(value: object) -> tuple[str, ...]:
    """Return a list of places; in an answer the comma of ``Austin, TX`` does not separate two of them."""
    if isinstance(value, str) and ";" not in value:
        value = _PLACE_COMMA.split(value)
    return read_texts(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text; put it in quotes")
    text = _on_one_line(value)
    if not text:
        raise ValueError("is empty")
    if len(text) > MAX_CHARS:
        raise ValueError(f"{len(text)} characters are more than {MAX_CHARS}")
    return text


def _on_one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
