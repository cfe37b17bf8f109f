import math
from dataclasses import astuple, fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.model import (
    Assessment,
    EmployerMatch,
    Place,
    Posting,
    Profile,
    Reading,
    Reason,
    Salary,
    SponsorRecord,
    Verdict,
    Versions,
    Weights,
)
from greenflag.ranking import order, rank

TODAY = date(2026, 11, 23)
PROFILE = Profile(citizenships=("IN",), status="F-1 STEM OPT", salary_floor_usd_per_year=140_000)
POSTING = Posting(
    "greenhouse:larkspurrobotics:1", "greenhouse", "greenhouse:larkspurrobotics", "1", "", "Machine Learning Engineer",
    "Larkspur Robotics", ("San Francisco, CA",), "onsite", "", None, None, None, "",
)  # fmt: skip
READING = Reading((), "silent", "none", False, Place(("US",), "no"), None)
KNOWN = EmployerMatch("Larkspur Robotics", "larkspur", ("Larkspur Robotics, Inc.",), 1.0, ())
UNKNOWN = replace(KNOWN, employer_id=None, legal_names=())


def record(year, certified, dataset="USCIS", ml_titles=None):
    cite = f"{dataset} FY{year}"
    name = "Larkspur Robotics, Inc."
    return SponsorRecord("larkspur", name, dataset, "H-1B", year, certified, 0, 0, cite, ml_titles=ml_titles)


def assessment(*records, employer=KNOWN, **scores):
    verdicts = tuple(
        Verdict(question, "maybe", score, (Reason("x", score, f"{question} note", (f'"{question} words"',)),))
        for question, score in scores.items()
    )
    return Assessment("1", "", READING, employer, records, (), verdicts, TODAY, Versions("", "", ""))


def points(ranked):
    return {reason.code: reason.points for reason in ranked.reasons}


def notes(ranked):
    return {reason.code: reason.note for reason in ranked.reasons}


def ranked(posting=POSTING, profile=PROFILE, of=None):
    return rank(profile, posting, of or assessment(), TODAY)


def test_a_posting_of_which_nothing_is_known_scores_one_half():
    item = ranked(of=assessment(employer=UNKNOWN))
    assert item.score == 0.5
    assert notes(item)["employer"] == "the employer is not found in the records, which is not a no"


def test_verdicts_move_the_score_by_their_weight_and_bring_their_quote():
    item = ranked(of=assessment(sponsorship=1.0, role=-0.5))
    assert points(item)["sponsorship"] == pytest.approx(0.5 * 4 / 12)
    assert points(item)["role"] == pytest.approx(-0.25 * 3 / 12)
    assert next(r for r in item.reasons if r.code == "sponsorship").cites == ('"sponsorship words"',)


def test_all_for_it_gives_one_and_all_against_it_gives_zero():
    best = replace(POSTING, posted_on=TODAY, salary=Salary(300_000, 400_000, "USD", "year"))
    good = assessment(record(2026, 900, ml_titles=5), sponsorship=1.0, role=1.0, place=1.0)
    assert ranked(best, of=good).score == pytest.approx(1.0)
    worst = replace(POSTING, posted_on=date(2025, 1, 1), salary=Salary(1, 20, "USD", "hour"))
    bad = assessment(employer=UNKNOWN, sponsorship=-1.0, role=-1.0, place=-1.0)
    assert ranked(worst, of=bad).score == pytest.approx(0.5 - 0.5 * 10 / 12)


# --------------------------------------------------------------------------- the employer's record


def test_a_recent_record_counts_by_its_volume_and_its_machine_learning_titles():
    some = ranked(of=assessment(record(2026, 12)))
    many = ranked(of=assessment(record(2026, 400)))
    titled = ranked(of=assessment(record(2026, 12), record(2026, 12, "LCA", ml_titles=4)))
    assert 0 < points(some)["employer"] < points(many)["employer"]
    assert points(titled)["employer"] > points(some)["employer"]
    assert notes(titled)["employer"] == "12 granted since fiscal year 2024, 4 of them for machine-learning titles"


