"""Opening the store's file, and saying plainly what is wrong when SQLite cannot use it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from greenflag.errors import StoreError
from greenflag.store.migrations import migrate

BUSY_SECONDS = 30.0  # how long one process waits for another's write; the longest single write measured takes about 2 s
WAL_PAUSE = 0.05  # seconds until a new file that another process is making is asked for its mode again

_ADVICE = (
    ("SQLITE_NOTADB", "this is not a greenflag store (not a SQLite database); move it away, or name another file"),
    ("SQLITE_CORRUPT", "the store is damaged; put back a copy of it, or move it away and add your boards again"),
    ("SQLITE_BUSY", "another greenflag is writing to the store; try again when it has finished"),
    ("SQLITE_LOCKED", "another greenflag is writing to the store; try again when it has finished"),
    ("SQLITE_READONLY", "the store cannot be written; allow writing to the file and its folder, or name another file"),
    ("SQLITE_PERM", "the store cannot be written; allow writing to the file and its folder, or name another file"),
    (
        "SQLITE_CANTOPEN",
        "the store cannot be opened; check that its folder exists and may be written, or name another file",
    ),
    ("SQLITE_FULL", "the disk is full; make room and try again (what was stored before is unharmed)"),
    ("SQLITE_IOERR", "the disk could not be read or written; check it, then try again"),
)


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into StoreErrors that name the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        advice = next((advice for start, advice in _ADVICE if name.startswith(start)), "the store cannot be used")
        raise StoreError(f"{path}: {advice} ({error})") from error


def connect(path: Path) -> sqlite3.Connection:
    """Open the file for reading and writing, making it and its folder if need be, in the newest layout.

    Raises:
        StoreError: the file is no store, damaged, of a newer greenflag, or may not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: its folder cannot be made ({error}); name another file for the store") from error
    with store_errors(path):
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            migrate(db, path)
            _use_wal(db)
            db.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a crash may undo the last writes, never tear one
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            db.close()
            raise
    return db


def _use_wal(db: sqlite3.Connection) -> None:
    # Asked first: switching needs the file alone, asking does not, and SQLite does not wait for it by itself when two
    # processes make a file at once. Where memory cannot be shared the mode stays.
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(WAL_PAUSE)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file a second time, for reading only: a long walk sees one state while others write."""
    with store_errors(path):
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
        )
        try:
            yield db
        finally:
            db.close()


@contextmanager
def writing(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction: what is done within happens whole or not at all."""
    with store_errors(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
