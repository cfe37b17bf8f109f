"""A person's days as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from greenflag.model import KeyDate
from greenflag.web.words import NOT_ADVICE, sentence


def calendar_file(dates: Iterable[KeyDate]) -> bytes:
    """Return days as one .ics file of whole-day events; the same days give the same bytes, and keep their ids."""
    calendar = Calendar()
    calendar.add("prodid", "-//greenflag//dates//EN")
    calendar.add("version", "2.0")
    for one in dates:
        event = Event()
        event.add("uid", hashlib.sha256(f"{one.what} {one.cite}".encode()).hexdigest()[:20] + "@greenflag")
        event.add("dtstamp", datetime.combine(one.on, time(), UTC))
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", sentence(one.what))
        event.add("description", f"{one.cite}. {NOT_ADVICE}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
