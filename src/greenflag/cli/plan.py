"""``greenflag plan`` and ``greenflag demo``: from boards to a plan, on the screen and in a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from greenflag.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from greenflag.api import JobSearch
    from greenflag.model import Plan

ENDINGS = (".html", ".md", ".json")
TOP = 5  # postings of each part told in full: two screens; others follow in a line each, and the file holds all
INVENTED = "A sample: its employers, postings, records and person are all invented."

Outs = Annotated[
    list[Path] | None,
    typer.Option("--out", metavar="FILE", help="Write the plan to FILE too: .html, .md or .json; may be repeated."),
]
Top = Annotated[int, typer.Option("--top", min=1, help="How many postings of each part to tell in full.")]


def plan(
    out: Outs = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no board for news; plan from what is stored.")
    ] = False,
    top: Top = TOP,
) -> None:
    """Make your plan: read the boards, judge every posting for you, and say where to apply and whom to ask."""
    from greenflag.api import JobSearch
    from greenflag.cli.boards import HOW_TO_ADD, show_changes
    from greenflag.cli.plan_shown import show_plan
    from greenflag.cli.screen import console, progress
    from greenflag.web.words import person_words

    check_endings(out or (), ENDINGS)
    screen, aside = console(), console(stderr=True)
    with JobSearch() as search:
        person = person_words(search.profile())
        if not search.boards():
            raise InputError(f"plan: no board is watched yet. {HOW_TO_ADD}")
        with progress(aside) as tell:
            changes = () if offline else search.update(tell)
            search.assess(tell)
            made = search.plan(tell)
        show_plan(screen, made, person=person, coverage=search.coverage(), top=top)
        _write_outs(screen, out or (), made, search)
    if changes:
        show_changes(screen, changes)
        troubled = sum(1 for change in changes if change.problems)
        if troubled:
            screen.print(f"{troubled:,} of them had problems; greenflag boards list tells which.")


def demo(out: Outs = None, top: Top = TOP) -> None:
    """See a whole plan in seconds, made from built-in boards of invented employers for an invented person."""
    from greenflag.api import JobSearch
    from greenflag.cli.plan_shown import show_next_steps, show_plan
    from greenflag.cli.screen import console, hang, progress, said
    from greenflag.web.words import person_words

    check_endings(out or (), ENDINGS)
    screen = console()
    hang(screen, "", said((INVENTED, "bold yellow")))
    with JobSearch.sample() as search:
        with progress(console(stderr=True)) as tell:
            search.update(tell)
            search.assess(tell)
            made = search.plan(tell)
        made = replace(made, notes=(INVENTED, *made.notes))
        person = person_words(search.profile())
        show_plan(screen, made, person=person, coverage=search.coverage(), top=top, command="demo")
        _write_outs(screen, out or (), made, search, INVENTED)
    hang(screen, "", said((INVENTED, "bold yellow")))
    show_next_steps(screen)


def check_endings(paths: Sequence[Path], endings: Sequence[str]) -> None:
    """Refuse a file that could not be written, before any work is done for it.

    Raises:
        InputError: its ending is not one of ``endings``, or its folder does not exist.
    """
    for path in paths:
        if path.suffix.lower() not in endings:
            raise InputError(f"--out {path}: the ending says what to write; use {', '.join(endings)}")
        if not path.parent.is_dir():
            raise InputError(f"--out {path}: there is no folder {path.parent}; make it first")


def write_file(screen: Console, path: Path, content: bytes) -> None:
    """Write a whole file or none, and say where it is."""
    from greenflag.cli.screen import address

    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise InputError(f"--out {path}: cannot be written: {error.strerror or error}") from error
    screen.print("Written:", end=" ")
    address(screen, 0, str(path.resolve()))


def _write_outs(screen: Console, paths: Sequence[Path], made: Plan, search: JobSearch, banner: str = "") -> None:
    for path in paths:
        write_file(screen, path, _as(path.suffix.lower(), made, search.coverage(), banner))


def _as(ending: str, made: Plan, coverage: str, banner: str) -> bytes:
    from greenflag.api import plan_json, plan_markdown

    if ending == ".html":
        from greenflag.web.pages import plan_page

        return plan_page(made, coverage, banner).encode()
    return plan_markdown(made).encode("utf-8", "replace") if ending == ".md" else plan_json(made)
