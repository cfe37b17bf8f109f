"""A text as plain words, in which any number of phrases are found in one pass.

"Build ML-models; ship." --plain--> " build ml models | ship | " --Phrases--> which phrases stand where
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation

BREAK: Final = b"|"
KEPT, KEPT_CHARS = 128, 20_000  # several readers ask for the words of the same texts; a longer one is an oddity
_ENDS = tuple(end.encode() for end in ("•", ". ", "! ", "? ", ": "))
_LINE_ENDS = b"\n;"
# Small ASCII letters, digits, and the end of a clause; no phrase has other letters, and bytes are quickly translated.
_PLAIN = bytes(
    BREAK[0] if b in _LINE_ENDS + BREAK else ord(chr(b).lower()) if b < 128 and chr(b).isalnum() else 32
    for b in range(256)
)

_LINE_BREAKS = bytes(BREAK[0] if b in _LINE_ENDS else b for b in range(256))


def plain(text: str) -> bytes:
    """Return the small words of a text with one blank around each, and a "|" for the end of each clause."""
    return _plain_kept(text) if len(text) <= KEPT_CHARS else _plain(text)


def _plain(text: str) -> bytes:
    words = _with_breaks(text).translate(_PLAIN).replace(BREAK, b" | ").split()
    return b" %b " % b" ".join(words)


_plain_kept = lru_cache(maxsize=KEPT)(_plain)


def clauses(text: str) -> list[str]:
    """Return the clauses of a text as printed: the one after ``n`` breaks of ``plain(text)`` at place ``n``."""
    return _with_breaks(text).translate(_LINE_BREAKS).decode().split("|")


def _with_breaks(text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    for end in _ENDS:
        data = data.replace(end, BREAK)
    return data


class Phrases:
    """Phrases of small words, made ready to be found; the place of each in ``phrases`` is its number."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._finder = BytesAhoCorasick(
            [b" %b " % phrase.encode() for phrase in phrases], implementation=Implementation.DFA
        )

    def found(self, words: bytes) -> list[tuple[int, int, int]]:
        """Return (number, start, end) of each place in plain words where a phrase stands, in the order of the ends."""
        return self._finder.find_matches_as_indexes(words, overlapping=True)
