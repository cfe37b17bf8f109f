"""A person's days as a picture."""

from __future__ import annotations

import re
from datetime import date

from greenflag.model import KeyDate
from greenflag.web.timeline import EDGE, timeline_svg

TODAY = date(2026, 11, 25)


def dots(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)%"', svg)]


def test_days_stand_in_order_between_today_and_the_last_and_new_years_are_marked():
    days = (KeyDate(date(2027, 5, 31), "STEM OPT ends", "x"), KeyDate(date(2028, 3, 1), "registration opens", "x"))
    svg = str(timeline_svg(days, TODAY))
    first, last = dots(svg)
    assert EDGE < first < last == 100 - EDGE
    assert svg.count('class="year"') == 2
    assert f'class="today" x1="{EDGE:.2f}%"' in svg
    assert "Mon 31 May 2027: STEM OPT ends; Wed 1 Mar 2028: Registration opens" in svg


def test_one_day_that_is_today_is_a_picture_too_and_no_day_is_none():
    assert dots(str(timeline_svg((KeyDate(TODAY, "OPT ends", "x"),), TODAY))) == [EDGE]
    assert timeline_svg((), TODAY) == ""


def test_hostile_words_are_text():
    svg = str(timeline_svg((KeyDate(TODAY, "<script>alert(1)</script>", "x"),), TODAY))
    assert "<script" not in svg
