from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.sources.replay import InventedBoard, ReplayServer, Reply, invented_board, wrap

from greenflag.errors import FetchError, InputError
from greenflag.model import Board, BoardState
from greenflag.sources import PoliteFetcher, read_board

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SYSTEMS = ["greenhouse", "lever", "lever-eu", "ashby"]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


@pytest.fixture
def fetcher(server: ReplayServer) -> Iterator[PoliteFetcher]:
    with PoliteFetcher(via=server.via, gap_seconds=0, tries=2, sleep=lambda _: None) as fetcher:
        yield fetcher


def new(board: InventedBoard) -> BoardState:
    return BoardState(board.board, added_at=NOW - timedelta(days=9))


def after(state: BoardState, read, answer, at=NOW) -> BoardState:
    """The state that the store keeps of a read: no validators unless it was complete."""
    problem = f"{read.problems[0].place}: {read.problems[0].message}" if read.problems else None
    keep = read.complete
    return replace(
        state,
        etag=answer.etag if keep else None,
        last_modified=answer.last_modified if keep else None,
        body_hash=answer.body_hash if keep else None,
        checked_at=at,
        complete=read.complete,
        open_postings=max(len(read.postings), 0 if keep else state.open_postings),
        problem=problem,
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_unchanged_board_is_not_read_again(server, fetcher, system):
    board = invented_board(system)
    server.put_boards([board])
    first, answer = read_board(new(board), fetcher, NOW)
    assert (first.complete, first.changed, len(first.postings)) == (True, True, len(board.rows))
    again, second = read_board(after(new(board), first, answer), fetcher, NOW)
    assert (again.complete, again.changed, again.postings, again.problems) == (True, False, (), ())
    assert second.status == 304


def test_the_same_bytes_without_validators_are_unchanged_too(server, fetcher):
    board = invented_board("lever")
    server.put(board.address, board.body, etag=False)
    read, answer = read_board(new(board), fetcher, NOW)
    again, second = read_board(after(new(board), read, answer), fetcher, NOW)
    assert (again.changed, second.status) == (False, 200)


@pytest.mark.parametrize(
    ("system", "fault"),
    [("greenhouse", "miscounted"), *((system, fault) for system in SYSTEMS for fault in ("cut", "empty"))],
)
def test_a_faulty_answer_is_never_complete(server, fetcher, system, fault):
    board = invented_board(system, postings=8)
    server.put_boards([board])
    read, answer = read_board(new(board), fetcher, NOW)
    server.fault(board, fault)
    state = replace(after(new(board), read, answer), etag=None)  # else the server might say 304
    faulty, answer = read_board(state, fetcher, NOW)
    assert (faulty.complete, faulty.changed) == (False, True)
    assert faulty.problems
    mended, answer = read_board(after(state, faulty, answer), fetcher, NOW)
    assert (mended.complete, mended.changed, len(mended.postings)) == (True, True, len(board.rows))


def test_after_an_incomplete_read_the_board_is_read_in_full(server, fetcher):
    board = invented_board("greenhouse")
    server.put(board.address, wrap("greenhouse", board.rows, total=99))
    read, answer = read_board(new(board), fetcher, NOW)
    state = replace(after(new(board), read, answer), etag=answer.etag, body_hash=answer.body_hash)
    again, answer = read_board(state, fetcher, NOW)
    assert (again.changed, again.complete, answer.status) == (True, False, 200)


@pytest.mark.parametrize("system", SYSTEMS)
def test_only_a_second_empty_answer_is_believed(server, fetcher, system):
    board = invented_board(system)
    server.put(board.address, wrap(system, []))
    state = replace(new(board), checked_at=NOW, complete=True, open_postings=7)
    first, answer = read_board(state, fetcher, NOW)
    assert (first.complete, first.changed, first.postings) == (False, True, ())
    assert "nothing is closed" in first.problems[0].message
    state = after(state, first, answer)
    soon, _ = read_board(state, fetcher, NOW + timedelta(minutes=5))
    assert not soon.complete
    later, _ = read_board(state, fetcher, NOW + timedelta(hours=6))
    assert (later.complete, later.postings, later.problems) == (True, (), ())


def test_a_new_board_without_postings_is_doubted_aloud(server, fetcher):
    board = invented_board("lever")
    server.put(board.address, b"[]")
    read, _ = read_board(new(board), fetcher, NOW)
    assert read.complete
    assert "check it" in read.problems[0].message


def test_a_busy_host_is_asked_again(server, fetcher):
    board = invented_board("ashby")
    server.put_boards([board])
    server.fault(board, "busy")
    read, _ = read_board(new(board), fetcher, NOW)
    assert len(read.postings) == len(board.rows)
    assert server.statuses(board.address) == [429, 200]


@pytest.mark.parametrize("status", [404, 503])
def test_a_board_that_cannot_be_fetched_is_an_error(server, fetcher, status):
    board = invented_board("greenhouse")
    server.put(board.address, b"", status=status)
    with pytest.raises(FetchError, match=f"answered {status}"):
        read_board(new(board), fetcher, NOW)


def test_a_changed_board_is_read_with_the_old_validators(server, fetcher):
    board = invented_board("greenhouse")
    server.put_boards([board])
    read, answer = read_board(new(board), fetcher, NOW)
    rows = [{**board.rows[0], "title": "Another Title"}, *board.rows[1:]]
    server.put(board.address, wrap("greenhouse", rows))
    again, _ = read_board(after(new(board), read, answer), fetcher, NOW)
    assert again.changed
    assert again.postings[0].title == "Another Title"


def test_a_folder_is_read_without_a_request(server, fetcher, tmp_path):
    board = invented_board("greenhouse")
    (tmp_path / "saved.json").write_bytes(board.body)
    state = BoardState(Board(f"folder:{tmp_path}", "folder", str(tmp_path), "", tmp_path.as_uri()), added_at=NOW)
    read, answer = read_board(state, fetcher, NOW)
    assert (read.complete, len(read.postings)) == (True, len(board.rows))
    again, answer = read_board(after(state, read, answer), fetcher, NOW)
    assert (again.changed, answer.status) == (False, 304)
    assert server.asked == []


def test_a_page_is_read_by_its_address(server):
    url = "https://acme.example/jobs/1"
    server.put(url, "<title>Jobs at Acme</title><p>We have jobs.</p>")
    state = BoardState(Board(f"page:{url}", "page", url, "", url), added_at=NOW)
    with PoliteFetcher(via=server.mapped("acme.example"), gap_seconds=0) as fetcher:
        read, answer = read_board(state, fetcher, NOW)
    assert answer.status == 200
    assert (read.board, read.postings, read.complete) == (state.board, (), False)
    assert read.problems


def test_a_board_of_an_unknown_system_is_told(fetcher):
    state = BoardState(Board("pigeon:acme", "pigeon", "acme", "Acme", ""), added_at=NOW)
    with pytest.raises(InputError, match="pigeon"):
        read_board(state, fetcher, NOW)


def test_replies_are_given_in_turn(server, fetcher):
    board = invented_board("lever")
    server.put_boards([board])
    server.queue(board.address, Reply(b"", 503), Reply(b"", 503))
    with pytest.raises(FetchError):
        read_board(new(board), fetcher, NOW)
    assert read_board(new(board), fetcher, NOW)[0].complete
