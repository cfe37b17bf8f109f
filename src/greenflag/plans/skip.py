"""What is skipped, by reason, with the words that decided it."""

from __future__ import annotations

from collections.abc import Sequence

from greenflag.model import Ranked, SkipExample, SkipGroup
from greenflag.plans.triage import SKIPS, Skip


def skip_groups(skipped: Sequence[tuple[Ranked, Skip]]) -> tuple[SkipGroup, ...]:
    """Return a group for each reason that occurs, in the funnel's order, holding all its postings, best first."""
    groups = []
    for code, (_, label) in SKIPS.items():
        examples = tuple(
            SkipExample(item.posting.id, item.posting.title, item.posting.employer_name, skip.quote)
            for item, skip in skipped
            if skip.code == code
        )
        if examples:
            groups.append(SkipGroup(code, label, len(examples), examples))
    return tuple(groups)
