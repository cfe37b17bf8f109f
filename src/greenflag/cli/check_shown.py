"""A checkup on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from greenflag.cli.screen import STYLES, barred, hang, heading, reasons, said
from greenflag.model import KIND_NAMES, Verdict, Work
from greenflag.web.words import (
    QUESTIONS,
    answer_colour,
    employer_words,
    sentence,
    stance_words,
    warning_words,
    where,
)

if TYPE_CHECKING:
    from greenflag.api import Checkup

CAUTION = "What was seen is listed; that is no judgement on a firm. Nothing odd seen does not mean that all is well."


def show_checkup(screen: Console, found: Checkup) -> None:
    """Print what is odd about a posting or message, what to do, and what else is known."""
    posting = found.posting
    screen.print()
    place = where(posting) if posting.locations else ""
    named = " · ".join(filter(None, (posting.title, posting.employer_name, posting.contact_email, place)))
    hang(screen, "", said((named or "(no title)", "bold")))
    barred(screen, 0, answer_colour(found.scam), warning_words(found.scam))
    if found.scam.reasons:
        heading(screen, "What was seen")
        reasons(screen, 2, found.scam.reasons)
    if found.whys:
        heading(screen, "What is wrong with it")
        for line in found.whys:
            hang(screen, "  - ", said(line))
    if found.advice:
        heading(screen, "What to do now")
        for line in found.advice:
            hang(screen, "  - ", said(line))
    heading(screen, "What else is known")
    _show_line(screen, found.middleman)
    if not posting.contact_email:  # a message says too little of the duties
        _show_work(screen, found.work)
    hang(screen, "  ", said(("Sponsorship: ", "bold"), f"{stance_words(found.reading)}."))
    hang(screen, "  ", said(("Employer: ", "bold"), f"{employer_words(found.employer)}."))
    screen.print()
    hang(screen, "", said((CAUTION, "dim")))


def _show_work(screen: Console, work: Work) -> None:
    told = "not told: too few words of the duties" if work.kind == "unknown" else KIND_NAMES[work.kind]
    hang(screen, "  ", said(("The work: ", "bold"), f"{told}."))
    for reason in work.reasons:
        if reason.code == "mismatch":
            hang(screen, "    ", said(f"{sentence(reason.note)}."))


def _show_line(screen: Console, verdict: Verdict) -> None:
    answer = (verdict.answer, STYLES[answer_colour(verdict)])
    hang(screen, "  ", said((f"{QUESTIONS[verdict.question]} ", "bold"), answer))
    if verdict.answer == "yes":
        reasons(screen, 2, verdict.reasons)
