"""Pay printed in text: "$150K - $220K", "$44/hr", "USD 180,000 to 240,000 per year".

    line --amounts--> pairs joined by a dash or "to" --context, period, bounds--> Salary, or None

Figures that are no pay (stipends, funding, budgets, placeholders) are left: no pay is better than a wrong one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from greenflag.model import PayPeriod, Salary

MAX_RATIO = 5.0  # a wider range is a placeholder: a real page declared 1 to 1,000,000 USD a year
MAX_TEXT = 120  # characters kept of what was printed
MAX_LINE = 20_000  # characters looked at in a line; the longest real posting, all in one line, has 19,000
NEAR = 200  # characters around a figure that may say what it is
HOURLY_BELOW = 500.0  # where no period is printed: nobody is paid less a year or more an hour
YEARLY_FROM = 10_000.0  # ... and nobody less a year or more a month (yen and rupees a month aside)
# Smallest and largest pay that is believed, in dollars or a currency like it; a hundred times as much in small ones.
_BOUNDS: dict[PayPeriod, tuple[float, float]] = {
    "hour": (4, 1_000),
    "day": (30, 8_000),
    "week": (150, 40_000),
    "month": (400, 150_000),
    "year": (5_000, 5_000_000),
    "unknown": (4, 5_000_000),
}
_SMALL_CURRENCIES = {"INR", "JPY", "KRW", "HUF", "IDR", "COP", "CLP", "PHP", "VND", "TWD", "CZK", "MXN", "THB", "ARS"}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "s$": "SGD",
    "£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY", "₪": "ILS",
}  # fmt: skip
_CODES = "USD|CAD|AUD|NZD|SGD|GBP|EUR|CHF|INR|JPY|ILS|SEK|PLN"
_CURRENCY = rf"(?:(?<![A-Za-z])(?:US|CA|C|AU|A|NZ|S)\$|[$£€₹¥₪]|\b(?:{_CODES})\b)"
_MARK = re.compile(rf"[$£€₹¥₪]|\b(?:{_CODES})\b")
_PERIODS: dict[PayPeriod, str] = {
    "hour": r"hours?|hrs?|hourly|h",
    "year": r"years?|yrs?|annum|annual|annually|annualized|yearly|p\.?a",
    "month": r"months?|mo|monthly",
    "week": r"weeks?|wk|weekly",
    "day": r"days?|daily",
}
_PERIOD_WORD = "|".join(f"(?P<{period}>{words})" for period, words in _PERIODS.items())
_PER = re.compile(
    rf"\s?(?:/\s?|\b(?:per|an?|each)\s)(?:{_PERIOD_WORD})\b|\s?\b(?:(?P<hours>hourly)|annually|yearly)\b", re.IGNORECASE
)
_PERIOD_SAID = re.compile(
    rf"(?:/\s?|\b(?:per|an?)\s)(?:{_PERIOD_WORD})\b|"
    r"\b(?:(?P<hours>hourly)|(?P<years>annual|annually|annualized|yearly)|(?P<months>monthly)|(?P<weeks>weekly)|"
    r"(?P<days>daily))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s?\$?)?(?<![\d.,])"
    r"(?P<figure>\d{1,3}(?:[.,’' ]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?)(?!\d)"
    rf"\s?(?:(?P<unit>k|m|mm|mn|bn|b|million|billion|thousand)\b|(?P<percent>%))?(?:\s?(?P<after>{_CURRENCY})(?!\s?\d))?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s{0,3}(?:[-–—−‑~]{1,3}|to|and|through|up to)\s{0,3}", re.IGNORECASE)
_SAYS_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|pay|paid|compensation|wages?|base|rates?|earn|earnings?|OTE|remuneration)\b", re.IGNORECASE
)
_OTHER_MONEY = (
    r"(?:stipends?|bonus(?:es)?|sign[- ]?on|signing|budgets?|referrals?|rais(?:ed?|ing)|"
    r"fund(?:s|ed|ing|raise|raising)?|seed|series|revenues?|valu(?:ed|ation)|backed|ARR|ACV|AUM|quotas?|deals?|"
    r"portfolios?|reimburse\w*|allowances?|credits?|equity|401|deductible|insurance|grants?|prizes?|savings|transactions?|donat\w+|match(?:ing|es)?|learning|"
    r"wellness|HRA|HSA|FSA|diem|relocation|tuition|fees?|deposits?|assets|market|spend|contributions?)"
)
_IS_OTHER = re.compile(rf"\b{_OTHER_MONEY}\b", re.IGNORECASE)
_THEN_OTHER = re.compile(
    rf"[^\S\n]*(?:(?!(?:plus|and|with|or)\b)[\w/-]+[^\S\n]+){{0,3}}{_OTHER_MONEY}\b", re.IGNORECASE
)
_AT_MOST = re.compile(r"\b(?:up to|as much as|max(?:imum|\.)?(?: of| \w+)?):?\s*$", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(?:from|start(?:s|ing) (?:at|from)|at least|min(?:imum|\.)?(?: of| \w+)?):?\s*$", re.IGNORECASE
)


def find_pay(text: str, *, is_pay: bool = False) -> Salary | None:
    """Return the first pay printed in a text, or None.

    ``is_pay`` says that the text is known to be pay (a board's pay field); else its line, or the one before, must.
    """
    before = ""
    for line in (whole[:MAX_LINE] for whole in text.split("\n")):
        if _MARK.search(line):
            pay = _in_line(line, before, is_pay)
            if pay is not None:
                return pay
        before = line if line.strip() else before
    return None


def believable(
    minimum: float | None, maximum: float | None, currency: str, period: PayPeriod, text: str = ""
) -> Salary | None:
    """Return a Salary of stated figures, its period guessed by size where none is printed; None when it is absurd."""
    figures = [figure for figure in (minimum, maximum) if figure]
    currency = currency.strip().upper()
    if not figures or not all(math.isfinite(figure) for figure in figures):
        return None
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        return None
    if period == "unknown":
        period = "hour" if max(figures) < HOURLY_BELOW else "year" if min(figures) >= YEARLY_FROM else "unknown"
    lowest, highest = _BOUNDS[period]
    if currency in _SMALL_CURRENCIES:
        highest *= 100
    if not lowest <= figures[0] <= figures[-1] <= min(highest, MAX_RATIO * figures[0]):
        return None
    return Salary(minimum or None, maximum or None, currency, period, " ".join(text.split())[:MAX_TEXT])


def span(ranges: Iterable[Salary | None]) -> Salary | None:
    """Return one pay for several levels or zones: from the lowest to the highest of one currency and period.

    Dollars are taken before other currencies, since the person looks for work in the US; else what is printed first.
    """
    known = [pay for pay in ranges if pay is not None]
    if not known:
        return None
    first = next((pay for pay in known if pay.currency == "USD"), known[0])
    alike = [pay for pay in known if (pay.currency, pay.period) == (first.currency, first.period)]
    lows = [pay.minimum for pay in alike if pay.minimum is not None]
    highs = [pay.maximum for pay in alike if pay.maximum is not None]
    text = "; ".join(dict.fromkeys(pay.text for pay in alike if pay.text))
    whole = believable(min(lows, default=None), max(highs, default=None), first.currency, first.period, text)
    return whole or first


def period_in(words: str) -> PayPeriod:
    """Return the period that a heading like "Hourly Rate:" or "1 YEAR" names, or ``unknown``."""
    found = re.search(rf"\b(?:{_PERIOD_WORD})\b", words[:500], re.IGNORECASE)
    return _period_of(found) if found else "unknown"


def _in_line(line: str, line_before: str, is_pay: bool) -> Salary | None:
    amounts = list(_AMOUNT.finditer(line))
    taken = -1
    for number, first in enumerate(amounts):
        if number <= taken:
            continue
        per = _PER.match(line, first.end())
        end = per.end() if per else first.end()
        join = _JOIN.match(line, end)
        second = amounts[number + 1] if number + 1 < len(amounts) else None
        if second is not None and join is not None and join.end() == second.start():
            taken = number + 1
            per = _PER.match(line, second.end()) or per
            pay = _pay(line, line_before, first, second, per, is_pay)
        else:
            pay = _pay(line, line_before, first, None, per, is_pay)
        if pay is not None:
            return pay
    return None


def _pay(
    line: str,
    line_before: str,
    first: re.Match[str],
    second: re.Match[str] | None,
    per: re.Match[str] | None,
    is_pay: bool,
) -> Salary | None:
    """Return the pay that one amount or a pair of them states, if it is pay at all."""
    found = [first, second] if second else [first]
    start, end = first.start(), max(found[-1].end(), per.end() if per else 0)
    marks = [match[side] for match in reversed(found) for side in ("after", "before") if match[side]]
    if not marks or any(match["percent"] or (match["unit"] or "k")[0] not in "kKtT" for match in found):
        return None
    before, after = line[max(0, start - 60) : start], line[end : end + 40]
    alone = second is not None and before.strip(" •*-")[-1:] in {"", "|"}  # a line or cell that begins with a range
    near = line_before[-NEAR:] + "\n" + line[max(0, start - NEAR) : end + NEAR]
    if not is_pay and (_is_other_money(before, after) or not (per or alone or _SAYS_PAY.search(near))):
        return None
    values = [_value(match) for match in found]
    if second and second["unit"] and not first["unit"] and values[0] < 1_000:  # "$150-220K"
        values[0] *= 1_000
    minimum: float | None = values[0]
    maximum: float | None = values[-1]
    if not second:
        minimum = None if _AT_MOST.search(before) else minimum
        maximum = None if _AT_LEAST.search(before) or after.startswith("+") else maximum
    around = (per, _PERIOD_SAID.search(after.split(".")[0]), _PERIOD_SAID.search(before or line_before[-NEAR:]))
    period: PayPeriod = next((_period_of(found) for found in around if found), "unknown")
    return believable(minimum, maximum, _currency(marks), period, line[start:end].strip())


def _is_other_money(before: str, after: str) -> bool:
    """Tell whether the words next to a figure, the nearest first, make it something else than pay."""
    said = [found.start() for found in _SAYS_PAY.finditer(before)]
    other = [found.start() for found in _IS_OTHER.finditer(before)]
    return bool(other and max(other) > max(said, default=-1)) or _THEN_OTHER.match(after) is not None


def _period_of(found: re.Match[str]) -> PayPeriod:
    named = found.lastgroup or ""
    return next((period for period in _PERIODS if named.rstrip("s") == period), "year")


def _currency(marks: list[str]) -> str:
    """Return the most exact currency of a range's marks: a code or CA$ says more than a bare $."""
    exact = [mark for mark in marks if mark != "$"]
    mark = (exact or marks)[0]
    return _CURRENCIES.get(mark.lower(), mark.upper())


def _value(amount: re.Match[str]) -> float:
    figure = amount["figure"]
    grouped = re.fullmatch(r"(\d{1,3}(?:[.,’' ]\d{3})+)(?:[.,](\d{1,2}))?", figure)
    if grouped:
        value = float(re.sub(r"\D", "", grouped[1]) + "." + (grouped[2] or "0"))
    else:
        value = float(figure.replace(",", "."))
    return value * 1_000 if amount["unit"] else value
