"""The built-in sample: boards of invented employers, answered from files instead of the network."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from greenflag.errors import FetchError
from greenflag.model import Board
from greenflag.ports import Fetched
from greenflag.sources.router import CONNECTORS

FOLDER = Path(__file__).parent / "sample"


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    token: str
    employer_name: str
    file: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    board: tuple[_Entry, ...]


@cache
def _entries() -> tuple[_Entry, ...]:
    return msgspec.toml.decode((FOLDER / "boards.toml").read_bytes(), type=_File).board


def sample_boards() -> tuple[Board, ...]:
    """Return the built-in boards; every employer on them is invented."""
    return tuple(
        Board(
            id=f"{entry.system}:{entry.token}",
            system=entry.system,
            token=entry.token,
            employer_name=entry.employer_name,
            url=entry.token if entry.system == "page" else CONNECTORS[entry.system].page(entry.token),
        )
        for entry in _entries()
    )


class SampleFetcher:
    """A Fetcher that answers the addresses of the sample boards from their files, and asks no network at all."""

    def __init__(self) -> None:
        self._files = {
            entry.token if entry.system == "page" else CONNECTORS[entry.system].address(entry.token): FOLDER
            / (entry.file or f"{entry.system}/{entry.token}.json")
            for entry in _entries()
        }

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return a sample file, or status 304 when ``etag`` is that of its bytes."""
        if url not in self._files:
            raise FetchError(f"{url}: not one of the built-in sample boards, and the sample asks no network.")
        body = self._files[url].read_bytes()
        body_hash = hashlib.sha256(body).hexdigest()
        if etag == body_hash:
            return Fetched(url, 304, b"", etag=etag, last_modified=last_modified)
        return Fetched(url, 200, body, etag=body_hash, body_hash=body_hash)
