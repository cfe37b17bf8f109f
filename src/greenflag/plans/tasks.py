"""Tasks: by which day to apply or ask, and why that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from greenflag.model import KeyDate, Ranked, Task
from greenflag.plans.triage import verdict_of

APPLY_AT_MOST = 10  # a week: two careful applications a working day
ASK_AT_MOST = 15  # a week: employers asked, a short message each
FRESH_DAYS = 7  # a posting this young is applied to first
WEEKS_AHEAD = 4  # what would come later than this is due in the last of these weeks: few postings stay open longer

_SOON, _THIS_WEEK = timedelta(days=2), timedelta(days=6)


def apply_task(item: Ranked, nth: int, dates: Sequence[KeyDate], today: date) -> Task:
    """Return the task of the ``nth`` (from 0) posting to apply to, best first."""
    what = "Apply"
    if "stem_opt" in _unsure_paths(item) and item.assessment.reading.everify is None:
        what = "Find out whether it takes part in E-Verify, then apply"
    due, why = _due(item, nth // APPLY_AT_MOST, APPLY_AT_MOST, dates, today)
    return Task(item.posting.id, what, due, f"{_why_this(item)} {why}".strip())


def ask_task(item: Ranked, nth: int, dates: Sequence[KeyDate], today: date) -> Task:
    """Return the task of asking the ``nth`` (from 0) employer, best first."""
    due, why = _due(item, nth // ASK_AT_MOST, ASK_AT_MOST, dates, today)
    return Task(item.posting.id, "Ask, then apply if the answer allows", due, f"{_why_this(item)} {why}".strip())


def joined_task(item: Ranked, first: Ranked, task: Task) -> Task:
    """Return the task of a further posting of an employer that is asked already: one message is enough."""
    what = f"Add it to your question on {first.posting.title}"
    return Task(item.posting.id, what, task.due, f"{_why_this(item)} One message to an employer is enough.".strip())


def _due(item: Ranked, week: int, at_most: int, dates: Sequence[KeyDate], today: date) -> tuple[date, str]:
    week = min(week, WEEKS_AHEAD - 1)
    posted = item.posting.posted_on
    age = (today - posted).days if posted else None
    fresh = age is not None and 0 <= age <= FRESH_DAYS
    due = today + timedelta(weeks=week) + (_SOON if fresh else _THIS_WEEK)
    why = [f"Posted on {posted}, so soon." if fresh else "In this week's share." if week == 0 else ""]
    if week:
        why.append(f"After better ones: {at_most} a week is what one can do with care.")
    coming = sorted((key.on, key.what) for key in dates if today < key.on <= due)
    if coming:
        on, what = coming[0]
        due = max(today, on - timedelta(days=1))
        why.append(f"Before {on.isoformat()}: {what.rstrip('.')}.")
    return due, " ".join(filter(None, why))


def _why_this(item: Ranked) -> str:
    """Return the note of the weightiest reason of the sponsorship verdict."""
    reasons = verdict_of(item, "sponsorship").reasons
    return max(reasons, key=lambda reason: abs(reason.points)).note if reasons else ""


def _unsure_paths(item: Ranked) -> set[str]:
    return {fit.path_id for fit in item.assessment.paths if fit.answer in ("possible", "unknown")}
