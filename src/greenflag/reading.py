"""One text read, without a search: what it says of sponsorship, and why each rule says so."""

from __future__ import annotations

from greenflag import clues
from greenflag.clues.workbench import Explanation, explain
from greenflag.model import Posting, Reading
from greenflag.sources import make_posting


def read(text: str, *, title: str = "", company: str = "", location: str = "") -> Reading:
    """Return what a posting says about sponsorship, who may apply, and where one may work; needs no JobSearch.

    Offsets of the clues are in the posting's cleaned text: use ``read_posting`` where they matter.
    """
    return read_posting(_posting_of_text(text, title, company, location))


def read_posting(posting: Posting) -> Reading:
    """Return the reading of a posting: its clues with exact quotes, the stance they amount to, and the place."""
    return clues.read(posting)


def explain_line(text: str) -> Explanation:
    """Return why each clue rule says what it says of a line or a few: for people who write rules."""
    return explain(_posting_of_text(text))


def _posting_of_text(text: str, title: str = "", company: str = "", location: str = "") -> Posting:
    return make_posting(
        source="text",
        board="text",
        external_id="1",
        title=title,
        employer_name=company,
        text=text,
        locations=[location],
    )
