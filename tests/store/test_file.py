import os
import sqlite3
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from greenflag.errors import StoreError
from greenflag.store import connection, migrations, open_store


def test_what_is_stored_is_there_after_reopening(store, record, make_posting, board, path, at):
    record(store, 1, make_posting(1))
    store.close()
    with closing(open_store(path)) as reopened:
        assert [stored.posting for stored in reopened.postings()] == [make_posting(1)]
        assert reopened.boards()[0].added_at == at(0)


def test_the_file_is_in_wal_mode_and_holds_its_foreign_keys(store):
    assert store._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store._db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_the_folder_of_the_store_is_made(tmp_path):
    open_store(tmp_path / "a" / "b" / "store.db").close()
    assert (tmp_path / "a" / "b" / "store.db").exists()


def test_times_are_kept_as_utc_text(store, record, make_posting, path):
    record(store, 1, make_posting(1))
    found = store._db.execute("SELECT first_seen_at FROM postings").fetchone()[0]
    assert found == "2026-11-01T10:30:00.000000+00:00"


def test_walking_the_postings_sorts_nothing(store):
    for condition in ("", "WHERE p.closed_at IS NULL"):
        query = f"EXPLAIN QUERY PLAN SELECT p.posting FROM postings p CROSS JOIN boards b ON b.id = p.board {condition}"
        plan = store._db.execute(f"{query} ORDER BY p.board, p.id").fetchall()
        assert not [row for row in plan if "TEMP B-TREE" in row[3]]


def test_a_file_of_a_newer_greenflag_is_refused(store, path):
    store._db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreError, match=r"store\.db: a newer greenflag made this store \(layout 99.*update greenflag"):
        open_store(path)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path):
    path.write_text("Dear diary, today I applied to eleven jobs. " * 40)
    with pytest.raises(StoreError, match=r"store\.db: this is not a greenflag store"):
        open_store(path)
    assert path.read_text().startswith("Dear diary")


def test_another_programs_database_is_refused_and_left_as_it_was(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match=r"store\.db: this SQLite file belongs to another program"):
        open_store(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_a_damaged_store_says_so(store, record, make_posting, path):
    record(store, 1, *(make_posting(n, f"text {n} " * 300) for n in range(40)))
    store.close()
    body = bytearray(path.read_bytes())
    body[4096:-4096] = b"\xff" * (len(body) - 8192)
    path.write_bytes(body)
    with pytest.raises(StoreError, match=r"store\.db: the store is damaged; put back a copy"):  # noqa: SIM117
        with closing(open_store(path)) as damaged:
            list(damaged.postings())


def test_a_stored_posting_that_cannot_be_read_is_named(store, record, make_posting):
    record(store, 1, make_posting(1))
    store._db.execute("UPDATE postings SET posting = '{}'")
    with pytest.raises(StoreError, match="stored posting greenhouse:larkspur:1 cannot be read"):
        store.posting("greenhouse:larkspur:1")


def test_a_path_that_cannot_be_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="its folder cannot be made"):
        open_store(tmp_path / "file" / "store.db")
    with pytest.raises(StoreError, match="the store cannot be opened; check that its folder"):
        open_store(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"store\.db: the store cannot be opened"):
        open_store(tmp_path / "store.db")
    tmp_path.chmod(0o700)


def test_a_file_that_may_not_be_written_says_so(store, record, make_posting):
    store._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match=r"store\.db: the store cannot be written; allow writing"):
        record(store, 1, make_posting(1))


def test_a_write_that_finds_the_file_busy_too_long_says_so(store, record, make_posting, path):
    store._db.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another greenflag is writing to the store; try again"):
            record(store, 1, make_posting(1))
    assert record(store, 2, make_posting(1)).new == 1


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.boards()


def test_a_migration_that_fails_leaves_the_file_as_it_was(store, record, make_posting, path, monkeypatch):
    record(store, 1, make_posting(1))
    store.close()

    def half(db):
        db.execute("DROP TABLE assessments")
        raise RuntimeError("power cut")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, half))
    with pytest.raises(RuntimeError, match="power cut"):
        open_store(path)
    monkeypatch.undo()
    with closing(open_store(path)) as reopened:
        assert list(reopened.assessments()) == []
        assert len(list(reopened.postings())) == 1


def test_an_older_file_takes_the_steps_it_lacks(store, path, monkeypatch):
    store.close()
    step = lambda db: db.execute("ALTER TABLE boards ADD COLUMN note TEXT")  # noqa: E731
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    with closing(connection.connect(path)) as db:
        assert db.execute("SELECT note FROM boards").fetchall() == [(None,)]
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(migrations.STEPS)


WRITER = textwrap.dedent(
    """
    import sys
    from dataclasses import replace
    from datetime import UTC, datetime, timedelta
    from greenflag.model import Board, BoardRead, Posting
    from greenflag.store import open_store

    path, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    board = Board(f"lever:{name}", "lever", name, name, "")
    now = datetime(2026, 11, 1, tzinfo=UTC)

    def posting(number, text):
        return Posting(f"{board.id}:{number}", "lever", board.id, str(number), "", "Engineer", name, (), "unknown",
                       text * 200, None, now, None, text)

    store = open_store(path)
    store.add_board(board, now)
    print("ready", flush=True)
    for turn in range(times):
        half = range(0, 200) if turn % 2 else range(100, 300)
        read = BoardRead(board, tuple(posting(n, f"turn {turn % 5} ") for n in half), True, True)
        store.record_read(read, now + timedelta(minutes=turn), etag=str(turn), last_modified=None, body_hash=str(turn))
    store.close()
    """
)


def start_writer(path: Path, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_kill_in_the_midst_of_writing_leaves_a_whole_state(path):
    for wait_seconds in (0.05, 0.11, 0.23):
        with start_writer(path, "killed", 1_000_000) as writer:
            assert writer.stdout.readline() == "ready\n"
            time.sleep(wait_seconds)
            writer.kill()
        with closing(open_store(path)) as store:
            assert store._db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert store._db.execute("PRAGMA foreign_key_check").fetchall() == []
            (state,) = store.boards()
            numbers = {int(stored.posting.external_id) for stored in store.postings()}
            assert numbers in (set(), set(range(200)), set(range(100, 300)))
            assert state.open_postings == len(numbers)
            for stored in store.postings(open_only=False):
                assert len(store.earlier_texts(stored.posting.id)) == stored.versions - 1
            last_turn = max((int(state.etag or 0)), 0)
            assert not numbers or {stored.posting.content_hash for stored in store.postings()} == {
                f"turn {last_turn % 5} "
            }


def test_two_processes_write_to_one_new_file_without_falling_over_each_other(path):
    writers = [start_writer(path, name, 6) for name in ("one", "two")]
    for writer in writers:
        with writer:
            writer.communicate(timeout=60)
        assert writer.returncode == 0
    with closing(open_store(path)) as store:
        assert [(state.board.id, state.open_postings, state.etag) for state in store.boards()] == [
            ("lever:one", 200, "5"),
            ("lever:two", 200, "5"),
        ]
        assert sum(1 for _ in store.postings()) == 400


def test_threads_may_share_a_store(store, record, make_posting, other_board, board, at):
    store.add_board(other_board, at(0))

    def write(turn):
        target = other_board if turn % 2 else board
        return record(store, turn, *(make_posting(n, f"turn {turn}", target) for n in range(5)), board=target)

    with ThreadPoolExecutor(4) as threads:
        changes = list(threads.map(write, range(12)))
    assert sum(change.new for change in changes) == 10
    assert [state.open_postings for state in store.boards()] == [5, 5]
