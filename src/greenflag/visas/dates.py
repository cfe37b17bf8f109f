"""The person's own calendar: windows, ends and the next H-1B season, each with the law or the field it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from greenflag.model import KeyDate, Profile
from greenflag.visas.days import days_later, months_later, next_season, season_dates, years_later
from greenflag.visas.law import Law
from greenflag.visas.person import beyond_six_from_on

_OPT_FROM = "opt.post.file_from_days_before_end"
_OPT_UNTIL = "opt.post.file_until_days_after_end"
_STEM_FROM = "stem.file_days_before_end"


@dataclass(frozen=True, slots=True)
class _Day:
    """A key date and the last day on which it still matters: an opened window does until it closes."""

    key: KeyDate
    matters_until_on: date


def key_dates(profile: Profile, law: Law, today: date) -> tuple[KeyDate, ...]:
    """Return the person's dates in order: those ahead, and those just passed that still matter.

    Just passed means within the longest grace period of the law. A US person has none.
    """
    if profile.status in law.texts("us.person", today):
        return ()
    longest = max(law.number(grace, today) for grace in ("grace.60_day", "opt.grace_after"))
    earliest = days_later(today, -longest)
    days = [*_student_days(profile, law, today), *_work_days(profile, law, today), *_season_days(profile, law, today)]
    kept = {d.key for d in days if d.key.on >= earliest and d.matters_until_on >= today}
    return tuple(sorted(kept, key=lambda key: (key.on, key.what)))


def _day(on: date, what: str, cite: str, until: date | None = None) -> _Day:
    return _Day(KeyDate(on, what, cite), until or on)


def _student_days(profile: Profile, law: Law, today: date) -> Iterator[_Day]:
    if profile.status in ("F-1", "F-1 CPT") and profile.dates.program_end_on:
        yield from _application_days(profile.dates.program_end_on, law, today)
    if profile.status == "F-1 OPT" and profile.dates.opt_end_on:
        yield from _opt_days(profile, profile.dates.opt_end_on, law, today)
    if profile.status == "F-1 STEM OPT" and profile.dates.stem_opt_end_on:
        end_on = profile.dates.stem_opt_end_on
        yield from _end_days(end_on, "STEM OPT ends", "profile:dates.stem_opt_end_on", law, today)
    limits = {"F-1 OPT": "opt.unemployment_days", "F-1 STEM OPT": "stem.unemployment_total_days"}
    last_on, limit = profile.dates.last_day_worked_on, limits.get(profile.status)
    if last_on and limit:
        on = days_later(last_on, law.number(limit, today))
        yield _day(on, "days without work run out at the latest", f"law:{limit}")


def _application_days(end_on: date, law: Law, today: date) -> Iterator[_Day]:
    from_on = days_later(end_on, -law.number(_OPT_FROM, today))
    until_on = days_later(end_on, law.number(_OPT_UNTIL, today))
    yield _day(from_on, "OPT application can be filed from", f"law:{_OPT_FROM}", until_on)
    yield _day(end_on, "program ends", "profile:dates.program_end_on", until_on)
    yield _day(until_on, "USCIS must have the OPT application", f"law:{_OPT_UNTIL}")


def _opt_days(profile: Profile, end_on: date, law: Law, today: date) -> Iterator[_Day]:
    yield from _end_days(end_on, "OPT ends", "profile:dates.opt_end_on", law, today)
    if profile.degrees and all(d.stem is False and not d.cip for d in profile.degrees):
        return
    from_on = days_later(end_on, -law.number(_STEM_FROM, today))
    until_on = months_later(end_on, law.number("stem.months", today))
    yield _day(from_on, "STEM OPT can be filed from", f"law:{_STEM_FROM}", end_on)
    yield _day(end_on, "USCIS must have the STEM OPT application", f"law:{_STEM_FROM}")
    if end_on >= today:
        yield _day(until_on, "STEM OPT would end", "law:stem.months")


def _end_days(end_on: date, what: str, cite: str, law: Law, today: date) -> Iterator[_Day]:
    grace_on = days_later(end_on, law.number("opt.grace_after", today))
    yield _day(end_on, what, cite, grace_on)
    yield _day(grace_on, f"grace period ends, if nothing follows after {what.removesuffix(' ends')}", _GRACE)


_GRACE = "law:opt.grace_after"
_BEYOND_SIX = "law:h1b.ext.ac21_106_days"


def _work_days(profile: Profile, law: Law, today: date) -> Iterator[_Day]:
    dates = profile.dates
    if dates.i94_until_on:
        yield _day(dates.i94_until_on, "I-94 ends", "profile:dates.i94_until_on")
    if dates.last_day_worked_on and profile.status in law.texts("grace.statuses", today):
        last_on = dates.last_day_worked_on
        end_on = days_later(last_on, law.number("grace.60_day", today))
        end_on = min(end_on, dates.i94_until_on or end_on)
        yield _day(last_on, "last day of work", "profile:dates.last_day_worked_on", end_on)
        yield _day(end_on, "grace period after the last day of work ends", "law:grace.60_day")
    if dates.h1b_first_admitted_on:
        on = days_later(years_later(dates.h1b_first_admitted_on, law.number("h1b.six_year_limit", today)), -1)
        yield _day(on, "six years in H-1B end (later by days spent abroad)", "law:h1b.six_year_limit")
    beyond_on = beyond_six_from_on(profile, law, today)
    if beyond_on:
        yield _day(beyond_on, "PERM or I-140 long enough on file for H-1B beyond six years", _BEYOND_SIX)


def _season_days(profile: Profile, law: Law, today: date) -> Iterator[_Day]:
    season = next_season(law, today)
    if season is None or profile.h1b_counted:
        return
    for key in season_dates(season):
        yield _day(key.on, key.what, key.cite, season.closes_on)
