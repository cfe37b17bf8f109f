"""Every key of a row in turn is removed, nulled, given another kind, blown up or filled with rubbish."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenflag.model import Board, BoardRead
from greenflag.sources.router import CONNECTORS

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SYSTEMS = ["greenhouse", "lever", "ashby"]
REMOVED = object()
RUBBISH = {
    "removed": REMOVED,
    "null": None,
    "true": True,
    "number": -7,
    "huge number": 10**60,
    "fraction": 1e300,
    "text": "rubbish",
    "nothing": "",
    "list": [None, 1, "x", [], {}],
    "object": {"a": {"b": [1]}},
    "control characters": "a\x00b\x07c\u202ed\ud800e\x1b[31m",
    "bomb of depth": "<div><ul><li>" * 1_000,
    "bomb of breadth": "<p>x</p>" * 1_000,
    "date": "NaN",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
}
BIG = "<b>Wörter &amp; </b>" * 500_000  # 10 MB


def rows(system: str) -> list[dict[str, object]]:
    answer = json.loads((Path(__file__).parent / system / "board.json").read_bytes())
    return answer if isinstance(answer, list) else answer["jobs"]


def parse(system: str, rows: list[object]) -> BoardRead:
    answer = rows if system == "lever" else {"jobs": rows, "meta": {"total": len(rows)}}
    board = Board(f"{system}:acme", system, "acme", "Acme", "https://acme.example")
    return CONNECTORS[system].parse(json.dumps(answer).encode(), board, NOW)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a row, parents before children."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield (*path, key)
        yield from paths(child, (*path, key))


def spoiled(row: dict[str, object], path: tuple[str | int, ...], rubbish: object) -> dict[str, object]:
    row = deepcopy(row)
    parent = row
    for step in path[:-1]:
        parent = parent[step]
    if rubbish is REMOVED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = rubbish
    return row


def assert_sound(read: BoardRead, system: str) -> None:
    key = "text" if system == "lever" else "title"
    found = {posting.title for posting in read.postings}
    assert {row[key] for row in rows(system)[1:] if row.get("isListed") is not False} <= found
    for posting in read.postings:
        assert posting.title
        assert "\x00" not in repr(posting)
        assert "<script>" not in posting.text
        json.dumps(posting.text).encode()
        posting.text.encode()
    for problem in read.problems:
        assert problem.place.startswith(f"{system}:acme row 1")
        assert len(problem.message) < 400


@pytest.mark.parametrize("name", RUBBISH)
@pytest.mark.parametrize("system", SYSTEMS)
def test_rubbish_anywhere_in_a_row_costs_that_row_at_most(system, name):
    first, *rest = rows(system)
    posting_id = parse(system, [first, *rest]).postings[0].id
    for path in paths(first):
        read = parse(system, [spoiled(first, path, RUBBISH[name]), *rest])
        assert_sound(read, system)
        gone = posting_id not in {posting.id for posting in read.postings}
        if gone and path not in {("id",), ("isListed",)}:
            assert read.problems, path
            assert not read.complete, path


@pytest.mark.parametrize("system", SYSTEMS)
def test_ten_megabytes_in_a_text_are_cut_and_not_fatal(system):
    first, *rest = rows(system)
    for key in ("content", "title", "text", "descriptionHtml", "additional", "location", "absolute_url", "createdAt"):
        if key in first:
            assert_sound(parse(system, [{**first, key: "<div><ul><li>" * 100_000}, *rest]), system)
            assert_sound(parse(system, [{**first, key: BIG}, *rest]), system)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    "row", [None, 1, "x", [], [[]], {}, {"id": None}, {"id": True}, {"id": "x" * 1_000}, {"id": {"a": 1}}]
)
def test_a_row_without_identity_is_reported_and_the_others_read(system, row):
    _, *rest = rows(system)
    read = parse(system, [row, *rest])
    assert not read.complete
    assert len(read.problems) == 1
    assert_sound(read, system)


@pytest.mark.parametrize("system", SYSTEMS)
def test_bytes_that_are_not_quite_json_spoil_no_board(system):
    body = json.dumps(rows(system) if system == "lever" else {"jobs": rows(system)}).encode()
    board = Board(f"{system}:acme", system, "acme", "Acme", "https://acme.example")
    spoils = (body.replace(b"Engineer", b"Engin\xff\x01eer"), body.replace(b"null", b"NaN"), body + b"\n \n")
    for spoiled_body in spoils:
        read = CONNECTORS[system].parse(spoiled_body, board, NOW)
        assert len(read.postings) == 2
    for junk in (
        b"[" * 100_000,
        b'{"jobs":' * 50_000,
        b"\x00\xff" * 1_000,
        body[:-1],
        body[: len(body) // 2],
        body + body,
    ):
        read = CONNECTORS[system].parse(junk, board, NOW)
        assert (read.postings, read.complete) == ((), False)
        assert len(read.problems) == 1
