"""``greenflag init``: ask greenflag's questions and write the profile."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from greenflag.errors import InputError, ProfileError

if TYPE_CHECKING:
    from rich.console import Console

    from greenflag.api import Question
    from greenflag.model import Profile

BACK = "<"


def init(
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take a ready profile (TOML) instead of asking.")
    ] = None,
) -> None:
    """Answer a few questions about yourself; the answers stay in one file on this machine."""
    from greenflag.api import JobSearch, load_profile
    from greenflag.cli.screen import console, hang, said

    screen = console()
    with JobSearch() as search:
        path = search.profile_path
        profile = load_profile(source) if source else _ask_all(screen, path)
        old = path.with_name(path.name + ".old")
        if path.exists():
            shutil.copyfile(path, old)
            hang(screen, "", said(f"Your earlier profile is kept as {old}"))
        saved = search.save_profile(profile)
    screen.print()
    hang(
        screen,
        "",
        said("Your profile is in ", (str(saved), "bold"), ". It never leaves this machine; edit it at will."),
    )
    hang(screen, "", said("Next: ", ("greenflag boards add --starter", "bold"), ", then ", ("greenflag plan", "bold")))


def _ask_all(screen: Console, path: Path) -> Profile:
    from greenflag.api import QUESTIONS, is_asked, profile_from_answers
    from greenflag.cli.screen import hang, said

    hang(screen, "", said(f"Your answers go into {path} and never leave this machine."))
    hang(screen, "", said(("An empty answer means that you do not know or would rather not say. "
                           f"{BACK} goes back to the question before.", "dim")))  # fmt: skip
    if path.exists():
        hang(screen, "", said(("There is a profile already; it is replaced when you are done.", "yellow")))
    answers: dict[str, str] = {}
    at = 0
    while at < len(QUESTIONS):
        question = QUESTIONS[at]
        if not is_asked(question, answers):
            at += 1
            continue
        answer = _ask(screen, question)
        if answer == BACK:
            at = _before(at, QUESTIONS, answers)
            continue
        problem = _take(question, answer, answers)
        if problem:
            hang(screen, "  ", said((problem, "red")))
        else:
            at += 1
    return profile_from_answers(answers)


def _ask(screen: Console, question: Question) -> str:
    """Return an answer as typed."""
    from greenflag.cli.screen import hang, said

    screen.print()
    default = f" [{question.default}]" if question.default else ""
    hang(screen, "", said((question.text, "bold"), default))
    hang(screen, "", said((question.why, "dim")))
    hint = {"date": "as YYYY-MM-DD", "yes_no": "yes or no"}.get(question.kind, "")
    if question.choices:
        hang(screen, "  ", said("   ".join(f"{n} {choice}" for n, choice in enumerate(question.choices, start=1))))
        hint = "numbers or words, by commas" if question.kind == "list" else "the number or the words"
    try:
        answer = input(f"{hint}> " if hint else "> ").strip()
    except EOFError:
        raise InputError("init: the answers ended before the questions did; run it again, or use --from FILE") from None
    return answer


def _take(question: Question, answer: str, answers: dict[str, str]) -> str | None:
    """Take an answer in; return what is wrong with it, leaving aside what has not been asked yet."""
    from greenflag.api import QUESTIONS, choice_meant, profile_from_answers

    try:
        answers[question.key] = choice_meant(question, answer) if question.choices else answer
        profile_from_answers(answers)
    except ProfileError as error:
        named = re.match(r"answers: (\w+): ", str(error))
        keys = {one.key for one in QUESTIONS}
        if named and named[1] in keys and named[1] not in answers:
            return None
        return str(error).removeprefix("answers: ")
    return None


def _before(at: int, questions: tuple[Question, ...], answers: dict[str, str]) -> int:
    """Return the place of the last question that was answered before this one, whose answer is then forgotten."""
    for place in range(at - 1, -1, -1):
        if questions[place].key in answers:
            del answers[questions[place].key]
            return place
    return at
