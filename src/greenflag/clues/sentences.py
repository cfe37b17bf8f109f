"""Sentences and clauses: how far a "not", a "may" or an "only" can reach.

Job boards glue text ("...is a plusMust be eligible to work"), so a sentence may also begin without a blank.
"""

from __future__ import annotations

import re
from itertools import pairwise

# A stop, a blank and a capital; or a bullet
_PRINTED = r"""[.!?]+["')\]]*\s+(?=[A-Z0-9"'(•#\-])|;\s+|\s[•·]\s?|\n\s*(?=[-•·])"""
_BREAK = re.compile(_PRINTED)
_BREAK_OR_GLUED = re.compile(
    rf"{_PRINTED}"
    r"|(?<=[a-z]{2}[.!?)])(?=[A-Z][a-z]+\b)"  # a stop without a blank
    r"|(?<=[a-z]{3})(?=[A-Z][a-zA-Z']+\s)"  # no stop at all: glued text
)
_GLUED = re.compile(r"[a-z.!?)][A-Z]")  # without it no text is glued; to look behind every letter is slow
_TOKEN_BEFORE = re.compile(r"[A-Za-z]+$")
_CLAUSE = re.compile(
    r"(?:[,;:]?\s+(?=(?:but(?!\s+not\s+limited)|however|although|though|whereas|yet|nevertheless|nonetheless|otherwise)\b))"
    r"|(?:,\s+(?=(?:while|so|we|they|you)\b))"
    r"|(?:,\s+(?=and\s+(?:[\w/-]+\s+){0,3}(?:sponsorship|visas?|transfers?)\s+(?:is|are|can|will)\b))"
    r"|(?:\)\s*\()"
    r"|(?:\s[|]\s)",
    re.IGNORECASE,
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of the sentences in ``text[start:end]``, without surrounding blanks."""
    cuts = [start]
    breaks = _BREAK_OR_GLUED if _GLUED.search(text, start, end) else _BREAK
    for match in breaks.finditer(text, start, end):
        if match.end() > match.start():
            stop = 1 if text[match.start()] in ".!?;" else 0
            cuts += [match.start() + stop, match.end()]
        elif not _inside_a_name(text, start, match.start()):
            cuts.append(match.start())
    cuts.append(end)
    bounds = (_trimmed(text, a, b) for a, b in pairwise(cuts))
    return [(a, b) for a, b in bounds if b > a]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of the clauses of a sentence: parts that a modifier's scope does not cross."""
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end)), end]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _inside_a_name(text: str, start: int, at: int) -> bool:
    """Tell whether a capital inside a word belongs to a name (JavaScript, LinkedIn) and is no glued sentence."""
    token = _TOKEN_BEFORE.search(text, max(start, at - 30), at)
    return token is not None and token.group()[0].isupper() and len(token.group()) < 9


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n•·->|":
        start += 1
    while end > start and text[end - 1] in " \t\n|":
        end -= 1
    return start, end
