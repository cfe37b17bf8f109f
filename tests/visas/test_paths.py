from __future__ import annotations

import re
import time
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visa_situations import LAW, LAW_READ_ON, Job, fits, jobs, people, situations

import greenflag.visas
from greenflag.model import (
    Criterion,
    Degree,
    Evidence,
    PathFit,
    PayLevel,
    Profile,
    ProfileDates,
    Role,
    Status,
    WorkAbroad,
)
from greenflag.visas import assess_paths
from greenflag.visas.person import SELDOM_COUNTED

JOBS = jobs()
SOURCES = sorted(Path(greenflag.visas.__file__).parent.rglob("*.py"))

days = st.dates(date(2015, 1, 1), date(2031, 12, 31))
maybe_day = st.none() | days
maybe = st.sampled_from([None, True, False])
degrees = st.builds(
    Degree,
    level=st.sampled_from(["associate", "bachelor", "master", "doctorate"]),
    field=st.sampled_from(["Computer Science", "Electrical Engineering", "Statistics", "History", ""]),
    us_school=maybe,
    stem=maybe,
    cip=st.sampled_from(["", "11.0701", "27.0501", "50.0409"]),
    completed_on=maybe_day,
).map(lambda degree: replace(degree, stem=None) if degree.cip and degree.stem is False else degree)  # no contradiction
works_abroad = st.builds(
    WorkAbroad,
    employer=st.sampled_from(["Larkspur Robotics India", "Northwind Labs", ""]),
    role=st.sampled_from(Role.__args__),
    from_on=days,
    to_on=maybe_day,
)
profiles = st.builds(
    Profile,
    citizenships=st.lists(
        st.sampled_from(["IN", "CA", "MX", "AU", "CL", "SG", "IR", "DE"]), max_size=2, unique=True
    ).map(tuple),
    status=st.sampled_from(Status.__args__),
    dates=st.builds(ProfileDates, **{field.name: maybe_day for field in fields(ProfileDates)}),
    h1b_counted=maybe,
    i140_approved=maybe,
    degrees=st.lists(degrees, max_size=2).map(tuple),
    experience_years=st.none() | st.floats(0, 30),
    spouse_i140_approved=maybe,
    evidence=st.lists(st.builds(Evidence, criterion=st.sampled_from(Criterion.__args__)), max_size=4).map(tuple),
    work_abroad=st.lists(works_abroad, max_size=2).map(tuple),
)
works = st.sampled_from(sorted(JOBS)).map(JOBS.__getitem__)
todays = st.dates(date(2026, 2, 27), date(2028, 6, 1))

# A blank that the status itself answers is not missing: whoever is in a working status works until a last day is
# given, whoever was never counted and is not in H-1B has no first admission to give, and a student who does not say was
# most likely never counted.
ANSWERED_BY_STATUS = {"last_day_worked_on", "h1b_first_admitted_on"}


def without_each_fact(profile: Profile) -> list[Profile]:
    """Return the profile with each given fact taken away in turn."""
    blank = ProfileDates()
    named = [field.name for field in fields(ProfileDates) if field.name not in ANSWERED_BY_STATUS]
    if profile.status == "H-1B" or profile.h1b_counted:
        named.append("h1b_first_admitted_on")
    less = [replace(profile, dates=replace(profile.dates, **{name: getattr(blank, name)})) for name in named]
    less += [replace(profile, citizenships=()), replace(profile, degrees=()), replace(profile, experience_years=None)]
    if not (profile.dates.h1b_first_admitted_on and profile.status != "H-1B") and profile.status not in SELDOM_COUNTED:
        less.append(replace(profile, h1b_counted=None))
    less.append(replace(profile, i140_approved=None))
    less.append(replace(profile, spouse_i140_approved=None))
    less += [replace(profile, evidence=profile.evidence[:n]) for n in range(len(profile.evidence))]
    less.append(replace(profile, work_abroad=()))
    for gone in ({"field": ""}, {"us_school": None}, {"stem": None}, {"cip": ""}, {"completed_on": None}):
        less.append(replace(profile, degrees=tuple(replace(degree, **gone) for degree in profile.degrees)))
    return less


