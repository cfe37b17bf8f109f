"""F-1 OPT: the student's own work permission; no employer files anything."""

from __future__ import annotations

from typing import Final

from greenflag.model import KeyDate, PathFit
from greenflag.visas.case import Case
from greenflag.visas.days import days_later
from greenflag.visas.job import place_step, restricted_step
from greenflag.visas.steps import Step, because, missing, settle, step
from greenflag.visas.student import idle_step, not_student, words_step
from greenflag.visas.words import OTHER_STATUSES, hear

PATH_ID: Final = "opt"
NAME: Final = "F-1 OPT"


def assess(case: Case) -> PathFit:
    """Return whether optional practical training can carry this person into this job, and for how long."""
    steps = [place_step(case), restricted_step(case)]
    status = case.profile.status
    if status == "F-1 OPT":
        steps += [_running_step(case), idle_step(case, "opt.unemployment_days"), _words_step(case)]
    elif status in ("F-1", "F-1 CPT"):
        steps += [_application_step(case), _words_step(case)]
    elif status == "F-1 STEM OPT":
        note = "OPT is used: the STEM extension follows it."
        steps.append(step("closed", because("used", note, "opt.post.months")))
    else:
        steps.append(not_student(case))
    return settle(PATH_ID, NAME, steps)


def _running_step(case: Case) -> Step:
    end_on = case.profile.dates.opt_end_on
    if end_on is None:
        return step("unknown", missing("dates.opt_end_on", "work permission lasts to that day"))
    if end_on < case.today:
        note = f"OPT ended on {end_on}."
        return step("closed", because("over", note, "opt.post.months", "opt.grace_after"))
    note = f"OPT allows work in the field of the degree until {end_on}, with no petition by the employer."
    end = KeyDate(end_on, "OPT ends", "profile:dates.opt_end_on")
    return step("open", because("running", note, "opt.who_files", "opt.post.months"), dates=(end,))


def _application_step(case: Case) -> Step:
    """Return where a student stands to the application window; how much OPT and CPT was used is not asked."""
    ends_on, law, today = case.profile.dates.program_end_on, case.law, case.today
    if ends_on is None:
        return step("unknown", missing("dates.program_end_on", "the application window is counted from it"))
    from_on = days_later(ends_on, -law.number("opt.post.file_from_days_before_end", today))
    until_on = days_later(ends_on, law.number("opt.post.file_until_days_after_end", today))
    ids = ("opt.post.file_from_days_before_end", "opt.post.file_until_days_after_end")
    if today > until_on:
        note = f"The window to apply for OPT closed on {until_on}."
        return step("closed", because("window_over", note, ids[1]))
    when = f"is open until {until_on}" if from_on <= today else f"runs from {from_on} to {until_on}"
    dso_days = law.number("opt.post.file_within_days_of_dso", today)
    note = f"The window to apply for OPT {when}, within {dso_days} days of the school's recommendation."
    months = law.number("cpt.fulltime_months_kill_opt", today)
    used = f"If OPT at this level is used, or CPT was full-time for {months} months, there is none left."
    return step(
        "possible",
        because("window", note, *ids, "opt.post.file_within_days_of_dso"),
        because("unused", used, "opt.post.months", "cpt.fulltime_months_kill_opt"),
        dates=(
            KeyDate(from_on, "OPT application can be filed from", f"law:{ids[0]}"),
            KeyDate(until_on, "USCIS must have the OPT application", f"law:{ids[1]}"),
        ),
    )


def _words_step(case: Case) -> Step:
    heard = hear(case, own=frozenset({"opt"}), shared=frozenset({"sponsorship"}), spared=OTHER_STATUSES | {"transfer"})
    return words_step(case, heard, "opt.who_files")
