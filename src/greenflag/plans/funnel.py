"""The funnel: from all open postings to the short list."""

from __future__ import annotations

from collections.abc import Sequence

from greenflag.model import FunnelStep, SkipGroup
from greenflag.plans.triage import SKIPS, Step

_LABELS: dict[Step, str] = {
    "in_us": "in the US, or not said",
    "ml": "machine learning",
    "honest": "from the employer, one of each",
    "fit": "a fit for you",
    "not_refused": "not refused to you",
    "short_list": "to apply to or ask about",
}


def funnel(total: int, groups: Sequence[SkipGroup]) -> tuple[FunnelStep, ...]:
    """Return the steps; ``left`` never grows, and each ``dropped`` is the count of the skip groups of that step."""
    left, steps = total, [FunnelStep("all", "open postings", total, 0)]
    for step, label in _LABELS.items():
        dropped = sum(group.count for group in groups if SKIPS[group.code][0] == step)
        left -= dropped
        steps.append(FunnelStep(step, label, left, dropped))
    return tuple(steps)
