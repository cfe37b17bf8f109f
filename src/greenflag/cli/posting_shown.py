"""One posting on the screen: all that is known of it, or only what its text says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from greenflag.cli.screen import STYLES, address, barred, clue_quote, hang, heading, reasons, said, table
from greenflag.model import Clue, Fact, Posting, Reading, SponsorRecord, StoredPosting, Verdict
from greenflag.web.job import job_facts
from greenflag.web.marks import MarkedLine, mark, outside
from greenflag.web.words import (
    ANSWERS,
    NOT_ADVICE,
    QUESTIONS,
    answer_colour,
    clue_colour,
    clue_label,
    day,
    days_from,
    employer_words,
    everify_words,
    facts,
    may_work,
    points,
    safe_link,
    sentence,
    stance_words,
    told_apart,
    where,
)

if TYPE_CHECKING:
    from greenflag.api import Explained

CONTEXT_CHARS = 80  # of what stands around a mark: about a line of the screen on either side


def show_explained(screen: Console, explained: Explained) -> None:
    """Print everything that is known of one posting."""
    posting, assessment = explained.stored.posting, explained.assessment
    screen.print()
    hang(screen, "", said((posting.title or "(no title)", "bold")))
    hang(screen, "", said((" · ".join(facts(posting, assessment.assessed_on)), "dim")))
    if safe_link(posting.url):
        address(screen, 0, posting.url)
    barred(screen, 0, assessment.reading.colour, stance_words(assessment.reading))
    heading(screen, "Verdicts")
    for verdict in assessment.verdicts:
        _show_verdict(screen, verdict)
    hang(screen, "  ", said(f"Where one may work: {may_work(assessment.reading.place)}."))
    hang(screen, "  ", said(everify_words(assessment.reading)))
    if assessment.reading.facets:
        hang(screen, "  ", said(f"Told apart: {told_apart(assessment.reading)}."))
    job = job_facts(explained)
    if job:
        heading(screen, "The job")
        show_facts(screen, job)
    heading(screen, "The text")
    show_text(screen, posting.text, assessment.reading.clues)
    _show_paths(screen, explained)
    heading(screen, "Employer")
    hang(screen, "  ", said((assessment.employer.printed_name, "bold"), f": {employer_words(assessment.employer)}"))
    reasons(screen, 2, assessment.employer.reasons)
    show_facts(screen, explained.facts)
    show_records(screen, assessment.records)
    heading(screen, "Rank")
    hang(screen, "  ", said((f"{explained.ranked.score:.2f}", "bold"), " of 1"))
    reasons(screen, 2, explained.ranked.reasons)
    _show_history(screen, explained.stored, explained.earlier)
    versions = assessment.versions
    made_of = f"rules {versions.rules}, records {versions.records}, law {versions.law}"
    screen.print()
    hang(screen, "", said((f"Assessed {day(assessment.assessed_on)} by {made_of}.", "dim")))
    hang(screen, "", said((NOT_ADVICE, "dim")))


def show_text(screen: Console, text: str, clues: tuple[Clue, ...], *, only_marked: bool = False) -> None:
    """Print a text with its clues marked, or only the lines that hold one; without colours the marks are « and »."""
    elsewhere = outside(text, clues)
    if elsewhere:
        screen.print(said(("  Read in the title or the place:", "dim")))
    for clue in elsewhere:
        clue_quote(screen, 2, clue)
    for line in mark(text, clues):
        if line.marked or not only_marked:
            _show_line(screen, line, brief=only_marked)


def _show_line(screen: Console, line: MarkedLine, *, brief: bool) -> None:
    """Print one line behind its number, then what its clues say; ``brief`` shortens what is not marked."""
    colourful, inside = screen.color_system is not None, False
    body = Text()
    for segment in line.segments:
        if not colourful and inside != (segment.colour is not None):
            inside = not inside
            body.append("«" if inside else "»")
        if segment.colour is None:
            body.append_text(said(_shortened(segment.text) if brief else segment.text))
        else:
            body.append_text(said((segment.text, f"{STYLES[segment.colour]} underline")))
    if inside:
        body.append("»")
    hang(screen, Text(f"{line.number:>5}  ", "dim"), body)
    for clue in line.clues:
        hang(screen, " " * 7, said((f"^ {clue_label(clue)}", STYLES[clue_colour(clue)])))


def _shortened(text: str) -> str:
    """Return both ends of a long stretch: some postings are one line of thousands of characters."""
    return text if len(text) <= 2 * CONTEXT_CHARS else f"{text[:CONTEXT_CHARS]} … {text[-CONTEXT_CHARS:]}"


def _show_verdict(screen: Console, verdict: Verdict) -> None:
    question = QUESTIONS.get(verdict.question, verdict.question)
    answer = (verdict.answer, STYLES[answer_colour(verdict)])
    hang(screen, "  ", said((f"{question} ", "bold"), answer, (f"  {points(verdict.score)} on −1 to 1", "dim")))
    reasons(screen, 2, verdict.reasons)


def _show_paths(screen: Console, explained: Explained) -> None:
    heading(screen, "Visa paths")
    for path in explained.assessment.paths:
        hang(screen, "  ", said((f"{path.name} ", "bold"), (path.answer, STYLES[ANSWERS[path.answer]])))
        reasons(screen, 2, path.reasons)
        for date in path.dates:
            ahead = days_from(date.on, explained.assessment.assessed_on)
            hang(
                screen,
                " " * 8,
                said((day(date.on), "bold"), f"  {sentence(date.what)}", (f"  {ahead}  [{date.cite}]", "dim")),
            )
    if not explained.assessment.paths:
        screen.print("  None was looked at.")


def show_facts(screen: Console, facts: Sequence[Fact]) -> None:
    """Print what the records say of an employer, a line for each question."""
    for fact in facts:
        hang(screen, said("  ", (f"{fact.label}: ", "bold")), said(fact.text))


def show_records(screen: Console, records: tuple[SponsorRecord, ...]) -> None:
    """Print an employer's figures, each with its source."""
    if not records:
        screen.print("  No record is at hand. That is unknown, not a no.")
        return
    numbers = ("Granted", "New", "Denied", "ML titles", "Source")
    rows = table("  Year", "Program", "File", *numbers, right=numbers)
    sources = {f"{record.legal_name}, {record.cite}": None for record in records}
    numbered = {source: str(number) for number, source in enumerate(sources, start=1)}
    for record in records:
        counts = (record.certified, record.new, record.denied, record.ml_titles)
        told = ["–" if count is None else f"{count:,}" for count in counts]
        source = numbered[f"{record.legal_name}, {record.cite}"]
        rows.add_row(f"  FY{record.fiscal_year}", record.program, record.dataset, *told, source)
    screen.print(rows)
    hang(screen, "  ", said(("Granted: certified (LCA) or approved (USCIS). – : the file does not tell.", "dim")))
    for source, number in numbered.items():
        hang(screen, f"  {number:>2} ", said((source, "dim")))


