"""Two hundred boards, faults included: nothing is read twice, nothing closed in error, nothing lost to a kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sources.replay import InventedBoard, ReplayServer, invented_boards, wrap

from greenflag.api import JobSearch
from greenflag.candidate import sample_profile
from greenflag.sources import PoliteFetcher
from greenflag.store import open_store

BOARDS = 200
FAULTS = ("busy", "down", "cut", "miscounted", "slow", "empty")


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as running:
        yield running


def watch(home: Path, server: ReplayServer, boards: list[InventedBoard]) -> JobSearch:
    fetcher = PoliteFetcher(via=server.via, gap_seconds=0, sleep=lambda _: None)
    search = JobSearch(home, profile=sample_profile(), fetcher=fetcher)
    for board in boards:
        search.add_board(board.board.url)
    return search


def open_ids(search: JobSearch) -> set[str]:
    return {stored.posting.id for stored in search._store.postings()}


def test_a_second_run_over_200_boards_is_all_304_and_reads_nothing_again(tmp_path: Path, server: ReplayServer):
    boards = invented_boards(BOARDS, seed=3, postings=4)
    server.put_boards(boards)
    with watch(tmp_path, server, boards) as search:
        first = search.update()
        read = search.assess()
        server.asked.clear()
        second = search.update()
        assert search.assess() == 0
    assert sum(change.new for change in first) == read == sum(len(board.rows) for board in boards)
    assert all(change.complete for change in first)
    assert not any(change.changed for change in second)
    assert {asked.status for asked in server.asked if not asked.key.endswith("/robots.txt")} == {304}
    assert len([asked for asked in server.asked if not asked.key.endswith("/robots.txt")]) == BOARDS


def test_faults_close_nothing_and_the_next_sound_answer_sets_all_right(tmp_path: Path, server: ReplayServer):
    boards = invented_boards(60, seed=5, postings=4)
    server.put_boards(boards)
    with watch(tmp_path, server, boards) as search:
        search.update()
        before = open_ids(search)
        for number, board in enumerate(boards):
            changed = [{**row, "title" if board.board.system != "lever" else "text": "Renamed"} for row in board.rows]
            server.put(board.address, wrap(board.board.system, changed))
            server.fault(board, FAULTS[number % len(FAULTS)])
        faulty = search.update()
        assert sum(change.closed for change in faulty) == 0
        assert open_ids(search) == before
        assert [change for change in faulty if change.problems]
        mended = search.update()
        titles = {stored.posting.title for stored in search._store.postings()}
    assert all(change.complete for change in mended)
    assert titles == {"Renamed"}


def test_a_posting_that_a_complete_read_lacks_is_closed(tmp_path: Path, server: ReplayServer):
    (board,) = invented_boards(1, seed=8, postings=6)
    server.put_boards([board])
    with watch(tmp_path, server, [board]) as search:
        search.update()
        server.put(board.address, wrap(board.board.system, board.rows[1:]))
        (change,) = search.update()
        assert change.closed == 1
        assert len(open_ids(search)) == len(board.rows) - 1


CHILD = """
import sys
from pathlib import Path
from greenflag.api import JobSearch
from greenflag.candidate import sample_profile
from greenflag.sources import PoliteFetcher
via = {key: value for key, value in (pair.split("=", 1) for pair in sys.argv[2].split(" "))}
fetcher = PoliteFetcher(via=via, gap_seconds=0)
with JobSearch(Path(sys.argv[1]), profile=sample_profile(), fetcher=fetcher) as search:
    print("ready", flush=True)
    search.update()
"""


def test_a_kill_in_the_midst_of_an_update_loses_nothing(tmp_path: Path, server: ReplayServer):
    boards = invented_boards(90, seed=9, postings=8)
    server.put_boards(boards)
    with watch(tmp_path, server, boards):
        pass
    via = " ".join(f"{key}={value}" for key, value in server.via.items())
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path), via], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    assert child.stdout
    child.stdout.readline()
    deadline = time.monotonic() + 20
    while len(server.asked) < 12 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    store = open_store(tmp_path / "greenflag.db")
    sizes = {board.board.id: len(board.rows) for board in boards}
    done = {state.board.id: state.open_postings for state in store.boards() if state.checked_at}
    store.close()
    assert all(count == sizes[board_id] for board_id, count in done.items())
    with watch(tmp_path, server, boards) as search:
        search.update()
        assert len(open_ids(search)) == sum(sizes.values())
