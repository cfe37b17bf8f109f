"""Questions: what ``greenflag init`` asks, why, and of whom; every face asks the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args

from greenflag.candidate import values
from greenflag.candidate.profile import profile_from_table
from greenflag.errors import ProfileError
from greenflag.model import Criterion, DegreeLevel, Profile, ProfileDates, Role, Status

_F1: tuple[Status, ...] = ("F-1", "F-1 CPT", "F-1 OPT", "F-1 STEM OPT")
_WORKERS: tuple[Status, ...] = ("H-1B", "L-1", "O-1", "TN", "E-3", "H-1B1")
_AUTHORIZED: tuple[Status, ...] = ("us_citizen", "permanent_resident", "asylee_or_refugee")
_FOREIGN: tuple[Status, ...] = tuple(status for status in get_args(Status) if status not in _AUTHORIZED)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``asked_of`` empty means everybody, ``skippable`` that an empty answer means unknown or default.

    ``after`` is the key of a question that must have been answered for this one to be asked.
    """

    key: str
    text: str
    why: str
    kind: Literal["choice", "text", "date", "number", "list", "yes_no"]
    choices: tuple[str, ...] = ()
    asked_of: tuple[Status, ...] = ()
    default: str = ""
    skippable: bool = True
    after: str = ""


QUESTIONS: tuple[Question, ...] = (
    Question(
        "status", "What is your status in the US?", "It decides which visa paths you need.",
        "choice", choices=get_args(Status), skippable=False,
    ),
    Question(
        "citizenships", "Which countries are you a citizen of?",
        "TN, E-3 and H-1B1 depend on it. Separate several by commas.", "list", skippable=False,
    ),
    Question(
        "birth_country", "In which country were you born?", "Green card queues go by the country of birth.",
        "text", asked_of=_FOREIGN,
    ),
    Question(
        "degree_level", "What is your highest degree?", "Most paths ask for a bachelor's degree or more.",
        "choice", choices=get_args(DegreeLevel),
    ),
    Question("degree_field", "In which field is that degree?", "The job must fit the field.", "text"),
    Question(
        "degree_us_school", "Is it from a US school?", "A US master's degree has its own share of the H-1B lottery.",
        "yes_no", asked_of=(*_F1, "H-4", "H-4 EAD", "L-2", "J-1", "abroad", "other"),
    ),
    Question(
        "degree_stem", "Does your I-20 call it a STEM degree?", "STEM OPT adds 24 months of work.",
        "yes_no", asked_of=_F1,
    ),
    Question(
        "program_end_on", "When does or did your program end?", "OPT and its filing windows are counted from it.",
        "date", asked_of=_F1,
    ),
    Question("opt_end_on", "When does your OPT end?", "The card (EAD) shows it.", "date", asked_of=("F-1 OPT",)),
    Question(
        "stem_opt_end_on", "When does your STEM OPT end?", "The card (EAD) shows it.",
        "date", asked_of=("F-1 STEM OPT",),
    ),
    Question(
        "h1b_counted", "Were you ever counted against the H-1B cap?",
        "Whoever was selected and approved once needs no lottery again.", "yes_no", asked_of=_FOREIGN,
    ),
    Question(
        "h1b_first_admitted_on", "When did you first enter or change to H-1B?", "H-1B lasts six years.",
        "date", asked_of=("H-1B",),
    ),
    Question(
        "i140_approved", "Was an I-140 approved for you?", "It lets H-1B go beyond six years.",
        "yes_no", asked_of=("H-1B", "H-4 EAD", "L-1", "O-1"),
    ),
    Question(
        "perm_filed_on", "On which day was a PERM application, or an I-140 without one, first filed for you?",
        "After a year on file it lets H-1B go beyond six years.", "date", asked_of=("H-1B",),
    ),
    Question(
        "spouse_i140_approved", "Was an I-140 approved for your spouse in H-1B?", "It opens the work permit of H-4.",
        "yes_no", asked_of=("H-4",),
    ),
    Question(
        "i94_until_on", "Until when does your I-94 run?", "You may not stay longer than it says.",
        "date", asked_of=_WORKERS,
    ),
    Question(
        "last_day_worked_on", "If your job ended or will end: on which day?",
        "A grace period of up to 60 days is counted from it.", "date", asked_of=_WORKERS,
    ),
    Question(
        "experience_years", "How many years have you worked in the field?", "To tell junior from senior roles.",
        "number",
    ),
    Question(
        "evidence", "Which of these could you document?",
        "O-1A and EB-1A ask for at least three: prizes in the field, membership by merit, press about your work, "
        "judging others' work, contributions that others build on, articles, a critical role, high pay.",
        "list", choices=get_args(Criterion), asked_of=_FOREIGN,
    ),
    Question(
        "work_abroad_employer", "Have you worked full-time abroad for a company that is in the US too? Which?",
        "After a year there, L-1 can carry you into it.", "text", asked_of=_FOREIGN,
    ),
    Question(
        "work_abroad_role", "What were you there?", "Managers and executives stand apart from specialists.",
        "choice", choices=get_args(Role), asked_of=_FOREIGN, skippable=False, after="work_abroad_employer",
    ),
    Question(
        "work_abroad_from_on", "From which day?", "The year is counted from it.", "date", asked_of=_FOREIGN,
        skippable=False, after="work_abroad_employer",
    ),
    Question(
        "work_abroad_to_on", "To which day?", "Empty while it goes on.", "date", asked_of=_FOREIGN,
        after="work_abroad_employer",
    ),
    Question(
        "titles", "Which job titles do you look for?", "Roles with these titles come first.",
        "list", default="machine learning engineer",
    ),
    Question("skills", "Which skills do you have?", "What fits and what is missing. Separate by commas.", "list"),
    Question(
        "places", "Where would you work?",
        "States, cities or remote, separated by semicolons; empty means anywhere in the US.", "list",
    ),
    Question("relocate", "Would you move for a job?", "Roles elsewhere stay in if so.", "yes_no", default="yes"),
    Question(
        "salary_floor_usd_per_year", "What is the least yearly pay you would take, in US dollars?",
        "Jobs that pay less go down.", "number",
    ),
)  # fmt: skip