def _show_history(screen: Console, stored: StoredPosting, earlier: tuple[Posting, ...]) -> None:
    heading(screen, "History")
    closed = f", closed {day(stored.closed_at.date())}" if stored.closed_at else ""
    seen = f"First seen {day(stored.first_seen_at.date())}, last seen {day(stored.last_seen_at.date())}{closed}."
    hang(screen, "  ", said(f"{seen} {stored.versions:,} version{'' if stored.versions == 1 else 's'} of the text."))
    for old in reversed(earlier):
        as_of = f", as of {day(old.fetched_at.date())}" if old.fetched_at else ""
        hang(screen, "  ", said((f"Earlier text{as_of}: {old.title}", "bold")))
        for line in old.text.split("\n"):
            hang(screen, "    ", said((line, "dim")))


def show_reading(screen: Console, posting: Posting, reading: Reading) -> None:
    """Print a posting's stance, where one may work, and the lines that hold clues."""
    screen.print()
    named = " · ".join(
        filter(None, (posting.title, posting.employer_name, where(posting) if posting.locations else ""))
    )
    if named:
        hang(screen, "", said((named, "bold")))
    barred(screen, 0, reading.colour, stance_words(reading))
    hang(screen, "", said(f"Where one may work: {may_work(reading.place)}."))
    hang(screen, "", said(everify_words(reading)))
    if reading.facets:
        hang(screen, "", said(f"Told apart: {told_apart(reading)}."))
    show_text(screen, posting.text, reading.clues, only_marked=True)
    if not reading.clues:
        screen.print(f"  No line of {posting.text.count(chr(10)) + 1:,} speaks of it.")
