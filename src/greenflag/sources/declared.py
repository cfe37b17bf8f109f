"""Declared values: the places, pay, days and texts of a schema.org JobPosting, in all the shapes of real pages."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta

from greenflag.geography import printed_country
from greenflag.model import Salary
from greenflag.sources.linked_data import Node, is_type
from greenflag.sources.markup import plain_text, squash, without_halves
from greenflag.sources.pay import believable, find_pay, period_in
from greenflag.sources.posting import label
from greenflag.sources.rows import EARLIEST

MAX_ITEMS = 200  # values read of one list; a job in every US state has 50 places
_WIDE = frozenset(
    map(squash, ("North America", "South America", "Latin America", "LATAM", "Europe", "EMEA", "Asia", "APAC", "Africa",
                 "Oceania", "Americas", "AMER", "NA", "n/a", "none", "null", "undefined", "unavailable"))
)  # fmt: skip
_NO_PLACE = frozenset(map(squash, ("n/a", "none", "null", "undefined", "unavailable", "unknown", "-", "")))
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_YEAR_FIRST = re.compile(r"\s*(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+([A-Za-z]{3})[a-z]{0,6}\.?,?\s+(\d{4})\b")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?")
_SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}


def said(value: object) -> str:
    """Return the text of a JSON value: text and numbers as such, of a list the first, of an object its name."""
    for _ in range(4):
        if isinstance(value, list):
            value = next((item for item in value if item), None)
        elif isinstance(value, dict):
            value = next((value[key] for key in ("@value", "name", "value") if value.get(key)), None)
    if isinstance(value, str):
        return without_halves(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return "" if isinstance(value, int) and value.bit_length() > 300 else f"{value}"  # Python will not print the hugest


def texts_in(value: object) -> tuple[str, ...]:
    """Return all texts of a JSON value that may be one or a list of texts, requirements or credentials."""
    found: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:MAX_ITEMS]:
        if item is True:
            found.append("yes")
        elif isinstance(item, dict):
            months = said(item.get("monthsOfExperience"))
            keys = ("credentialCategory", "description", "name", "value")
            words = next(filter(None, (said(item.get(key)) for key in keys)), "")
            found.append(words or (f"{months} months" if months else ""))
        else:
            found.append(said(item))
    return tuple(filter(None, (text.strip() for text in found)))


def day_in(value: object, today: date | None = None) -> date | None:
    """Return the day that a value names, or None for none, an ambiguous one (7/8/2026) or an absurd one.

    With ``today`` a day after tomorrow is absurd too.
    """
    day = _day_of_number(value) if isinstance(value, int | float) else _day_of_text(said(value)[:80])
    if day is None or day < EARLIEST or (today is not None and day > today + timedelta(days=1)):
        return None
    return day


def places_in(node: Node) -> tuple[tuple[str, ...], bool]:
    """Return a job's places ("Reno, NV, United States"), and whether it is declared as remote (TELECOMMUTE)."""
    places: list[str] = []
    kind = "".join(texts_in(node.get("jobLocationType"))).lower()
    remote = "telecommut" in kind or squash(kind) in {"remote", "fullyremote"}
    for item in _items(node.get("jobLocation")):
        if isinstance(item, dict) and is_type(item, "VirtualLocation"):
            remote = True
        elif isinstance(item, dict):
            addresses = [_address(address) for address in _items(item.get("address"))]
            places.extend(addresses if any(addresses) else [said(item.get("name"))])
        else:
            places.append(said(item))
    if remote or not any(places):
        limits = [printed_country(said(item)) for item in _items(node.get("applicantLocationRequirements"))]
        places.extend(f"Remote, {limit}" if remote else limit for limit in limits if limit)
        if remote and not any(places):
            places.append("Remote")
    cleaned = (label(plain_text(place)) for place in places)
    return tuple(dict.fromkeys(place for place in cleaned if squash(place) not in _NO_PLACE)), remote


def pay_in(node: Node) -> Salary | None:
    """Return the declared pay; None when there is none or it is a placeholder (1 to 1,000,000 a year)."""
    for item in _items(node.get("baseSalary")):
        pay = _pay(item, said(node.get("salaryCurrency")))
        if pay is not None:
            return pay
    return None


def _items(value: object) -> list[object]:
    return [item for item in (value if isinstance(value, list) else [value])[:MAX_ITEMS] if item]


def _address(value: object) -> str:
    if not isinstance(value, dict):
        return said(value)
    country = printed_country(said(value.get("addressCountry")))
    parts: list[str] = []
    for key in ("addressLocality", "addressRegion"):
        part = said(value.get(key)).strip()
        near = {squash(word) for known in (*parts, country) for word in (known, *known.split(","))}
        if key == "addressRegion" and (squash(part) in near or squash(part) in _WIDE):
            continue
        if squash(part) not in _NO_PLACE:
            parts.append(part)
    named = {printed_country(word) for part in parts for word in (part, *part.split(","))}
    if squash(country) not in _NO_PLACE and country not in named:
        parts.append(country)
    return ", ".join(parts)


def _pay(value: object, currency: str) -> Salary | None:
    if isinstance(value, str):
        return find_pay(without_halves(value[:500]), is_pay=True)
    if not isinstance(value, dict):
        return believable(_number(value), _number(value), currency, "unknown")
    currency = said(value.get("currency")) or said(value.get("priceCurrency")) or currency
    amount = value.get("value")
    amount = next((item for item in amount if item), None) if isinstance(amount, list) else amount
    amounts = amount if isinstance(amount, dict) else value
    unit = said(amounts.get("unitText")) or said(value.get("unitText")) or said(amounts.get("unitCode"))
    single = amounts.get("value") if amounts is amount else amount
    minimum = next((amounts[key] for key in ("minValue", "minPrice") if amounts.get(key)), single)
    maximum = next((amounts[key] for key in ("maxValue", "maxPrice") if amounts.get(key)), single)
    for printed in (minimum, maximum):
        if isinstance(printed, str) and _number(printed) is None:  # "$150K - $220K"
            told = "" if re.search(r"[$€£]|\b[A-Z]{3}\b", printed) else currency
            return find_pay(f"{told} {without_halves(printed[:200])} / {unit}", is_pay=True)
    code = _SYMBOLS.get(currency.strip().upper(), currency)
    return believable(_number(minimum), _number(maximum), code, period_in(unit.replace("_", " ")))


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return float(value.replace(",", "")) if _NUMBER.fullmatch(value := value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        return None
    return float(value)


def _day_of_number(value: float) -> date | None:
    """Return the day of seconds or milliseconds since 1970 (UTC)."""
    if isinstance(value, bool) or not abs(value) < 1e15 or not math.isfinite(value):
        return None
    seconds = value / 1_000 if abs(value) > 1e11 else value
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date() if abs(seconds) < 1e11 else None


def _day_of_text(text: str) -> date | None:
    if re.fullmatch(r"\s*\d{10}(?:\d{3})?\s*", text):
        return _day_of_number(float(text))
    if found := _YEAR_FIRST.match(text):
        return _date(found[1], found[3] or found[5], found[4] or found[6])
    if found := _YEAR_LAST.match(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12:
            return _date(found[4], second, first)
        return _date(found[4], first, second) if second > 12 or first == second else None
    if found := _MONTH_FIRST.search(text):
        return _date(found[3], _MONTHS.get(found[1].lower(), 0), found[2])
    if found := _DAY_FIRST.search(text):
        return _date(found[3], _MONTHS.get(found[2].lower(), 0), found[1])
    return None


def _date(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
