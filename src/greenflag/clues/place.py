"""Place: the countries of a job, whether it is remote, and where a remote worker may sit.

A visa for a job in Berlin is no US offer, so the country decides how the clues of a posting are to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from greenflag.errors import RuleError
from greenflag.geography import COUNTRIES, STATES
from greenflag.model import REMOTE, Clue, Kind, Place, Posting, Remote

_ABROAD: frozenset[Kind] = frozenset(
    {"offer", "offer_limited", "refuse", "refuse_future", "authorization", "accept_status", "question", "relocate",
     "remote_us", "w2_c2c", "citizens", "us_person", "clearance"}
)  # fmt: skip
_TIED: frozenset[Kind] = frozenset({"offer", "offer_limited", "refuse", "refuse_future", "authorization", "remote_us"})
_REMOTE = re.compile(
    r"\bremote(?:ly)?\b|\bwork from (?:home|anywhere)\b|\btelecommut\w+|\bdistributed team\b", re.IGNORECASE
)
_NOT_REMOTE = re.compile(
    r"\b(?:no|not) (?:a )?remote\b|\bonsite only\b|\bon-site only\b|\bin[- ]office only\b", re.IGNORECASE
)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)
_GLOBAL = re.compile(
    r"\b(?:anywhere in the world|work from anywhere|worldwide|globally remote)\b"
    r"|\bremote[ ,(-]*(?:global|worldwide|anywhere)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(pacific|mountain|central|eastern|east coast|west coast|PST|EST|CST|MST|PT|ET)\b[ -]*time\b",
    re.IGNORECASE,
)
_ZONES = {"east coast": "Eastern", "west coast": "Pacific", "pst": "Pacific", "pt": "Pacific", "est": "Eastern",
          "et": "Eastern", "cst": "Central", "mst": "Mountain"}  # fmt: skip
_STATE_CODES = "|".join(  # by first letter, which is quicker than 51 codes one after the other
    f"{first}[{''.join(code[1] for code in codes)}]" for first, codes in groupby(sorted(STATES), itemgetter(0))
)
_STATE = re.compile(rf"(?:,\s*|\(|\b[A-Z][a-z]+\s+)({_STATE_CODES})\b(?!\w)|\b({_STATE_CODES})\s+\d{{5}}\b")
_LISTED_STATES = re.compile(rf"\b({_STATE_CODES})\b")
_CITIZENS_OF = re.compile(r"\bcitizens? (?:of|from) [^.;]{0,80}|\b(?:Canadian|Mexican|Australian)s?\b", re.IGNORECASE)
_ANY_COUNTRY = frozenset({"transfer", "new_petition", "student"})  # names that other countries' visas go by too
_WORD = re.compile(r"[\w.]+")
_UPPER_ONLY = frozenset({"us", "dc", "sf", "eu", "la"})
HEADER_CHARS = 300  # of a posting's first line, where Hacker News posts print place and terms
LONGEST_NAME = 4  # words in the longest name that is looked for


class _Places(msgspec.Struct, forbid_unknown_fields=True):
    countries: dict[str, tuple[str, ...]]
    not_a_place: dict[str, tuple[str, ...]]
    unsafe: tuple[str, ...]


@lru_cache(maxsize=1)
def _names() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """Return the country of every name that tells one, and the code of every US state's name; names as their words."""
    path = Path(__file__).with_name("places.toml")
    try:
        places = msgspec.toml.decode(path.read_bytes(), type=_Places)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    codes = {_words(name): code for code in COUNTRIES.keys() - set(places.unsafe) for name in COUNTRIES[code].names}
    codes |= {_words(name): code for code, own in places.countries.items() for name in own}
    states = {_words(name): code for code, name in STATES.items()}
    codes |= dict.fromkeys(states, "US")
    codes |= dict.fromkeys(map(_words, places.not_a_place["phrases"]), "")
    return codes, states


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().rstrip(".") for match in _WORD.finditer(text.lower()))


def _named(text: str, names: dict[tuple[str, ...], str]) -> Iterator[tuple[str, int, str]]:
    """Yield (code, end offset, the name as printed) of each name in a text, the longest where several fit."""
    words = list(_WORD.finditer(text))
    low = [word.group().lower().rstrip(".") for word in words]
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            code = names.get(tuple(low[at : at + size]))
            if code is not None:
                end = words[at + size - 1].end()
                yield code, end, text[words[at].start() : end]
                at += size - 1
                break
        at += 1


