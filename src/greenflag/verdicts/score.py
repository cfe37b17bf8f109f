"""The one sum behind every verdict, so that no score can hold more than its reasons say."""

from __future__ import annotations

import math
from collections.abc import Iterable

from greenflag.model import Reason, Verdict, VerdictAnswer


def clamped(reasons: Iterable[Reason]) -> float:
    """Return the sum of the reasons' points, held within -1..1."""
    return max(-1.0, min(1.0, math.fsum(reason.points for reason in reasons)))


def verdict(question: str, answer: VerdictAnswer, reasons: Iterable[Reason]) -> Verdict:
    """Return a verdict whose score is the clamped sum of its reasons' points."""
    reasons = tuple(reasons)
    return Verdict(question=question, answer=answer, score=clamped(reasons), reasons=reasons)
