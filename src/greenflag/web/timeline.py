"""A person's days on a line of time, as an inline SVG that keeps its text readable at any width."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from greenflag.model import KeyDate
from greenflag.web.words import day, plain, sentence

ROW = 30  # pixels: a line of words above its line of time
LINE_TOP = 21  # pixels from the top of a row to its line
EDGE = 1.5  # percent of the width that is kept free, so that no dot is cut off


def timeline_svg(dates: Sequence[KeyDate], today: date) -> Markup:
    """Return days, in order, as one ``<svg>`` element with a mark for today and each new year; nothing for no days."""
    if not dates:
        return Markup("")
    first, last = min(today, dates[0].on), max(today, dates[-1].on)

    def at(on: date) -> float:
        return EDGE + (100 - 2 * EDGE) * (on - first).days / max((last - first).days, 1)

    height = ROW * len(dates)
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    upright = Markup("").join(
        Markup('<line class="{kind}" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height}"/>').format(
            kind=kind, x=at(on), height=height
        )
        for kind, on in [*(("year", year) for year in years), ("today", today)]
    )
    rows = Markup("").join(_row(one, number * ROW, at(one.on)) for number, one in enumerate(dates))
    told = "; ".join(f"{day(one.on)}: {sentence(plain(one.what))}" for one in dates)
    return Markup(
        '<svg class="timeline" role="img" width="100%" height="{height}" aria-label="Timeline. {told}">'
        "{upright}{rows}</svg>"
    ).format(height=height, told=told, upright=upright, rows=rows)


def _row(one: KeyDate, top: int, x: float) -> Markup:
    """Return a dot on its line; its words stand on the side where there is room."""
    left = x <= 50
    return Markup(
        '<g><title>{on}</title><line class="track" x1="0" x2="100%" y1="{line}" y2="{line}"/>'
        '<circle cx="{x:.2f}%" cy="{line}" r="5"/>'
        '<text x="{x:.2f}%" y="{words}" text-anchor="{anchor}">{what}</text></g>'
    ).format(
        on=day(one.on),
        line=top + LINE_TOP,
        words=top + 12,
        x=x,
        anchor="start" if left else "end",
        what=sentence(plain(one.what)),
    )
