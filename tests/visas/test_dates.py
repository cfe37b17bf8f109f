from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from visa_situations import LAW, people

from greenflag.model import KeyDate, Profile, ProfileDates
from greenflag.visas import key_dates
from greenflag.visas.days import months_later, next_season, years_later

TODAY = date(2026, 11, 25)
PEOPLE = people()


def dates(profile: Profile, today: date = TODAY) -> dict[str, date]:
    return {key.what: key.on for key in key_dates(profile, LAW, today)}


def test_a_student_on_opt_sees_the_stem_window_the_season_and_the_ends_in_order() -> None:
    keys = key_dates(PEOPLE["opt"], LAW, TODAY)
    assert [(key.on, key.what) for key in keys] == [
        (date(2027, 3, 1), "H-1B registration opens (expected, not announced)"),
        (date(2027, 3, 12), "STEM OPT can be filed from"),
        (date(2027, 3, 31), "H-1B registration closes (expected, not announced)"),
        (date(2027, 6, 10), "OPT ends"),
        (date(2027, 6, 10), "USCIS must have the STEM OPT application"),
        (date(2027, 8, 9), "grace period ends, if nothing follows after OPT"),
        (date(2027, 10, 1), "first day of work under a new H-1B"),
        (date(2029, 6, 10), "STEM OPT would end"),
    ]


def test_every_key_date_cites_a_law_entry_or_a_field_of_the_profile() -> None:
    for profile in PEOPLE.values():
        for key in key_dates(profile, LAW, TODAY):
            kind, _, name = key.cite.partition(":")
            assert kind in {"law", "profile"}, key
            assert name in LAW.by_id if kind == "law" else hasattr(ProfileDates(), name.removeprefix("dates.")), key


def test_no_stem_window_is_shown_without_a_stem_degree() -> None:
    assert not any("STEM" in what for what in dates(PEOPLE["opt_arts"]))


def test_a_student_sees_the_application_window() -> None:
    found = dates(PEOPLE["student"])
    assert found["OPT application can be filed from"] == date(2027, 2, 14)
    assert found["USCIS must have the OPT application"] == date(2027, 7, 14)


def test_an_opened_window_stays_until_it_closes_and_then_goes() -> None:
    student, opened = PEOPLE["student"], "OPT application can be filed from"
    assert opened in dates(student, date(2027, 4, 15))
    assert opened not in dates(student, date(2027, 4, 16))  # 61 days ago: longer than any grace period
    assert "USCIS must have the OPT application" in dates(student, date(2027, 7, 14))
    assert "USCIS must have the OPT application" not in dates(student, date(2027, 7, 15))


def test_an_end_just_passed_stays_while_its_grace_period_runs() -> None:
    assert "OPT ends" in dates(PEOPLE["opt"], date(2027, 8, 9))
    assert "OPT ends" not in dates(PEOPLE["opt"], date(2027, 8, 10))


def test_a_worker_sees_the_six_years_and_no_draw() -> None:
    found = dates(PEOPLE["worker"])
    assert found["six years in H-1B end (later by days spent abroad)"] == date(2028, 9, 30)
    assert not any("registration" in what for what in found)


def test_a_worker_sees_when_a_perm_application_carries_beyond_the_six_years() -> None:
    filed = replace(PEOPLE["worker"].dates, perm_filed_on=date(2027, 1, 15))
    found = dates(replace(PEOPLE["worker"], dates=filed))
    assert found["PERM or I-140 long enough on file for H-1B beyond six years"] == date(2028, 1, 15)


def test_the_grace_period_ends_with_the_i94_when_that_is_earlier() -> None:
    def grace_end(i94: date) -> date:
        times = ProfileDates(i94_until_on=i94, last_day_worked_on=date(2026, 11, 20))
        return dates(Profile(("IN",), "H-1B", dates=times, h1b_counted=True))[
            "grace period after the last day of work ends"
        ]

    assert grace_end(date(2027, 9, 1)) == date(2027, 1, 19)
    assert grace_end(date(2026, 12, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize("who", ["citizen", "resident", "asylee"])
def test_a_us_person_has_no_visa_dates(who: str) -> None:
    assert key_dates(PEOPLE[who], LAW, TODAY) == ()


def test_a_day_beyond_the_law_files_has_no_season_and_is_no_error() -> None:
    late = date(2027, 4, 1)
    assert next_season(LAW, late) is None
    assert not any("registration" in what for what in dates(PEOPLE["abroad"], late))


def test_the_season_gives_way_to_the_next_on_the_day_after_it_closed() -> None:
    season = next_season(LAW, date(2026, 3, 19))
    assert season is not None
    assert (season.announced, season.starts_on) == (True, date(2026, 10, 1))
    season = next_season(LAW, date(2026, 3, 20))
    assert season is not None
    assert (season.announced, season.opens_on, season.petition_from_on) == (False, date(2027, 3, 1), date(2027, 4, 1))
    assert season.capgap_until_on == date(2028, 4, 1)


def test_months_and_years_end_where_the_month_does() -> None:
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 31), 24) == date(2028, 12, 31)
    assert years_later(date(2020, 2, 29), 6) == date(2026, 2, 28)


def test_days_without_work_run_out_on_a_shown_day() -> None:
    times = ProfileDates(opt_end_on=date(2027, 6, 10), last_day_worked_on=TODAY - timedelta(days=10))
    keys = key_dates(Profile(("IN",), "F-1 OPT", dates=times), LAW, TODAY)
    expected = KeyDate(
        TODAY + timedelta(days=80), "days without work run out at the latest", "law:opt.unemployment_days"
    )
    assert expected in keys