def test_a_thin_record_says_that_it_is_thin_and_an_old_one_how_old():
    thin = ranked(of=assessment(record(2025, 2)))
    assert "thin record: 2 granted" in notes(thin)["employer"]
    old = ranked(of=assessment(record(2019, 50)))
    assert notes(old)["employer"] == "last sponsored in fiscal year 2019"
    assert points(old)["employer"] < 0 < points(thin)["employer"]
    assert next(r for r in old.reasons if r.code == "employer").cites == ("USCIS FY2019",)


def test_denied_cases_alone_are_no_record_and_a_us_person_needs_none():
    denied = ranked(of=assessment(replace(record(2026, 0), denied=3)))
    assert points(denied)["employer"] == 0.0
    resident = replace(PROFILE, status="permanent_resident")
    assert points(ranked(profile=resident, of=assessment(record(2026, 400))))["employer"] == 0.0


# --------------------------------------------------------------------------- pay


@pytest.mark.parametrize(
    ("salary", "sign", "said"),
    [
        (None, 0, "names no pay"),
        (Salary(150_000, 190_000, "USD", "year"), 1, "from your floor up"),
        (Salary(100_000, 139_000, "USD", "year"), -1, "below your 140,000 USD"),
        (Salary(120_000, 160_000, "USD", "year"), 1, "holds your floor"),
        (Salary(80, 95, "USD", "hour"), 1, "pays 166,400 to 197,600 USD a year"),
        (Salary(9_000, 10_000, "USD", "month"), -1, "pays 108,000 to 120,000 USD a year"),
        (Salary(None, 100_000, "USD", "unknown"), -1, "up to 100,000 USD"),
        (Salary(50, 60, "USD", "unknown"), 0, "without saying per what"),
        (Salary(120_000, None, "USD", "year"), 0, "does not say up to what"),
        (Salary(90_000, 99_000, "EUR", "year"), 0, "pay is in EUR"),
        (Salary(0, -5, "USD", "year"), 0, "without saying"),
        (Salary(float("nan"), float("inf"), "USD", "year"), 0, "without saying"),
    ],
)  # fmt: skip
def test_pay_is_compared_with_the_floor_by_the_year(salary, sign, said):
    item = ranked(replace(POSTING, salary=salary))
    assert said in notes(item)["pay"]
    assert math.copysign(1, points(item)["pay"]) * (points(item)["pay"] != 0) == sign


def test_without_a_floor_pay_moves_nothing():
    item = ranked(
        replace(POSTING, salary=Salary(1, 2, "USD", "hour")), replace(PROFILE, salary_floor_usd_per_year=None)
    )
    assert points(item)["pay"] == 0.0


def test_better_pay_above_the_floor_counts_more_and_quotes_the_posting():
    low = ranked(replace(POSTING, salary=Salary(150_000, 160_000, "USD", "year", "$150k-$160k")))
    high = ranked(replace(POSTING, salary=Salary(190_000, 220_000, "USD", "year")))
    assert points(low)["pay"] < points(high)["pay"]
    assert next(r for r in low.reasons if r.code == "pay").cites == ('"$150k-$160k"',)


# --------------------------------------------------------------------------- freshness


@pytest.mark.parametrize(
    ("posted_on", "value", "said"),
    [
        (TODAY, 1.0, "posted today"),
        (date(2026, 11, 22), 44 / 45, "posted yesterday"),
        (date(2026, 10, 9), 0.0, "posted 45 days ago, on 2026-10-09"),
        (date(2020, 1, 1), -1.0, "days ago"),
        (date(2027, 1, 1), 0.0, "yet to come"),
        (None, 0.0, "does not say"),
    ],
)
def test_a_fresh_posting_counts_more(posted_on, value, said):
    item = ranked(replace(POSTING, posted_on=posted_on))
    assert points(item)["freshness"] == pytest.approx(0.5 * value / 12)
    assert said in notes(item)["freshness"]


