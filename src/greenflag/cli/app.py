"""The commands, how they are grouped in ``greenflag --help``, and how an error looks."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from greenflag import __version__
from greenflag.cli import boards, check, employers, init, plan, read, rules, show, visas
from greenflag.errors import GreenflagError
from greenflag.web.words import plain

BROKEN_PIPE = 141  # what a shell reports of a program that its reader left (128 + SIGPIPE)
BAD_INPUT = 2


class Commands(TyperGroup):
    """The commands, with every error that greenflag raises on purpose told in one line."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; exit 2 on an error of ours, quietly when whoever reads our output has left."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except GreenflagError as error:
            print(f"greenflag: {' '.join(plain(str(error)).split())}", file=sys.stderr)
            raise typer.Exit(BAD_INPUT) from error
        except BrokenPipeError as error:
            _leave_stdout()
            raise typer.Exit(BROKEN_PIPE) from error
        return result


def _leave_stdout() -> None:
    """Point stdout at nothing, so that Python does not complain again when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


START, WORK, LOOK = "Start here", "Find jobs", "Look closer"

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Everything stays on this machine, in one folder; set GREENFLAG_HOME to choose another.",
)
app.command(rich_help_panel=START)(plan.demo)
app.command(rich_help_panel=START)(init.init)
app.add_typer(boards.boards_app, name="boards", rich_help_panel=START)
app.command(rich_help_panel=WORK)(plan.plan)
app.command(rich_help_panel=WORK)(boards.update)
app.command(rich_help_panel=LOOK)(show.show)
app.command(rich_help_panel=LOOK)(read.read)
app.add_typer(check.check_app, name="check", rich_help_panel=LOOK)
app.command(rich_help_panel=WORK)(check.keep)
app.command(rich_help_panel=LOOK)(employers.employer)
app.command(rich_help_panel=LOOK)(employers.sponsors)
app.command(rich_help_panel=LOOK)(visas.visas)
app.command(rich_help_panel=LOOK)(visas.dates)
app.command(rich_help_panel=LOOK)(visas.documents)
app.add_typer(visas.law_app, name="law", rich_help_panel=LOOK)
app.add_typer(employers.records_app, name="records", rich_help_panel=LOOK)
app.add_typer(rules.rules_app, name="rules", rich_help_panel=LOOK)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"greenflag {__version__}")
        raise typer.Exit


@app.callback()
def greenflag(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """From job boards to a plan, for people who need US visa sponsorship.

    greenflag reads whole job boards, line by line, for what they say about sponsorship, and tells you where to apply,
    whom to ask first, and what to leave, with the words that prove it.

    New here? Run: greenflag demo
    """
