"""The contracts for machines, JSON lines in and out (docs/contract.md).

lines --sources--> postings --clues--> readings        lines --> names --employers--> legal entities
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice

import msgspec

from greenflag import clues
from greenflag.employers import Resolver
from greenflag.model import Posting, Reading, Reason
from greenflag.sources import LineError, read_jsonl
from greenflag.verdicts import SIGNALS, judge_middleman, judge_scam, work_of

NAMES_AT_ONCE = 1_000  # names that the records are asked for together


def read_stream(lines: Iterable[str | bytes]) -> Iterator[dict[str, object]]:
    """Yield one JSON object a line, in order: a reading, or ``{"id"|"line", "error"}`` for a line that is wrong.

    This is the contract for machines that docs/contract.md describes; memory does not grow with the stream.
    """
    now = datetime.now(UTC)
    for row in read_jsonl(lines, now, as_given=True):
        if isinstance(row, LineError):
            yield (
                {"id": row.id, "error": row.message} if row.id is not None else {"line": row.line, "error": row.message}
            )
        else:
            yield _contract(row, clues.read(row))


def _contract(posting: Posting, reading: Reading) -> dict[str, object]:
    work = work_of(posting, quote=False)
    scam = judge_scam(posting)
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
            "intermediary": judge_middleman(posting).answer,
        },
        "scam": {
            "answer": "suspicious" if scam.answer == "maybe" else scam.answer,
            "signs": [reason.code for reason in scam.reasons if reason.code in SIGNALS],
            "quotes": [_quote(reason) for reason in scam.reasons if reason.code in SIGNALS],
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
