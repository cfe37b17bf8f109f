"""Update: read the watched boards, several hosts at a time, and take in what they hold.

boards --by host--> one worker a host --queue--> the store, one transaction a board
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from queue import Queue
from urllib.parse import urlsplit

from greenflag.errors import GreenflagError
from greenflag.model import BoardChange, BoardRead, BoardState
from greenflag.ports import Fetched, Fetcher, Progress, Store
from greenflag.sources import read_board

WORKERS = 8  # hosts asked at the same time; each host is asked one thing at a time whatever the number
WAITING = 8  # parsed boards that may wait for the store, so that memory stays bounded

_Outcome = tuple[BoardState, BoardRead | GreenflagError, Fetched | None]


def update_boards(
    states: Sequence[BoardState], fetcher: Fetcher, store: Store, progress: Progress | None = None
) -> Iterator[BoardChange]:
    """Read each board and yield what changed, in the order in which answers come.

    A board that cannot be read is recorded with its problem and closes nothing; the others go on. Whoever stops
    listening, or kills the process, leaves the boards done so far stored whole and the others as they were.
    """
    outcomes: Queue[_Outcome | BaseException] = Queue(maxsize=WAITING)
    stopped = threading.Event()
    lanes = _lanes(states)
    workers = [
        threading.Thread(target=_work, args=(lane, fetcher, outcomes, stopped), daemon=True)
        for lane in _dealt(lanes, WORKERS)
    ]
    for worker in workers:
        worker.start()
    try:
        for done in range(1, len(states) + 1):
            outcome = outcomes.get()
            if isinstance(outcome, BaseException):
                raise outcome
            change = _store(store, *outcome)
            if progress:
                progress(done, len(states), change.board.employer_name or change.board.id)
            yield change
    finally:
        stopped.set()
        while not outcomes.empty():
            outcomes.get_nowait()


def _store(store: Store, state: BoardState, read: BoardRead | GreenflagError, answer: Fetched | None) -> BoardChange:
    now = datetime.now(UTC)
    if isinstance(read, GreenflagError):
        return store.record_failure(state.board, now, str(read))
    return store.record_read(
        read,
        now,
        etag=answer.etag if answer else None,
        last_modified=answer.last_modified if answer else None,
        body_hash=(answer.body_hash or state.body_hash) if answer else None,
    )


def _lanes(states: Sequence[BoardState]) -> list[list[BoardState]]:
    """Return the boards grouped by the host that answers for them."""
    lanes: defaultdict[str, list[BoardState]] = defaultdict(list)
    for state in states:
        system = state.board.system
        lanes[urlsplit(state.board.token).netloc if system == "page" else system].append(state)
    return sorted(lanes.values(), key=len, reverse=True)


def _dealt(lanes: Sequence[list[BoardState]], hands: int) -> list[list[BoardState]]:
    """Return the lanes dealt out to at most ``hands`` workers, the longest first."""
    dealt: list[list[BoardState]] = [[] for _ in range(min(hands, len(lanes)))]
    for lane in lanes:
        min(dealt, key=len).extend(lane)
    return dealt


def _work(
    states: Sequence[BoardState],
    fetcher: Fetcher,
    outcomes: Queue[_Outcome | BaseException],
    stopped: threading.Event,
) -> None:
    for state in states:
        if stopped.is_set():
            return
        try:
            outcomes.put((state, *read_board(state, fetcher, datetime.now(UTC))))
        except GreenflagError as error:
            outcomes.put((state, error, None))
        except BaseException as error:  # handed to the caller, who would wait for ever otherwise
            outcomes.put(error)
            return
