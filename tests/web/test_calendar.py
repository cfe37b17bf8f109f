"""A person's days as a calendar file."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from greenflag.model import KeyDate
from greenflag.web.calendar import calendar_file

DAYS = (
    KeyDate(date(2027, 2, 28), "STEM OPT ends", "profile:dates.stem_opt_end_on"),
    KeyDate(date(2027, 12, 31), "H-1B registration opens (expected, not announced)", "law:h1b.registration.window"),
)


def test_days_are_whole_day_events_that_say_what_they_rest_on() -> None:
    events = Calendar.from_ical(calendar_file(DAYS)).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2027, 2, 28), date(2027, 12, 31)]
    assert [event.decoded("dtend") for event in events] == [date(2027, 3, 1), date(2028, 1, 1)]
    assert str(events[1]["summary"]) == "H-1B registration opens (expected, not announced)"
    assert "law:h1b.registration.window" in str(events[1]["description"])
    assert "not legal advice" in str(events[0]["description"])


def test_the_same_days_are_the_same_bytes_and_a_moved_day_keeps_its_id() -> None:
    assert calendar_file(DAYS) == calendar_file(DAYS)
    moved = (KeyDate(date(2027, 3, 4), DAYS[0].what, DAYS[0].cite), DAYS[1])
    ids = [[str(e["uid"]) for e in Calendar.from_ical(calendar_file(d)).walk("VEVENT")] for d in (DAYS, moved)]
    assert ids[0] == ids[1]


def test_a_day_of_hostile_words_stays_one_event() -> None:
    wild = (KeyDate(date(2027, 1, 1), "a\r\nEND:VEVENT\r\nBEGIN:VALARM", "profile:x"),)
    calendar = Calendar.from_ical(calendar_file(wild))
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
