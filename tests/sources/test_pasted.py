"""Pasted text: only what it states plainly is taken as title, employer and place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.errors import InputError
from greenflag.sources.pasted import read_pasted, stated_in

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_text_is_kept_and_gives_the_id():
    text = "Perception Engineer\r\n\r\nTeach robots to see.\u200b\nWe sponsor visas."
    posting = read_pasted(text, now=NOW)
    assert posting.title == "Perception Engineer"
    assert posting.text == "Perception Engineer\n\nTeach robots to see.\nWe sponsor visas."
    assert posting.id.startswith("pasted:")
    assert (posting.source, posting.board, posting.fetched_at) == ("pasted", "pasted", NOW)
    assert posting.employer_name == ""
    assert posting.locations == ()
    assert read_pasted(text.replace("\r\n", "\n"), now=NOW).id == posting.id
    assert read_pasted(text + " Not.", now=NOW).id != posting.id


@pytest.mark.parametrize(
    ("text", "title", "employer", "places", "workplace"),
    [
        ("Job title: Perception Engineer\nCompany: Larkspur Robotics\nLocation: San Francisco, CA; Boston, MA",
         "Perception Engineer", "Larkspur Robotics", ("San Francisco, CA", "Boston, MA"), "unknown"),
        ("Perception Engineer\nEmployer: Larkspur Robotics\nWorkplace type: Hybrid\nLocations:\nSan Francisco, CA",
         "Perception Engineer", "Larkspur Robotics", ("San Francisco, CA",), "hybrid"),
        ("Larkspur Robotics is hiring a Perception Engineer!\nCome and see.",
         "Perception Engineer", "Larkspur Robotics", (), "unknown"),
        ("Larkspur Robotics is hiring\nPerception Engineer\nCome and see.",
         "Perception Engineer", "Larkspur Robotics", (), "unknown"),
        ("Perception Engineer at Larkspur Robotics\nLocation: Remote (US)",
         "Perception Engineer", "Larkspur Robotics", ("Remote (US)",), "remote"),
        ("Looking at our lives\nThe text goes on.", "Looking at our lives", "", (), "unknown"),
        ("Larkspur Robotics\nPerception Engineer\nSan Francisco", "Perception Engineer", "", (), "unknown"),
        ("Larkspur Robotics (larkspur.example) | Perception Engineer | San Francisco, CA | REMOTE | VISA\nWe fold.",
         "Perception Engineer", "Larkspur Robotics", ("San Francisco, CA",), "remote"),
        ("Quillwork AI (YC W24) | San Francisco | Full-time | $180k-$220k | ML Research Engineer | ONSITE | VISA",
         "ML Research Engineer", "Quillwork AI", ("San Francisco",), "onsite"),
        ("Quillwork AI [https://quillwork.example] | Berlin | Software Engineers, Full-time | REMOTE or onsite",
         "Software Engineers, Full-time", "Quillwork AI", ("Berlin",), "remote"),
        ("Machine Learning Engineer | Salary and equity | Reno, NV",
         "Machine Learning Engineer", "", ("Reno, NV",), "unknown"),
        ("Quillwork AI | Berlin | Visa", "Quillwork AI", "Quillwork AI", ("Berlin",), "unknown"),
    ],
)  # fmt: skip
def test_plain_statements_are_read(text: str, title: str, employer: str, places: tuple[str, ...], workplace: str):
    posting = read_pasted(text, now=NOW)
    assert (posting.title, posting.employer_name, posting.locations) == (title, employer, places)
    assert posting.workplace == workplace
    assert posting.text == text  # the header stays in the text: its VISA is a clue


def test_a_label_far_down_is_about_something_else():
    text = "Perception Engineer\n" + "We fold laundry.\n" * 60 + "Location: our first office was in Oslo"
    assert read_pasted(text, now=NOW).locations == ()


def test_a_long_first_line_is_no_title():
    text = "We are a group of people who believe that " + "robots should fold laundry " * 10 + ".\nPerception Engineer"
    assert read_pasted(text, now=NOW).title == "Perception Engineer"


def test_pasted_html_becomes_text():
    posting = read_pasted("<h1>Perception Engineer</h1><p>Teach &amp; test.</p><ul><li>PyTorch</li></ul>", now=NOW)
    assert posting.title == "Perception Engineer"
    assert "Teach & test." in posting.text
    assert "• PyTorch" in posting.text


def test_pay_in_the_text_is_read():
    posting = read_pasted("Perception Engineer\nBase salary: $180,000 - $220,000 per year", now=NOW)
    assert posting.salary is not None
    assert posting.salary.maximum == 220_000


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "---\n***", "<p></p>"])
def test_nothing_to_read_is_an_error_that_names_its_source(text: str):
    with pytest.raises(InputError, match=r"^stdin: no text"):
        read_pasted(text, now=NOW, name="stdin")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_posting_or_an_input_error(text: str):
    stated_in(text)
    try:
        assert read_pasted(text, now=NOW).id.startswith("pasted:")
    except InputError:
        assert not any(character.isalnum() for character in text) or "<" in text or "&" in text