def opened(before: dict[str, PathFit], after: dict[str, PathFit]) -> set[str]:
    return {name for name in before if after[name].answer == "open" != before[name].answer}


@settings(max_examples=100, deadline=None)
@given(profiles, works, todays)
def test_no_path_opens_when_a_fact_about_the_person_is_taken_away(profile: Profile, job: Job, today: date) -> None:
    before = fits(profile, job, today)
    for less in without_each_fact(profile):
        assert opened(before, fits(less, job, today)) == set(), less


def test_no_situation_opens_when_a_fact_about_the_person_is_taken_away() -> None:
    for situation in situations():
        before = fits(situation.profile, situation.job, situation.today)
        for less in without_each_fact(situation.profile):
            assert opened(before, fits(less, situation.job, situation.today)) == set(), (situation.name, less)


@settings(max_examples=200, deadline=None)
@given(profiles, works, todays)
def test_no_unknown_answer_becomes_another_when_a_fact_about_the_person_is_taken_away(
    profile: Profile, job: Job, today: date
) -> None:
    before = fits(profile, job, today)
    for less in without_each_fact(profile):
        after = fits(less, job, today)
        left = {name: fit.answer for name, fit in after.items() if before[name].answer == "unknown" != fit.answer}
        assert left == {}, less


@settings(max_examples=100, deadline=None)
@given(profiles, works, todays)
def test_no_path_opens_when_the_postings_offer_or_the_employers_record_is_taken_away(
    profile: Profile, job: Job, today: date
) -> None:
    before = fits(profile, job, today)
    clues = tuple(c for c in job.reading.clues if c.kind not in ("offer", "accept_status"))
    silent = "silent" if job.reading.stance == "offers" else job.reading.stance
    for less in (
        replace(job, records=()),
        replace(job, reading=replace(job.reading, everify=None)),
        replace(job, reading=replace(job.reading, clues=clues, stance=silent)),
        replace(job, posting=replace(job.posting, text="")),
    ):
        assert opened(before, fits(profile, less, today)) == set()


@settings(max_examples=100, deadline=None)
@given(profiles, works, todays)
def test_every_reason_cites_law_that_exists_or_names_what_is_missing(profile: Profile, job: Job, today: date) -> None:
    for fit in fits(profile, job, today).values():
        assert fit.reasons, fit.path_id
        for reason in fit.reasons:
            law = [cite.removeprefix("law:") for cite in reason.cites if cite.startswith("law:")]
            assert all(law_id in LAW.by_id for law_id in law), reason
            if reason.code == "missing":
                assert " is not given: " in reason.note
            else:
                assert law, reason
        for key in fit.dates:
            assert key.cite.startswith(("law:", "profile:dates."))


@settings(max_examples=100, deadline=None)
@given(profiles, works, todays)
def test_what_hangs_on_luck_is_never_open(profile: Profile, job: Job, today: date) -> None:
    found = fits(profile, job, today)
    assert found.get("us_person") or found["h1b_cap"].answer != "open"


@settings(max_examples=40, deadline=None)
@given(profiles, works, todays)
def test_quotes_are_the_postings_own(profile: Profile, job: Job, today: date) -> None:
    degree = job.reading.degree
    own = {f'"{clue.quote}"' for clue in job.reading.clues} | ({f'"{degree.quote}"'} if degree else set())
    for fit in fits(profile, job, today).values():
        assert {c for r in fit.reasons for c in r.cites if c.startswith('"')} <= own


def test_an_unknown_answer_names_something_that_would_settle_it() -> None:
    for situation in situations():
        fit = fits(situation.profile, situation.job, situation.today)[situation.path]
        if fit.answer == "unknown":
            assert {"missing", "silent", "not_shown", "law_gap"} & {reason.code for reason in fit.reasons}


def test_no_module_of_the_room_reads_the_clock() -> None:
    for source in SOURCES:
        assert re.search(r"\.today\(\)|\.now\(|\btime\.\w+\(|import time", source.read_text()) is None, source


