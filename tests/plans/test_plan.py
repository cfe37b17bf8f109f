from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plans.cases import STUDENT, TODAY, VERSIONS, clue, known, posting, ranked, reading, record, unknown

from greenflag.model import COLOURS, KeyDate, Plan, Reason, Salary, Verdict
from greenflag.plans import make_plan
from greenflag.plans.tasks import APPLY_AT_MOST, ASK_AT_MOST

REFUSAL = clue("refuse", "We cannot sponsor work visas.")
YELLOW = clue("authorization", "You must be authorized to work in the US.", topic="authorization")


def plan(*items, profile=STUDENT, dates=(), notes=(), **more) -> Plan:
    return make_plan(profile, items, tuple(dates), tuple(notes), TODAY, VERSIONS, **more)


def refused(number, code="refuses", *clues):
    reasons = (Reason(code, -1.0, "The posting refuses sponsorship."),)
    return ranked(number, sponsorship="no", reasons=reasons, read=reading("refuses", *(clues or (REFUSAL,))))


# ----------------------------------------------------------------- where each posting goes


def test_a_yes_with_a_fitting_role_is_to_apply_and_a_maybe_or_unknown_to_ask():
    made = plan(
        ranked(1, sponsorship="yes", role="maybe"),
        ranked(2, sponsorship="maybe"),
        ranked(3, sponsorship="unknown", place="unknown"),
    )
    assert [entry.ranked.posting.external_id for entry in made.apply] == ["1"]
    assert [entry.ranked.posting.external_id for entry in made.ask] == ["2", "3"]
    assert not made.apply[0].message
    assert all(entry.message for entry in made.ask)


def test_a_refused_posting_is_skipped_with_the_red_words():
    made = plan(refused(1), refused(2))
    (group,) = made.skip
    assert (group.code, group.count) == ("refuses", 2)
    assert group.examples[0].quote == "We cannot sponsor work visas."


def test_each_kind_of_restriction_is_a_group_of_its_own():
    kinds = (
        ("citizens_only", "citizens"),
        ("us_persons_only", "us_person"),
        ("clearance", "clearance"),
        ("refuses_future", "refuse_future"),
    )
    items = [refused(n, code, clue(kind, f"Words of {kind}.")) for n, (code, kind) in enumerate(kinds)]
    made = plan(*items)
    assert [(g.code, g.examples[0].quote) for g in made.skip] == [(code, f"Words of {kind}.") for code, kind in kinds]


def test_a_job_in_berlin_is_skipped_although_it_offers_a_visa():
    job = posting(1, locations=("Berlin, Germany",))
    read = reading("offers", clue("offer", "Visa help."), countries=("DE",))
    made = plan(ranked(1, job=job, read=read, sponsorship="no", reasons=(Reason("not_in_us", -1.0, "In DE."),)))
    assert (made.skip[0].code, made.skip[0].examples[0].quote) == ("not_in_us", "Berlin, Germany")


def test_a_role_that_is_not_sought_and_a_place_that_does_not_suit_are_skipped_with_their_reason():
    made = plan(
        ranked(1, role="no", role_reasons=(Reason("seniority", -0.5, "A director's role.", ('"Director of ML"',)),)),
        ranked(2, place="no"),
        ranked(3, role="unknown"),
        ranked(4, role="no", role_reasons=(Reason("not_ml", -1.0, "It builds dashboards.", ('"dashboards"',)),)),
    )
    assert [group.code for group in made.skip] == ["not_ml", "not_sought", "role_unknown", "place"]
    assert [group.examples[0].quote for group in made.skip[:2]] == ["dashboards", "Director of ML"]


def test_pay_below_the_floor_is_skipped_only_where_it_is_known_in_dollars():
    floor = replace(STUDENT, salary_floor_usd_per_year=150_000)
    low = Salary(50.0, 60.0, "USD", "hour", "$50-60 an hour")
    open_ended, euros = Salary(90_000.0, None, "USD", "year"), Salary(90_000.0, 99_000.0, "EUR", "year")
    items = [ranked(n, job=posting(n, salary=salary)) for n, salary in enumerate((low, open_ended, euros, None))]
    made = plan(*items, profile=floor)
    assert [(g.code, g.count, g.examples[0].quote) for g in made.skip] == [("pay", 1, "$50-60 an hour")]


