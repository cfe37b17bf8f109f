"""Where the work is done: on site, remote or both, in a system's own word for it or in an employer's."""

from __future__ import annotations

import re

from greenflag.model import Workplace

MOST_CHARS = 2_000  # of the words looked at; a place or a field is short

_SIGNS: tuple[tuple[Workplace, re.Pattern[str]], ...] = (
    ("hybrid", re.compile(r"\bhybrid\b", re.IGNORECASE)),
    ("remote", re.compile(r"(?<!not )(?<!non[- ])\bremote\b|\bwork from home\b|\bdistributed\b", re.IGNORECASE)),
    ("onsite", re.compile(r"\bon-?\s?site\b|\bin[- ](?:office|person)\b", re.IGNORECASE)),
)


def workplace_in(words: str) -> Workplace:
    """Return what the words of a place or a field say: "hybrid" wins over "remote", silence is "unknown"."""
    return next((workplace for workplace, sign in _SIGNS if sign.search(words[:MOST_CHARS])), "unknown")
