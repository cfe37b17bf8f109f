"""STEM OPT: two more years after OPT, with a STEM degree and an employer in E-Verify."""

from __future__ import annotations

from typing import Final

from greenflag.model import KeyDate, PathFit
from greenflag.visas.case import Case
from greenflag.visas.days import days_later, months_later
from greenflag.visas.job import demand, place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.student import idle_step, not_student, stem_step, words_step
from greenflag.visas.words import OTHER_STATUSES, hear

PATH_ID: Final = "stem_opt"
NAME: Final = "F-1 STEM OPT"


def assess(case: Case) -> PathFit:
    """Return whether the STEM extension can carry this person in this job, with its filing window."""
    steps = [place_step(case), restricted_step(case)]
    status = case.profile.status
    if status == "F-1 STEM OPT":
        steps.append(_running_step(case))
    elif status == "F-1 OPT":
        steps += [_window_step(case), stem_step(case)]
    elif status in ("F-1", "F-1 CPT"):
        note = "The extension comes after OPT, once OPT is there."
        steps += [step("possible", because("later", note, "stem.months", "opt.post.months")), stem_step(case)]
    else:
        return settle(PATH_ID, NAME, [*steps, not_student(case)])
    steps += [idle_step(case, "stem.unemployment_total_days"), _employer_step(case), _words_step(case)]
    return settle(PATH_ID, NAME, steps)


def _running_step(case: Case) -> Step:
    end_on = case.profile.dates.stem_opt_end_on
    if end_on is None:
        return step("unknown", missing("dates.stem_opt_end_on", "work permission lasts to that day"))
    if end_on < case.today:
        return step("closed", because("over", f"STEM OPT ended on {end_on}.", "stem.months", "opt.grace_after"))
    note = f"STEM OPT allows work until {end_on}; a new employer needs its own training plan (I-983)."
    end = KeyDate(end_on, "STEM OPT ends", "profile:dates.stem_opt_end_on")
    return step("open", because("running", note, "stem.months", "stem.employer_tests"), dates=(end,))


def _window_step(case: Case) -> Step:
    end_on, law, today = case.profile.dates.opt_end_on, case.law, case.today
    if end_on is None:
        return step("unknown", missing("dates.opt_end_on", "the extension must be filed before that day"))
    if end_on < today:
        note = f"OPT ended on {end_on}, and the extension had to be filed before."
        return step("closed", because("too_late", note, "stem.file_days_before_end"))
    from_on = days_later(end_on, -law.number("stem.file_days_before_end", today))
    until_on = months_later(end_on, law.number("stem.months", today))
    when = f"now, until {end_on}" if from_on <= today else f"from {from_on} to {end_on}"
    note = f"The extension can be filed {when}, and would last to {until_on}."
    ids = ("stem.file_days_before_end", "stem.file_within_days_of_dso", "stem.months")
    return step(
        "open",
        because("window", note, *ids),
        dates=(
            KeyDate(from_on, "STEM OPT can be filed from", f"law:{ids[0]}"),
            KeyDate(end_on, "USCIS must have the STEM OPT application", f"law:{ids[0]}"),
            KeyDate(until_on, "STEM OPT would end", f"law:{ids[2]}"),
        ),
    )


def _employer_step(case: Case) -> Step:
    note = "The employer must be in E-Verify: check the employer at e-verify.gov; another legal name is possible."
    reasons = [because("everify_unknown", note, "everify.required_for_stem_opt")]
    if case.reading.everify:
        note = "The posting says that the employer takes part in E-Verify."
        reasons = [because("everify", note, "everify.required_for_stem_opt")]
    hired_out = demand(case, "w2_c2c")
    if hired_out:
        note = "Engagement terms are named: labour hired out to others does not qualify; ask who supervises the work."
        reasons.append(because("placement", note, "stem.employer_tests", quote=hired_out.quote))
    return step("possible" if hired_out or not case.reading.everify else "open", *reasons)


def _words_step(case: Case) -> Step:
    heard = hear(
        case,
        own=frozenset({"stem_opt", "opt"}),
        shared=frozenset({"sponsorship"}),
        spared=OTHER_STATUSES | {"transfer"},
    )
    return words_step(case, heard, "stem.employer_tests")
