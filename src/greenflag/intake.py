"""What a person brings, a file, a link, pasted text or an e-mail, as postings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from greenflag.errors import InputError
from greenflag.model import Board, BoardState, Posting
from greenflag.ports import Fetcher
from greenflag.sources import CONNECTORS, LineError, read_board, read_jsonl, read_mail, read_page, read_pasted, route

PAGE_ENDINGS = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}


def postings_of(what: str | Path, fetcher: Callable[[], Fetcher]) -> tuple[Posting, ...]:
    """Return the postings of a file (Path), of a link, or of pasted text; ``fetcher`` is called for a link only.

    Raises:
        InputError: nothing to read was found; the message says why and what to do.
    """
    now = datetime.now(UTC)
    if isinstance(what, Path):
        return _file_postings(what, now)
    if what.lower().startswith(("http://", "https://")) and len(what.split()) == 1:
        return _link_postings(what, fetcher(), now)
    return (read_pasted(what, now=now),)


def _link_postings(link: str, fetcher: Fetcher, now: datetime) -> tuple[Posting, ...]:
    board = route(link)
    read, _ = read_board(BoardState(board, now), fetcher, now)
    if board.system in CONNECTORS:
        parts = set(urlsplit(link).path.split("/")) | {urlsplit(link).query.rpartition("gh_jid=")[2]}
        one = tuple(posting for posting in read.postings if posting.external_id in parts)
        postings = one or read.postings
        if not one and len(parts) > 2 and any(len(part) > 6 and part != board.token for part in parts):
            raise InputError(f"{link}: the board {board.id} holds no such posting now; it may be closed.")
    else:
        postings = read.postings
    if not postings:
        why = read.problems[0].message if read.problems else "holds no posting"
        raise InputError(f"{link}: {why}")
    return postings


def _file_postings(path: Path, now: datetime) -> tuple[Posting, ...]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    if path.suffix.lower() == ".eml":
        return (read_mail(body, now=now, name=str(path)),)
    if path.suffix.lower() in PAGE_ENDINGS:
        board = Board(f"page:{path.name}", "page", path.name, "", "")
        read = read_page(body, url="", board=board, now=now)
        if not read.postings:
            raise InputError(f"{path}: this page {read.problems[0].message if read.problems else 'holds no posting'}")
        return read.postings
    if path.suffix.lower() == ".jsonl":
        rows = list(read_jsonl(body.splitlines(), now))
        wrong = next((row for row in rows if isinstance(row, LineError)), None)
        if wrong:
            raise InputError(f"{path}: line {wrong.line}: {wrong.message}")
        return tuple(row for row in rows if isinstance(row, Posting))
    return (read_pasted(body.decode("utf-8", "replace"), now=now, name=str(path)),)
