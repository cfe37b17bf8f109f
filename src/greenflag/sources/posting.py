"""The one place where a Posting is made, so that every source cleans, limits and hashes alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from greenflag.model import Posting, Salary, Workplace
from greenflag.sources.text import clean

MAX_LABEL = 300  # characters kept of a title, a name or a place


def make_posting(
    *,
    source: str,
    board: str,
    external_id: str,
    title: str,
    employer_name: str,
    text: str,
    url: str = "",
    locations: Iterable[str] = (),
    workplace: Workplace = "unknown",
    posted_on: date | None = None,
    fetched_at: datetime | None = None,
    salary: Salary | None = None,
) -> Posting:
    """Return a posting with cleaned fields, id ``board:external_id`` and the hash of all that a reader sees.

    ``text`` is plain text (see ``html_to_text``). Places are kept in order, each once.
    """
    title, employer_name = label(title), label(employer_name)
    places = tuple(dict.fromkeys(filter(None, map(label, locations))))
    text = clean(text)
    seen = "\x1f".join([title, employer_name, *places, workplace, repr(salary), text])
    return Posting(
        id=f"{board}:{external_id}",
        source=source,
        board=board,
        external_id=external_id,
        url=url.strip() if url.strip().lower().startswith(("http://", "https://")) else "",
        title=title,
        employer_name=employer_name,
        locations=places,
        workplace=workplace,
        text=text,
        posted_on=posted_on,
        fetched_at=fetched_at,
        salary=salary,
        content_hash=hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:32],
    )


def label(text: str) -> str:
    """Return a title, name or place on one line, at most MAX_LABEL characters."""
    return " ".join(clean(text).split())[:MAX_LABEL]
