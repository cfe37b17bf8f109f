"""Which OFLC wage level a posting's pay reaches: where the job is, and for each occupation that its title may mean.

posting --title, duties--> occupations   --places--> wage area   --pay, at its bottom--> levels
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import msgspec

from greenflag.errors import RecordsError
from greenflag.geography import STATES
from greenflag.model import PayLevel, Posting
from greenflag.records.statements import literal

TABLE = Path(__file__).parent / "wages.parquet"
SOURCE = "DOL OFLC wages, July 2025 to June 2026"
LEVELS = ("I", "II", "III", "IV")
A_YEAR = {"year": 1, "hour": 2080}  # full time, as OFLC counts it; other periods are too rare to guess
SHORT = 3  # letters; a word of so few counts only whole
MOST_OCCUPATIONS = 4
LEAST_DUTIES = 2  # one phrase is in every second posting
READ_CHARS = 6_000  # of a text; duties stand before the words on benefits and the firm
LEAST = 15_000  # dollars; less is no full-time year in the US but a slip, such as 150 for 150,000
_CODES = {name.lower(): code for code, name in STATES.items()}
_UNTOLD = re.compile(r"\b(?:staff|scientific|technical|technologist|specialist|lead|member|associate|fellow)\b")
_STATE = "|".join([*STATES, *sorted(STATES.values(), key=len, reverse=True)])
_PLACE = re.compile(rf"([A-Za-z][A-Za-z .'-]+),\s*({_STATE})\b")


@dataclass(frozen=True, slots=True)
class _Guess:
    words: tuple[str, ...]
    soc: tuple[str, ...]
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guesses:
    """See ``occupations.toml``."""

    guess: tuple[_Guess, ...]
    occupation: dict[str, str]
    within: dict[str, str]
    called: dict[str, tuple[str, ...]]


@cache
def guesses() -> Guesses:
    """Return which occupations titles may mean, and which area cities lie in.

    Raises:
        RecordsError: the file is damaged.
    """
    path = Path(__file__).with_name("occupations.toml")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Guesses)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path.name}: {error}") from error


def levels_of(posting: Posting) -> tuple[PayLevel, ...]:
    """Return the level that a posting's pay reaches for each occupation that it may be, the likeliest first.

    Pay counts at its bottom, in US dollars a year or an hour. Of several places the lowest level counts. Empty where
    the posting names no pay, no place in a wage area that is held, or no occupation that is known.
    """
    pay = _pay(posting)
    areas = list(dict.fromkeys(area for place in posting.locations for area in _areas(place)))
    if not pay or not areas:
        return ()
    found = []
    for soc in _occupations(posting):
        reached = [(sum(pay >= wage for wage in wages), area) for area in areas if (wages := _wages().get((area, soc)))]
        if reached:
            level, area = min(reached)
            name = guesses().occupation[soc]
            found.append(PayLevel(soc, name, area, pay, LEVELS[level - 1] if level else "", SOURCE))
    return tuple(found)


def top_wage(posting: Posting) -> int | None:
    """Return the wage of level IV, in US dollars a year, for the likeliest occupation where it is paid best."""
    return next((_top_wages()[soc] for soc in _occupations(posting) if soc in _top_wages()), None)


@cache
def _top_wages() -> dict[str, int]:
    return {
        soc: max(wages[-1] for (_, other), wages in _wages().items() if other == soc) for soc in guesses().occupation
    }


def _pay(posting: Posting) -> int:
    salary = posting.salary
    if salary is None or salary.currency != "USD" or salary.minimum is None or salary.period not in A_YEAR:
        return 0
    pay = salary.minimum * A_YEAR[salary.period]
    return round(pay) if math.isfinite(pay) and pay >= LEAST else 0


def _occupations(posting: Posting) -> tuple[str, ...]:
    """Return the occupations that a title may mean, and after them those that the duties speak for."""
    title = _plain(posting.title)
    for guess in guesses().guess:
        if any(f" {word}" in title and (len(word) > SHORT or f" {word} " in title) for word in guess.words):
            return tuple(dict.fromkeys((*guess.soc, *_by_duties(posting.text))))[:MOST_OCCUPATIONS]
    return _by_duties(posting.text) if _UNTOLD.search(title) else ()


def _by_duties(text: str) -> tuple[str, ...]:
    """Return the first occupation of each guess of which the text has at least two duties, the most first."""
    plain = _plain(text[:READ_CHARS])
    counts = [(sum(f" {duty}" in plain for duty in guess.duties), guess) for guess in guesses().guess]
    told = sorted((one for one in counts if one[0] >= LEAST_DUTIES), key=lambda one: -one[0])
    return tuple(guess.soc[0] for _, guess in told)


def _plain(text: str) -> str:
    return f" {re.sub(r'[^a-z]+', ' ', text.lower())} "


def _areas(location: str) -> list[str]:
    """Return the wage areas of the cities that a location names, with their state or as they are called without."""
    found = []
    for part in re.split(r"[;/|]|\bor\b", location):
        places = [(city.strip(), _CODES.get(state.lower(), state)) for city, state in _PLACE.findall(part)]
        for city, state in places or [(name, "") for name in _called().findall(part)]:
            named = guesses().called.get(city, ())
            cities = [one for one in named if one.endswith(state)] or [f"{city}, {state}"]
            found += [_by_city().get(guesses().within.get(one, one), "") for one in cities]
    return [area for area in found if area]


@cache
def _called() -> re.Pattern[str]:
    """Return the pattern of places that are called by no state; another country may not follow."""
    names = "|".join(map(re.escape, sorted(guesses().called, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])({names})(?![\w-])(?!\s*,\s*(?!US|United States|Remote))")


@cache
def _wages() -> dict[tuple[str, str], tuple[int, ...]]:
    with duckdb.connect() as database:
        rows = database.execute(f"from read_parquet({literal(TABLE)})").fetchall()
    return {(area, soc): tuple(levels) for area, soc, *levels in rows}


@cache
def _by_city() -> dict[str, str]:
    """Return the area of each city that its title names: "San Jose-Sunnyvale-Santa Clara, CA, CA"."""
    found: dict[str, str] = {}
    for area in sorted({area for area, _ in _wages()}):
        cities, *states = area.split(", ")
        if states and "nonmetropolitan" not in area:
            for city in [cities, *cities.split("-")]:
                for state in states[0].split("-"):
                    found.setdefault(f"{city}, {state}", area)
    return found
