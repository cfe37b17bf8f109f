"""Rows of a board's JSON answer, read so that one odd row never costs the others.

    body --read_answer--> rows --Row--> postings, or a Problem that names row, id and key

What makes a row unreadable is a missing identity or title, or text of the wrong kind: a posting that lost the line
with its refusal would be read as silent. Anything else that is odd is reported and left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import msgspec

from greenflag.errors import SourceError
from greenflag.model import Board, BoardRead, Posting, Problem
from greenflag.sources.posting import make_posting

MAX_ITEMS = 1_000  # places, lists or pay tiers read of one posting; real ones have some dozens
MAX_ID = 100  # characters; real ids are numbers or 36-character UUIDs
EARLIEST = date(2000, 1, 1)  # older than every board system: a date before it is a mistake


class RowError(Exception):
    """This row cannot become a posting; the place and the message go into a Problem."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(place, message)


@dataclass(slots=True)
class Row:
    """One JSON object of an answer; ``problems`` gathers what is odd about it, each with its place."""

    value: dict[str, object]
    place: str
    problems: list[Problem] = field(default_factory=list)

    def key(self, *path: str) -> str:
        """Return the place of a key, as a Problem names it."""
        return f"{self.place}: key {'.'.join(path)!r}"

    def get(self, *path: str) -> object:
        """Return the value at a path, or None when it or anything on the way is missing or null."""
        value: object = self.value
        for depth, step in enumerate(path):
            if value is None:
                return None
            if not isinstance(value, dict):
                self._odd(value, "an object", path[:depth])
                return None
            value = value.get(step)
        return value

    def text(self, *path: str) -> str:
        """Return the text at a path; "" when it is missing, and with a Problem when it is not text."""
        value = self.get(*path)
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode()  # half a surrogate pair breaks every parser after this
        self._odd(value, "text", path)
        return ""

    def body(self, *path: str) -> str:
        """Return text that a reader must not miss; raise RowError when it is there and not text."""
        value = self.get(*path)
        if value is not None and not isinstance(value, str):
            raise RowError(self.key(*path), f"is {_kind(value)}, expected text")
        return self.text(*path)

    def required(self, *path: str) -> str:
        """Return the text at a path; raise RowError when it is missing, empty or not text."""
        value = self.body(*path).strip()
        if not value:
            raise RowError(self.key(*path), "is missing or empty")
        return value

    def identity(self, key: str) -> str:
        """Return the row's id, a whole number or a short text; raise RowError when it has none."""
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**MAX_ID:
            return str(value)
        if isinstance(value, str) and 0 < len(value) <= MAX_ID and value.isascii() and value.isprintable():
            return value
        raise RowError(self.key(key), "is missing" if value is None else f"is no id: {_kind(value)}")

    def number(self, *path: str) -> float | None:
        """Return the finite number at a path, or None, with a Problem when it is something else."""
        value = self.get(*path)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and abs(value) < 1e15
            and math.isfinite(value)
        ):
            return float(value)
        self._odd(value, "a number", path)
        return None

    def items(self, *path: str) -> list[object]:
        """Return the list at a path; empty when it is missing, and with a Problem when it is no list."""
        value = self.get(*path)
        if isinstance(value, list):
            return value[:MAX_ITEMS]
        self._odd(value, "a list", path)
        return []

    def rows(self, *path: str) -> list[Row]:
        """Return the objects of the list at a path; what is no object becomes a Problem."""
        found = []
        for number, value in enumerate(self.items(*path)):
            step = (*path[:-1], f"{path[-1]}[{number}]")
            if isinstance(value, dict):
                found.append(Row(value, f"{self.place}: {'.'.join(step)}", self.problems))
            else:
                self._odd(value, "an object", step)
        return found

    def _odd(self, value: object, expected: str, path: tuple[str, ...]) -> None:
        if value is not None:
            self.problems.append(Problem(self.key(*path), f"is {_kind(value)}, expected {expected}"))


