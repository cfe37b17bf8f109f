"""``greenflag visas``, ``dates`` and ``law``: the person's paths, days and the law behind them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from greenflag.errors import InputError

if TYPE_CHECKING:
    from greenflag.api import JobSearch

law_app = typer.Typer(no_args_is_help=True, help="The dated law: what is due for a check, and what an entry says.")

AsOf = Annotated[str, typer.Option("--as-of", metavar="DAY", help="Another day than today: 2027-03-01.")]
Demo = Annotated[bool, typer.Option("--demo", help="For the invented person of the demo.")]


def visas(
    as_of: AsOf = "",
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario", metavar="NAME", help="What if: a proposal is law, or a court's order ends; see law scenarios."
        ),
    ] = None,
    demo: Demo = False,
) -> None:
    """Show every visa path for you, the days that decide, and the law behind each answer."""
    from greenflag.cli.screen import console
    from greenflag.cli.visas_shown import show_outlook

    with _search(as_of, demo) as search:
        show_outlook(console(), search.outlook(scenario or ()))


def dates(
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write them to a calendar file.")] = None,
    as_of: AsOf = "",
    demo: Demo = False,
) -> None:
    """Show your own days: windows, ends and deadlines; --ics writes them for a calendar."""
    from greenflag.cli.plan import check_endings, write_file
    from greenflag.cli.screen import console
    from greenflag.cli.visas_shown import show_dates

    if ics:
        check_endings([ics], [".ics"])
    screen = console()
    with _search(as_of, demo) as search:
        found = search.outlook()
    show_dates(screen, found.dates, found.as_of)
    if ics:
        from greenflag.web.calendar import calendar_file

        write_file(screen, ics, calendar_file(found.dates))


def documents(
    path: Annotated[str, typer.Argument(metavar="PATH", help="stem_opt, h1b_cap, tn, ...; wrong ones name all.")],
    have: Annotated[list[str] | None, typer.Option("--have", metavar="ID", help="You have it now; kept.")] = None,
    lack: Annotated[list[str] | None, typer.Option("--lack", metavar="ID", help="You lack it after all.")] = None,
) -> None:
    """Show what the filing of a path asks for, who brings it, and what you have of it."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console
    from greenflag.cli.visas_shown import show_documents
    from greenflag.visas import checklist

    with JobSearch() as search:
        there = search.documents(path, have or (), lack or ())
    show_documents(console(), path, checklist(path), there)


@law_app.command()
def check(as_of: AsOf = "") -> None:
    """List the law entries that are due for a check, what moves first on top, and where to look."""
    from greenflag.cli.screen import console
    from greenflag.cli.visas_shown import show_stale
    from greenflag.visas import Law

    show_stale(console(), Law.load(), _day(as_of) or date.today())


@law_app.command("show")
def show_law(
    entry: Annotated[str, typer.Argument(metavar="ID", help="An entry's id, or the beginning of one: h1b.cap")],
) -> None:
    """Show what an entry says, in all its years: value, status, cite, source, and when it was checked."""
    from greenflag.cli.screen import console
    from greenflag.cli.visas_shown import show_entries
    from greenflag.visas import Law

    found = [one for one in Law.load().entries if one.id == entry or one.id.startswith(entry.removesuffix(".") + ".")]
    if not found:
        raise InputError(f"law: no entry is called {entry!r} or begins so; the plan cites entries as law:ID")
    show_entries(console(), found)


@law_app.command()
def scenarios() -> None:
    """List the scenarios that ``greenflag visas --scenario`` knows."""
    from greenflag.cli.screen import console, hang, said
    from greenflag.visas import load_scenarios

    screen = console()
    for one in load_scenarios():
        hang(screen, said((f"{one.id:<18}", "bold")), said(one.text, (f" {one.note}" if one.note else "", "dim")))
        hang(screen, " " * 18, said((f"rests on law:{one.rests_on}", "dim")))


def _search(as_of: str, demo: bool) -> JobSearch:
    from greenflag.api import JobSearch

    today = _day(as_of)
    return JobSearch.sample(today) if demo else JobSearch(today=today)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"--as-of {text!r}: give a day as 2027-03-01") from error
