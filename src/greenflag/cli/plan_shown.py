"""The plan on the screen."""

from __future__ import annotations

import shlex

from rich.console import Console
from rich.text import Text

from greenflag.cli.screen import STYLES, address, barred, clue_quote, hang, heading, said
from greenflag.model import FunnelStep, Plan, PlanEntry, SkipGroup, Watched
from greenflag.web.words import (
    ANSWERS,
    COLOUR_WORDS,
    brief,
    day,
    days_from,
    employer_words,
    facts,
    paths_left,
    plain,
    proof,
    records_words,
    safe_link,
    sentence,
    skip_colour,
    stance_words,
)

INDENT = 4
QUOTES = 3  # quoted lines of one posting: the strongest of them decide
SHORT = 15  # postings told in one line after those told in full
NO_TITLE = "(no title)"
EXAMPLES = 2  # skipped postings shown of each reason; the files show more
LABEL_SHARE = 0.45  # of the width: the longest part of a funnel label that is shown


def show_plan(screen: Console, plan: Plan, *, person: str, coverage: str, top: int, command: str = "plan") -> None:
    """Print the plan: ``top`` postings of each part in full; ``command`` is the one that made it."""
    screen.print()
    screen.print(said(("Your plan", "bold"), f"  {day(plan.made_on)}"))
    hang(screen, "", said((f"For: {person}", "dim")))
    show_funnel(screen, plan.funnel)
    _show_entries(screen, plan, top, command)
    _show_skip(screen, plan.skip)
    _show_watch(screen, plan.watch, top)
    _show_mend(screen, plan)
    _show_dates(screen, plan)
    heading(screen, "Notes")
    for note in dict.fromkeys((*plan.notes, coverage)):
        hang(screen, "  · ", said(note))
    versions = f"Rules {plan.versions.rules}, records {plan.versions.records}, law {plan.versions.law}."
    hang(screen, "  · ", said((versions, "dim")))
    screen.print()


def show_funnel(screen: Console, steps: tuple[FunnelStep, ...]) -> None:
    """Print the funnel as bars, each with how many are left and how many fell out."""
    heading(screen, "From all to few")
    if not steps:
        screen.print("  No posting has been looked at yet.")
        return
    widest = max(1, *(step.left for step in steps))
    room = min(max(len(step.label) for step in steps), int(screen.width * LABEL_SHARE))
    bar_room = max(8, screen.width - room - 22)
    for step in steps:
        label = said(sentence(step.label))
        label.truncate(room, overflow="ellipsis", pad=True)
        length = max(1, round(bar_room * step.left / widest)) if step.left else 0
        dropped = f"  −{step.dropped:,}" if step.dropped else ""
        line = Text.assemble("  ", label, f" {step.left:>8,}", (f"  {'█' * length}" if length else "", "green"))
        screen.print(line.append(dropped, "dim"), soft_wrap=True)


def _show_entries(screen: Console, plan: Plan, top: int, command: str) -> None:
    for title, entries, about in (
        ("Apply", plan.apply, "Spend your applications here, in this order."),
        ("Ask first", plan.ask, "They fit but do not say enough. One short question costs less than an application."),
    ):
        heading(screen, title, len(entries), about)
        asked: set[str] = set()
        for number, entry in enumerate(entries[:top], start=1):
            employer = entry.ranked.assessment.employer.employer_id or entry.ranked.posting.employer_name
            _show_entry(screen, plan, entry, number, command, first=employer not in asked)
            asked.add(employer)
        if len(entries) > top:
            screen.print()
        for number, entry in enumerate(entries[top : top + SHORT], start=top + 1):
            _show_short(screen, entry, number)
        if len(entries) > top + SHORT:
            screen.print(f"    and {len(entries) - top - SHORT:,} more, in the file that --out writes")
        if not entries:
            screen.print("  None now.")


