"""A stored assessment is made anew only as far as what it rests on has changed."""

from dataclasses import replace
from datetime import date

from greenflag.candidate import sample_profile
from greenflag.pipeline import assess, make_context
from greenflag.records import sample_records
from greenflag.sources import make_posting

TODAY = date(2026, 11, 25)
CONTEXT = make_context(sample_profile(), sample_records(), TODAY)
POSTING = make_posting(
    source="test",
    board="test",
    external_id="1",
    title="Machine Learning Engineer",
    employer_name="Larkspur Robotics",
    text="Train and deploy perception models.\nWe sponsor H-1B visas.",
    locations=["San Francisco, CA"],
)


def test_nothing_is_done_when_nothing_changed():
    first = assess(POSTING, CONTEXT)
    assert assess(POSTING, CONTEXT, first) is first


def test_other_rules_read_the_stored_text_again():
    first = assess(POSTING, CONTEXT)
    older = replace(first, versions=replace(first.versions, rules="older"), reading=replace(first.reading, clues=()))
    again = assess(POSTING, CONTEXT, older)
    assert again.reading == first.reading
    assert again.versions == CONTEXT.versions


def test_another_day_person_record_or_law_keeps_the_reading():
    first = assess(POSTING, CONTEXT)
    for versions in (
        replace(first.versions, records="older"),
        replace(first.versions, law="older"),
        replace(first.versions, profile="older"),
    ):
        again = assess(POSTING, CONTEXT, replace(first, versions=versions))
        assert again.reading is first.reading
        assert again == first
    tomorrow = replace(CONTEXT, today=date(2026, 11, 26))
    assert assess(POSTING, tomorrow, first).assessed_on == date(2026, 11, 26)


def test_an_edited_posting_is_read_again():
    first = assess(POSTING, CONTEXT)
    edited = make_posting(
        source="test", board="test", external_id="1", title=POSTING.title, employer_name="Larkspur Robotics",
        text="Train models.\nVisa sponsorship is not available.", locations=["San Francisco, CA"],
    )  # fmt: skip
    assert assess(edited, CONTEXT, first).reading.stance == "refuses"


def test_another_profile_is_another_version():
    other = replace(sample_profile(), salary_floor_usd_per_year=1)
    assert make_context(other, sample_records(), TODAY).versions != CONTEXT.versions
