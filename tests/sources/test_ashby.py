import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from greenflag.model import Board, BoardRead, Salary
from greenflag.sources.ashby import Ashby

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
BOARD = Board("ashby:Acme%20Ice", "ashby", "Acme%20Ice", "Acme Ice", "https://jobs.ashbyhq.com/Acme%20Ice")
ANSWER = json.loads((Path(__file__).parent / "ashby" / "board.json").read_bytes())


def parse(answer: object) -> BoardRead:
    return Ashby().parse(json.dumps(answer).encode(), BOARD, NOW)


def one(**changes: object) -> BoardRead:
    return parse({"jobs": [{**deepcopy(ANSWER["jobs"][0]), **changes}]})


def paid(*parts: tuple[str, str, str | None, float | None, float | None]) -> dict[str, object]:
    keys = ("compensationType", "interval", "currencyCode", "minValue", "maxValue")
    return {"compensationTiers": [{"components": [dict(zip(keys, part, strict=True))]} for part in parts]}


def test_a_posting_is_read_whole():
    read = parse(ANSWER)
    posting = read.postings[0]
    assert (read.complete, read.changed, read.problems) == (True, True, ())
    assert posting.id == "ashby:Acme%20Ice:aaaaaaaa-2222-4333-8444-555555555555"
    assert (posting.title, posting.employer_name) == ("Research Engineer, Icebergs", "Acme Ice")
    assert posting.locations == ("Seattle, Washington, United States", "Canada", "Lab Nine", "Boise, Idaho, USA")
    assert posting.posted_on == date(2026, 11, 1)
    assert [line for line in posting.text.splitlines() if line] == [
        "About Acme Ice",
        "We listen to glaciers.",
        "• Train models on cracks",
        "Sponsorship is decided case by case.",
    ]


def test_a_posting_that_is_not_listed_is_not_read():
    read = parse(ANSWER)
    assert [posting.title for posting in read.postings] == ["Research Engineer, Icebergs", "Penguin Liaison"]
    assert read.complete


@pytest.mark.parametrize(
    ("workplace", "remote", "meant"),
    [
        ("Hybrid", True, "hybrid"),
        ("OnSite", True, "onsite"),
        ("Remote", False, "remote"),
        (None, True, "remote"),
        (None, False, "unknown"),
        (None, None, "unknown"),
        ("Afloat", True, "remote"),
    ],
)
def test_the_workplace_type_beats_the_remote_flag(workplace, remote, meant):
    assert one(workplaceType=workplace, isRemote=remote).postings[0].workplace == meant


def test_tiers_of_one_currency_and_period_are_one_range():
    assert one().postings[0].salary == Salary(160_000, 210_000, "USD", "year", "$160K – $190K; $175K – $210K")


@pytest.mark.parametrize(
    ("parts", "salary"),
    [
        (
            [("Salary", "1 YEAR", "CAD", 130_000, 160_000), ("Salary", "1 YEAR", "USD", 150_000, 190_000)],
            Salary(150_000, 190_000, "USD", "year", ""),
        ),
        (
            [("Salary", "1 HOUR", "USD", 44, 52), ("Salary", "1 YEAR", "USD", 150_000, 190_000)],
            Salary(44, 52, "USD", "hour", ""),
        ),
        ([("Salary", "1 MONTH", "EUR", 5_000, 6_000)], Salary(5_000, 6_000, "EUR", "month", "")),
        ([("Salary", "1 YEAR", "USD", 150_000, None)], Salary(150_000, None, "USD", "year", "")),
        ([("Bonus", "1 YEAR", "USD", 20_000, 30_000)], None),
        ([("EquityPercentage", "NONE", None, 0.1, 0.2)], None),
        ([("Salary", "1 YEAR", "USD", 1, 1_000_000)], None),
    ],
)
def test_only_salaries_count_and_only_like_ones_are_joined(parts, salary):
    assert one(compensation=paid(*parts)).postings[0].salary == salary


def test_the_summary_stands_in_for_missing_tiers():
    part = {
        "compensationType": "Salary",
        "interval": "1 YEAR",
        "currencyCode": "USD",
        "minValue": 150e3,
        "maxValue": 190e3,
    }
    (posting,) = one(compensation={"compensationTiers": [], "summaryComponents": [part]}).postings
    assert posting.salary == Salary(150_000, 190_000, "USD", "year", "")


def test_pay_that_the_employer_does_not_show_is_not_read():
    penguins = parse(ANSWER).postings[1]
    assert penguins.salary is None


def test_plain_text_stands_in_for_missing_html():
    penguins = parse(ANSWER).postings[1]
    assert penguins.text == "You speak penguin."
    assert penguins.locations == ("Remote - US",)


def test_a_posting_without_text_is_reported():
    read = one(descriptionHtml=None, descriptionPlain=None)
    assert (read.postings, read.complete) == ((), False)
    assert read.problems[0].place.endswith("key 'descriptionPlain'")


@pytest.mark.parametrize("body", [b"", b'{"jobs":', b"[]", b"{}", b'{"jobs": null}', b"Not Found"])
def test_an_answer_that_is_no_board_gives_nothing_and_closes_nothing(body):
    read = Ashby().parse(body, BOARD, NOW)
    assert (read.postings, read.complete) == ((), False)
    assert read.problems[0].place.startswith("ashby:Acme%20Ice")
