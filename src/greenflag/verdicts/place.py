"""May and would this person work there: the country, where a remote worker may sit, and the places they want."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from greenflag.errors import RuleError
from greenflag.geography import STATES, UNITED_STATES, state_code
from greenflag.model import REMOTE, Posting, Profile, Reading, Reason, Remote, Verdict, VerdictAnswer
from greenflag.verdicts.score import verdict

_REMOTE = re.compile(r"\bremote|\bwork from home|\bwfh\b", re.IGNORECASE)
_ANYWHERE = re.compile(r"(?:anywhere(?: in the (?:us|usa|united states))?|any|us|u\.s\.a?\.?|usa|united states)")
_AROUND = re.compile(r"^greater |(?: metro| metropolitan)?(?: area)?$")
# A state's code stands after a comma or the like, or at the end: the OR of "NEW YORK OR REMOTE" is no Oregon.
_CODE = re.compile(r"(?:^|[,(/;|-]\s*)([A-Z]{2})\b|\s([A-Z]{2})(?=\s*(?:$|,|\)|\d{5}))")


@dataclass(frozen=True, slots=True)
class _Metro:
    names: tuple[str, ...]
    states: frozenset[str]
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    metro: tuple[_Metro, ...]
    short: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A place that the person named: ``cities`` empty means the whole of the state."""

    said: str
    cities: tuple[str, ...]
    states: frozenset[str]


def judge_place(profile: Profile, posting: Posting, reading: Reading) -> Verdict:
    """Return the verdict "place", with a score of -1..1 that its reasons add up to.

    ``no`` when the job is outside the US, or where the person neither wants to work nor would move to; ``maybe`` when
    they would have to move; ``unknown`` when the posting does not say where.
    """
    countries = reading.place.countries
    limits = {limit.partition("-")[0] for limit in reading.place.limits}
    if countries and not {*countries, *limits} & {*UNITED_STATES, "global"}:
        cites = tuple(f'"{place}"' for place in posting.locations[:1])
        return verdict("place", "no", [Reason("not_in_us", -1.0, f"the job is in {', '.join(countries)}", cites)])
    remote = reading.place.remote
    if remote == "unknown":
        remote = REMOTE[posting.workplace]
    zones = [limit.removeprefix("tz:") for limit in reading.place.limits if limit.startswith("tz:")]
    facts = [Reason("hours", 0.0, f"keeps the working hours of the {zone} time zone") for zone in zones]
    answer, reason = _remotely(profile, reading) if remote == "yes" else _on_site(profile, posting, reading, remote)
    return verdict("place", answer, [reason, *facts])


def _remotely(profile: Profile, reading: Reading) -> tuple[VerdictAnswer, Reason]:
    limits = reading.place.limits
    states = frozenset(limit.removeprefix("US-") for limit in limits if limit.startswith("US-"))
    if states:
        return _in_some_states(profile, states)
    if UNITED_STATES & {*reading.place.countries, *limits}:
        return "yes", Reason("remote_us", 0.6, "remote within the United States")
    if "global" in limits:
        return "yes", Reason("remote_global", 0.5, "remote from anywhere")
    return "unknown", Reason("country_unknown", 0.0, "remote, but the posting does not say from which countries")


def _in_some_states(profile: Profile, states: frozenset[str]) -> tuple[VerdictAnswer, Reason]:
    named = ", ".join(sorted(states))
    wanted = [place for place in map(_wanted, profile.places) if place]
    if any(place.states & states for place in wanted):
        return "yes", Reason("remote_states", 0.6, f"remote from {named}, where you want to work")
    if not all(place.states for place in wanted) or not wanted:
        return "maybe", Reason("remote_states", 0.1, f"remote, but from {named} only")
    if profile.relocate:
        return "maybe", Reason("remote_states", -0.2, f"remote, but from {named} only: you would have to move")
    return "no", Reason("remote_states", -1.0, f"remote, but from {named} only, and you would not move")


