"""What a plan must say about its law: as of when, what is not settled, what is too old, and that it is no advice."""

from __future__ import annotations

from datetime import date

from greenflag.model import LawEntry
from greenflag.visas.law import Law

_UNSETTLED = {"proposed": "Proposed, not law", "postponed": "Postponed by a court", "vacated": "Vacated by a court"}


def law_notes(law: Law, today: date) -> tuple[str, ...]:
    """Return short lines: no advice, as of which day, one for each thing in motion, then what to check again."""
    checked = [entry.checked_on for entry in law.entries if entry.checked_on]
    as_of = f"Law as of {max(checked)}, the last day a source that was read vouches for." if checked else ""
    lines = [
        "Information, not legal advice. Ask an immigration attorney before you rely on a path, early near a deadline.",
        as_of,
        *(_line(entry) for entry in law.entries if entry.status in _UNSETTLED and law.holds(entry, today)),
        *_stale_lines(law, today),
    ]
    return tuple(line for line in lines if line)


def _line(entry: LawEntry) -> str:
    as_of = f" (as of {entry.checked_on})" if entry.checked_on else " (not checked)"
    return f"{_UNSETTLED[entry.status]}{as_of}: {entry.text}"


def _stale_lines(law: Law, today: date) -> tuple[str, ...]:
    stale = law.stale(today)
    moving = [entry for entry in stale if law.moves(entry)]
    lines = []
    if moving:
        oldest = min(entry.checked_on for entry in moving if entry.checked_on)
        lines.append(
            f"{len(moving)} values that courts, proposals or the season can change were last checked up to "
            f"{(today - oldest).days} days ago: look at the official pages before you act."
        )
    if len(stale) > len(moving):
        lines.append(f"{len(stale) - len(moving)} further values are due for a check against the official text.")
    return tuple(lines)
