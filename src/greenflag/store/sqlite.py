"""The store in one SQLite file; see ``ports.Store`` for what each method promises."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from greenflag.errors import StoreError
from greenflag.model import Assessment, Board, BoardChange, BoardRead, BoardState, Posting, Problem, StoredPosting
from greenflag.ports import Store
from greenflag.store import reads, rows
from greenflag.store.connection import connect, reading, store_errors, writing


def open_store(path: Path | str) -> Store:
    """Open the store at a path, making the file and its folder if need be.

    Raises:
        StoreError: the file is no store, is damaged, comes from a newer greenflag, or may not be written.
    """
    return SqliteStore(Path(path).expanduser())


class SqliteStore:
    """One connection, one transaction a method. Threads may share it; processes may share the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = connect(path)
        self._lock = threading.Lock()

    def add_board(self, board: Board, now: datetime) -> bool:
        """Watch a board; False when it is watched already. One watched before is read afresh."""
        with self._writing() as db:
            cursor = db.execute(
                """INSERT INTO boards (id, system, token, employer_name, url, watched, added_at)
                   VALUES (?, ?, ?, ?, ?, 1, ?)
                   ON CONFLICT (id) DO UPDATE SET
                       employer_name = excluded.employer_name, url = excluded.url, watched = 1,
                       added_at = excluded.added_at, etag = NULL, last_modified = NULL, body_hash = NULL,
                       checked_at = NULL, complete = NULL, problem = NULL, all_seen_at = NULL
                   WHERE NOT watched""",
                (board.id, board.system, board.token, board.employer_name, board.url, rows.instant_to_text(now)),
            )
            return cursor.rowcount == 1

    def remove_board(self, board_id: str) -> bool:
        """Stop watching a board; its postings stay, closed when each was last seen. False when it is not watched."""
        with self._writing() as db:
            query = "SELECT id FROM postings WHERE board = ? AND closed_at IS NULL"
            reads.close(db, [row[0] for row in db.execute(query, (board_id,))], None)
            cursor = db.execute(
                "UPDATE boards SET watched = 0, open_postings = 0 WHERE id = ? AND watched", (board_id,)
            )
            return cursor.rowcount == 1

    def boards(self) -> tuple[BoardState, ...]:
        """Return every watched board, by id."""
        with self._lock, store_errors(self._path):
            return tuple(map(rows.board_state, self._db.execute(f"{rows.BOARD_STATE} ORDER BY id").fetchall()))

    def record_read(
        self, read: BoardRead, now: datetime, *, etag: str | None, last_modified: str | None, body_hash: str | None
    ) -> BoardChange:
        """Take in one read of a watched board.

        An unchanged read costs one row. A complete one closes what it does not hold. An incomplete one closes nothing
        and forgets the validators, so that the next read parses again.

        Raises:
            StoreError: the board is not watched.
        """
        given = reads.Validators(etag or None, last_modified or None, body_hash or None)
        with self._writing() as db:
            state = self._watched(db, read.board)
            if read.changed:
                return reads.take_in(db, read, rows.instant_to_text(now), given)
            return reads.note_unchanged(db, state, read, rows.instant_to_text(now), given)

    def record_failure(self, board: Board, now: datetime, problem: str) -> BoardChange:
        """Note that a watched board could not be read; its postings and validators stay as they are.

        Raises:
            StoreError: the board is not watched.
        """
        with self._writing() as db:
            state = self._watched(db, board)
            db.execute(
                "UPDATE boards SET checked_at = ?, problem = ? WHERE id = ?",
                (rows.instant_to_text(now), problem, board.id),
            )
        return BoardChange(
            board=board,
            changed=False,
            complete=False,
            new=0,
            edited=0,
            closed=0,
            reopened=0,
            open=state.open_postings,
            problems=(Problem(board.id, problem),),
        )

    def postings(self, *, open_only: bool = True) -> Iterator[StoredPosting]:
        """Yield stored postings, by board and id, as they were when the walk began."""
        condition = "WHERE p.closed_at IS NULL" if open_only else ""
        with reading(self._path) as db:
            for row in db.execute(f"{rows.STORED_POSTING} {condition} ORDER BY p.board, p.id"):
                yield rows.stored_posting(row)

    def posting(self, posting_id: str) -> StoredPosting | None:
        """Return one stored posting, or None."""
        found = self._rows(f"{rows.STORED_POSTING} WHERE p.id = ?", posting_id)
        return rows.stored_posting(found[0]) if found else None

    def earlier_texts(self, posting_id: str) -> tuple[Posting, ...]:
        """Return the texts that a posting had before, oldest first."""
        found = self._rows("SELECT posting FROM earlier_texts WHERE posting_id = ? ORDER BY version", posting_id)
        return tuple(rows.posting(posting_id, row[0]) for row in found)

    def assessment(self, posting_id: str) -> Assessment | None:
        """Return the latest assessment of a posting; None when there is none or it has another version's shape."""
        found = self._rows("SELECT assessment FROM assessments WHERE posting_id = ?", posting_id)
        return rows.assessment(found[0][0]) if found else None

    def assessments(self) -> Iterator[Assessment]:
        """Yield the latest assessment of every posting, by posting id, as they were when the walk began."""
        with reading(self._path) as db:
            for (stored,) in db.execute("SELECT assessment FROM assessments ORDER BY posting_id"):
                if (assessment := rows.assessment(stored)) is not None:
                    yield assessment

    def save_assessments(self, assessments: Iterable[Assessment]) -> None:
        """Keep these as the latest assessments of their postings.

        Raises:
            StoreError: a posting is not stored; then none of them is kept.
        """
        # Made ready first: the file is locked for other processes only while it is written.
        ready = list(map(rows.assessment_row, assessments))
        with self._writing() as db:
            for row in ready:
                if db.execute("SELECT 1 FROM postings WHERE id = ?", row[:1]).fetchone() is None:
                    raise StoreError(f"{self._path}: no posting {row[0]} is stored, so its assessment cannot be")
                db.execute("INSERT OR REPLACE INTO assessments VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, writing(self._db, self._path) as db:
            yield db

    def _rows(self, query: str, posting_id: str) -> list[Any]:
        with self._lock, store_errors(self._path):
            return self._db.execute(query, (posting_id,)).fetchall()

    def _watched(self, db: sqlite3.Connection, board: Board) -> BoardState:
        row = db.execute(f"{rows.BOARD_STATE} AND id = ?", (board.id,)).fetchone()
        if row is None:
            raise StoreError(f"{self._path}: the board {board.id} is not watched; add it with: greenflag boards add")
        return rows.board_state(row)
