from __future__ import annotations

from datetime import date, timedelta

from visa_situations import LAW, LAW_READ_ON

from greenflag.visas import law_notes


def test_the_notes_begin_with_what_they_are_and_as_of_when() -> None:
    notes = law_notes(LAW, LAW_READ_ON)
    assert notes[0].startswith("Information, not legal advice")
    assert notes[1].startswith("Law as of 2026-10-08")


def test_what_is_in_motion_is_named_with_its_state_and_its_day() -> None:
    text = "\n".join(law_notes(LAW, LAW_READ_ON))
    for words in (
        "Proposed, not law (as of 2026-10-07): A fee of $103,265",
        "Proposed, not law (as of 2026-10-07): The 60 days",
        "Vacated by a court (as of 2026-10-07): The $100,000 payment is not collected",
        "Postponed by a court (as of 2026-10-07): A rule would admit F-1 students",
    ):
        assert words in text


def test_the_postponed_rule_is_not_shown_before_its_own_day() -> None:
    assert "F-1 students for at most" not in "\n".join(law_notes(LAW, date(2026, 9, 14)))


def test_old_checks_are_said_with_their_number_and_age() -> None:
    text = "\n".join(law_notes(LAW, LAW_READ_ON + timedelta(days=49)))
    assert "that courts, proposals or the season can change" in text
    assert "days ago: look at the official pages" in text


def test_every_note_is_one_short_line() -> None:
    for note in law_notes(LAW, date(2026, 11, 25)):
        assert "\n" not in note
        assert len(note) <= 300
