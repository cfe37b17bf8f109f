"""An invented JobSearch with the real one's methods, so that the commands are tested without the rooms beneath."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.web import cases
from typer.testing import CliRunner, Result

from greenflag.cli.app import app
from greenflag.errors import FetchError, InputError, NotAllowedError, ProfileError
from greenflag.model import Board, BoardChange, BoardState, Plan, Posting, Problem, Profile, Reading

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
PROFILE = Profile(citizenships=("IN",), status="F-1 STEM OPT", skills=("Python", "PyTorch"))


@dataclass
class FakeSearch:
    """Remembers what it was asked; what it answers can be set before a command runs."""

    home: Path
    made: Plan = field(default_factory=cases.plan)
    watched: list[Board] = field(default_factory=list)
    saved: Profile | None = PROFILE
    asked: list[str] = field(default_factory=list)
    postings: tuple[tuple[Posting, Reading], ...] = ()
    fault: Exception | None = None
    trouble: str = ""

    def __enter__(self) -> FakeSearch:
        return self

    def __exit__(self, *_: object) -> None:
        self.asked.append("close")

    @property
    def profile_path(self) -> Path:
        return self.home / "profile.toml"

    def profile(self) -> Profile:
        if self.saved is None:
            raise ProfileError(f"{self.profile_path}: there is no profile yet; run: greenflag init")
        return self.saved

    def save_profile(self, profile: Profile) -> Path:
        self.saved = profile
        self.profile_path.write_text("status = 'new'\n")
        return self.profile_path

    def add_board(self, link: str) -> tuple[Board, ...]:
        if "linkedin" in link:
            raise NotAllowedError(f"{link}: its terms forbid reading it by program")
        board = Board(f"greenhouse:{link}", "greenhouse", link, link.title(), f"https://boards.example.test/{link}")
        self.watched.append(board)
        return (board,)

    def add_starter_boards(self) -> tuple[Board, ...]:
        return tuple(board for number in range(30) for board in self.add_board(f"starter{number}"))

    def remove_board(self, board_id: str) -> bool:
        before = len(self.watched)
        self.watched = [board for board in self.watched if board.id != board_id]
        return len(self.watched) < before

    def boards(self) -> tuple[BoardState, ...]:
        return tuple(
            BoardState(
                board, NOW, checked_at=NOW, complete=not self.trouble, open_postings=12, problem=self.trouble or None
            )
            for board in self.watched
        )

    def update(self, progress: Any = None) -> tuple[BoardChange, ...]:
        self.asked.append("update")
        if self.fault:
            raise self.fault
        problem = Problem("row 7", "it has no title\x1b]0;owned\x07")
        return tuple(
            BoardChange(board, True, number > 0, 2, 1, 0, 0, 12, (problem,) if number == 0 else ())
            for number, board in enumerate(self.watched)
        )

    def assess(self, progress: Any = None) -> int:
        self.asked.append("assess")
        return 12

    def plan(self, progress: Any = None) -> Plan:
        self.asked.append("plan")
        return self.made

    def coverage(self) -> str:
        return cases.COVERAGE

    def explain(self, posting_id: str) -> cases.Explained:
        if posting_id.startswith("nosuch"):
            raise InputError(f"{posting_id}: no such posting; near it: greenhouse:larkspurrobotics:4001")
        return cases.explained()

    def read(self, what: str | Path) -> tuple[tuple[Posting, Reading], ...]:
        self.asked.append(f"read {type(what).__name__} {what}")
        if str(what).startswith("https://down"):
            raise FetchError(f"{what}: no answer after 3 tries; try again later")
        return self.postings


def fake_read_stream(lines: Iterable[str | bytes]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, start=1):
        try:
            yield {"id": json.loads(line)["id"], "stance": "silent"}
        except (ValueError, KeyError, TypeError) as error:
            yield {"line": number, "error": str(error)}


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSearch:
    fake = FakeSearch(tmp_path)

    def opened(*_: object, **__: object) -> FakeSearch:
        return fake

    opened.sample = opened  # type: ignore[attr-defined]
    for name, stand_in in (
        ("JobSearch", opened),
        ("read_stream", fake_read_stream),
        ("plan_markdown", lambda plan: f"# Your plan of {plan.made_on}\n"),
        ("plan_json", lambda plan: b'{"schema": "greenflag.plan/1"}'),
        ("load_profile", lambda path: replace(PROFILE, status="H-1B")),
    ):
        monkeypatch.setattr(f"greenflag.api.{name}", stand_in, raising=False)
    return fake


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run one greenflag command and return its result; what it writes is no terminal, 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: object, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)

    return invoke
