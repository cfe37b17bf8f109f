"""One person's order: six parts, each from -1 (against) over 0 (unknown) to 1 (for), weighed as the person likes.

    score = 1/2 + 1/2 * (sum of weight * part) / (sum of weights)

So a posting of which nothing is known has one half, and what is unknown moves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date

from greenflag.model import Assessment, Posting, Profile, Ranked, Reason, Verdict
from greenflag.ranking.parts import Part, employer_part, freshness_part, pay_part

BASE = 0.5
_LABELS = {"sponsorship": "will it sponsor you", "role": "is it your kind of machine learning", "place": "the place"}


def rank(
    profile: Profile,
    posting: Posting,
    assessment: Assessment,
    today: date,
    first_seen_on: date | None = None,
    versions: int = 1,
) -> Ranked:
    """Return a posting with its score of 0..1, which is the clamped sum of its reasons' points.

    ``first_seen_on`` and ``versions`` (of its text) are its history here, where there is one.
    The first reason is the half that everything starts from; the others say what each part adds or takes.
    """
    weights = profile.weights
    total = math.fsum(astuple(weights)) or 1.0
    parts = (
        (weights.sponsorship, _verdict_part("sponsorship", assessment.verdicts)),
        (weights.role, _verdict_part("role", assessment.verdicts)),
        (weights.employer, employer_part(profile, assessment, today)),
        (weights.pay, pay_part(profile, posting)),
        (weights.place, _verdict_part("place", assessment.verdicts)),
        (weights.freshness, freshness_part(posting, today, first_seen_on, versions)),
    )
    reasons = (
        Reason("base", BASE, "where everything starts when nothing is known"),
        *(Reason(part.code, BASE * weight / total * part.value, part.note, part.cites) for weight, part in parts),
    )
    score = max(0.0, min(1.0, math.fsum(reason.points for reason in reasons)))
    return Ranked(posting, assessment, score, reasons)


def order(ranked: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Return postings best first; of equals the later posted, then by id, so that every run gives the same order."""

    def key(item: Ranked) -> tuple[float, int, str]:
        posted_on = item.posting.posted_on
        return (-round(item.score, 9), -posted_on.toordinal() if posted_on else 0, item.posting.id)

    return tuple(sorted(ranked, key=key))


def _verdict_part(question: str, verdicts: Sequence[Verdict]) -> Part:
    verdict = next((verdict for verdict in verdicts if verdict.question == question), None)
    if verdict is None:
        return Part(question, 0.0, f"{_LABELS[question]}: not judged")
    weightiest = max(verdict.reasons, key=lambda reason: abs(reason.points), default=None)
    note = f"{_LABELS[question]}: {verdict.answer}" + (f" ({weightiest.note})" if weightiest else "")
    return Part(question, verdict.score, note, weightiest.cites if weightiest else ())
