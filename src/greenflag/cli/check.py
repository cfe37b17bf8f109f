"""``greenflag check`` and ``keep``: is this posting or message what it says, and the person's own word on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from greenflag.errors import InputError

check_app = typer.Typer(no_args_is_help=True, help="Is it real? For a posting, or a message that just came.")


@check_app.command()
def posting(
    what: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A saved page or text, a link, or - to paste.")],
) -> None:
    """Tell what is odd about a posting, what its work is, and who is behind it."""
    from greenflag.cli.read import meant

    _check(meant(what), what)


@check_app.command()
def email(
    file: Annotated[Path, typer.Argument(metavar="FILE.eml", help="The message, saved with all its heads.")],
) -> None:
    """Tell what is odd about a message from a recruiter or an employer, and what to do now."""
    if file.suffix.lower() != ".eml":
        raise InputError(f"check email: {file}: save the message as .eml (Save as, or Download message)")
    _check(file, str(file))


def _check(what: str | Path, named: str) -> None:
    from greenflag.api import JobSearch
    from greenflag.cli.check_shown import show_checkup
    from greenflag.cli.screen import console

    with JobSearch() as search:
        found = search.check(what)
    if not found:
        raise InputError(f"check: {named}: no posting was found in it")
    screen = console()
    for one in found:
        show_checkup(screen, one)


def keep(
    what: Annotated[str, typer.Argument(metavar="ID|EMPLOYER", help="A posting, or an employer as printed.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take your word back.")] = False,
) -> None:
    """Keep a posting, or all of an employer's, that the plan sets aside as odd; without a name show what you keep."""
    from greenflag.api import JobSearch
    from greenflag.cli.screen import console, hang, said
    from greenflag.web.words import day

    if undo and not what:
        raise InputError("keep --undo: say which posting or employer")
    screen = console()
    with JobSearch() as search:
        kept = search.keep(what, undo=undo)
    if not kept:
        screen.print("You keep nothing that the plan sets aside.")
    for one in kept:
        hang(screen, "", said((one.employer_name or one.posting_id, "bold"), f"  since {day(one.said_on)}"))
