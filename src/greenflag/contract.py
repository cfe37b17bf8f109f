"""The contracts for machines, JSON lines in and out (docs/contract.md).

lines --sources--> postings --clues--> readings        lines --> names --employers--> legal entities
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice

import msgspec

from greenflag import clues
from greenflag.employers import Resolver
from greenflag.model import Posting, Reading, Reason, Verdict, Work
from greenflag.sources import read_jsonl
from greenflag.verdicts import SIGNALS, judge_middleman, judge_scam, work_of

LINES_AT_ONCE = 64  # read together: what one reader needs stays in the processor's cache from text to text
NAMES_AT_ONCE = 1_000  # names that the records are asked for together


def read_stream(lines: Iterable[str | bytes]) -> Iterator[dict[str, object]]:
    """Yield one JSON object a line, in order: a reading, or ``{"id"|"line", "error"}`` for a line that is wrong.

    This is the contract for machines that docs/contract.md describes; memory does not grow with the stream.
    """
    rows = read_jsonl(lines, datetime.now(UTC), as_given=True)
    while taken := list(islice(rows, LINES_AT_ONCE)):
        read = iter(_read_all([row for row in taken if isinstance(row, Posting)]))
        for row in taken:
            if isinstance(row, Posting):
                yield next(read)
            elif row.id is not None:
                yield {"id": row.id, "error": row.message}
            else:
                yield {"line": row.line, "error": row.message}


def _read_all(postings: Sequence[Posting]) -> list[dict[str, object]]:
    """Return what the readers say of postings, one reader after the other."""
    readings = [clues.read(posting) for posting in postings]
    works = [work_of(posting, quote=False) for posting in postings]
    scams = [judge_scam(posting) for posting in postings]
    middlemen = [judge_middleman(posting) for posting in postings]
    return list(map(_contract, postings, readings, works, scams, middlemen))


def _contract(posting: Posting, reading: Reading, work: Work, scam: Verdict, middleman: Verdict) -> dict[str, object]:
    signs = [reason for reason in scam.reasons if reason.code in SIGNALS]
    return {
        "id": posting.id,
        "stance": reading.stance,
        "colour": reading.colour,
        "future": reading.future,
        "clues": [
            {
                "kind": clue.kind,
                "quote": clue.quote,
                "line": clue.line,
                "start": clue.start,
                "end": clue.end,
                "rule_id": clue.rule_id,
            }
            for clue in reading.clues
        ],
        "place": asdict(reading.place),
        "role": {
            "role": work.kind,
            "real": work.real,
            "mismatch": work.mismatch,
            "intermediary": middleman.answer,
        },
        "scam": {
            "answer": "suspicious" if scam.answer == "maybe" else scam.answer,
            "signs": [reason.code for reason in signs],
            "quotes": [_quote(reason) for reason in signs],
        },
    }


def _quote(reason: Reason) -> str:
    return next((cite[1:-1] for cite in reason.cites if cite.startswith('"')), "")


class _Name(msgspec.Struct):
    """A line of the employers' contract."""

    id: str | int
    name: str
    location: str | list[str] | None = None
    url: str | None = None


def resolve_stream(resolver: Resolver, lines: Iterable[str | bytes]) -> Iterator[dict[str, object]]:
    """Yield one JSON object a line, in order: the legal entity that a name means, or what is wrong with the line.

    A thousand lines are taken at once, so that the records are asked once for all of them.
    """
    numbered = enumerate(lines, 1)
    while taken := list(islice(numbered, NAMES_AT_ONCE)):
        batch = [(number, _name(line)) for number, line in taken if line.strip()]
        names = [asked for _, asked in batch if isinstance(asked, _Name)]
        resolver.prepare((asked.name for asked in names), (asked.url or "" for asked in names))
        for number, asked in batch:
            yield _resolved(resolver, asked) if isinstance(asked, _Name) else {"line": number, "error": asked}


def _name(line: str | bytes) -> _Name | str:
    try:
        return msgspec.json.decode(line, type=_Name)
    except (msgspec.DecodeError, UnicodeError) as error:
        return f"not a JSON object with id and name: {error}"


def _resolved(resolver: Resolver, asked: _Name) -> dict[str, object]:
    places = [asked.location] if isinstance(asked.location, str) else asked.location or []
    match = resolver.resolve(asked.name, places, asked.url or "")
    return {
        "id": str(asked.id),
        "employer_id": match.employer_id,
        "legal_names": list(match.legal_names),
        "score": round(match.score, 3),
        "runner_up": match.runner_up,
        "reasons": [asdict(reason) for reason in match.reasons],
    }
