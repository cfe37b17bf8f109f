"""The read contract: good lines become postings, bad ones are named, and the stream goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.model import Posting
from greenflag.sources import jsonl
from greenflag.sources.jsonl import LineError, read_jsonl

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def line(**changes: object) -> str:
    row = {"id": "a/1", "title": "Perception Engineer", "company": "Larkspur Robotics", "location": "Reno, NV",
           "text": "We sponsor visas."}  # fmt: skip
    return json.dumps({key: value for key, value in (row | changes).items() if value != "MISSING"})


def one(text: str | bytes) -> Posting | LineError:
    (item,) = read_jsonl([text], NOW)
    return item


def test_a_line_is_a_posting_with_exactly_its_id():
    posting = one(line())
    assert isinstance(posting, Posting)
    assert (posting.id, posting.board, posting.source) == ("a/1", "jsonl", "jsonl")
    assert (posting.title, posting.employer_name) == ("Perception Engineer", "Larkspur Robotics")
    assert posting.locations == ("Reno, NV",)
    assert posting.text == "We sponsor visas."
    assert posting.fetched_at == NOW


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("MISSING", ()),
        (None, ()),
        ("", ()),
        ("Reno", ("Reno",)),
        (["Reno", None, "Boise"], ("Reno", "Boise")),
        ([], ()),
    ],
)
def test_places_may_be_missing_one_or_many(location: object, places: tuple[str, ...]):
    posting = one(line(location=location))
    assert isinstance(posting, Posting)
    assert posting.locations == places


def test_what_a_posting_can_do_without_may_be_missing():
    posting = one(line(id=17, title=None, company="MISSING", more={"deep": [1]}))
    assert isinstance(posting, Posting)
    assert (posting.id, posting.title, posting.employer_name) == ("17", "", "")


def test_html_in_a_text_is_made_plain():
    posting = one(line(text="<p>We sponsor</p><ul><li>H-1B</li></ul>"))
    assert isinstance(posting, Posting)
    assert "• H-1B" in posting.text


@pytest.mark.parametrize(
    ("bad", "id", "says"),
    [
        ("nonsense", None, "malformed"),
        (line()[:-9], None, "end of input|truncated"),
        ("[1]", None, "Expected `object`"),
        (line(id="MISSING"), None, "`id`"),
        (line(id=None), None, "id"),
        (line(id="  "), "  ", "`id` is empty"),
        (line(text="MISSING"), "a/1", "`text`"),
        (line(text=7), "a/1", "text"),
        (line(location={"city": "Reno"}), "a/1", "location"),
        (b'{"id": "a", "text": "\xff\xfe"}', "a", "utf-8|UTF-8"),
        ("[" * 100_000, None, "."),
    ],
)
def test_a_bad_line_is_named_and_the_stream_goes_on(bad: str | bytes, id: str | None, says: str):
    first, error, last = read_jsonl([line(id="first"), bad, line(id="last")], NOW)
    assert isinstance(first, Posting)
    assert isinstance(last, Posting)
    assert (first.id, last.id) == ("first", "last")
    assert isinstance(error, LineError)
    assert (error.line, error.id) == (2, id)
    assert re.search(says, error.message)


def test_empty_lines_are_skipped_but_counted():
    items = list(read_jsonl(["", b"\xef\xbb\xbf\r\n", line() + "\r\n", "\n", "bad"], NOW))
    assert [type(item) for item in items] == [Posting, LineError]
    assert isinstance(items[1], LineError)
    assert items[1].line == 5


def test_a_line_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 1_000)
    error = one(line(text="x" * 2_000))
    assert isinstance(error, LineError)
    assert "longer than 1,000 bytes" in error.message


def test_half_a_surrogate_pair_does_no_harm():
    posting = one('{"id": "\\ud800", "title": "\\udfff", "text": "We sponsor \\ud83d visas."}')
    if isinstance(posting, Posting):
        posting.text.encode("utf-8")
        posting.id.encode("utf-8")


def test_the_stream_is_read_line_by_line():
    def endless() -> Iterator[str]:
        while True:
            yield line()

    stream = read_jsonl(endless(), NOW)
    assert all(isinstance(next(stream), Posting) for _ in range(1_000))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=80) | st.text(max_size=80), max_size=5))
def test_no_lines_crash_the_reader(lines: list[bytes | str]):
    for item in read_jsonl(lines, NOW):
        assert isinstance(item, Posting | LineError)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "company", "location", "text"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
    )
)
def test_every_mix_of_values_is_a_posting_or_an_error(row: dict[str, object]):
    assert isinstance(one(json.dumps(row)), Posting | LineError)
