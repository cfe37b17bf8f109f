"""Days that follow from days: whole months and years, and the H-1B season that comes next."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from greenflag.errors import LawError
from greenflag.model import KeyDate
from greenflag.visas.law import Law

MONTHS_A_YEAR = 12


def days_later(day: date, days: int) -> date:
    """Return the day so many days later (earlier below zero)."""
    return day + timedelta(days=days)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later (or, below zero, earlier) month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """Return the same day of a later year; February 29 becomes February 28 where there is none."""
    return months_later(day, years * MONTHS_A_YEAR)


def day_of_year(law: Law, law_id: str, year: int, on: date) -> date:
    """Return a yearly day of the law, written ``MM-DD``, in a given year."""
    value = law.value(law_id, on)
    try:
        return date.fromisoformat(f"{year}-{value}")
    except ValueError as error:
        raise LawError(f"law entry {law_id}: value {value!r} must be a day such as '10-01'") from error


@dataclass(frozen=True, slots=True)
class Season:
    """An H-1B registration season. ``announced`` is False while its days are only expected.

    ``starts_on`` is the usual first day of work, ``petition_from_on`` the first on which a petition for it can be
    filed, and ``capgap_until_on`` the last to which cap-gap can carry a student.
    """

    opens_on: date
    closes_on: date
    announced: bool
    petition_from_on: date
    starts_on: date
    capgap_until_on: date


def next_season(law: Law, today: date) -> Season | None:
    """Return the registration season that is open or comes next, or None when the law files do not reach that far."""
    entry = law.find("h1b.registration.window", today)
    if entry is None:
        return None
    try:
        opens_on, closes_on = map(date.fromisoformat, str(entry.value).split("/"))
    except ValueError as error:
        raise LawError(f"law entry {entry.id}: value {entry.value!r} must be 'first day/last day'") from error
    starts_on = day_of_year(law, "h1b.fy.start", closes_on.year, today)
    ahead = law.number("h1b.petition.earliest_months_before_start", today)
    return Season(
        opens_on=opens_on,
        closes_on=closes_on,
        announced=entry.status != "projection",
        petition_from_on=months_later(starts_on, -ahead),
        starts_on=starts_on,
        capgap_until_on=day_of_year(law, "capgap.end", starts_on.year + 1, today),
    )


def season_dates(season: Season) -> tuple[KeyDate, ...]:
    """Return the days of a registration season."""
    mark = "" if season.announced else " (expected, not announced)"
    window = "law:h1b.registration.window"
    return (
        KeyDate(season.opens_on, f"H-1B registration opens{mark}", window),
        KeyDate(season.closes_on, f"H-1B registration closes{mark}", window),
        KeyDate(season.starts_on, "first day of work under a new H-1B", "law:h1b.fy.start"),
    )
