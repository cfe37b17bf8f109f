"""From the nouns to what a row holds, and back."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import Any

import msgspec

from greenflag.errors import StoreError
from greenflag.model import Assessment, Board, BoardState, Posting, StoredPosting

BOARD_STATE = """SELECT id, system, token, employer_name, url,
                        added_at, etag, last_modified, body_hash, checked_at, complete, open_postings, problem
                 FROM boards WHERE watched"""

# An open posting was last seen when it was last met, or when a read last held them all.
LAST_SEEN = """CASE WHEN p.closed_at IS NULL THEN max(p.last_seen_at, coalesce(b.all_seen_at, ''))
               ELSE p.last_seen_at END"""
STORED_POSTING = f"""SELECT p.id, p.posting, p.first_seen_at, {LAST_SEEN}, p.closed_at, p.versions
                     FROM postings p CROSS JOIN boards b ON b.id = p.board"""  # CROSS: walk postings in their order

_encoder = msgspec.json.Encoder()
_postings = msgspec.json.Decoder(Posting)
_assessments = msgspec.json.Decoder(Assessment)


def instant_to_text(instant: datetime) -> str:
    """Return an instant as UTC ISO text of one width; ValueError when it names no time zone."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {instant!r}")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str | None) -> datetime | None:
    """Return the instant that a column holds, or None."""
    return None if text is None else datetime.fromisoformat(text)


def pack(noun: Posting | Assessment) -> bytes:
    """Return a noun as compressed JSON."""
    return zlib.compress(_encoder.encode(noun))


def posting_to_text(posting: Posting) -> str:
    """Return a posting as JSON text."""
    return _encoder.encode(posting).decode()


def posting(posting_id: str, stored: str | bytes) -> Posting:
    """Return the posting that a column holds, compressed or not.

    Raises:
        StoreError: what is stored is no posting.
    """
    try:
        return _postings.decode(zlib.decompress(stored) if isinstance(stored, bytes) else stored)
    except (msgspec.DecodeError, zlib.error) as error:
        raise StoreError(
            f"the stored posting {posting_id} cannot be read ({error}); put back a copy of the store"
        ) from error


def assessment(stored: bytes) -> Assessment | None:
    """Return the assessment that a column holds; None when it has another shape, for it can be made anew."""
    try:
        return _assessments.decode(zlib.decompress(stored))
    except (msgspec.DecodeError, zlib.error):
        return None


def assessment_row(made: Assessment) -> tuple[str, str, str, str, str, str, bytes]:
    """Return an assessment as a row of ``assessments``."""
    versions = made.versions
    return (
        made.posting_id,
        made.content_hash,
        versions.rules,
        versions.records,
        versions.law,
        made.assessed_on.isoformat(),
        pack(made),
    )


def stored_posting(row: tuple[str, str, str, str, str | None, int]) -> StoredPosting:
    """Return a row of STORED_POSTING as its noun."""
    posting_id, text, first_seen_at, last_seen_at, closed_at, versions = row
    return StoredPosting(
        posting=posting(posting_id, text),
        first_seen_at=datetime.fromisoformat(first_seen_at),
        last_seen_at=datetime.fromisoformat(last_seen_at),
        closed_at=instant(closed_at),
        versions=versions,
    )


def board_state(row: tuple[Any, ...]) -> BoardState:
    """Return a row of BOARD_STATE as its noun."""
    added_at, etag, last_modified, body_hash, checked_at, complete, open_postings, problem = row[5:]
    return BoardState(
        board=Board(*row[:5]),
        added_at=datetime.fromisoformat(added_at),
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        checked_at=instant(checked_at),
        complete=None if complete is None else bool(complete),
        open_postings=open_postings,
        problem=problem,
    )
