from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.model import Place, Posting, Profile, Reading
from greenflag.verdicts import judge_place

PROFILE = Profile(citizenships=("IN",), status="F-1 OPT")


def posting(*locations, workplace="unknown"):
    return Posting(
        "x:1", "x", "x", "1", "", "Engineer", "Larkspur Robotics", locations, workplace, "", None, None, None, ""
    )


def reading(*countries, remote="unknown", limits=()):
    return Reading((), "silent", "none", False, Place(countries, remote, limits), None)


def judge(places, locations, countries=("US",), remote="no", limits=(), relocate=False):
    profile = replace(PROFILE, places=tuple(places), relocate=relocate)
    return judge_place(profile, posting(*locations), reading(*countries, remote=remote, limits=limits))


def test_a_job_abroad_is_no_place_for_a_us_search():
    verdict = judge([], ["Berlin, Germany"], countries=("DE",))
    assert (verdict.question, verdict.answer, verdict.score) == ("place", "no", -1.0)
    assert verdict.reasons[0].code == "not_in_us"
    assert verdict.reasons[0].cites == ('"Berlin, Germany"',)


def test_a_job_here_or_abroad_counts_as_here():
    assert judge([], ["Berlin", "Boston, MA"], countries=("DE", "US")).answer == "yes"


def test_a_country_that_is_not_said_is_unknown():
    assert judge([], ["HQ"], countries=()).answer == "unknown"
    assert judge([], [], countries=(), remote="yes").answer == "unknown"


def test_whoever_would_work_anywhere_may_work_at_any_us_place():
    assert judge([], ["Reno, NV"]).answer == "yes"
    assert judge(["anywhere in the US", "remote"], ["Reno, NV"]).answer == "yes"


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ("CA", "San Francisco, CA, US"),
        ("California", "San Francisco, California, United States"),
        ("San Francisco, CA", "San Francisco, CA"),
        ("San Francisco", "SF"),
        ("SF", "San Francisco Bay Area"),
        ("Bay Area", "Mountain View, CA, USA, US"),
        ("Mountain View, CA", "San Francisco Bay Area"),
        ("New York", "New York, NY"),
        ("NYC", "New York City, New York, United States"),
        ("Washington, DC", "Washington, D.C."),
        ("Boston area", "Cambridge, MA"),
        ("Greater Denver Area", "Denver, CO"),
        ("TX", "Austin TX 78701"),
        ("Ohio", "US-OH-Columbus"),
    ],
)
def test_a_wanted_place_is_found_however_it_is_written(place, location):
    verdict = judge([place], [location])
    assert (verdict.answer, verdict.reasons[0].code) == ("yes", "wanted")
    assert verdict.reasons[0].cites == (f'"{location}"',)


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ("WA", "Washington, DC"),
        ("Portland, OR", "Portland, ME"),
        ("Oregon", "NEW YORK OR CHICAGO"),
        ("Cambridge, MA", "Cambridge, MD"),
        ("Bay Area", "Boston, MA"),
        ("remote", "Boston, MA"),
        ("York", "Yorktown, VA"),
    ],
)
def test_another_place_is_no_unless_the_person_would_move(place, location):
    assert judge([place], [location]).answer == "no"
    moving = judge([place], [location], relocate=True)
    assert (moving.answer, moving.reasons[0].code) == ("maybe", "elsewhere")


def test_a_us_job_without_a_city_is_unknown_to_whoever_wants_one():
    for location in ([], ["United States"], ["Remote, US"]):
        assert judge(["Seattle"], location).reasons[0].code == "city_unknown"


def test_a_state_alone_is_unknown_to_whoever_wants_a_city_that_may_lie_in_it():
    for place in ("Seattle", "Seattle, WA", "greater seattle"):
        assert judge([place], ["WA, US"]).answer == "unknown"
        assert judge([place], ["Washington, United States"]).answer == "unknown"
    assert judge(["Seattle, WA"], ["TX, US"]).answer == "no"
    assert judge(["WA"], ["TX, US"]).answer == "no"


def test_a_foreign_employer_that_hires_in_the_us_offers_a_place_there():
    assert judge([], [], countries=("DE",), remote="yes", limits=("US",)).answer == "yes"
    assert judge([], [], countries=("DE",), remote="yes", limits=("US-CA",)).answer == "maybe"
    assert judge([], [], countries=("GB",), remote="yes", limits=("global",)).reasons[0].code == "remote_global"


def test_puerto_rico_is_in_the_united_states():
    assert judge([], ["San Juan, PR"], countries=("PR",)).answer == "yes"


def test_one_of_several_locations_is_enough():
    assert judge(["Seattle"], ["Austin, TX", "Seattle, WA"]).answer == "yes"


def test_a_remote_us_job_suits_every_wanted_place():
    assert judge(["Seattle"], [], remote="yes").answer == "yes"
    assert judge(["Seattle"], [], countries=(), remote="yes", limits=("US",)).answer == "yes"
    assert judge([], [], countries=(), remote="yes", limits=("global",)).answer == "yes"


def test_the_workplace_of_the_board_counts_where_the_text_is_silent():
    profile = replace(PROFILE, places=("remote",), relocate=False)
    assert judge_place(profile, posting("Austin, TX", workplace="remote"), reading("US")).answer == "yes"
    assert judge_place(profile, posting("Austin, TX", workplace="onsite"), reading("US")).answer == "no"


def test_a_remote_job_for_some_states_asks_where_the_person_wants_to_be():
    limits = ("US-CA", "US-NY")
    assert judge(["New York"], [], remote="yes", limits=limits).answer == "yes"
    assert judge([], [], remote="yes", limits=limits).answer == "maybe"
    assert judge(["TX"], [], remote="yes", limits=limits, relocate=True).answer == "maybe"
    assert judge(["TX"], [], remote="yes", limits=limits).answer == "no"
    assert judge(["Fresno"], [], remote="yes", limits=limits).answer == "maybe"


def test_a_time_zone_is_told_and_costs_nothing():
    verdict = judge([], [], remote="yes", limits=("US", "tz:Pacific"))
    assert verdict.answer == "yes"
    assert "Pacific" in verdict.reasons[1].note
    assert verdict.reasons[1].points == 0.0


@given(
    st.lists(st.text(max_size=20), max_size=3),
    st.lists(st.text(max_size=20), max_size=3),
    st.booleans(),
    st.sampled_from(["yes", "no", "hybrid", "unknown"]),
)
@settings(max_examples=60, deadline=None)
def test_the_score_is_the_sum_of_its_reasons_whatever_is_written(places, locations, relocate, remote):
    verdict = judge(places, locations, remote=remote, relocate=relocate)
    assert verdict.score == pytest.approx(max(-1, min(1, sum(reason.points for reason in verdict.reasons))))
