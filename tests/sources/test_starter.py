import csv

import pytest

from greenflag.sources.router import CONNECTORS, route
from greenflag.sources.starter import FILE, find_starter, starter_boards


def test_the_list_holds_some_hundred_boards_each_once():
    boards = starter_boards()
    assert len(boards) >= 150
    assert len({board.id.casefold() for board in boards}) == len(boards)
    assert len({board.employer_name.casefold() for board in boards}) == len(boards)


def test_every_board_can_be_read_and_routed():
    for board in starter_boards():
        assert board.system in CONNECTORS
        assert route(board.url) == board


def test_the_file_names_its_sources_and_when_a_board_was_seen():
    text = FILE.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "MIT" in text
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert {row["checked_on"] for row in rows} <= {"", "2026-08-24"}


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Anthropic", ["greenhouse:anthropic"]),
        ("  ANTHROPIC, Inc.", ["greenhouse:anthropic"]),
        ("scale", ["greenhouse:scaleai"]),
        ("Thinking Machines", ["ashby:ThinkingMachines"]),
        ("character ai", ["ashby:character"]),
        ("oura", ["greenhouse:oura"]),
        ("hudson riv", ["greenhouse:wehrtyou"]),
        ("robotics", ["greenhouse:agilityrobotics", "greenhouse:pathrobotics"]),
        ("Larkspur Robotics", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_an_employer_is_found_by_its_name_or_the_start_of_it(name, ids):
    assert [board.id for board in find_starter(name)] == ids
