"""``greenflag employer``, ``greenflag sponsors`` and ``greenflag records``: what official files say of employers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from greenflag.cli.read import opened, stream_lines
from greenflag.errors import InputError
from greenflag.web.words import day

if TYPE_CHECKING:
    from rich.console import Console

    from greenflag.model import Problem, Program, RecordsFile

HOW_TO_ADD = (
    "Download files from dol.gov/agencies/eta/foreign-labor/performance (LCA, PERM) and uscis.gov (H-1B Employer Data "
    "Hub), then: greenflag records add FILE..."
)
PROGRAMS: dict[str, Program] = {"h1b": "H-1B", "e3": "E-3", "h1b1": "H-1B1", "perm": "PERM"}

records_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Official files behind employers' figures: add your own, see what they cover.",
)


def employer(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="As a posting prints it.")] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", help="Where the job is (Austin, TX); tells namesakes apart.")
    ] = None,
    url: Annotated[str, typer.Option("--url", help="The posting's address; its board or domain may tell more.")] = "",
    means: Annotated[
        str | None, typer.Option("--is", metavar="LEGAL NAME|none", help="Say who it is; your word is kept and wins.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="For programs: JSON lines in (standard input or NAME as a file), and out.")
    ] = False,
) -> None:
    """Show what an employer was granted, when, for whom, and how that is known."""
    from greenflag.api import JobSearch
    from greenflag.cli.employer_shown import show_employer
    from greenflag.cli.screen import console

    if jsonl:
        import msgspec

        with JobSearch() as search, opened(name) as stream:
            for answer in search.employers.resolve_stream(stream_lines(stream)):
                sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    elif not name:
        raise InputError("employer: say a name, as a posting prints it")
    else:
        with JobSearch() as search:
            if means is not None:
                search.employers.correct(name, "" if means.lower() == "none" else means)
            picture = search.employers.picture(name, place or (), url)
        show_employer(console(), picture)


def sponsors(
    role: Annotated[Literal["ml", "any"], typer.Option(help="ml: those with machine-learning titles.")] = "any",
    state: Annotated[str, typer.Option(help="Postal code of a state that they file from: CA.")] = "",
    visa: Annotated[Literal["any", "h1b", "e3", "h1b1", "perm"], typer.Option("--class", help="A visa class.")] = "any",
    name: Annotated[str, typer.Option(help="A part of the legal name.")] = "",
    top: Annotated[int, typer.Option(min=1, max=1_000, help="How many to show.")] = 20,
    by: Annotated[Literal["sector", "state", "size"] | None, typer.Option(help="Together, not one by one.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write all of them to a .csv or .parquet file."),
    ] = None,
) -> None:
    """List employers that have sponsored, most first; filing in the past is no promise."""
    from greenflag.api import JobSearch
    from greenflag.cli.employer_shown import show_groups, show_sponsors
    from greenflag.cli.screen import console, hang, said
    from greenflag.records.pictures import SponsorFilter

    wanted = SponsorFilter(ml=role == "ml", state=state, program=PROGRAMS.get(visa), name=name)
    screen = console()
    with JobSearch() as search:
        if output:
            count = search.employers.export(wanted, output)
            screen.print(said(f"Wrote {count:,} employers to {output}"))
        elif by:
            show_groups(screen, search.employers.groups(wanted, by), by)
        else:
            show_sponsors(screen, search.employers.sponsors(wanted, top), wanted)
        hang(screen, "", said((f"Records: {search.coverage()}", "dim")))


@records_app.command()
def add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE|FOLDER...", help="LCA, PERM, USCIS or OFLC wage files: .xlsx, .csv, .parquet."),
    ],
) -> None:
    """Read official files, as the agencies publish them; they replace the built-in figures."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, progress

    screen = console()
    with JobSearch() as search:
        with progress(console(stderr=True)) as tell:
            added, problems = search.employers.add(files, tell)
        coverage = search.coverage() if search.employers.files() else ""
    _show_added(screen, added, problems, coverage)


@records_app.command()
def fetch(
    family: Annotated[Literal["lca", "perm", "hub"], typer.Argument(help="lca, perm, or hub (USCIS).")],
    years: Annotated[list[int], typer.Argument(metavar="YEAR...", help="Fiscal years: 2024 2025.")],
) -> None:
    """Download official files from their agency and add them; goes on with a download that broke off."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, progress

    with JobSearch() as search:
        with progress(console(stderr=True)) as tell:
            added, problems = search.employers.fetch(family, years, tell)
        coverage = search.coverage() if search.employers.files() else ""
    _show_added(console(), added, problems, coverage)


def _show_added(screen: Console, added: Sequence[RecordsFile], problems: Sequence[Problem], coverage: str) -> None:
    from greenflag.cli.screen import hang, said

    for file in added:
        covers = f", decided {file.first_day} to {file.last_day}" if file.first_day else ""
        hang(screen, "+ ", said((file.name, "bold"), f"  {file.kept:,} of {file.rows:,} rows{covers}"))
        for problem in file.problems:
            hang(screen, "    ", said((f"{problem.place}: {problem.message}", "dim")))
    for problem in problems:
        hang(screen, "! ", said((problem.place, "bold"), f"  {problem.message}"))
    if coverage:
        hang(screen, "", said(f"The records now cover: {coverage}."))
    if not added:
        raise InputError(f"records: no file was added. {HOW_TO_ADD}")


@records_app.command()
def status() -> None:
    """Show which official files the figures come from, and what they cover."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, hang, said, table

    screen = console()
    with JobSearch() as search:
        files, coverage = search.employers.files(), search.coverage()
    if not files:
        hang(screen, "", said(f"The built-in figures are in use. {coverage}"))
        hang(screen, "", said(HOW_TO_ADD))
        return
    rows = table("File", "Kind", "Rows kept", "Of", "Covers", "Added", right=("Rows kept", "Of"))
    for file in files:
        years = ", ".join(f"FY{year}" for year in file.years)
        covers = f"{file.first_day} to {file.last_day}" if file.first_day else years
        kept, of = f"{file.kept:,}", f"{file.rows:,}"
        rows.add_row(said(file.name), file.family.upper(), kept, of, covers, day(file.added_at.date()))
    screen.print(rows)
    hang(screen, "", said(f"They cover: {coverage}."))