# ----------------------------------------------------------------- order and days


def test_the_order_is_by_score_and_the_same_whatever_the_input_order():
    items = [ranked(n, score=score) for n, score in enumerate((0.2, 0.9, 0.5, 0.5))]
    assert plan(*items) == plan(*reversed(items))
    assert [entry.ranked.score for entry in plan(*items).apply] == [0.9, 0.5, 0.5, 0.2]


def test_a_fresh_posting_is_due_sooner_than_an_old_one_and_says_so():
    fresh = ranked(1, job=posting(1, posted_on=TODAY - timedelta(days=2)))
    old = ranked(2, job=posting(2, posted_on=TODAY - timedelta(days=60)))
    undated = ranked(3, job=posting(3, posted_on=None))
    first, second, third = plan(fresh, old, undated).apply
    assert TODAY < first.task.due < second.task.due == third.task.due
    assert "Posted on 2026-11-23" in first.task.reason


def test_no_week_holds_more_applications_than_can_be_made_with_care():
    made = plan(*(ranked(n) for n in range(3 * APPLY_AT_MOST)))
    weeks = [(entry.task.due - TODAY).days // 7 for entry in made.apply]
    assert [weeks.count(week) for week in range(3)] == [APPLY_AT_MOST] * 3
    assert f"{APPLY_AT_MOST} a week" in made.apply[-1].task.reason


def test_a_task_falls_before_the_persons_next_key_date():
    day = KeyDate(TODAY + timedelta(days=4), "60 days after your last day end.", "law.grace")
    made = plan(ranked(1, job=posting(1, posted_on=None)), dates=[day])
    assert made.apply[0].task.due == TODAY + timedelta(days=3)
    assert "60 days after your last day end" in made.apply[0].task.reason
    assert made.dates == (day,)


def test_a_key_date_tomorrow_makes_the_task_due_today_and_a_past_one_changes_nothing():
    tomorrow, past = (KeyDate(TODAY + timedelta(days=d), "A day.", "x") for d in (1, -3))
    assert plan(ranked(1), dates=[tomorrow]).apply[0].task.due == TODAY
    assert plan(ranked(1), dates=[past]).apply == plan(ranked(1)).apply


def test_an_employer_is_asked_once():
    made = plan(*(ranked(n, sponsorship="maybe", score=1 - n / 10) for n in range(3)))
    assert [entry.task.what.startswith("Add it to your question") for entry in made.ask] == [False, True, True]
    assert len({entry.task.due for entry in made.ask}) == 1


def test_postings_without_an_employers_name_are_not_taken_for_one_employers():
    nameless = unknown("")
    items = [ranked(n, sponsorship="maybe", employer=nameless, job=posting(n, employer="")) for n in range(2)]
    assert not any(entry.task.what.startswith("Add it") for entry in plan(*items).ask)


def test_asking_is_spread_over_weeks_by_employers():
    items = [
        ranked(n, sponsorship="unknown", employer=unknown(f"Thistle {n}"), job=posting(n, employer=f"Thistle {n}"))
        for n in range(ASK_AT_MOST + 1)
    ]
    weeks = [(entry.task.due - TODAY).days // 7 for entry in plan(*items).ask]
    assert weeks == [0] * ASK_AT_MOST + [1]


# ----------------------------------------------------------------- funnel


def test_the_funnel_counts_down_to_the_short_list():
    made = plan(
        ranked(1),
        ranked(2, sponsorship="maybe"),
        refused(3),
        ranked(4, role="no", role_reasons=(Reason("seniority", -0.5, "A director's role."),)),
        ranked(5, sponsorship="no", reasons=(Reason("not_in_us", -1.0, "In GB."),)),
        ranked(6, sponsorship="no", reasons=(Reason("paths_closed", -0.6, "No path."),)),
    )
    assert [(step.code, step.left, step.dropped) for step in made.funnel] == [
        ("all", 6, 0), ("in_us", 5, 1), ("ml", 5, 0), ("honest", 5, 0), ("fit", 4, 1), ("not_refused", 3, 1),
        ("short_list", 2, 1),
    ]  # fmt: skip


_items = st.lists(
    st.builds(
        lambda sponsorship, role, place, stance, countries, code, score: (
            lambda n: ranked(
                n, sponsorship=sponsorship, role=role, place=place, score=score,
                read=reading(stance, countries=countries), reasons=(Reason(code, -1.0, "Why."),),
            )
        ),
        st.sampled_from(["yes", "maybe", "no", "unknown"]),
        st.sampled_from(["yes", "maybe", "no", "unknown"]),
        st.sampled_from(["yes", "maybe", "no", "unknown"]),
        st.sampled_from(sorted(COLOURS)),
        st.sampled_from([(), ("US",), ("DE",), ("DE", "US")]),
        st.sampled_from(["not_in_us", "refuses", "citizens_only", "paths_closed", "something_new"]),
        st.floats(0, 1),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_items)
def test_every_posting_is_in_exactly_one_place_and_the_funnel_sums_up(makers):
    items = [make(n) for n, make in enumerate(makers)]
    made = plan(*items)
    skipped = [example.posting_id for group in made.skip for example in group.examples]
    listed = [entry.ranked.posting.id for entry in (*made.apply, *made.ask)]
    assert sorted(skipped + listed) == sorted(item.posting.id for item in items)
    assert all(group.count == len(group.examples) > 0 for group in made.skip)
    first, *others = made.funnel
    assert (first.left, first.dropped) == (len(items), 0)
    for before, step in zip(made.funnel, others, strict=False):
        assert step.left == before.left - step.dropped <= before.left
    assert made.funnel[-1].left == len(listed)


# ----------------------------------------------------------------- watch and mend


def test_a_sponsor_without_a_fitting_role_is_watched_with_its_record():
    item = refused(1)
    item = replace(item, assessment=replace(item.assessment, records=(record(2025, 40), record(2021, 900))))
    (each,) = plan(item).watch
    assert (each.employer_name, each.legal_name, each.open_postings) == (
        "Larkspur Robotics", "Larkspur Robotics, Inc.", 1,
    )  # fmt: skip
    assert [r.fiscal_year for r in each.records] == [2025]
    assert "1 by their own words" in each.note


def test_an_employer_in_the_short_list_or_without_recent_filings_is_not_watched():
    assert not plan(ranked(1, records=(record(2025),)), ranked(2, role="no", records=(record(2025),))).watch
    newer = ranked(1, records=(record(2026),), employer=known("Quillwork AI", "e2"))
    assert not plan(newer, ranked(2, role="no", records=(record(2022),))).watch
    assert not plan(ranked(1, role="no", records=(record(2025, 0),))).watch


def test_a_watched_board_without_postings_is_watched_too():
    (each,) = plan(quiet=[(known("Quillwork AI", "e2"), (record(2025, 3, name="Quillwork AI, PBC"),))]).watch
    assert (each.employer_name, each.open_postings) == ("Quillwork AI", 0)


def test_missing_skills_are_counted_over_the_short_list_only():
    items = [ranked(1), ranked(2, sponsorship="maybe"), refused(3)]
    missing = {items[0].posting.id: ("Kubernetes", "JAX"), items[1].posting.id: ("JAX",), items[2].posting.id: ("Go",)}
    found = {gap.what: (gap.count, gap.of) for gap in plan(*items, missing=missing).mend}
    assert found == {"JAX": (2, 2), "Kubernetes": (1, 2)}


def test_years_and_degrees_are_counted_only_where_the_profile_tells_what_one_has():
    job = posting(1, text="PhD preferred.\n8+ years of software experience.\n5 years of experience with models.")
    assert {gap.what for gap in plan(ranked(1, job=job)).mend} == {"More than your 3 years of experience"}
    assert not plan(ranked(1, job=job), profile=replace(STUDENT, experience_years=None)).mend
    assert not plan(ranked(1, job=job), profile=replace(STUDENT, experience_years=6.0)).mend


# ----------------------------------------------------------------- notes


def test_an_empty_plan_says_what_to_do_next():
    made = plan(notes=("The records cover FY2025.",))
    assert made.notes[0] == "The records cover FY2025."
    assert any("greenflag boards add" in note for note in made.notes)
    assert made.funnel[-1].left == 0


def test_a_plan_with_nothing_on_its_short_list_says_so():
    assert any("No open posting" in note for note in plan(refused(1)).notes)


def test_the_notes_count_what_the_plan_cannot_know():
    made = plan(
        ranked(1, read=reading("silent")),
        ranked(2, read=reading("unclear", YELLOW, countries=()), employer=unknown()),
    )
    text = "\n".join(made.notes)
    assert "Silent on sponsorship, which is neither yes nor no: 1 of 2 postings." in text
    assert "Employer not surely found in the records, which is not a no: 1 of 2 postings." in text
    assert "Country of the job not said, and kept: 1 of 2 postings." in text


def test_the_plan_keeps_its_day_and_versions():
    made = plan(ranked(1))
    assert (made.made_on, made.versions) == (date(2026, 11, 25), VERSIONS)


def doubted(number, **answers):
    """A posting that would be applied to, but for the answers on scams or middlemen."""
    found = ranked(number)
    quoted = (Reason("sign", 1.0, "Odd.", ('"Pay the fee first."',)),)
    more = tuple(Verdict(question, answer, 1.0, quoted) for question, answer in answers.items())
    return replace(found, assessment=replace(found.assessment, verdicts=(*found.assessment.verdicts, *more)))


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"scam": "yes"}, "scam"), ({"scam": "maybe"}, "scam_maybe"), ({"middleman": "yes"}, "middleman")],
)
def test_what_is_odd_is_set_aside_with_its_words_until_the_person_keeps_it(answers, code):
    made = plan(doubted(1, **answers), ranked(2))
    (group,) = made.skip
    assert (group.code, group.count, group.examples[0].quote) == (code, 1, "Pay the fee first.")
    assert [entry.ranked.posting.id for entry in made.apply] == [ranked(2).posting.id]
    kept = plan(doubted(1, **answers), ranked(2), kept=[ranked(1).posting.id])
    assert len(kept.apply) == 2
    assert kept.skip == ()
    assert plan(doubted(3, scam="no", middleman="no")).skip == ()


