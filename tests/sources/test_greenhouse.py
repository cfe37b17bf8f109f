import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from greenflag.model import Board, BoardRead, Salary
from greenflag.sources.greenhouse import Greenhouse

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
BOARD = Board("greenhouse:acme", "greenhouse", "acme", "Acme", "https://job-boards.greenhouse.io/acme")
ANSWER = json.loads((Path(__file__).parent / "greenhouse" / "board.json").read_bytes())


def parse(answer: object) -> BoardRead:
    return Greenhouse().parse(json.dumps(answer).encode(), BOARD, NOW)


def one(**changes: object) -> BoardRead:
    row = {**deepcopy(ANSWER["jobs"][0]), **changes}
    return parse({"jobs": [row], "meta": {"total": 1}})


def test_a_posting_is_read_whole():
    read = parse(ANSWER)
    posting = read.postings[0]
    assert (read.complete, read.changed, read.problems) == (True, True, ())
    assert posting.id == "greenhouse:acme:5001"
    assert posting.title == "Machine Learning Engineer, Tide Tables"
    assert posting.employer_name == "Acme Tides"
    assert posting.locations == ("Portland, OR",)
    assert posting.posted_on == date(2026, 10, 2)
    assert posting.salary == Salary(150_000, 190_000, "USD", "year", "Annual Salary:")
    assert posting.url == "https://job-boards.greenhouse.io/acme/jobs/5001"
    assert posting.text.splitlines() == [
        "Acme Tides predicts the sea to the centimetre.",
        "",
        "You need < 5 years of experience & a love of water.",
        "",
        "• Train models on buoys",
        "• Sleep through low tide",
        "",
        "We sponsor visas for this role.",
        "",
        "Acme Tides is an equal opportunity employer.",
    ]


def test_the_date_of_an_edit_is_no_posting_date():
    (posting,) = one(first_published=None).postings
    assert posting.posted_on is None


def test_an_edit_changes_the_hash_and_a_touch_does_not():
    (before,), (touched,) = one().postings, one(updated_at="2026-11-24T00:00:00-05:00").postings
    (edited,) = one(title="Machine Learning Engineer, Ebb").postings
    assert before.content_hash == touched.content_hash != edited.content_hash


def test_content_that_is_not_escaped_is_read_too():
    (posting,) = one(content="<p>You need &lt; 5 years.</p>").postings
    assert posting.text == "You need < 5 years."


@pytest.mark.parametrize(
    ("ranges", "salary"),
    [
        ([(4400, 5200, "USD", "Hourly Rate:")], Salary(44, 52, "USD", "hour", "Hourly Rate:")),
        ([(4400, 5200, "USD", "Pay")], Salary(44, 52, "USD", "hour", "Pay")),
        ([(15000000, 19000000, "USD", "")], Salary(150_000, 190_000, "USD", "year", "")),
        (
            [(15000000, 19000000, "USD", "Zone A"), (13000000, 17000000, "USD", "Zone B")],
            Salary(130_000, 190_000, "USD", "year", "Zone A; Zone B"),
        ),
        (
            [(12000000, 15000000, "CAD", "Canada"), (15000000, 19000000, "USD", "US")],
            Salary(150_000, 190_000, "USD", "year", "US"),
        ),
        ([(100, 100000000, "USD", "placeholder")], None),
        ([(None, None, None, None)], None),
    ],
)
def test_pay_ranges_are_cents_whose_period_the_title_or_the_size_tells(ranges, salary):
    keys = ("min_cents", "max_cents", "currency_type", "title")
    (posting,) = one(pay_input_ranges=[dict(zip(keys, row, strict=True)) for row in ranges]).postings
    assert posting.salary == salary


def test_pay_in_the_text_is_read_where_no_range_is_given():
    (posting,) = one(pay_input_ranges=None, content="The base salary range is $150,000 - $190,000.").postings
    assert posting.salary == Salary(150_000, 190_000, "USD", "year", "$150,000 - $190,000")


