"""The layout of the store's file, one step for each version it ever had.

A step is never edited once released: a change adds a step. ``PRAGMA user_version`` counts the steps that were taken.
Times are UTC ISO 8601 text of one width, so that they sort as text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from greenflag.errors import StoreError

APPLICATION_ID = 0x67666C67  # "gflg": tells a greenflag store from another program's SQLite file


def _start(db: sqlite3.Connection) -> None:
    db.execute(
        """
        CREATE TABLE boards (
            id            TEXT PRIMARY KEY,
            system        TEXT NOT NULL,
            token         TEXT NOT NULL,
            employer_name TEXT NOT NULL,
            url           TEXT NOT NULL,
            watched       INTEGER NOT NULL,            -- 0: removed, its postings are kept
            added_at      TEXT NOT NULL,
            etag          TEXT,
            last_modified TEXT,
            body_hash     TEXT,
            checked_at    TEXT,
            complete      INTEGER,
            problem       TEXT,
            open_postings INTEGER NOT NULL DEFAULT 0,
            all_seen_at   TEXT                         -- last read that held every open posting
        )"""
    )
    db.execute(
        """
        CREATE TABLE postings (
            id            TEXT PRIMARY KEY,
            board         TEXT NOT NULL REFERENCES boards (id),
            url           TEXT NOT NULL,
            content_hash  TEXT NOT NULL,
            posting       TEXT NOT NULL,               -- model.Posting as JSON
            versions      INTEGER NOT NULL DEFAULT 1,
            first_seen_at TEXT NOT NULL,
            last_seen_at  TEXT NOT NULL,               -- while open: or boards.all_seen_at, if that is later
            closed_at     TEXT
        )"""
    )
    db.execute("CREATE INDEX postings_by_board ON postings (board, id)")
    db.execute("CREATE INDEX open_postings ON postings (board, id) WHERE closed_at IS NULL")
    db.execute(
        """
        CREATE TABLE earlier_texts (
            posting_id  TEXT NOT NULL REFERENCES postings (id),
            version     INTEGER NOT NULL,              -- 1 is the first text
            replaced_at TEXT NOT NULL,
            posting     BLOB NOT NULL,                 -- model.Posting as JSON, zlib
            PRIMARY KEY (posting_id, version)
        )"""
    )
    db.execute(
        """
        CREATE TABLE assessments (
            posting_id   TEXT PRIMARY KEY REFERENCES postings (id),
            content_hash TEXT NOT NULL,
            rules        TEXT NOT NULL,
            records      TEXT NOT NULL,
            law          TEXT NOT NULL,
            assessed_on  TEXT NOT NULL,
            assessment   BLOB NOT NULL                 -- model.Assessment as JSON, zlib
        )"""
    )


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_start,)


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest layout, each step in a transaction of its own.

    Raises:
        StoreError: another program's database, or the file of a newer greenflag.
    """
    while _version(db, path) < len(STEPS):
        db.execute("BEGIN IMMEDIATE")
        try:
            version = _version(db, path)  # asked again: another process may have taken the step meanwhile
            if version < len(STEPS):
                STEPS[version](db)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise


def _version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (application or version or tables):
        raise StoreError(
            f"{path}: this SQLite file belongs to another program; name another file for greenflag's store"
        )
    if version > len(STEPS):
        raise StoreError(
            f"{path}: a newer greenflag made this store (layout {version}, this one knows {len(STEPS)}); "
            "update greenflag, or name another file"
        )
    return version