def _on_site(profile: Profile, posting: Posting, reading: Reading, remote: Remote) -> tuple[VerdictAnswer, Reason]:
    if not UNITED_STATES & {*reading.place.countries}:
        return "unknown", Reason("country_unknown", 0.0, "the posting does not say in which country the job is")
    cites = tuple(f'"{place}"' for place in posting.locations[:3])
    how = "hybrid, partly at" if remote == "hybrid" else "at"
    wanted = [place for place in map(_wanted, profile.places) if place]
    if not profile.places or any(map(_is_anywhere, profile.places)):
        return "yes", Reason("anywhere", 0.5, "in the United States, and you would work anywhere there", cites)
    for place in wanted:
        found = next((told for told in posting.locations if _matches(place, told)), None)
        if found:
            return "yes", Reason("wanted", 0.6, f"{how} a place you want: {place.said}", (f'"{found}"',))
    if not any(_names_city(told) or _is_elsewhere(told, wanted) for told in posting.locations):
        return "unknown", Reason("city_unknown", 0.0, "in the United States, but the posting does not say where", cites)
    if profile.relocate:
        return "maybe", Reason("elsewhere", -0.2, f"{how} none of the places you want: you would have to move", cites)
    return "no", Reason("elsewhere", -1.0, f"{how} none of the places you want, and you would not move", cites)


# --------------------------------------------------------------------------- names of places


def _wanted(said: str) -> _Wanted | None:
    """Return what a place of the profile means; None for "remote" and for the whole country."""
    said = said.strip()
    if _REMOTE.search(said) or _is_anywhere(said):
        return None
    name, _, rest = said.partition(",")
    city = _cleaned(name)
    for metro in _names().metro:
        if city in metro.names:
            return _Wanted(said, metro.cities, metro.states)
    state = said if said in STATES else state_code(said)
    if state:  # New York is a city too, and its state holds it
        return _Wanted(said, (), frozenset({state}))
    return _Wanted(said, (_AROUND.sub("", city),), _states_in(rest))


def _is_anywhere(said: str) -> bool:
    return _ANYWHERE.fullmatch(said.strip().lower()) is not None


def _matches(wanted: _Wanted, told: str) -> bool:
    states = _states_in(told)
    if not wanted.cities:
        return bool(wanted.states & states)
    if wanted.states and states and not wanted.states & states:
        return False
    words = f" {_cleaned(told)} "
    return any(f" {city} " in words for city in (*wanted.cities, *_metros_of(wanted.cities)))


def _metros_of(cities: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the areas that hold a city: a job in the Bay Area may be in San Francisco."""
    return tuple(name for metro in _names().metro if set(cities) & set(metro.cities) for name in metro.names)


def _names_city(told: str) -> bool:
    """Return whether a printed location names more than the country and a state."""
    return "DC" in told or re.search(r"[A-Za-z]{2}", _no_city().sub(" ", told)) is not None


def _is_elsewhere(told: str, wanted: Iterable[_Wanted]) -> bool:
    """Return whether a printed location lies in another state than every wanted place."""
    states = _states_in(told)
    return bool(states) and all(place.states and not place.states & states for place in wanted)


def _states_in(text: str) -> frozenset[str]:
    text = text.replace("D.C.", "DC")
    codes = frozenset(a or b for a, b in _CODE.findall(text)) & STATES.keys()
    if codes:
        return codes
    low = text.lower()
    return frozenset(code for code, name in STATES.items() if re.search(rf"\b{name.lower()}\b", low))


def _cleaned(text: str) -> str:
    for short, name in _names().short.items():
        text = re.sub(rf"\b{short}\b", name, text)
    return " ".join(re.findall(r"[a-z]+", text.lower()))


@cache
def _no_city() -> re.Pattern[str]:
    """Return a pattern of all that is no city: the country, states and ways to work; New York may be the city."""
    states = "|".join(f"{code}|(?i:{name})" for code, name in STATES.items() if code != "NY")
    return re.compile(
        rf"\b(?:NY|{states}|(?i:united states(?: of america)?|usa?|u\.s\.a?\.?|remote|hybrid|on-?site))\b"
    )


@cache
def _names() -> _Names:
    try:
        return msgspec.toml.decode(files(__package__).joinpath("places.toml").read_bytes(), type=_Names)
    except msgspec.MsgspecError as error:
        raise RuleError(f"places.toml: {error}") from None
