"""Clues: from a posting's text to what it says about sponsorship, with the words that prove it.

text -> lines and sections -> targets -> scope -> clues -> stance, facets and place
"""

from __future__ import annotations

from functools import lru_cache

from greenflag.clues.degree import degree_asked
from greenflag.clues.facets import facets_of
from greenflag.clues.lines import lines
from greenflag.clues.place import abroad_only, place_of
from greenflag.clues.reader import Reader
from greenflag.clues.rules import load_rules
from greenflag.clues.stance import stance_of
from greenflag.model import COLOURS, Posting, Reading

__all__ = ["lines", "read", "version"]


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader(load_rules())


def version() -> str:
    """Return the version of the rules and of the code that reads by them: another version reads stored text anew."""
    return load_rules().version


def read(posting: Posting) -> Reading:
    """Return all that a posting's title and text say about sponsorship, who may apply, and where.

    Clues of the title come first, with line 0 and offsets in the title; what a title only repeats of how the text
    begins is told once. A visa or work right of another country than the United States is no US offer: its clues are
    of kind ``foreign``.
    """
    reader = _reader()
    in_title, in_text = reader.clues(posting.title, title=True), reader.clues(posting.text)
    if in_title and posting.text.lstrip().startswith(posting.title):
        repeated = {clue.kind for clue in in_text if clue.start <= len(posting.title)}
        in_title = [clue for clue in in_title if clue.kind not in repeated]
    clues = [*in_title, *in_text]
    place = place_of(posting, clues)
    clues = abroad_only(posting, clues, place)
    stance, future = stance_of(clues)
    return Reading(
        clues=tuple(clues),
        stance=stance,
        colour=COLOURS[stance],
        future=future,
        place=place,
        everify=True if any(clue.claim == "everify" for clue in clues) else None,
        facets=facets_of(clues),
        degree=degree_asked(posting.text),
    )
