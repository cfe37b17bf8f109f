"""The funnel as a picture: an inline SVG that keeps its text readable at any width.

Widths are percentages and there is no viewBox, so bars stretch with the page while letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from greenflag.model import FunnelStep
from greenflag.web.words import plain, sentence

ROW = 54  # pixels: a line of text above a bar, and the gap to the next
BAR_TOP = 25  # pixels from the top of a row to its bar, below the text
BAR_HEIGHT = 14  # pixels
LEAST = 0.6  # percent of the width: a bar of one posting among thousands still shows
LABEL_CHARS = 44  # what fits beside the number in 15-pixel letters on a page of 380 pixels


def funnel_svg(steps: Sequence[FunnelStep]) -> Markup:
    """Return the funnel as one ``<svg>`` element, or nothing for no steps."""
    if not steps:
        return Markup("")
    widest = max(1, *(step.left for step in steps))
    rows = Markup("").join(_row(step, number, widest) for number, step in enumerate(steps))
    told = "; ".join(f"{sentence(plain(step.label))}: {step.left:,}" for step in steps)
    return Markup(
        '<svg class="funnel" role="img" width="100%" height="{height}" aria-label="Funnel. {told}">{rows}</svg>'
    ).format(height=ROW * len(steps), told=told, rows=rows)


def _row(step: FunnelStep, number: int, widest: int) -> Markup:
    top = number * ROW
    label = sentence(plain(step.label))
    short = label if len(label) <= LABEL_CHARS else label[: LABEL_CHARS - 1].rstrip() + "…"
    width = max(LEAST, 100 * step.left / widest) if step.left else 0
    dropped = f"−{step.dropped:,}  " if step.dropped else ""
    return Markup(
        "<g><title>{label}: {left} left, {out} dropped</title>"
        '<text x="0" y="{text}">{short}</text>'
        '<text x="100%" y="{text}" text-anchor="end"><tspan class="dropped">{dropped}</tspan>'
        '<tspan class="left">{left}</tspan></text>'
        '<rect class="track" x="0" y="{bar}" width="100%" height="{height}" rx="3"/>'
        '<rect class="bar" x="0" y="{bar}" width="{width:.2f}%" height="{height}" rx="3"/></g>'
    ).format(
        label=label,
        short=short,
        left=f"{step.left:,}",
        out=f"{step.dropped:,}",
        dropped=dropped,
        text=top + 18,
        bar=top + BAR_TOP,
        height=BAR_HEIGHT,
        width=width,
    )
