import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from greenflag.model import Board, BoardRead, Salary
from greenflag.sources.lever import Lever

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
BOARD = Board("lever:acme", "lever", "acme", "Acme Sands", "https://jobs.lever.co/acme")
ROWS = json.loads((Path(__file__).parent / "lever" / "board.json").read_bytes())


def parse(answer: object) -> BoardRead:
    return Lever().parse(json.dumps(answer).encode(), BOARD, NOW)


def one(**changes: object) -> BoardRead:
    return parse([{**deepcopy(ROWS[0]), **changes}])


def test_a_posting_is_read_whole_with_its_lists_and_what_stands_below():
    read = parse(ROWS)
    posting = read.postings[0]
    assert (read.complete, read.changed, read.problems) == (True, True, ())
    assert posting.id == "lever:acme:11111111-2222-4333-8444-555555555555"
    assert (posting.title, posting.employer_name) == ("Machine Learning Engineer, Dunes", "Acme Sands")
    assert posting.locations == ("Tucson, AZ, United States", "Yuma, AZ")
    assert posting.workplace == "hybrid"
    assert posting.salary == Salary(140_000, 180_000, "USD", "year", "")
    assert [line for line in posting.text.splitlines() if line] == [
        "Acme Sands moves deserts.",
        "You will predict where they go.",
        "What you do & why",
        "• Count grains",
        "• Model wind",
        "Requirements",
        "• Must be authorized to work in the US",
        "Pay depends on the size of your shovel.",
        "We cannot sponsor visas.",
        "Acme Sands is an equal opportunity employer.",
    ]


def test_the_day_of_creation_is_the_only_date_there_is():
    assert one().postings[0].posted_on == date(2026, 9, 21)


@pytest.mark.parametrize("created", [None, "NaN", -1, 0, 10**30, 4_000_000_000_000, "yesterday", True, [1]])
def test_an_impossible_date_is_no_date(created):
    read = one(createdAt=created)
    assert read.postings[0].posted_on is None
    assert len(read.problems) == (0 if created is None else 1)
    assert read.complete


def test_a_posting_without_html_is_read_from_its_plain_text():
    assert parse(ROWS).postings[1].text == "You keep camels."


def test_an_opening_and_a_body_stand_in_for_a_missing_description():
    (posting,) = one(description=None, descriptionPlain=None).postings
    assert posting.text.startswith("Acme Sands moves deserts.\n\nYou will predict where they go.\n\nWhat you do")


@pytest.mark.parametrize(
    ("country", "location", "first"),
    [
        ("DE", "Berlin", "Berlin, Germany"),
        ("CA", "Toronto", "Toronto, Canada"),
        ("US", "Remote - US", "Remote - US"),
        ("US", "Chicago, Illinois, United States", "Chicago, Illinois, United States"),
        ("XX", "Atlantis", "Atlantis"),
        ("", "Tucson, AZ", "Tucson, AZ"),
        ("US", "", "United States"),
    ],
)
def test_the_country_is_named_and_never_left_as_a_code(country, location, first):
    (posting,) = one(country=country, categories={"location": location, "allLocations": [location]}).postings
    assert posting.locations[0] == first
    assert len(posting.locations) == 1


@pytest.mark.parametrize(
    ("interval", "low", "high", "period"),
    [
        ("per-year-salary", 140_000, 180_000, "year"),
        ("per-hour-wage", 44, 52, "hour"),
        ("per-month-salary", 9_000, 12_000, "month"),
        ("per-week-salary", 2_000, 2_500, "week"),
        ("per-day-wage", 400, 500, "day"),
        ("", 140_000, 180_000, "year"),
    ],
)
def test_the_interval_names_the_period(interval, low, high, period):
    (posting,) = one(salaryRange={"min": low, "max": high, "currency": "USD", "interval": interval}).postings
    assert posting.salary == Salary(low, high, "USD", period, "")


@pytest.mark.parametrize(
    "pay",
    [
        {"min": 5_000, "max": 10_000, "currency": "USD", "interval": "one-time"},
        {"min": 1, "max": 1_000_000, "currency": "USD", "interval": "per-year-salary"},
        {"min": 140_000, "max": 180_000, "currency": "dollars", "interval": "per-year-salary"},
        {"min": 180_000, "max": 140_000, "currency": "USD", "interval": "per-year-salary"},
    ],
)
def test_absurd_pay_is_no_pay(pay):
    assert one(salaryRange=pay, salaryDescription=None, salaryDescriptionPlain=None).postings[0].salary is None


@pytest.mark.parametrize(
    ("workplace", "meant"), [("on-site", "onsite"), ("remote", "remote"), ("unspecified", "unknown"), (None, "unknown")]
)
def test_the_workplace_is_what_lever_says(workplace, meant):
    assert one(workplaceType=workplace).postings[0].workplace == meant


@pytest.mark.parametrize("key", ["lists", "additional", "description", "salaryDescription"])
def test_text_of_the_wrong_kind_makes_the_row_unread(key):
    read = one(**{key: 5})
    assert (read.postings, read.complete) == ((), False)
    assert f"key '{key}'" in read.problems[0].place


def test_a_list_of_the_wrong_kind_makes_the_row_unread():
    assert one(lists=[{"text": "Requirements", "content": 5}]).postings == ()
    assert one(lists=["Requirements"]).postings == ()


@pytest.mark.parametrize("body", [b"", b"[{", b'{"ok":false,"error":"Document not found"}', b"{}", b"404", b"<html>"])
def test_an_answer_that_is_no_board_gives_nothing_and_closes_nothing(body):
    read = Lever().parse(body, BOARD, NOW)
    assert (read.postings, read.complete) == ((), False)
    assert read.problems[0].place.startswith("lever:acme")


def test_an_unknown_site_is_told_as_such():
    read = Lever().parse(b'{"ok":false,"error":"Document not found"}', BOARD, NOW)
    assert "Lever knows no such site" in read.problems[0].message


def test_an_empty_list_is_an_empty_board():
    assert parse([]).complete
