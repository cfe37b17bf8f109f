import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from greenflag.model import Board, BoardChange, BoardRead, Posting, Problem, Salary
from greenflag.ports import Store
from greenflag.store import open_store

BOARD = Board("greenhouse:larkspur", "greenhouse", "larkspur", "Larkspur Robotics", "https://jobs.larkspur.example")
OTHER = Board("lever:pelican", "lever", "pelican", "Pelican Maps", "https://jobs.pelican.example")
START = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def _at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def _posting(number: int, text: str = "We teach arms to fold laundry.", board: Board = BOARD) -> Posting:
    return Posting(
        id=f"{board.id}:{number}",
        source=board.system,
        board=board.id,
        external_id=str(number),
        url=f"{board.url}/{number}",
        title="Perception Engineer",
        employer_name=board.employer_name,
        locations=("San Francisco, CA", "Remote, US"),
        workplace="hybrid",
        text=text,
        posted_on=START.date(),
        fetched_at=START,
        salary=Salary(180_000, 220_000.5, "USD", "year", "$180,000 - $220,000.50"),
        content_hash=hashlib.sha256(text.encode()).hexdigest()[:32],
    )


def _record(
    store: Store,
    hours: float,
    *postings: Posting,
    board: Board = BOARD,
    complete: bool = True,
    changed: bool = True,
    problems: tuple[Problem, ...] = (),
    etag: str | None = 'W/"1"',
    body_hash: str | None = "b1",
) -> BoardChange:
    read = BoardRead(board, postings, complete, changed, problems)
    return store.record_read(read, _at(hours), etag=etag, last_modified=None, body_hash=body_hash)


# Functions as fixtures: test modules are imported on their own and cannot import this file.
board = pytest.fixture(scope="session")(lambda: BOARD)
other_board = pytest.fixture(scope="session")(lambda: OTHER)
at = pytest.fixture(scope="session")(lambda: _at)
make_posting = pytest.fixture(scope="session")(lambda: _posting)
record = pytest.fixture(scope="session")(lambda: _record)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_store(path)
    store.add_board(BOARD, START)
    yield store
    store.close()