@pytest.mark.parametrize(
    ("days", "versions", "posted", "said"),
    [
        (180, 1, False, "open for 180 days and never edited"),
        (180, 2, False, "first seen 180 days ago"),
        (179, 1, False, "first seen 179 days ago"),
        (200, 1, True, "open for 200 days and never edited"),
        (30, 1, True, "posted 3 days ago"),
        (0, 1, False, "does not say when it was posted"),
    ],
)
def test_what_is_long_open_and_never_edited_is_likely_a_standing_advert(days, versions, posted, said):
    job = replace(POSTING, posted_on=TODAY - timedelta(days=3) if posted else None)
    found = rank(PROFILE, job, assessment(), TODAY, TODAY - timedelta(days=days), versions)
    assert said in notes(found)["freshness"]


def test_an_evergreen_posting_is_never_fresh():
    pool = replace(POSTING, posted_on=TODAY, title="Machine Learning Talent Community")
    assert points(ranked(pool))["freshness"] < 0
    told = replace(POSTING, posted_on=TODAY, text="This is an evergreen requisition.")
    assert "evergreen requisition" in ranked(told).reasons[-1].cites[0]


# --------------------------------------------------------------------------- order and invariants


def test_of_equals_the_later_posted_comes_first_and_then_the_id_decides():
    flat = replace(PROFILE, weights=Weights(freshness=0.0))
    items = [
        ranked(replace(POSTING, id=id, posted_on=day), flat)
        for id, day in [("c", None), ("b", date(2026, 11, 1)), ("d", date(2026, 11, 20)), ("a", date(2026, 11, 1))]
    ]
    assert [item.posting.id for item in order(items)] == ["d", "a", "b", "c"]
    assert order(reversed(items)) == order(items)


SCORE = st.floats(-1, 1)
WEIGHTS = st.builds(Weights, *[st.floats(0.1, 10)] * len(fields(Weights)))
CASES = st.builds(
    lambda sponsorship, role, place, posted_on, pay, filed: (
        replace(POSTING, posted_on=posted_on, salary=Salary(pay, pay, "USD", "year")),
        assessment(record(2026, filed), sponsorship=sponsorship, role=role, place=place),
    ),
    SCORE, SCORE, SCORE, st.dates(date(2026, 8, 1), TODAY), st.integers(50_000, 400_000), st.integers(0, 2000),
)  # fmt: skip


def scored(case, weights):
    posting, of = case
    return rank(replace(PROFILE, weights=weights), posting, of, TODAY)


@given(CASES, WEIGHTS)
@settings(max_examples=60, deadline=None)
def test_the_score_is_the_clamped_sum_of_its_reasons(case, weights):
    item = scored(case, weights)
    assert item.score == max(0.0, min(1.0, math.fsum(reason.points for reason in item.reasons)))
    assert 0.0 <= item.score <= 1.0


@given(CASES, CASES, WEIGHTS, st.sampled_from([field.name for field in fields(Weights)]), st.floats(0.1, 20))
@settings(max_examples=100, deadline=None)
def test_raising_the_weight_of_a_part_never_lowers_whoever_is_better_in_it(first, second, weights, part, more):
    a, b = scored(first, weights), scored(second, weights)
    if points(a)[part] <= points(b)[part]:
        a, b, first, second = b, a, second, first
    raised = replace(weights, **{part: getattr(weights, part) + more})
    if a.score >= b.score:
        assert scored(first, raised).score >= scored(second, raised).score - 1e-12


@given(CASES, st.floats(0.5, 50))
@settings(max_examples=30, deadline=None)
def test_only_the_proportions_of_the_weights_matter(case, factor):
    scaled = Weights(*(weight * factor for weight in astuple(Weights())))
    assert scored(case, scaled).score == pytest.approx(scored(case, Weights()).score)
