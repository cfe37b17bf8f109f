from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from greenflag.model import Kind, PathAnswer, Place, Salary, Stance, VerdictAnswer
from greenflag.plans.triage import SKIPS
from greenflag.web import words

from . import cases


def test_every_kind_stance_and_answer_has_its_words():
    assert set(words.KINDS) == set(get_args(Kind))
    assert set(words.STANCES) == set(get_args(Stance))
    assert set(words.ANSWERS) == {*get_args(PathAnswer), *get_args(VerdictAnswer)}


def test_the_reasons_to_skip_that_are_red_are_reasons_that_a_plan_gives():
    assert set(words.RED_SKIPS) <= set(SKIPS)


@pytest.mark.parametrize(
    ("salary", "said"),
    [
        (None, ""),
        (Salary(182_000, 240_000, "USD", "year"), "USD 182,000 to 240,000 a year"),
        (Salary(60, None, "USD", "hour"), "USD from 60 an hour"),
        (Salary(None, 9000, "EUR", "month"), "EUR up to 9,000 a month"),
        (Salary(150_000, 150_000, "USD", "unknown"), "USD 150,000"),
        (Salary(None, None, "USD", "unknown", "competitive"), "competitive"),
    ],
)
def test_pay_is_said_as_it_was_printed(salary, said):
    assert words.money(salary) == said


def test_days_are_counted_in_words():
    today = date(2026, 11, 25)
    assert words.days_from(today, today) == "today"
    assert words.days_from(date(2026, 11, 26), today) == "in 1 day"
    assert words.days_from(date(2026, 11, 20), today) == "5 days ago"
    assert words.day(date(2026, 3, 4)) == "Wed 4 Mar 2026"


def test_an_unknown_employer_is_never_said_not_to_sponsor():
    assert words.employer_words(cases.UNKNOWN_EMPLOYER) == (
        "not found in the records (nearest: Tallgrass Farms LLC): unknown, which is not a no"
    )


def test_the_newest_year_of_each_file_is_told():
    assert words.records_words(cases.records()) == (
        "LCA FY2026: H-1B 42 certified (17 with ML titles, 1 denied)",
        "USCIS FY2025: H-1B 29 approved (11 new, 1 denied)",
    )
    two = [replace(cases.records()[0], program="E-3", certified=3, ml_titles=None, denied=0), cases.records()[0]]
    assert words.records_words(two) == ("LCA FY2026: H-1B 42 certified (17 with ML titles, 1 denied), E-3 3",)
    assert words.records_words(()) == ()


def test_a_refusal_that_covers_the_future_says_so():
    assert words.stance_words(cases.reading("refuses", future=True)) == "refuses sponsorship, now and in the future"
    assert words.stance_words(cases.reading("refuses")) == "refuses sponsorship"


def test_the_lines_that_decide_come_first_and_each_once():
    text = "Must be authorized. We sponsor. No sponsorship for interns."
    offer = cases.clue(text, "offer", "We sponsor.")
    asks, refuses = (
        cases.clue(text, "authorization", "Must be authorized."),
        cases.clue(text, "refuse", "No sponsorship"),
    )
    read = cases.reading("offers", asks, offer, replace(offer, line=0), refuses)
    assert [clue.kind for clue in words.proof(read)] == ["offer", "refuse", "authorization"]


def test_a_sentence_that_says_two_things_is_quoted_for_the_one_that_decides():
    text = "Sponsorship, if any, is for people who may work today."
    limit = cases.clue(text, "offer_limited", text)
    read = cases.reading("limited", cases.clue(text, "authorization", text), limit)
    assert words.proof(read) == (limit,)


def test_where_one_may_work_says_what_is_not_known():
    assert words.may_work(Place((), "unknown")) == "country not said; remote: not said"
    assert words.may_work(Place(("US",), "yes", ("US-CA", "tz:Pacific"))) == "US; remote: yes, within US-CA, tz:Pacific"


def test_a_place_that_names_its_workplace_is_not_told_twice():
    job = cases.green().posting
    assert words.where(job) == "San Francisco, CA (hybrid)"
    assert words.where(replace(job, locations=("Remote, US",), workplace="remote")) == "Remote, US"
    assert words.where(replace(job, locations=(), workplace="unknown")) == "place not given"


def test_of_many_places_the_first_are_told_and_the_others_counted():
    job = replace(cases.green().posting, locations=tuple(f"City {n}" for n in range(40)), workplace="onsite")
    assert words.where(job) == "City 0; City 1; City 2 and 37 more (onsite)"
