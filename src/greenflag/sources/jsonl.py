"""JSON lines: a stream of postings in the read contract, one object a line.

    {"id": "17", "title": "...", "company": "...", "location": "...", "text": "..."}

``location`` may be missing, null, text or a list of texts; ``url`` and ``contact_email`` may be given too; ``id`` is
text or a whole number; other keys are not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from greenflag.model import Posting
from greenflag.sources.markup import looks_like_markup, plain_text, without_halves
from greenflag.sources.posting import make_posting

MAX_LINE = 20_000_000  # bytes; a posting cut at text.MAX_CHARS needs 2 million at most
_EXAMPLE = '{"id": "1", "title": "...", "company": "...", "location": "...", "text": "..."}'


class _Row(msgspec.Struct):
    id: str | int
    text: str
    title: str | None = None
    company: str | None = None
    location: str | list[str | None] | None = None
    url: str | None = None
    contact_email: str | None = None


class _OnlyId(msgspec.Struct):
    id: str | int


@dataclass(frozen=True, slots=True)
class LineError:
    """A line that is no posting: its 1-based number, its id where one can be read, and what is wrong."""

    line: int
    id: str | None
    message: str


def read_jsonl(lines: Iterable[str | bytes], now: datetime, *, as_given: bool = False) -> Iterator[Posting | LineError]:
    """Yield, in order, the posting of each line or what is wrong with it; empty lines are skipped.

    A posting's ``id`` is the given one. Its text is cleaned (line ends, invisible characters), and made plain when it
    is HTML; with ``as_given`` title and text stay as they are, so that offsets count in what the caller holds. Nothing
    but the line at hand is kept in memory.
    """
    decoder = msgspec.json.Decoder(_Row)
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            yield LineError(number, None, f"longer than {MAX_LINE:,} bytes")
            continue
        data = line.encode("utf-8", "replace") if isinstance(line, str) else line
        data = data.removeprefix(b"\xef\xbb\xbf").strip()
        if not data:
            continue
        try:
            row = _decoded(decoder, data)
            yield _posting(row, now, as_given)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as error:
            yield LineError(number, _id_of(data), f"{error}; expected {_EXAMPLE}")


def _decoded(decoder: msgspec.json.Decoder[_Row], data: bytes) -> _Row:
    """Return a line's row; the standard library's parser takes half a surrogate pair, which msgspec does not."""
    try:
        return decoder.decode(data)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if b"\\ud" not in data.lower():
            raise
        return msgspec.convert(json.loads(data), _Row)


def _posting(row: _Row, now: datetime, as_given: bool) -> Posting:
    identity = without_halves(str(row.id))
    if not identity.strip():
        raise ValueError("`id` is empty")
    places = row.location if isinstance(row.location, list) else [row.location]
    title, text = without_halves(row.title or ""), without_halves(row.text)
    plain = "" if as_given else plain_text(text) if looks_like_markup(text) else text
    posting = make_posting(
        source="jsonl",
        board="jsonl",
        external_id=identity,
        title=title,
        employer_name=without_halves(row.company or ""),
        text=plain,
        locations=[without_halves(place) for place in places if place],
        url=without_halves(row.url or ""),
        fetched_at=now,
    )
    posting = replace(posting, id=identity, contact_email=without_halves(row.contact_email or ""))
    return replace(posting, title=title, text=text) if as_given else posting


def _id_of(data: bytes) -> str | None:
    try:
        return str(msgspec.json.decode(data, type=_OnlyId).id)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError):
        return None