@lru_cache(maxsize=4_096)  # boards repeat their places
def countries_in(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a short text names, in reading order ("EU" for Europe at large)."""
    found: list[str] = []
    for code, end, printed in _named(text, _names()[0]):
        if printed.lower() in _UPPER_ONLY and not printed.isupper():
            continue  # "contact us" is no country
        state = _STATE.match(text, end) if code not in {"", "US"} else None
        if state and state.group(1) != code:
            code = "US"  # Vancouver, WA; Paris, TX; but not "Canada, CA"
        if code:
            found.append(code)
    if not found and _STATE.search(text):
        found.append("US")
    return tuple(dict.fromkeys(found))


def place_of(posting: Posting, clues: Sequence[Clue]) -> Place:
    """Return where a posting's job may be done, from its places, its header and its clues."""
    header = _header(posting)
    stated = " ; ".join(posting.locations)
    countries = countries_in(stated) or countries_in(f"{posting.title} ; {header}")
    where = f"{stated} ; {posting.title} ; {header}"
    remote = _remote(posting, where)
    limits = _limits(posting, clues, stated) if remote in {"yes", "hybrid", "unknown"} else ()
    if not countries and any(limit.startswith("US") for limit in limits):
        countries = ("US",)
    return Place(countries=countries, remote=remote, limits=limits)


def abroad_only(posting: Posting, clues: Sequence[Clue], place: Place) -> list[Clue]:
    """Return the clues, those about another country's visa or work right as kind ``foreign``.

    For a job outside the US that is every sponsorship clue that does not name the US; for a job in the US, or one whose
    place is not said, a clue whose own line names another country only.
    """
    if place.countries and "US" not in place.countries:
        return [replace(c, kind="foreign") if c.kind in _ABROAD and not _names_us(c) else c for c in clues]
    return [replace(c, kind="foreign") if c.kind in _TIED and _of_another(posting, c, place) else c for c in clues]


def _of_another(posting: Posting, clue: Clue, place: Place) -> bool:
    """Tell whether a clue of a job in the US, or nowhere in particular, is about another country's visa."""
    if _names_us(clue):
        return False
    named = countries_in(_CITIZENS_OF.sub("", clue.quote))
    if not named and place.countries:
        return False
    line = _around(posting, clue)
    return bool(named or line) and "US" not in line


def _names_us(clue: Clue) -> bool:
    """Tell whether a clue names the United States, or a visa that only they have."""
    return not _ANY_COUNTRY.issuperset(clue.names) or "US" in countries_in(clue.quote)


def _around(posting: Posting, clue: Clue) -> tuple[str, ...]:
    """Return the countries named on the line of a clue."""
    if clue.line == 0:
        return countries_in(posting.title)
    start = posting.text.rfind("\n", 0, clue.start) + 1
    end = posting.text.find("\n", clue.end)
    return countries_in(
        posting.text[max(start, clue.start - 300) : min(end if end >= 0 else len(posting.text), clue.end + 200)]
    )


def _header(posting: Posting) -> str:
    """Return the first line where it is a header ("Company | Role | Place | REMOTE"), else nothing."""
    first = posting.text[:HEADER_CHARS].split("\n", 1)[0]
    return first if first.count("|") >= 2 or (not posting.locations and len(first) < 160) else ""


def _remote(posting: Posting, where: str) -> Remote:
    if posting.workplace != "unknown":
        return REMOTE[posting.workplace]
    if _NOT_REMOTE.search(where):
        return "no"
    if _HYBRID.search(where):
        return "hybrid"
    if _REMOTE.search(where):
        return "yes"
    return "unknown"


def _limits(posting: Posting, clues: Sequence[Clue], stated: str) -> tuple[str, ...]:
    limits: list[str] = []
    for clue in clues:
        if clue.kind == "remote_us":
            limits += _states_in(clue.quote) or ["US"]
            limits += _zones_in(clue.quote)
    if _REMOTE.search(stated) or posting.workplace == "remote":
        limits += ["US"] if countries_in(stated) == ("US",) else []
    if _GLOBAL.search(f"{stated} ; {posting.title} ; {posting.text[:HEADER_CHARS]}"):
        limits.append("global")
    return tuple(dict.fromkeys(limits))


def _states_in(text: str) -> list[str]:
    found = [code for code, _, _ in _named(text, _names()[1])]
    listed = _LISTED_STATES.findall(text)
    found += listed if len(listed) > 1 else []
    return [f"US-{code}" for code in dict.fromkeys(found)]


def _zones_in(text: str) -> list[str]:
    match = _ZONE.search(text)
    name = (match.group(1) or "").lower() if match else ""
    return [f"tz:{_ZONES.get(name, name.title())}"] if name else []