def test_no_law_value_is_written_in_code() -> None:
    """Numbers in code are list positions, months of a year and cache sizes; days, dollars and counts are in law/."""
    for source in SOURCES:
        code = re.sub(r'"""[\s\S]*?"""|"[^"\n]*"|#.*', "", source.read_text())
        numbers = {int(n.replace("_", "")) for n in re.findall(r"(?<![\w.])\d[\d_]*(?![\w.])", code)}
        assert re.search(r"\$\d|\d+ (?:days|months|years|hours|percent)", source.read_text()) is None, source
        assert numbers <= {0, 1, 2, 3, 12, 16, 256, 1024}, (source, numbers)


def test_a_day_before_the_law_began_is_unknown_and_names_the_entry() -> None:
    worker = replace(people()["worker"], dates=ProfileDates(date(1990, 1, 1)))
    fit = fits(worker, JOBS["offers"], date(1990, 6, 1))["h1b_transfer"]
    assert fit.answer == "unknown"
    assert "law entry" in fit.reasons[0].note


@pytest.mark.parametrize("who", ["opt", "worker", "canadian", "australian"])
def test_the_same_case_has_the_same_answer(who: str) -> None:
    first = fits(people()[who], JOBS["offers"], LAW_READ_ON)
    assert first == fits(people()[who], JOBS["offers"], LAW_READ_ON)


def test_a_thousand_postings_take_less_than_a_second() -> None:
    profile, job = people()["opt"], JOBS["no_new_but_transfers"]
    posting = replace(job.posting, text="Train and serve models with a small team. " * 200)

    def a_thousand() -> float:
        began = time.process_time()
        for number in range(1000):
            assess_paths(
                profile, posting, job.reading, job.match, job.records, LAW, LAW_READ_ON + timedelta(days=number % 90)
            )
        return time.process_time() - began

    assert min(a_thousand() for _ in range(3)) < 1.0


def test_the_draw_tells_how_often_the_offered_pay_would_be_put_in_for_each_occupation() -> None:
    levels = (
        PayLevel("15-1252", "software developers", "San Jose-Sunnyvale, CA", 180_000, "II", "OFLC wages"),
        PayLevel("15-2051", "data scientists", "San Jose-Sunnyvale, CA", 180_000, "", "OFLC wages"),
    )
    work, person = JOBS["offers"], people()["opt"]
    found = assess_paths(person, work.posting, work.reading, work.match, (), LAW, LAW_READ_ON, levels)
    cap = next(fit for fit in found if fit.path_id == "h1b_cap")
    told = next(reason for reason in cap.reasons if reason.code == "level")
    assert (
        "Pay from $180,000 in San Jose-Sunnyvale reaches level II as software developers (15-1252), 2 entries"
        in told.note
    )
    assert "no level as data scientists (15-2051):" in told.note
    assert {"OFLC wages", "law:h1b.selection.level_definition", "law:h1b.selection.entries.level_II"} <= set(told.cites)
    proposed = next(reason for reason in cap.reasons if reason.code == "proposed_levels")
    assert "this pay would reach at least level I as software developers" in proposed.note
    assert proposed.note.startswith("Proposed, not law as of 2026-10-07")
    assert cap.answer == "possible"
    assert not any(reason.code == "level" for reason in fits(person, work, LAW_READ_ON)["h1b_cap"].reasons)


@pytest.mark.parametrize(("level", "would"), [("I", "no level for certain"), ("III", "level I "), ("IV", "level II ")])
def test_under_the_proposed_percentiles_pay_reaches_the_level_that_it_is_sure_of(level: str, would: str) -> None:
    levels = (PayLevel("15-1252", "software developers", "San Jose, CA", 180_000, level, "OFLC wages"),)
    work, person = JOBS["offers"], people()["opt"]
    found = assess_paths(person, work.posting, work.reading, work.match, (), LAW, LAW_READ_ON, levels)
    cap = next(fit for fit in found if fit.path_id == "h1b_cap")
    assert would in next(reason.note for reason in cap.reasons if reason.code == "proposed_levels")


def test_in_no_situation_does_an_unknown_answer_become_another_when_a_fact_is_taken_away() -> None:
    for situation in situations():
        before = fits(situation.profile, situation.job, situation.today)[situation.path]
        for less in without_each_fact(situation.profile) if before.answer == "unknown" else ():
            after = fits(less, situation.job, situation.today)[situation.path]
            assert after.answer == "unknown", (situation.name, less, after.reasons)