@pytest.mark.parametrize(
    ("name", "metadata", "workplace"),
    [
        ("Remote - US", [], "remote"),
        ("San Francisco or Remote", [], "remote"),
        ("Hybrid - Boston, MA", [], "hybrid"),
        ("Austin, TX (On-site)", [], "onsite"),
        ("Austin, TX", [], "unknown"),
        ("Austin, TX (not remote)", [], "unknown"),
        ("Austin, TX", [{"name": "Workplace Type", "value": "Hybrid"}], "hybrid"),
        ("Austin, TX", [{"name": "Favourite type of fish", "value": "Remote"}], "unknown"),
        ("Austin, TX", [{"name": "Location Type", "value": None}], "unknown"),
    ],
)
def test_the_workplace_comes_from_the_place_or_the_employers_field(name, metadata, workplace):
    (posting,) = one(location={"name": name}, metadata=metadata).postings
    assert posting.workplace == workplace


def test_several_printed_places_are_several_places():
    (posting,) = one(location={"name": "Austin, TX; Denver, CO | Remote - US"}, offices=[]).postings
    assert posting.locations == ("Austin, TX", "Denver, CO", "Remote - US")


def test_an_office_elsewhere_is_the_teams_and_not_the_jobs():
    offices = [
        {"name": "HQ", "location": "Oslo, Norway"},
        {"name": "Austin", "location": "Austin, Texas, United States"},
    ]
    (there,) = one(location={"name": "Austin"}, offices=offices).postings
    (said,) = one(location={"name": "Austin, TX"}, offices=offices).postings
    (nowhere,) = one(location={"name": "Hybrid"}, offices=offices).postings
    assert there.locations == ("Austin", "Austin, Texas, United States")
    assert said.locations == ("Austin, TX",)
    assert nowhere.locations == ("Hybrid", "Oslo, Norway", "Austin, Texas, United States")


def test_rows_with_one_id_are_one_posting_with_all_places():
    row = ANSWER["jobs"][0]
    other = {**row, "location": {"name": "Denver, CO"}}
    read = parse({"jobs": [row, other], "meta": {"total": 2}})
    (posting,) = read.postings
    assert read.complete
    assert posting.locations == ("Portland, OR", "Denver, CO")


def test_jobs_that_share_an_internal_id_stay_apart():
    other = {**ANSWER["jobs"][0], "id": 5009}
    assert len(parse({"jobs": [ANSWER["jobs"][0], other], "meta": {"total": 2}}).postings) == 2


def test_fewer_rows_than_the_total_are_not_the_whole_board():
    read = parse({**ANSWER, "meta": {"total": 37}})
    assert len(read.postings) == len(ANSWER["jobs"])
    assert not read.complete
    (problem,) = read.problems
    assert problem.place == "greenhouse:acme: key 'meta.total'"
    assert "37" in problem.message


def test_a_bad_row_is_named_and_costs_no_other():
    rows = [*ANSWER["jobs"], {**ANSWER["jobs"][0], "id": 77, "title": None}, 12]
    read = parse({"jobs": rows, "meta": {"total": len(rows)}})
    assert len(read.postings) == len(ANSWER["jobs"])
    assert not read.complete
    assert [problem.place for problem in read.problems] == [
        "greenhouse:acme row 3 (id 77): key 'title'",
        "greenhouse:acme row 4",
    ]
    assert read.problems[0].message == "is missing or empty"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"jobs": [{"id": 1, "ti',
        b"<html>busy</html>",
        b"[]",
        b"{}",
        b'{"jobs": {}}',
        b'{"status":404}',
        b"null",
    ],
)
def test_an_answer_that_is_no_board_gives_nothing_and_closes_nothing(body):
    read = Greenhouse().parse(body, BOARD, NOW)
    assert (read.postings, read.complete, read.changed) == ((), False, True)
    assert read.problems[0].place.startswith("greenhouse:acme")


def test_an_empty_board_is_complete():
    read = parse({"jobs": [], "meta": {"total": 0}})
    assert (read.postings, read.complete, read.problems) == ((), True, ())
