"""H-1B at an employer outside the cap: any time of the year, no draw.

Three answers for the employer, as far as name and posting tell: shown, likely, not shown. "Not shown" is unknown and
never "no", for a company's worker placed at a university can be exempt too.
"""

from __future__ import annotations

from typing import Final

from greenflag.model import PathAnswer, PathFit, Reason
from greenflag.visas.case import Case
from greenflag.visas.job import employer_step, place_step, restricted_step
from greenflag.visas.person import SELDOM_COUNTED, entry_step, payment_reasons, six_years_step, specialty_steps
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.vocabulary import vocabulary
from greenflag.visas.words import OTHER_STATUSES, STUDENT_PERMITS, hear

PATH_ID: Final = "h1b_cap_exempt"
NAME: Final = "H-1B, cap-exempt employer"
_RESEARCH: Final = ("h1b.exempt.research_org", "h1b.exempt.affiliated_nonprofit")


def assess(case: Case) -> PathFit:
    """Return whether an H-1B outside the cap can carry this person into this job."""
    heard = hear(
        case,
        own=frozenset(),
        shared=frozenset({"sponsorship", "h1b", "new_petition"}),
        spared=OTHER_STATUSES | STUDENT_PERMITS | {"transfer"},
    )
    return settle(
        PATH_ID,
        NAME,
        (
            place_step(case),
            restricted_step(case),
            entry_step(case),
            exempt_step(case),
            _clock_step(case),
            step("open", *payment_reasons(case)),
            *specialty_steps(case, "h1b.degree.minimum", "h1b.specialty_occupation"),
            employer_step(case, heard, "H-1B", "h1b.employer_files"),
        ),
    )


def _clock_step(case: Case) -> Step:
    """Return what the six years leave; who says never counted and names no first admission has none behind."""
    profile = case.profile
    if profile.status == "H-1B" or profile.h1b_counted or profile.dates.h1b_first_admitted_on:
        return six_years_step(case)
    if profile.h1b_counted is None:
        answer: PathAnswer = "possible" if profile.status in SELDOM_COUNTED else "unknown"
        return step(answer, missing("h1b_counted", "earlier years in H-1B would count against the six"))
    return step("open")


def exempt_step(case: Case) -> Step:
    """Return how far name and posting show that the employer is outside the cap."""
    words = vocabulary().employer
    text = case.posting.text.lower()
    name = " ".join((case.posting.employer_name, *case.match.legal_names)).lower()
    says_subject = _found(text, words.says_subject)
    if says_subject:
        note = f'The posting says "{says_subject}".'
        return step("closed", because("says_subject", note, "h1b.exempt.ihe", "h1b.exempt.research_org"))
    says_exempt = _found(text, words.says_exempt)
    if says_exempt:
        note = f'The posting says "{says_exempt}": no registration, any time of the year.'
        leaving = "Leaving all exempt work later makes a person who was never counted need the cap."
        return step(
            "open",
            because("says_exempt", note, "h1b.exempt.any_time"),
            because("leaving", leaving, "h1b.exempt.lost_on_leaving"),
        )
    shown = exempt_by_name(name)
    if shown and shown.code == "university":
        return step("possible", shown)
    if shown and _found(text, words.nonprofit):
        note = "Name and text read like a nonprofit research or university-tied employer, which may be exempt. Ask."
        return step("possible", because("nonprofit", note, *_RESEARCH, "h1b.exempt.lost_on_leaving"))
    note = "Neither name nor posting shows an employer outside the cap; work placed at a university could still be."
    return step("unknown", because("not_shown", note, *_RESEARCH, "h1b.exempt.works_at_half_time"))


def exempt_by_name(name: str) -> Reason | None:
    """Return what an employer's name alone shows of its being outside the cap: evidence, never proof; None is not a no.

    ``university``: a college or university; ``research``: a research or university-tied organization, which must be a
    nonprofit too.
    """
    words = vocabulary().employer
    if _found(name.lower(), words.university):
        note = "The name reads like a college or university; public and nonprofit ones are outside the cap. Ask."
        return because("university", note, "h1b.exempt.ihe", "h1b.exempt.lost_on_leaving")
    if _found(name.lower(), words.research):
        note = "The name reads like a research or university-tied organization; nonprofits may be outside the cap. Ask."
        return because("research", note, *_RESEARCH, "h1b.exempt.lost_on_leaving")
    return None


def _found(text: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if word in text), "")
