"""The screen: what every command shows with.

No text from outside reaches the terminal unless ``said`` has cleaned it.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from greenflag.model import Clue, Colour, Reason
from greenflag.web.words import COLOUR_WORDS, clue_colour, clue_words, plain, points, sentence

if TYPE_CHECKING:
    from greenflag.ports import Progress

STYLES: dict[Colour, str] = {"green": "bold green", "yellow": "bold yellow", "red": "bold red", "none": "bold"}
LEAST_WIDTH = 24  # columns: narrower than this, wrapped text is no longer readable
MOST_WIDTH = 110  # columns: longer lines are hard to follow with the eye
# What is written where the terminal's encoding lacks our few drawn characters.
_STAND_INS = {"▌": "|", "█": "#", "·": "-", "…": "...", "−": "-", "«": "<<", "»": ">>", "“": '"', "”": '"'}


def write_what_can_be_shown() -> None:
    """Let stdout and stderr write a stand-in for a character that their encoding lacks, instead of failing."""

    def stand_in(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        missing = error.object[error.start : error.end]
        return "".join(_STAND_INS.get(character, "?") for character in missing), error.end

    codecs.register_error("greenflag.stand_in", stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="greenflag.stand_in")


def console(*, stderr: bool = False) -> Console:
    """Return a console that takes no markup from text and writes no control codes to what is not a terminal."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    made.width = max(LEAST_WIDTH, min(made.width, MOST_WIDTH))
    return made


def said(*parts: str | tuple[str, str]) -> Text:
    """Return cleaned text; a part is a string or a (string, style) pair."""
    return Text.assemble(*(plain(p) if isinstance(p, str) else (plain(p[0]), p[1]) for p in parts))


def hang(screen: Console, lead: Text | str, body: Text, follow: Text | str | None = None) -> None:
    """Print text behind a lead; lines that wrap stand under it, behind ``follow`` or blanks."""
    lead = Text(lead) if isinstance(lead, str) else lead
    follow = Text(" " * lead.cell_len) if follow is None else follow
    for number, line in enumerate(body.wrap(screen, max(LEAST_WIDTH, screen.width - lead.cell_len))):
        shown = Text.assemble(lead if number == 0 else follow, line)
        shown.rstrip()
        screen.print(shown, soft_wrap=True)


def heading(screen: Console, title: str, count: int | None = None, about: str = "") -> None:
    """Print a section's heading."""
    screen.print()
    screen.print(said((title.upper(), "bold"), (f"  {count:,}" if count is not None else "", "bold cyan")))
    if about:
        hang(screen, "", said((about, "dim")))


def barred(screen: Console, indent: int, colour: Colour, words: str) -> None:
    """Print words behind a coloured bar, with the colour as a word too where it has one."""
    bar = Text.assemble(" " * indent, ("▌ ", STYLES[colour]))
    named = "" if colour == "none" else f"{COLOUR_WORDS[colour]} "
    hang(screen, bar, said((named, STYLES[colour]), words), bar)


def clue_quote(screen: Console, indent: int, clue: Clue) -> None:
    """Print a clue: its colour, what it says, and its quote."""
    barred(screen, indent, clue_colour(clue), f'{clue_words(clue)}: "{clue.quote}"')


def address(screen: Console, indent: int, url: str) -> None:
    """Print an address on one line of its own, never wrapped, so that it can be copied."""
    screen.print(said(" " * indent, (url, "cyan")), soft_wrap=True)


def reasons(screen: Console, indent: int, found: tuple[Reason, ...]) -> None:
    """Print reasons with their points and what they cite."""
    pad = " " * indent
    for reason in found:
        lead = f"{points(reason.points)} " if reason.points else "      "
        cites = f"  [{'; '.join(reason.cites)}]" if reason.cites else ""
        hang(screen, said(pad, (lead, "dim")), said(sentence(reason.note), (cites, "dim")))


def table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """Return an empty table without lines; ``right`` names the columns of numbers."""
    made = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made


@contextmanager
def progress(screen: Console) -> Iterator[Progress | None]:
    """Give what shows how long work goes, or None on what is not a terminal."""
    if not screen.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=screen,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=plain(what)[:40])

        yield tell