def _show_entry(screen: Console, plan: Plan, entry: PlanEntry, number: int, command: str, *, first: bool) -> None:
    """Print one posting; its question to send and its employer's record only when it is the ``first`` of it."""
    posting, assessment = entry.ranked.posting, entry.ranked.assessment
    task, pad = entry.task, " " * INDENT
    screen.print()
    hang(screen, f"{number:>2}. ", said((posting.title or NO_TITLE, "bold"), (f"  {entry.ranked.score:.2f}", "dim")))
    hang(screen, pad, said((" · ".join(facts(posting, plan.made_on)), "dim")))
    due = f"By {day(task.due)} ({days_from(task.due, plan.made_on)}): "
    hang(screen, pad, said(due, (f"{task.what.rstrip('.')}.", "bold"), f" {task.reason}"))
    proven = proof(assessment.reading)
    for clue in proven[:QUOTES]:
        clue_quote(screen, INDENT, clue)
    if len(proven) > QUOTES:
        screen.print(f"{pad}  and {len(proven) - QUOTES} more, as greenflag show tells")
    if not proven:
        barred(screen, INDENT, assessment.reading.colour, stance_words(assessment.reading))
    for count, line in enumerate(entry.message.split("\n") if entry.message and first else ()):
        hang(screen, pad + ("Send:   " if count == 0 else " " * 8), said((line, "italic")))
    hang(screen, pad + "Record: ", said(employer_words(assessment.employer)))
    for fact in brief(plan.employers.get(assessment.employer.employer_id or "", ())) if first else ():
        hang(screen, pad + " " * 8, said((f"{fact.label}: ", "bold"), fact.text))
    paths = paths_left(assessment.paths)
    told = [part for path in paths for part in (f"{path.name}: ", (path.answer, STYLES[ANSWERS[path.answer]]), "; ")]
    hang(screen, pad + "Paths:  ", said(*told[:-1]) if told else said("none is open"))
    if safe_link(posting.url):
        address(screen, INDENT, posting.url)
    shown = "greenflag show --demo" if command == "demo" else "greenflag show"
    screen.print(said(pad, (f"{shown} {shlex.quote(plain(posting.id))}", "dim")), soft_wrap=True)


def _show_short(screen: Console, entry: PlanEntry, number: int) -> None:
    posting = entry.ranked.posting
    reading = entry.ranked.assessment.reading
    says = (COLOUR_WORDS[reading.colour].lower(), STYLES[reading.colour])
    named = ", ".join(filter(None, (posting.title or NO_TITLE, posting.employer_name, f"by {day(entry.task.due)}")))
    hang(screen, f"{number:>2}. ", said(f"{named}, ", says, (f"  {posting.id}", "dim")))


def _show_skip(screen: Console, groups: tuple[SkipGroup, ...]) -> None:
    heading(screen, "Skip", sum(group.count for group in groups), "Left out, and the words that decided it.")
    for group in groups:
        hang(screen, f"{group.count:>7,}  ", said((group.label, "bold")))
        for example in group.examples[:EXAMPLES]:
            hang(screen, " " * 9, said(", ".join(filter(None, (example.title or NO_TITLE, example.employer_name)))))
            if example.quote:
                barred(screen, 9, skip_colour(group.code), example.quote)


def _show_watch(screen: Console, watched: tuple[Watched, ...], top: int) -> None:
    heading(screen, "Watch", len(watched), "They have sponsored before and have no fitting role open now.")
    for one in watched[:top]:
        name = f"{one.employer_name} ({one.legal_name})" if one.legal_name else one.employer_name
        hang(screen, "  · ", said((name, "bold"), f", {one.open_postings:,} open. {one.note}"))
        for line in records_words(one.records):
            hang(screen, " " * INDENT, said((line, "dim")))
    if len(watched) > top:
        screen.print(f"  and {len(watched) - top:,} more")


def _show_mend(screen: Console, plan: Plan) -> None:
    heading(screen, "Mend", None, "What the fitting postings ask for and your profile does not show.")
    for gap in plan.mend:
        hang(screen, f"{gap.count:>4} of {gap.of:<4} ", said((gap.what, "bold"), f"  {gap.note}" if gap.note else ""))
    if not plan.mend:
        screen.print("  Nothing stands out.")


def _show_dates(screen: Console, plan: Plan) -> None:
    heading(screen, "Dates")
    for date in plan.dates:
        lead = said("  ", (f"{day(date.on):<17}", "bold"))
        hang(screen, lead, said(sentence(date.what), (f"  {days_from(date.on, plan.made_on)}  [{date.cite}]", "dim")))
    if not plan.dates:
        screen.print("  None is known; dates in your profile, such as the end of OPT, would show here.")


def show_next_steps(screen: Console) -> None:
    """Print what to do after the demo."""
    screen.print()
    screen.print(said(("Now for you:", "bold")))
    for command, why in (
        ("greenflag init", "say who you are: status, dates, skills"),
        ("greenflag boards add --starter", "watch boards of employers that hire ML engineers"),
        ("greenflag plan --out plan.html", "your own plan, on the screen and as a page"),
    ):
        hang(screen, said("  ", (f"{command:<32}", "bold")), said(why))
