"""Reading one watched board: ask for what is new, parse it, and say how far the answer may be believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from greenflag.errors import InputError
from greenflag.model import Board, BoardRead, BoardState, Problem
from greenflag.ports import Fetched, Fetcher
from greenflag.sources.folder import read_folder
from greenflag.sources.page import read_page_url
from greenflag.sources.router import CONNECTORS
from greenflag.sources.rows import with_problems

EMPTY_AGAIN_AFTER = timedelta(hours=1)  # a second empty answer so much later is no passing fault of the board's host
_NOT_BELIEVED = (
    "the answer holds no posting though the last one did; nothing is closed unless the next one is empty too"
)
_NONE_YET = "the board answers without a posting; some systems answer so for a name they do not know: check it"


def read_board(state: BoardState, fetcher: Fetcher, now: datetime) -> tuple[BoardRead, Fetched | None]:
    """Return what a board holds now, and the answer it came in, for its validators and its hash.

    The board is asked only for what is new; 304 or the same bytes give a read with ``changed`` False. After an
    incomplete read it is read in full, so that what was missed then is not taken for known. The first empty answer of
    a board that had postings is not believed. A folder's answer is its hash, with no bytes.

    Raises:
        FetchError: the board could not be fetched; NotAllowedError when it may not be.
        InputError: the board is of a system that this version does not know, or its folder is gone.
    """
    board = state.board
    known = state if state.complete else replace(state, etag=None, last_modified=None, body_hash=None)
    if board.system == "folder":
        read, folder_hash = read_folder(board, now, known.body_hash)
        return read, Fetched(board.url, 200 if read.changed else 304, b"", body_hash=folder_hash)
    if board.system == "page":
        return read_page_url(known, fetcher, now)
    connector = CONNECTORS.get(board.system)
    if connector is None:
        raise InputError(f"{board.id}: this version knows no system {board.system!r}. Remove the board.")
    answer = fetcher.get(connector.address(board.token), etag=known.etag, last_modified=known.last_modified)
    if answer.status == 304 or answer.body_hash == known.body_hash:
        return BoardRead(board, (), complete=True, changed=False), answer
    return _doubt_emptiness(connector.parse(answer.body, board, now), state, now), answer


def _doubt_emptiness(read: BoardRead, state: BoardState, now: datetime) -> BoardRead:
    if read.postings or read.problems:
        return read
    if state.open_postings > 0:
        seen_before = state.complete is False and _NOT_BELIEVED in (state.problem or "")
        if seen_before and state.checked_at is not None and now - state.checked_at >= EMPTY_AGAIN_AFTER:
            return read
        return with_problems(read, [Problem(_place(read.board), _NOT_BELIEVED)])
    if state.checked_at is None:
        return replace(read, problems=(Problem(_place(read.board), _NONE_YET),))
    return read


def _place(board: Board) -> str:
    return f"{board.id} ({board.url})" if board.url else board.id