def test_a_posting_that_says_it_is_filled_is_set_aside():
    made = plan(ranked(1, job=posting(1, text="This position has been filled.\nWe build robots that learn.")))
    assert [group.code for group in made.skip] == ["closed"]


def test_one_job_posted_for_several_cities_is_one_entry_that_names_the_others():
    jobs = [ranked(n, job=posting(n, locations=(place,))) for n, place in enumerate(("Reno, NV", "Austin, TX"), 1)]
    made = plan(*jobs, same=[[item.posting.id for item in jobs]])
    (entry,) = made.apply
    assert "Posted once more for Austin, TX: one application is enough." in entry.task.reason
    assert [(group.code, group.count) for group in made.skip] == [("copy", 1)]
    assert "Reno, NV" in made.skip[0].examples[0].quote


def test_of_copies_the_one_that_is_worth_something_stays():
    made = plan(refused(1), ranked(2), same=[[refused(1).posting.id, ranked(2).posting.id]])
    assert [entry.ranked.posting.id for entry in made.apply] == [ranked(2).posting.id]
    assert [group.code for group in made.skip] == ["refuses"]


def test_the_same_text_under_two_employers_stays_twice_and_each_names_the_other():
    jobs = [ranked(1, job=posting(1)), ranked(2, job=replace(posting(2), employer_name="Brontide Labs"))]
    made = plan(*jobs, shared=[[item.posting.id for item in jobs]])
    assert len(made.apply) == 2
    reasons = [entry.task.reason for entry in made.apply]
    assert sum("stands under Brontide Labs: ask who would employ you." in reason for reason in reasons) == 1


def test_a_mass_posting_is_told():
    made = plan(ranked(1), ranked(2), mass=[[f"job-{n}" for n in range(11)] + [ranked(1).posting.id]])
    told = [entry.ranked.posting.id for entry in made.apply if "A mass posting: one text 12 times" in entry.task.reason]
    assert told == [ranked(1).posting.id]
