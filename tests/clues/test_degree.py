from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.clues.degree import degree_asked


@pytest.mark.parametrize(
    ("text", "level", "fields"),
    [
        ("BS/MS in Computer Science, Statistics or Physics", "bachelor", ("computer science", "statistics", "physics")),
        (
            "- Master’s or PhD in CS, EE or Math",
            "master",
            ("computer science", "electrical engineering", "mathematics"),
        ),
        ("Ph.D. in Computational Linguistics.", "doctorate", ("linguistics",)),
        ("An advanced degree in Operations Research", "master", ("operations research",)),
        ("4-year college degree in Applied Mathematics", "bachelor", ("mathematics",)),
        ("Associate's degree in Information Technology", "associate", ("information systems",)),
        ("A degree in engineering or electrical engineering", "", ("engineering", "electrical engineering")),
        ("MSc or higher in Robotics", "master", ("robotics",)),
    ],
)
def test_the_least_level_and_the_fields_are_read(text, level, fields):
    asked = degree_asked(f"About us\nWe build kites.\n{text}\nWe like tea.")
    assert asked is not None
    assert (asked.level, asked.fields) == (level, fields)
    assert asked.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Experience with MS Office, MS Excel and MS SQL",
        "You want to master new technologies, and to become a master of the craft",
        "A high degree of autonomy",
        "Latency of 40 ms, and 20 ms at best",
        "",
    ],
)
def test_what_only_looks_like_a_degree_is_none(text):
    assert degree_asked(text) is None


def test_of_several_sentences_the_least_that_is_asked_counts_and_what_is_only_liked_does_not():
    asked = degree_asked("PhD in Statistics preferred\nBachelor's degree in Mathematics required\nMBA a plus")
    assert asked is not None
    assert (asked.level, asked.fields, asked.liked) == ("bachelor", ("mathematics",), False)
    assert degree_asked("Three years of practice; a PhD counts for some of them").liked
    liked = degree_asked("PhD in Statistics preferred")
    assert liked is not None
    assert (liked.level, liked.liked) == ("doctorate", True)


def test_work_may_stand_for_it_or_none_may_be_needed():
    assert degree_asked("Bachelor's degree in Computer Science or equivalent experience").instead
    assert not degree_asked("Bachelor's degree in Computer Science and 3 years of experience").instead
    assert degree_asked("No degree needed.\nPhD in Physics liked too").waived
    assert degree_asked("A degree is not required").waived


def test_related_fields_are_welcome_only_where_the_posting_says_so():
    assert degree_asked("Master's in Statistics or a related field").related
    assert degree_asked("Master's in a quantitative field such as Physics").related
    assert not degree_asked("Master's in Statistics").related


@given(st.text())
def test_any_text_is_read_and_quoted_from_itself(text):
    asked = degree_asked(text)
    assert asked is None or asked.quote in text


def test_hostile_text_is_read_in_no_time():
    for text in ("master " * 100_000, "degree in " * 100_000, "b.s. or " * 100_000 + "in CS", "PhD\n" * 100_000):
        began = time.process_time()
        degree_asked(text)
        assert time.process_time() - began < 0.5