def open_answer(body: bytes, place: str) -> object:
    """Return the JSON value of an answer; raise SourceError when it is cut off or no JSON at all.

    Stray bytes and control characters are taken as they come, NaN as null: they spoil one row, not the board.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    try:
        return json.loads(body.decode("utf-8", "replace"), strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        start = body[:60].decode("utf-8", "replace")
        raise SourceError(
            f"{place}: the answer is not whole JSON ({len(body):,} bytes, begins {start!r}): {error}. "
            "Nothing was changed; update again later."
        ) from error


def read_answer(
    body: bytes,
    board: Board,
    listed: Callable[[object, list[Problem]], list[object]],
    make: Callable[[Row], Posting | None],
) -> BoardRead:
    """Return the read of a whole answer.

    ``listed`` returns the rows of the decoded answer; it raises RowError when there are none to be had, and appends to
    its list what else speaks against believing that they are all. ``make`` is as in ``read_rows``.
    """
    doubts: list[Problem] = []
    try:
        rows = listed(open_answer(body, board.id), doubts)
    except SourceError as error:
        doubts.append(Problem(board.id, str(error)))
        rows = []
    except RowError as error:
        doubts.append(error.problem)
        rows = []
    return with_problems(read_rows(board, rows, make), doubts)


def read_rows(board: Board, rows: list[object], make: Callable[[Row], Posting | None]) -> BoardRead:
    """Return the postings that ``make`` makes of the rows; it returns None for a row that is not on show.

    Rows with one id become one posting with the places of all. ``complete`` is False when a row could not be read.
    """
    postings: dict[str, Posting] = {}
    problems: list[Problem] = []
    complete = True
    for number, value in enumerate(rows, 1):
        row = Row(value if isinstance(value, dict) else {}, f"{board.id} row {number}", problems)
        try:
            if not isinstance(value, dict):
                raise RowError(row.place, f"is {_kind(value)}, expected an object")
            row.place += f" (id {row.identity('id')})"
            posting = make(row)
        except RowError as error:
            problems.append(error.problem)
            complete = False
        except Exception as error:  # whatever else one row can do must not cost the board its other rows
            problems.append(Problem(row.place, f"could not be read: {type(error).__name__}: {error}"[:300]))
            complete = False
        else:
            if posting is not None:
                seen = postings.get(posting.id)
                postings[posting.id] = _with_places(seen, posting) if seen else posting
    return BoardRead(board, tuple(postings.values()), complete=complete, changed=True, problems=tuple(problems))


def with_problems(read: BoardRead, problems: list[Problem]) -> BoardRead:
    """Return a read that is incomplete for these reasons; unchanged when there are none."""
    return replace(read, complete=False, problems=(*problems, *read.problems)) if problems else read


def day_of(row: Row, key: str, fetched_at: datetime) -> date | None:
    """Return the day of an ISO 8601 instant, or of milliseconds since 1970 (UTC); None when it is no possible day."""
    value = row.get(key)
    if value is None:
        return None
    try:
        if isinstance(value, str):
            day = datetime.fromisoformat(value.strip()).date()
        else:
            day = datetime.fromtimestamp(float(value) / 1000, UTC).date()  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        day = None
    if day is not None and EARLIEST <= day <= fetched_at.date() + timedelta(days=1):  # a day for time zones
        return day
    row.problems.append(Problem(row.key(key), f"is no possible date: {str(value)[:40]!r}"))
    return None


def _with_places(first: Posting, other: Posting) -> Posting:
    return make_posting(
        source=first.source,
        board=first.board,
        external_id=first.external_id,
        title=first.title,
        employer_name=first.employer_name,
        text=first.text,
        url=first.url,
        locations=(*first.locations, *other.locations),
        workplace=first.workplace,
        posted_on=first.posted_on,
        fetched_at=first.fetched_at,
        salary=first.salary,
    )


def _kind(value: object) -> str:
    match value:
        case None | bool() | float():
            return f"{value}"
        case int():
            return "a number" if value.bit_length() > 64 else f"{value}"  # Python will not print the hugest
        case str():
            return f"text ({value[:40]!r})"
        case list() | dict():
            return "a list" if isinstance(value, list) else "an object"
    return type(value).__name__
