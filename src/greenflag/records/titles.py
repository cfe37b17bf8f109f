"""Which job titles count as machine learning when figures are made.

A title counts when it matches the pattern AND its SOC code is in group 15 (computer and mathematical): without the
code, four in five "research scientists" of the LCA files work in wet labs. The pattern undercounts employers that
name everyone "Software Engineer" or "Member of Technical Staff"; "Business Intelligence" never counts.
"""

from __future__ import annotations

import re

_PHRASES = (
    "machine[ -]learning", "deep[ -]learning", "reinforcement[ -]learning", "robot[ -]learning",
    "ml", "mlops", "ai", "llms?", "nlp", "artificial intelligence", "generative",
    "data scien(?:ce|tists?)", "applied (?:research )?scien(?:ce|tists?)",
    "research (?:scientists?|engineers?|science)",
    "computer vision", "natural language", "speech recognition", "perception (?:software )?engineer",
)  # fmt: skip
ML_TITLE = rf"\b(?:{'|'.join(_PHRASES)})\b"  # for Python's re and for RE2 in SQL alike
_ML_TITLE = re.compile(ML_TITLE, re.IGNORECASE)


def is_ml_title(title: str, soc_code: str) -> bool:
    """Tell whether a case's title and SOC code (``15-1252``, ``15-2051.01``) count as machine learning."""
    return soc_code.startswith("15") and _ML_TITLE.search(" ".join(title.split())) is not None
