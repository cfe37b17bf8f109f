"""The plan as JSON, for other programs."""

from __future__ import annotations

from typing import Any

import msgspec

from greenflag.model import Plan, PlanEntry

SCHEMA = "greenflag.plan/1"


def plan_json(plan: Plan) -> bytes:
    """Return the plan as UTF-8 JSON, indented, keys in a fixed order.

    ``schema``    "greenflag.plan/1"; another number means that a key was removed or changed its meaning
    ``made_on``   the day, ISO 8601, as all dates
    ``apply``, ``ask``   best first: {"posting", "score", "reasons", "task", "message", "assessment"}
        posting     {"id", "title", "employer_name", "url", "locations", "workplace", "posted_on", "salary"}
        reasons     of the rank: [{"code", "points", "note", "cites"}], ``score`` (0..1) their clamped sum
        task        {"what", "due", "reason"}
        message     the question to send; empty for ``apply``
        assessment  {"reading", "employer", "records", "paths", "verdicts"}: all that led here, with quotes
    ``skip``      [{"code", "label", "count", "examples": [{"posting_id", "title", "employer_name", "quote"}]}], all
    ``watch``     [{"employer_name", "legal_name", "records", "open_postings", "note"}]
    ``mend``      [{"what", "count", "of", "note"}]
    ``dates``     [{"on", "what", "cite"}]
    ``funnel``    [{"code", "label", "left", "dropped"}]
    ``notes``     lines of text
    ``versions``  {"rules", "records", "law"}
    ``employers`` what the records say of the employers of ``apply`` and ``ask``, by employer_id:
                  [{"code", "label", "text"}]

    The profile is not part of it; the messages say what they say of the person.
    """
    content = {
        "schema": SCHEMA,
        "made_on": plan.made_on,
        "apply": [_entry(entry) for entry in plan.apply],
        "ask": [_entry(entry) for entry in plan.ask],
        "skip": plan.skip,
        "watch": plan.watch,
        "mend": plan.mend,
        "dates": plan.dates,
        "funnel": plan.funnel,
        "notes": plan.notes,
        "versions": plan.versions,
        "employers": plan.employers,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2)


def _entry(entry: PlanEntry) -> dict[str, Any]:
    posting, assessment, task = entry.ranked.posting, entry.ranked.assessment, entry.task
    return {
        "posting": {
            "id": posting.id,
            "title": posting.title,
            "employer_name": posting.employer_name,
            "url": posting.url,
            "locations": posting.locations,
            "workplace": posting.workplace,
            "posted_on": posting.posted_on,
            "salary": posting.salary,
        },
        "score": entry.ranked.score,
        "reasons": entry.ranked.reasons,
        "task": {"what": task.what, "due": task.due, "reason": task.reason},
        "message": entry.message,
        "assessment": {
            "reading": assessment.reading,
            "employer": assessment.employer,
            "records": assessment.records,
            "paths": assessment.paths,
            "verdicts": assessment.verdicts,
        },
    }
