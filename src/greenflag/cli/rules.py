"""``greenflag rules``: the workbench for those who write clue rules."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from greenflag.errors import InputError
from greenflag.model import COLOURS, Stance

if TYPE_CHECKING:
    from rich.console import Console

    from greenflag.api import Comparison, CorpusReading
    from greenflag.corpus import Change, CorpusClue

FAILED = 1

rules_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode="markdown", help="For writers of clue rules: test, list, explain, corpus."
)


@rules_app.command()
def test() -> None:
    """Read every rule's examples and every file's checks; exit 1 when one is not read as it promises."""
    from greenflag.api import check_rules
    from greenflag.cli.screen import console, hang, said

    screen, checked = console(), check_rules()
    for failure in checked.failures:
        screen.print(said((failure.rule_id or f"check of {failure.file}", "bold")))
        hang(screen, "  line:    ", said(failure.line.replace("\n", " / ")))
        hang(screen, "  promise: ", said(failure.wanted))
        read = "; ".join(f"{clue.kind} by {clue.rule_id}" for clue in failure.clues) or "nothing"
        hang(screen, "  read:    ", said(read))
    told = f"{checked.rules:,} rules, {checked.examples:,} examples, {checked.checks:,} checks"
    screen.print(said(f"{told}: {f'{len(checked.failures):,} fail' if checked.failures else 'all kept'}."))
    if checked.failures:
        raise typer.Exit(FAILED)


@rules_app.command("list")
def list_rules() -> None:
    """List the rules in the order in which they are tried: id, topic, why, and what they cannot see."""
    from greenflag.api import all_rules
    from greenflag.cli.screen import console, hang, said

    screen = console()
    for rule in all_rules():
        screen.print(said((rule.id, "bold"), f"  ({rule.topic})"))
        hang(screen, "  ", said(rule.why))
        for spot in rule.blind_spots:
            hang(screen, "  blind spot: ", said(spot))


@rules_app.command()
def explain(
    line: Annotated[str, typer.Argument(metavar="LINE|-", help="A line, or - for lines of standard input.")],
) -> None:
    """Draw targets, modifiers and scope under a line, and tell why each rule spoke or stayed silent."""
    from greenflag.api import explain_line
    from greenflag.cli.rules_shown import show_explanation
    from greenflag.cli.screen import console

    text = sys.stdin.read() if line == "-" else line
    if not text.strip():
        raise InputError(
            'rules explain: there is no text; give a line in quotes: greenflag rules explain "We sponsor."'
        )
    show_explanation(console(), explain_line(text))


@rules_app.command()
def corpus(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines (as for `read --jsonl`), or .parquet.")],
    save: Annotated[
        Path | None, typer.Option("--save", metavar="READINGS", help="Keep the readings in this file.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="READINGS", help="Tell what is read otherwise than in this file."),
    ] = None,
    show: Annotated[
        int, typer.Option("--show", metavar="N", min=0, help="With --against: postings shown of each change.")
    ] = 5,
) -> None:
    """Read many postings: count their stances, keep the readings, or compare them with kept ones."""
    from greenflag.api import compare_readings, read_corpus, save_readings
    from greenflag.cli.screen import console, hang, said

    if save and against:
        raise InputError("rules corpus: give --save or --against, not both, so that no yardstick is overwritten unseen")
    counts: defaultdict[Stance, int] = defaultdict(int)
    screen = console()
    readings = _counted(read_corpus(file), counts)
    compared = None
    if against:
        compared = compare_readings(against, readings)
    elif save:
        save_readings(readings, save)
    else:
        for _ in readings:
            pass
    total = sum(counts.values())
    told = ", ".join(f"{counts[stance]:,} {stance}" for stance in COLOURS if counts[stance])
    hang(screen, "", said(f"{total:,} posting{'' if total == 1 else 's'}: {told or 'none'}"))
    if save:
        screen.print(said(f"Kept. After a change: greenflag rules corpus {file} --against {save}"), soft_wrap=True)
    if compared:
        _show_comparison(screen, compared, show)


def _counted(readings: Iterator[CorpusReading], counts: dict[Stance, int]) -> Iterator[CorpusReading]:
    """Pass readings on, count their stances, and show how far the work is."""
    from greenflag.cli.screen import console, progress

    with progress(console(stderr=True)) as tell:
        for number, reading in enumerate(readings, start=1):
            counts[reading.stance] += 1
            if tell:
                tell(number, 0, "reading")
            yield reading


def _show_comparison(screen: Console, compared: Comparison, show: int) -> None:
    from greenflag.cli.screen import heading, said

    versions = f"{compared.before_version} -> {compared.after_version}"
    screen.print(said(f"Version of the rules: {versions}; {compared.same:,} read alike."))
    if compared.only_before or compared.only_after:
        screen.print(said(f"Not compared: {compared.only_before:,} only before, {compared.only_after:,} only now."))
    groups: defaultdict[tuple[Stance, Stance], list[Change]] = defaultdict(list)
    for change in compared.changes:
        groups[change.before, change.after].append(change)
    parts = {"Gains": "silent before", "Losses": "silent now", "Moves": "another stance",
             "Other clues": "the same stance"}  # fmt: skip
    for part, about in parts.items():
        inside = {pair: changes for pair, changes in groups.items() if _part(*pair) == part}
        if inside:
            heading(screen, part, sum(map(len, inside.values())), about)
        for pair, changes in sorted(inside.items(), key=lambda item: -len(item[1])):
            _show_group(screen, pair, changes, show)


def _part(before: Stance, after: Stance) -> str:
    if before == after:
        return "Other clues"
    return "Gains" if before == "silent" else "Losses" if after == "silent" else "Moves"


def _show_group(screen: Console, pair: tuple[Stance, Stance], changes: Sequence[Change], show: int) -> None:
    from greenflag.cli.screen import hang, said

    before, after = pair
    unsafe = "  UNSAFE if the text refuses" if COLOURS[before] == "red" and COLOURS[after] == "green" else ""
    screen.print(said((f"{before} -> {after}", "bold"), f"  {len(changes):,}", (unsafe, "bold red")))
    for change in changes[:show]:
        hang(screen, "  ", said(f"{change.id}  {change.title}"))
        for mark, clues in (("-", change.gone), ("+", change.new)):
            for clue in clues:
                hang(screen, f"    {mark} ", said(_clue(clue)))


def _clue(clue: CorpusClue) -> str:
    return f'{clue.kind} by {clue.rule_id}: "{clue.quote}"'