_DEGREE: dict[str, Callable[[object], object]] = {
    "degree_level": values.read_level,
    "degree_field": values.read_text,
    "degree_us_school": values.read_yes_no,
    "degree_stem": values.read_yes_no,
}
_DATES = frozenset(field.name for field in fields(ProfileDates))
_ABROAD = "work_abroad_"


def questions_for(status: Status) -> tuple[Question, ...]:
    """Return the questions to ask a person of this status, in order, without those that an answer calls for."""
    return tuple(question for question in QUESTIONS if is_asked(question, {"status": status}))


def is_asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Say whether a question is to be asked after the answers so far."""
    if question.asked_of and _status(answers) not in question.asked_of:
        return False
    return not question.after or not values.is_unknown(answers.get(question.after, ""))


def _status(answers: Mapping[str, str]) -> Status | None:
    try:
        return values.read_status(answers.get("status", ""))
    except ValueError:
        return None


_READ_CHOICE: dict[str, Callable[[object], str]] = {
    "status": values.read_status,
    "degree_level": values.read_level,
    "work_abroad_role": values.read_one_of(get_args(Role)),
    "evidence": values.read_one_of(get_args(Criterion)),
}


def choice_meant(question: Question, answer: str) -> str:
    """Return the choice that an answer means, as people write it ("stem opt", "2", "PhD"); an empty one stays empty.

    Of a list each part is taken so ("1, articles").

    Raises:
        ProfileError: no choice is meant; the message says what was nearest.
    """
    if question.kind == "list":
        one = replace(question, kind="choice")
        return ", ".join(choice_meant(one, part.strip()) for part in answer.split(",") if part.strip())
    if values.is_unknown(answer) or answer in question.choices:
        return answer.strip()
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(question.choices):
        return question.choices[int(answer) - 1]
    try:
        return _READ_CHOICE[question.key](answer)
    except ValueError as error:
        raise ProfileError(str(error)) from None


def profile_from_answers(answers: Mapping[str, str]) -> Profile:
    """Return the profile that answers by question key give; an empty or missing answer means unknown or the default.

    Raises:
        ProfileError: an answer cannot be read, or two contradict each other; the question's key is named.
    """
    known = {question.key: question for question in QUESTIONS}
    for key in answers:
        if key not in known:
            raise ProfileError(f"answers: {key}: no such question; known are: {', '.join(known)}")
    for question in QUESTIONS:
        if not question.skippable and is_asked(question, answers) and values.is_unknown(answers.get(question.key, "")):
            raise ProfileError(f"answers: {question.key}: this must be answered: {question.text}")
    given = {key: answer for key, answer in answers.items() if not values.is_unknown(answer)}
    kinds = [kind.strip() for kind in given.pop("evidence", "").split(",") if kind.strip()]
    abroad = {key.removeprefix(_ABROAD): given.pop(key) for key in list(given) if key.startswith(_ABROAD)}
    degree = _degree({key: given.pop(key) for key in _DEGREE if key in given})
    return profile_from_table(
        {
            "titles": known["titles"].default,
            "dates": {key: given.pop(key) for key in sorted(_DATES) if key in given},
            "degrees": [degree] if degree else [],
            "evidence": [{"criterion": kind} for kind in kinds],
            "work_abroad": [abroad] if abroad else [],
            **given,
        },
        "answers",
    )


def _degree(answers: Mapping[str, str]) -> dict[str, object]:
    degree = {}
    for key, answer in answers.items():
        try:
            degree[key.removeprefix("degree_")] = _DEGREE[key](answer)
        except ValueError as error:
            raise ProfileError(f"answers: {key}: {error}") from None
    if degree and "level" not in degree:
        raise ProfileError("answers: degree_level: answer it too, or leave out the other questions about the degree")
    return degree
