"""Taking in one read of a board: what is new, edited, reopened and closed. Runs inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from greenflag.model import BoardChange, BoardRead, BoardState, Posting, Problem
from greenflag.store.rows import pack, posting, posting_to_text


@dataclass(frozen=True, slots=True)
class Validators:
    """What lets the next request ask whether anything is new."""

    etag: str | None
    last_modified: str | None
    body_hash: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    content_hash: str
    url: str
    closed: bool


def note_unchanged(
    db: sqlite3.Connection, state: BoardState, read: BoardRead, now: str, given: Validators
) -> BoardChange:
    """Note that a board has not changed: one row is written, however many postings the board has.

    Only after a complete read does "unchanged" say that every open posting is still there; otherwise the next read
    must parse again, and the validators stay empty.
    """
    if read.complete and state.complete:
        db.execute(
            """UPDATE boards SET checked_at = :now, all_seen_at = :now, problem = NULL,
               etag = coalesce(:etag, etag), last_modified = coalesce(:modified, last_modified),
               body_hash = coalesce(:hash, body_hash) WHERE id = :board""",
            {
                "now": now,
                "board": state.board.id,
                "etag": given.etag,
                "modified": given.last_modified,
                "hash": given.body_hash,
            },
        )
    else:
        db.execute("UPDATE boards SET checked_at = ? WHERE id = ?", (now, state.board.id))
    return _change(read, Counter(), state.open_postings, read.problems)


def take_in(db: sqlite3.Connection, read: BoardRead, now: str, given: Validators) -> BoardChange:
    """Store what a parsed read holds; of a posting that is there twice, the last counts."""
    postings = {posting.id: posting for posting in read.postings}
    _adopt(db, read.board.id, postings)
    known = _known(db, read.board.id)
    counts: Counter[str] = Counter()
    problems = list(read.problems)
    for item in postings.values():
        before = known.get(item.id)
        if before is not None:
            _update(db, before, item, now, counts)
            if before.closed or not read.complete:  # else the board's mark says that it was seen
                db.execute("UPDATE postings SET last_seen_at = ?, closed_at = NULL WHERE id = ?", (now, item.id))
        elif _insert(db, read.board.id, item, now):
            counts["new"] += 1
        else:
            problems.append(Problem(item.id, "belongs to another board and was left as that board has it"))
    if read.complete:
        gone = [key for key, before in known.items() if not before.closed and key not in postings]
        close(db, gone, now)
        counts["closed"] = len(gone)
    _note_read(db, read, now, given)
    return _change(read, counts, _count_open(db, read.board.id), tuple(problems))


def close(db: sqlite3.Connection, posting_ids: list[str], closed_at: str | None) -> None:
    """Close postings at an instant; at None, when each was last seen."""
    for posting_id in posting_ids:
        # From now on the row itself must say when it was last seen: the board's mark goes on without it.
        db.execute(
            """UPDATE postings SET last_seen_at = max(last_seen_at, coalesce(
                   (SELECT all_seen_at FROM boards WHERE boards.id = postings.board), '')) WHERE id = ?""",
            (posting_id,),
        )
        db.execute(
            "UPDATE postings SET closed_at = coalesce(?, last_seen_at) WHERE id = ?",
            (closed_at, posting_id),
        )


def _adopt(db: sqlite3.Connection, board_id: str, posting_ids: Iterable[str]) -> None:
    # What a board that is no longer watched left behind (a folder of saved answers, say) goes on with its history.
    db.executemany(
        "UPDATE postings SET board = ? WHERE id = ? AND board IN (SELECT id FROM boards WHERE NOT watched)",
        [(board_id, posting_id) for posting_id in posting_ids],
    )


def _known(db: sqlite3.Connection, board_id: str) -> dict[str, _Known]:
    rows = db.execute("SELECT id, content_hash, url, closed_at IS NOT NULL FROM postings WHERE board = ?", (board_id,))
    return {row[0]: _Known(row[1], row[2], bool(row[3])) for row in rows}


def _insert(db: sqlite3.Connection, board_id: str, item: Posting, now: str) -> bool:
    cursor = db.execute(
        """INSERT INTO postings (id, board, url, content_hash, posting, first_seen_at, last_seen_at)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
        (item.id, board_id, item.url, item.content_hash, posting_to_text(item), now, now),
    )
    return cursor.rowcount == 1


def _update(db: sqlite3.Connection, before: _Known, item: Posting, now: str, counts: Counter[str]) -> None:
    if before.content_hash != item.content_hash:
        _keep_text(db, item.id, now)
        counts["edited"] += 1
    if before.content_hash != item.content_hash or before.url != item.url:
        db.execute(
            "UPDATE postings SET url = ?, content_hash = ?, posting = ? WHERE id = ?",
            (item.url, item.content_hash, posting_to_text(item), item.id),
        )
    counts["reopened"] += before.closed


def _keep_text(db: sqlite3.Connection, posting_id: str, now: str) -> None:
    text, version = db.execute("SELECT posting, versions FROM postings WHERE id = ?", (posting_id,)).fetchone()
    db.execute(
        "INSERT INTO earlier_texts (posting_id, version, replaced_at, posting) VALUES (?, ?, ?, ?)",
        (posting_id, version, now, pack(posting(posting_id, text))),
    )
    db.execute("UPDATE postings SET versions = versions + 1 WHERE id = ?", (posting_id,))


def _note_read(db: sqlite3.Connection, read: BoardRead, now: str, given: Validators) -> None:
    # After an incomplete read the validators are forgotten, the old ones too: the board is no longer as stored
    # under either, so the next read has to parse.
    kept = given if read.complete else Validators(None, None, None)
    db.execute(
        """UPDATE boards SET checked_at = :now, complete = :complete, problem = :problem,
           etag = :etag, last_modified = :modified, body_hash = :hash,
           all_seen_at = CASE WHEN :complete THEN :now ELSE all_seen_at END,
           open_postings = (SELECT count(*) FROM postings WHERE board = :board AND closed_at IS NULL)
           WHERE id = :board""",
        {
            "now": now,
            "complete": read.complete,
            "problem": _summary(read.problems),
            "etag": kept.etag,
            "modified": kept.last_modified,
            "hash": kept.body_hash,
            "board": read.board.id,
        },
    )


def _summary(problems: tuple[Problem, ...]) -> str | None:
    if not problems:
        return None
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0].place}: {problems[0].message}{more}"


def _count_open(db: sqlite3.Connection, board_id: str) -> int:
    return int(db.execute("SELECT open_postings FROM boards WHERE id = ?", (board_id,)).fetchone()[0])


def _change(read: BoardRead, counts: Counter[str], now_open: int, problems: tuple[Problem, ...]) -> BoardChange:
    return BoardChange(
        board=read.board,
        changed=read.changed,
        complete=read.complete,
        new=counts["new"],
        edited=counts["edited"],
        closed=counts["closed"],
        reopened=counts["reopened"],
        open=now_open,
        problems=problems,
    )
