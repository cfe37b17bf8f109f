"""Protocols: what a plug must look like for the rooms to take it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from greenflag.model import (
    Assessment,
    Board,
    BoardChange,
    BoardRead,
    BoardState,
    Entity,
    Placing,
    Posting,
    SponsorRecord,
    StoredPosting,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``status`` 200 or 304 (then ``body`` is empty); other statuses raise FetchError."""

    url: str
    status: int
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str = ""


class Fetcher(Protocol):
    """Gets addresses politely. The only implementation that opens a socket is ``sources.fetch.PoliteFetcher``."""

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return the answer; raise FetchError, or NotAllowedError where robots or terms forbid the address."""


class Connector(Protocol):
    """One board system: which links are its boards, where a board's postings are, how its rows read."""

    system: str

    def route(self, url: str) -> str | None:
        """Return the board token that a link belongs to, or None when the link is not this system's."""

    def address(self, token: str) -> str:
        """Return the one address that answers with the whole board."""

    def page(self, token: str) -> str:
        """Return the board's page for people."""

    def parse(self, body: bytes, board: Board, fetched_at: datetime) -> BoardRead:
        """Return the postings of a whole answer; a bad row becomes a Problem and lowers ``complete``."""


class Records(Protocol):
    """The government's figures as greenflag holds them."""

    version: str

    def entities(self) -> Sequence[Entity]:
        """Return every legal entity."""

    def named(self, words: Collection[str]) -> Mapping[str, Sequence[Entity]]:
        """Return for each word (lower-case ASCII) the entities that have it in a name, or are it when run together.

        A word that too many entities have finds only those whose whole name it is.
        """

    def of(self, employer_id: str) -> tuple[SponsorRecord, ...]:
        """Return an entity's figures, newest fiscal year first."""

    def placing(self, employer_id: str) -> Placing:
        """Return whether an entity's people work at other firms, as far as the records tell."""

    def coverage(self) -> str:
        """Say in one line which files and periods the figures come from."""


class Store(Protocol):
    """What is kept between runs. Each method is one transaction: it happens whole or not at all."""

    def add_board(self, board: Board, now: datetime) -> bool:
        """Watch a board; False when it is watched already."""

    def remove_board(self, board_id: str) -> bool:
        """Stop watching a board; its postings stay, closed. False when it is not watched."""

    def boards(self) -> tuple[BoardState, ...]:
        """Return every watched board, by id."""

    def record_read(
        self, read: BoardRead, now: datetime, *, etag: str | None, last_modified: str | None, body_hash: str | None
    ) -> BoardChange:
        """Take in one read: new, edited, reopened; closes the unseen only when the read is complete."""

    def record_failure(self, board: Board, now: datetime, problem: str) -> BoardChange:
        """Note that a board could not be read; no posting is touched."""

    def postings(self, *, open_only: bool = True) -> Iterator[StoredPosting]:
        """Yield stored postings, by board and id."""

    def posting(self, posting_id: str) -> StoredPosting | None:
        """Return one stored posting, or None."""

    def earlier_texts(self, posting_id: str) -> tuple[Posting, ...]:
        """Return the texts that a posting had before, oldest first."""

    def assessment(self, posting_id: str) -> Assessment | None:
        """Return the latest assessment of a posting, or None."""

    def assessments(self) -> Iterator[Assessment]:
        """Yield the latest assessment of every posting."""

    def save_assessments(self, assessments: Iterable[Assessment]) -> None:
        """Keep these as the latest assessments of their postings."""

    def close(self) -> None:
        """Close the file."""


class Progress(Protocol):
    """Is told how long work goes; a face shows it."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` steps are behind; ``what`` is being done now."""


class Clock(Protocol):
    """Today, handed in, so that no answer depends on the wall clock."""

    def __call__(self) -> date:
        """Return the day that counts as today."""
