"""``greenflag boards`` and ``greenflag update``: which boards are watched, and what is new on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from greenflag.errors import GreenflagError, InputError
from greenflag.model import Board, BoardChange
from greenflag.web.words import day

if TYPE_CHECKING:
    from rich.console import Console

HOW_TO_ADD = (
    "Add one by its link (greenflag boards add https://boards.greenhouse.io/NAME), by an employer's name, or a folder "
    "of saved board files; or add the starter list: greenflag boards add --starter"
)
HOW_BAD = "What could be read was kept; a board that was read in part closes no posting."

boards_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode="markdown", help="Choose the job boards that are watched: add, list, remove."
)


@boards_app.command()
def add(
    links: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL|NAME|FOLDER", help="A board's link, an employer of the starter list, or a folder."),
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="Add the starter list: employers that hire ML engineers.")
    ] = False,
) -> None:
    """Watch boards: by link (Greenhouse, Lever, Ashby, a careers page), employer name, or folder of saved files."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, hang, said

    if not links and not starter:
        raise InputError(f"boards add: nothing was named. {HOW_TO_ADD}")
    screen, failed = console(), []
    with JobSearch() as search:
        added: list[Board] = list(search.add_starter_boards()) if starter else []
        for link in links or ():
            try:
                added.extend(search.add_board(link))
            except GreenflagError as error:
                failed.append(str(error))
    for board in added if len(added) <= 20 else ():
        name = f"  {board.employer_name}" if board.employer_name else ""
        hang(screen, "  + ", said((board.id, "bold"), name, (f"  {board.url}", "dim")))
    if added:
        screen.print(said(f"Watching {len(added):,} more board{_s(len(added))}. Next: ", ("greenflag plan", "bold")))
    elif not failed:
        screen.print("Watched already.")
    if failed:
        raise InputError("; ".join(failed))


@boards_app.command("list")
def list_boards() -> None:
    """List the watched boards: open postings, when they were read, and what went wrong."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, hang, heading, said, table

    screen = console()
    with JobSearch() as search:
        states = search.boards()
    if not states:
        hang(screen, "", said(f"No board is watched yet. {HOW_TO_ADD}"))
        return
    rows = table("Board", "Employer", "Open", "Last read", "State", right=("Open",))
    for state in states:
        read_on = day(state.checked_at.date()) if state.checked_at else "never"
        word = "" if state.complete is None else "in full" if state.complete else "in part"
        board = state.board
        rows.add_row(said(board.id), said(board.employer_name), f"{state.open_postings:,}", read_on, word)
    screen.print(rows)
    count = sum(state.open_postings for state in states)
    screen.print(said(f"{len(states):,} board{_s(len(states))}, {count:,} open postings"))
    troubled = [state for state in states if state.problem]
    if troubled:
        heading(screen, "Problems", len(troubled), HOW_BAD)
    for state in troubled:
        hang(screen, "  ", said((state.board.id, "bold"), f"  {state.problem}"))


@boards_app.command()
def remove(board: Annotated[str, typer.Argument(metavar="ID", help="As `greenflag boards list` shows it.")]) -> None:
    """Stop watching a board; its postings stay, closed."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, said

    with JobSearch() as search:
        if not search.remove_board(board):
            raise InputError(f"boards remove: {board} is not watched; `greenflag boards list` shows the ids")
    console().print(said(f"No longer watching {board}."))


def update() -> None:
    """Read the watched boards for what is new, edited or closed. `greenflag plan` does this by itself."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, progress

    with JobSearch() as search:
        if not search.boards():
            raise InputError(f"update: no board is watched yet. {HOW_TO_ADD}")
        with progress(console(stderr=True)) as tell:
            changes = search.update(tell)
    screen = console()
    show_changes(screen, changes)
    show_problems(screen, changes)


def show_changes(screen: Console, changes: Sequence[BoardChange]) -> None:
    """Print in one line what an update did."""
    from greenflag.cli.screen import hang, said

    counts = {word: sum(getattr(c, word) for c in changes) for word in ("new", "edited", "closed", "reopened", "open")}
    told = ", ".join(f"{count:,} {word}" for word, count in counts.items())
    hang(screen, "", said(f"{len(changes):,} board{_s(len(changes))} read: {told}."))


def show_problems(screen: Console, changes: Sequence[BoardChange]) -> None:
    """Print what went wrong, board by board; nothing when all went well."""
    from greenflag.cli.screen import hang, heading, said

    troubled = [change for change in changes if change.problems]
    if not troubled:
        return
    heading(screen, "Problems", len(troubled), HOW_BAD)
    for change in troubled:
        screen.print(
            said(f"  {change.board.id}", ("" if change.complete else "  read in part or not at all", "yellow"))
        )
        for problem in change.problems[:3]:
            hang(screen, "    ", said(f"{problem.place}: {problem.message}"))
        if len(change.problems) > 3:
            screen.print(f"    and {len(change.problems) - 3:,} more")


def _s(count: int) -> str:
    return "" if count == 1 else "s"
