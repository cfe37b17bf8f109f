"""Visa paths, days and law on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from greenflag.cli.screen import STYLES, hang, heading, reasons, said, table
from greenflag.model import KeyDate, LawEntry, PathAnswer, PathFit
from greenflag.visas import ASSUMED, Checklist, Law, Outlook, path_names
from greenflag.web.words import ANSWERS, NOT_ADVICE, day, days_from, sentence

if TYPE_CHECKING:
    from rich.console import Console

SCALE = (16, 44)  # columns of the timeline, at least and at most
BESIDE = 56  # columns that its days and words take
BEST_FIRST: tuple[PathAnswer, ...] = ("open", "possible", "unknown", "closed")
BRINGS = {"person": "You bring", "employer": "The employer brings, and pays for", "school": "Your school brings"}
PAYS = (
    "An employer may not have a worker pay the training fee of an H-1B, nor its petition where that cuts the required "
    "pay, nor any of the labor market test: law:protect.acwia_ban, law:protect.petition_costs, law:protect.perm_costs."
)
DOCUMENTS_FROM = "Written from memory and secondary pages as of October 2026: the form's own instructions decide."
WATCHED = {
    "court": "in a court, or only proposed",
    "season": "a coming season",
    "bulletin": "the monthly bulletin",
    "rule": "a regulation",
    "statute": "a statute",
}


def show_outlook(screen: Console, found: Outlook) -> None:
    """Print a person's paths, best first, the timeline, and how far the law can be trusted."""
    heading(
        screen,
        "Visa paths",
        None,
        f"As of {day(found.as_of)}. Assumed: {ASSUMED}. A posting's own words may close any of them.",
    )
    for scenario in found.scenarios:
        hang(
            screen,
            "",
            said((f"Scenario {scenario.id}, not law: ", "bold yellow"), f"{scenario.text} {scenario.note}".rstrip()),
        )
    for path in sorted(found.paths, key=lambda path: BEST_FIRST.index(path.answer)):
        _show_path(screen, path, found.as_of)
    if found.later:
        heading(screen, "What comes after")
        _show_path(screen, found.later, found.as_of)
    show_dates(screen, found.dates, found.as_of)
    heading(screen, "How far this can be trusted")
    for note in found.notes:
        hang(screen, "  ", said(note))
    screen.print()
    hang(screen, "", said((NOT_ADVICE, "dim")))


def _show_path(screen: Console, path: PathFit, today: date) -> None:
    screen.print()
    hang(screen, "", said((f"{path.name}: ", "bold"), (path.answer, STYLES[ANSWERS[path.answer]])))
    reasons(screen, 0, path.reasons)
    for one in path.dates:
        hang(
            screen,
            " " * 6,
            said(
                (day(one.on), "bold"), f"  {sentence(one.what)}", (f"  {days_from(one.on, today)}  [{one.cite}]", "dim")
            ),
        )


def show_dates(screen: Console, dates: Sequence[KeyDate], today: date) -> None:
    """Print days on a line of time from the first to the last, today among them."""
    heading(screen, "Your days", None, "" if dates else "None is known: give your dates with greenflag init.")
    if not dates:
        return
    first, last = min(today, dates[0].on), max(today, dates[-1].on)
    scale = max(SCALE[0], min(SCALE[1], screen.width - BESIDE))

    def column(on: date) -> int:
        return round(scale * (on - first).days / max((last - first).days, 1))

    empty = ["·"] * (scale + 1)
    for year in range(first.year + 1, last.year + 1):
        empty[column(date(year, 1, 1))] = "'"
    empty[column(today)] = "|"
    for one in dates:
        at = column(one.on)
        line = "".join([*empty[:at], "█", *empty[at + 1 :]])
        words = said(sentence(one.what), (f"  {days_from(one.on, today)}  [{one.cite}]", "dim"))
        hang(screen, said((f"{day(one.on):<15}", "bold"), "  ", (line, "green"), "  "), words)
    hang(screen, " " * 17, said(("| today, ' a new year", "dim")))


def show_documents(screen: Console, path_id: str, asked: Checklist, there: Mapping[str, date]) -> None:
    """Print a path's checklist, a part for each who brings something, with what is there."""
    heading(
        screen, path_names()[path_id], None, f"Filed: {asked.filing}. {len(there)} of {len(asked.items)} are there."
    )
    for who, what in BRINGS.items():
        own = [document for document in asked.items if document.who == who]
        if own:
            screen.print()
            hang(screen, "", said((what, "bold")))
        for document in own:
            since = f"  since {day(there[document.id])}" if document.id in there else ""
            box = ("[x] ", "green") if since else ("[ ] ", "yellow")
            law = f"  [law:{document.law}]" if document.law else ""
            hang(screen, said("  ", box, f"{document.id:<13}"), said(document.what, (since + law, "dim")))
    screen.print()
    for note in (PAYS, DOCUMENTS_FROM, NOT_ADVICE):
        hang(screen, "", said((note, "dim")))


def show_stale(screen: Console, law: Law, today: date) -> None:
    """Print the entries whose last check is too old for their class, what moves fastest first."""
    stale = sorted(law.stale(today), key=lambda entry: (list(WATCHED).index(law.age(entry, today)[0]), entry.id))
    if not stale:
        screen.print(said(f"Nothing is due for a check on {day(today)}."))
        return
    for watch, what in WATCHED.items():
        own = [entry for entry in stale if law.age(entry, today)[0] == watch]
        if not own:
            continue
        heading(screen, what, len(own), f"Due {law.stale_after_days[watch]} days after a check.")
        rows = table("Entry", "Value", "Checked", "Where to look")
        for entry in own:
            age = law.age(entry, today)[1]
            checked = f"{age} days ago" if age is not None else "never"
            rows.add_row(said(entry.id), said(str(entry.value)), said(checked), said(entry.url or entry.cite))
        screen.print(rows)
    screen.print()
    about = "A change of law is one new entry in visas/law: see CONTRIBUTING.md."
    hang(screen, "", said((f"{len(stale)} of {len(law.entries)} entries. {about}", "dim")))


def show_entries(screen: Console, entries: Sequence[LawEntry]) -> None:
    """Print law entries whole."""
    for entry in entries:
        screen.print()
        hang(screen, "", said((entry.id, "bold")))
        since = f" from {entry.from_on}" if entry.from_on else ""
        until = f" to {entry.to_on}" if entry.to_on else ""
        hang(screen, "", said((f"{entry.value} {entry.unit}", "bold"), f"  {entry.status}{since}{until}"))
        hang(screen, "", said(entry.text))
        for label, text in (
            ("Cite", entry.cite),
            ("Read in", entry.source),
            ("Look at", entry.url),
            ("Note", entry.note),
        ):
            if text:
                hang(screen, f"{label}: ", said(text))
        checked = f"vouched for up to {entry.checked_on}" if entry.checked_on else "no source vouches for a day"
        hang(screen, "", said((f"{checked}; {entry.confidence}", "dim")))
