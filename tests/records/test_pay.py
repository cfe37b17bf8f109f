"""Which wage level a posting's pay reaches, by the OFLC wages that ship with greenflag."""

from __future__ import annotations

import re

import pytest

from greenflag.model import PayLevel, Posting, Salary
from greenflag.records.pay import LEVELS, guesses, levels_of
from greenflag.records.pay import _wages as wages
from greenflag.sources import make_posting

AREA = "San Jose-Sunnyvale-Santa Clara, CA, CA"


def posting(
    pay: float | None = 200_000,
    *locations: str,
    title: str = "Machine Learning Engineer",
    period: str = "year",
    currency: str = "USD",
    text: str = "x",
) -> Posting:
    salary = Salary(pay, None, currency, period) if pay is not None else None  # type: ignore[arg-type]
    return make_posting(
        source="test", board="test", external_id="1", title=title, employer_name="Ostrava Kites", text=text,
        locations=locations or ("San Jose, CA",), salary=salary,
    )  # fmt: skip


def by_soc(found: tuple[PayLevel, ...]) -> dict[str, str]:
    return {one.soc: one.level for one in found}


@pytest.mark.parametrize("rank", range(4))
def test_pay_that_meets_a_level_reaches_it_and_a_dollar_less_does_not(rank):
    wage = wages()[AREA, "15-2051"][rank]
    assert by_soc(levels_of(posting(wage)))["15-2051"] == LEVELS[rank]
    assert by_soc(levels_of(posting(wage - 1)))["15-2051"] == (LEVELS[rank - 1] if rank else "")


def test_a_title_may_mean_several_occupations_and_the_likeliest_comes_first():
    assert list(by_soc(levels_of(posting()))) == ["15-1252", "15-2051", "15-1299"]
    assert list(by_soc(levels_of(posting(title="Senior Data Scientist, Ads")))) == ["15-2051", "15-2041"]
    assert list(by_soc(levels_of(posting(title="Applied Scientist")))) == ["15-1221", "15-1252", "15-2051"]
    assert levels_of(posting(title="Chef")) == ()
    assert levels_of(posting(title="Maintainer")) == ()


def test_the_duties_add_an_occupation_and_speak_for_a_title_that_tells_nothing():
    duties = "You write production code for distributed systems. You publish novel algorithms at NeurIPS."
    silent = posting(title="Fellow, Frontier Systems", text=duties)
    assert list(by_soc(levels_of(silent))) == ["15-1221", "15-1252"]
    assert list(by_soc(levels_of(posting(text=duties)))) == ["15-1252", "15-2051", "15-1299", "15-1221"]
    assert levels_of(posting(title="Fellow, Frontier Systems", text="You publish, and cook.")) == ()
    assert levels_of(posting(title="Chef", text=duties)) == ()


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("San Francisco Bay Area", "San "),
        ("Bay Area, CA, US", "San "),
        ("San Francisco Office (HQ)", "San Francisco"),
        ("New York City Metropolitan Area", "New York"),
        ("Greater Boston", "Boston"),
        ("Remote,San Antonio, TX", "San Antonio"),
        ("4500 Fifth Ave, Pittsburgh, PA 15213, USA, US", "Pittsburgh"),
        ("Bellevue; United States", "Seattle"),
    ],
)
def test_a_place_is_found_as_postings_call_it(place, area):
    assert area in levels_of(posting(100_000, place))[0].area


@pytest.mark.parametrize("place", ["Bellevue, NE", "Boston, Lincolnshire", "New Boston Heights, OH"])
def test_a_namesake_in_another_state_is_not_taken_for_the_large_city(place):
    assert not any("Seattle" in one.area for one in levels_of(posting(200_000, place)))


@pytest.mark.parametrize(
    "place",
    ["San Jose, CA", "San Jose, California, United States", "Mountain View, CA (Hybrid)", "Palo Alto, CA, USA, US"],
)
def test_a_city_is_found_in_its_wage_area_also_where_the_area_is_not_named_after_it(place):
    assert {one.area for one in levels_of(posting(200_000, place))} == {AREA}


def test_of_several_places_the_lowest_level_counts():
    wage = wages()[AREA, "15-2051"][1]
    both = by_soc(levels_of(posting(wage, "San Jose, CA", "Austin, TX")))
    assert both["15-2051"] == min(
        (by_soc(levels_of(posting(wage, place)))["15-2051"] for place in ("San Jose, CA", "Austin, TX")),
        key=("", *LEVELS).index,
    )


def test_an_hourly_wage_is_a_year_s():
    wage = wages()[AREA, "15-2051"][2]
    assert levels_of(posting(wage / 2080, period="hour"))[0].pay == wage


@pytest.mark.parametrize(
    "unknown",
    [
        posting(None),
        posting(200_000, "Remote, US"),
        posting(200_000, "Berlin, Germany"),
        posting(200_000, "San Jose, Costa Rica"),
        posting(200_000, currency="EUR"),
        posting(9_000, period="month"),
        posting(150),
        posting(float("inf")),
        posting(float("nan")),
    ],
)
def test_without_pay_place_or_occupation_nothing_is_guessed(unknown):
    assert levels_of(unknown) == ()


def test_the_table_holds_every_occupation_that_a_title_may_mean_and_its_levels_rise():
    asked = {soc for guess in guesses().guess for soc in guess.soc}
    assert asked == set(guesses().occupation) == {soc for _, soc in wages()}
    assert all(list(row) == sorted(row) for row in wages().values())
    assert len({area for area, _ in wages()}) > 500
    assert all(re.fullmatch(r".+, [A-Z]{2}", place) for pair in guesses().within.items() for place in pair)


def test_every_city_that_stands_in_another_s_area_has_one():
    for place in [*guesses().within, *(city for cities in guesses().called.values() for city in cities)]:
        assert levels_of(posting(200_000, place)), place
