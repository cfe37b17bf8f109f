"""Boards, postings, and what is known of them between runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Workplace = Literal["onsite", "hybrid", "remote", "unknown"]
PayPeriod = Literal["year", "month", "week", "day", "hour", "unknown"]


@dataclass(frozen=True, slots=True)
class Salary:
    """Pay as printed; amounts in whole or part units of ``currency`` (ISO 4217) per ``period``."""

    minimum: float | None
    maximum: float | None
    currency: str
    period: PayPeriod
    text: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A place that postings come from: ``id`` is ``system:token``, e.g. ``greenhouse:acme``.

    ``token`` is the board's name at its system; for ``page`` it is the URL, for ``folder`` an absolute path.
    """

    id: str
    system: str
    token: str
    employer_name: str
    url: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One job as its employer published it. ``text`` is plain text, one paragraph or bullet a line.

    ``posted_on`` is the first publication where the board tells it, never the date of the last edit.
    ``contact_email`` is the address that one is to write to, where it is known apart from the text.
    ``content_hash`` covers all that a reader sees, so that an edit is noticed and a re-fetch is not.
    """

    id: str
    source: str
    board: str
    external_id: str
    url: str
    title: str
    employer_name: str
    locations: tuple[str, ...]
    workplace: Workplace
    text: str
    posted_on: date | None
    fetched_at: datetime | None
    salary: Salary | None
    content_hash: str
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an input that could not be read: where it is, and what is wrong with it."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class BoardRead:
    """What one read of a board gave. Only a ``complete`` read may close postings that it does not hold.

    ``changed`` is False when the board said, or its bytes showed, that nothing is new; ``postings`` is then empty.
    """

    board: Board
    postings: tuple[Posting, ...]
    complete: bool
    changed: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardState:
    """What the store knows of a watched board: HTTP validators, the last body's hash, when and how it was read."""

    board: Board
    added_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    checked_at: datetime | None = None
    complete: bool | None = None
    open_postings: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class BoardChange:
    """What one update did to the stored postings of a board (counts), and what went wrong."""

    board: Board
    changed: bool
    complete: bool
    new: int
    edited: int
    closed: int
    reopened: int
    open: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPosting:
    """A posting with its history: when it was first and last seen, and when it was closed (None while open)."""

    posting: Posting
    first_seen_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    versions: int
