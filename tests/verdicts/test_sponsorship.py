import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans.cases import (
    CANADIAN,
    H1B_CAP,
    H1B_CLOSED,
    H1B_HOLDER,
    SHORT_STUDENT,
    STEM_OPT,
    STUDENT,
    TN,
    TODAY,
    TRANSFER,
    clue,
    known,
    reading,
    record,
    unknown,
)

from greenflag.model import COLOURS, Profile, ProfileDates, Verdict
from greenflag.verdicts.sponsorship import judge_sponsorship

CITIZEN = Profile(citizenships=("US",), status="us_citizen")
RESIDENT = Profile(citizenships=("IN",), status="permanent_resident")
ASYLEE = Profile(citizenships=("VE",), status="asylee_or_refugee")
SPOUSE = Profile(citizenships=("IN",), status="H-4 EAD")

OFFER = clue("offer", "We sponsor visas for this role.")
NOT_NOW = clue("refuse", "We cannot sponsor work visas at this time.")
NEVER = clue("refuse_future", "We will not sponsor visas now or in the future.")
AUTHORIZED = clue("authorization", "You must be authorized to work in the US.", topic="authorization")
TRANSFERS_ONLY = clue("offer_limited", "H-1B transfers only.", claim="transfer")
CASE_BY_CASE = clue("offer_limited", "We sponsor case by case.")


def judge(profile, read, paths=(H1B_CAP,), match=None, records=()) -> Verdict:
    return judge_sponsorship(profile, read, paths, match or known(), records, TODAY)


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def cites(verdict: Verdict) -> set[str]:
    return {cite for reason in verdict.reasons for cite in reason.cites}


# ----------------------------------------------------------------- offers and limits


def test_an_offer_with_a_path_that_is_not_closed_is_a_yes_with_the_quote_and_the_law():
    verdict = judge(STUDENT, reading("offers", OFFER))
    assert verdict.answer == "yes"
    assert {'"We sponsor visas for this role."', "law.h1b.window"} <= cites(verdict)


def test_missing_records_never_turn_an_offer_into_a_no():
    assert judge(STUDENT, reading("offers", OFFER), match=unknown()).answer == "yes"
    assert judge(STUDENT, reading("offers", OFFER), match=known(), records=()).answer == "yes"


def test_an_offer_without_any_path_that_is_left_is_a_maybe():
    verdict = judge(STUDENT, reading("offers", OFFER), paths=(H1B_CLOSED,))
    assert verdict.answer == "maybe"
    assert "law.h1b.six_years" in cites(verdict)


def test_case_by_case_is_a_maybe():
    assert judge(STUDENT, reading("limited", CASE_BY_CASE)).answer == "maybe"


def test_transfers_only_fits_a_counted_h1b_holder():
    assert judge(H1B_HOLDER, reading("limited", TRANSFERS_ONLY), paths=(TRANSFER,)).answer == "yes"


def test_transfers_only_is_a_maybe_while_it_is_unknown_whether_the_h1b_was_counted():
    verdict = judge(replace(H1B_HOLDER, h1b_counted=None), reading("limited", TRANSFERS_ONLY), paths=(TRANSFER,))
    assert verdict.answer == "maybe"
    assert "h1b_counted_unknown" in codes(verdict)


def test_transfers_only_leaves_nothing_to_someone_abroad_and_a_start_to_long_stem_opt():
    abroad = Profile(citizenships=("IN",), status="abroad")
    assert judge(abroad, reading("limited", TRANSFERS_ONLY)).answer == "no"
    assert judge(STUDENT, reading("limited", TRANSFERS_ONLY)).answer == "maybe"


def test_a_line_that_refuses_new_petitions_and_welcomes_transfers_fits_a_counted_h1b_holder():
    words = "No new H-1B petitions, but transfers are welcome."
    read = reading("limited", clue("refuse", words, claim="transfer"), clue("offer_limited", words, claim="transfer"))
    assert judge(H1B_HOLDER, read, paths=(TRANSFER,)).answer == "yes"


def test_transfers_named_beside_sponsorship_case_by_case_are_no_exclusion():
    words = "We can transfer an H-1B but can only sponsor new ones case by case."
    verdict = judge(SHORT_STUDENT, reading("limited", clue("offer_limited", words, claim="transfer")))
    assert verdict.answer == "maybe"
    assert "limit_excludes" not in codes(verdict)


def test_tn_named_fits_a_canadian_and_not_an_indian():
    read = reading("limited", clue("offer_limited", "We support TN visas only.", claim="tn"))
    assert judge(CANADIAN, read, paths=(TN,)).answer == "yes"
    assert judge(SHORT_STUDENT, read).answer == "no"


# ----------------------------------------------------------------- refusals


@pytest.mark.parametrize("records", [(), (record(2025, 900), record(2026, 900))])
def test_a_refusal_is_a_no_whatever_the_records_say(records):
    verdict = judge(H1B_HOLDER, reading("refuses", NOT_NOW), paths=(TRANSFER,), records=records)
    assert (verdict.answer, verdict.score) == ("no", -1.0)


def test_a_refusal_today_is_a_maybe_with_a_warning_for_a_permit_that_runs_for_a_year():
    verdict = judge(STUDENT, reading("refuses", NOT_NOW))
    assert verdict.answer == "maybe"
    assert {"refuses", "own_authorization", "authorization_ends"} <= codes(verdict)
    assert verdict.score < 0


def test_a_refusal_today_is_a_no_for_a_permit_that_runs_for_months():
    assert judge(SHORT_STUDENT, reading("refuses", NOT_NOW)).answer == "no"


def test_the_year_is_counted_to_the_day():
    for end, answer in ((date(2027, 11, 25), "maybe"), (date(2027, 11, 24), "no")):
        student = replace(STUDENT, dates=ProfileDates(stem_opt_end_on=end))
        assert judge(student, reading("refuses", NOT_NOW)).answer == answer


def test_a_refusal_says_when_the_end_of_the_permit_is_not_in_the_profile():
    verdict = judge(replace(STUDENT, dates=ProfileDates()), reading("refuses", NOT_NOW))
    assert verdict.answer == "no"
    assert "permit_end_unknown" in codes(verdict)


def test_stem_opt_ahead_counts_for_someone_whose_opt_ends_soon():
    student = Profile(citizenships=("IN",), status="F-1 OPT", dates=ProfileDates(opt_end_on=date(2027, 3, 1)))
    verdict = judge(student, reading("refuses", NOT_NOW), paths=(H1B_CAP, STEM_OPT))
    assert verdict.answer == "maybe"
    assert "law.everify" in cites(verdict)


def test_a_permit_that_has_ended_is_no_way_round():
    student = Profile(citizenships=("IN",), status="F-1 OPT", dates=ProfileDates(opt_end_on=date(2026, 3, 1)))
    assert judge(student, reading("refuses", NOT_NOW), paths=(STEM_OPT,)).answer == "no"


def test_a_refusal_that_covers_the_future_is_a_no_for_every_student():
    verdict = judge(STUDENT, reading("refuses", NEVER, future=True), paths=(H1B_CAP, STEM_OPT))
    assert verdict.answer == "no"
    assert "refuses_future" in codes(verdict)


def test_a_refusal_that_names_opt_is_a_no_for_a_student():
    words = "No sponsorship, and we do not take part in STEM OPT."
    assert judge(STUDENT, reading("refuses", clue("refuse", words, claim="stem_opt"))).answer == "no"


def test_no_h1b_is_no_bar_to_a_canadian_but_no_tn_is():
    no_h1b = reading("refuses", clue("refuse_future", "No H-1B, now or later.", claim="h1b"), future=True)
    assert judge(CANADIAN, no_h1b, paths=(H1B_CAP, TN)).answer == "maybe"
    no_tn = reading("refuses", clue("refuse", "We support neither H-1B nor TN.", claim="h1b"))
    assert judge(CANADIAN, no_tn, paths=(H1B_CAP, TN)).answer == "no"


def test_an_h1b_named_as_an_example_of_all_visas_spares_no_path():
    words = "No sponsorship of employment visas (e.g. H-1B), now or in the future."
    read = reading("refuses", clue("refuse_future", words, claim="h1b"), future=True)
    assert "another_path" not in codes(judge(CANADIAN, read, paths=(H1B_CAP, TN)))


def test_tn_needs_no_petition_so_a_general_refusal_is_worth_a_question():
    now = judge(CANADIAN, reading("refuses", NOT_NOW), paths=(H1B_CAP, TN))
    ever = judge(CANADIAN, reading("refuses", NEVER, future=True), paths=(H1B_CAP, TN))
    assert (now.answer, ever.answer) == ("maybe", "maybe")
    assert ever.score < now.score < 0
    assert judge(CANADIAN, reading("refuses", NOT_NOW), paths=(H1B_CAP,)).answer == "no"


def test_no_new_petitions_leaves_a_transfer_to_ask_about():
    read = reading("refuses", clue("refuse", "We file no new H-1B petitions.", claim="new_petition"))
    assert judge(H1B_HOLDER, read, paths=(TRANSFER,)).answer == "maybe"
    assert judge(replace(H1B_HOLDER, h1b_counted=False), read, paths=(H1B_CAP,)).answer == "no"


def test_a_spouse_with_a_work_permit_may_ask_in_spite_of_a_refusal():
    assert judge(SPOUSE, reading("refuses", NOT_NOW)).answer == "maybe"
    assert judge(SPOUSE, reading("unclear", AUTHORIZED)).answer == "yes"


# ----------------------------------------------------------------- restrictions and US persons


@pytest.mark.parametrize(
    ("kind", "citizen", "resident", "asylee", "student"),
    [
        ("citizens", "yes", "no", "no", "no"),
        ("us_person", "yes", "yes", "yes", "no"),
        ("clearance", "yes", "no", "no", "no"),
    ],
)
def test_restrictions_tell_citizens_from_us_persons_from_others(kind, citizen, resident, asylee, student):
    read = reading("restricted", clue(kind, f"Words about {kind}.", topic="citizenship"))
    for profile, answer in ((CITIZEN, citizen), (RESIDENT, resident), (ASYLEE, asylee), (STUDENT, student)):
        verdict = judge(profile, read)
        assert verdict.answer == answer, (profile.status, kind)
        assert answer == "yes" or f'"Words about {kind}."' in cites(verdict)


def test_citizens_named_beside_transfers_do_not_bar_a_resident():
    words = clue("offer_limited", "Citizens, or visa transfers.", claim="transfer")
    assert judge(RESIDENT, reading("limited", clue("citizens", "Citizens, or visa transfers."), words)).answer == "yes"


def test_permanent_authorization_is_nothing_that_tn_can_meet():
    words = "You need permanent authorization, now and in the future."
    read = reading("refuses", clue("refuse_future", words), future=True)
    assert judge(CANADIAN, read, paths=(H1B_CAP, TN)).answer == "no"


def test_a_us_person_is_not_touched_by_a_refusal():
    assert judge(RESIDENT, reading("refuses", NEVER, future=True), paths=()).answer == "yes"


@pytest.mark.parametrize("profile", [STUDENT, CITIZEN])
def test_a_job_outside_the_us_is_a_no_even_with_an_offer(profile):
    verdict = judge(profile, reading("offers", OFFER, countries=("DE",)), records=(record(),))
    assert (verdict.answer, verdict.score) == ("no", -1.0)


def test_puerto_rico_and_a_remote_job_open_to_all_the_world_count_as_in_the_us():
    assert judge(STUDENT, reading("offers", OFFER, countries=("PR",))).answer == "yes"
    everywhere = reading("offers", OFFER, countries=("DE",))
    everywhere = replace(everywhere, place=replace(everywhere.place, limits=("global",)))
    assert judge(STUDENT, everywhere).answer == "yes"


def test_a_job_in_several_countries_with_the_us_among_them_counts_as_in_the_us():
    assert judge(STUDENT, reading("offers", OFFER, countries=("DE", "US"))).answer == "yes"


# ----------------------------------------------------------------- silence and records


def test_silence_of_an_unknown_employer_is_unknown_and_of_a_known_one_a_maybe():
    assert judge(STUDENT, reading("silent"), match=unknown()).answer == "unknown"
    assert judge(STUDENT, reading("silent"), match=known(), records=(record(),)).answer == "maybe"


def test_authorization_words_are_a_maybe_even_of_an_unknown_employer():
    verdict = judge(STUDENT, reading("unclear", AUTHORIZED), match=unknown())
    assert verdict.answer == "maybe"
    assert '"You must be authorized to work in the US."' in cites(verdict)


def test_more_recent_filings_weigh_more_and_their_source_is_cited():
    read = reading("silent")
    scores = [
        judge(STUDENT, read, records=records).score
        for records in (
            (record(2019, 500),),
            (record(2025, 1, ml=None),),
            (record(2025, 60, ml=None),),
            (record(2025, 60, ml=9),),
        )
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == 4
    assert "LCA FY2025" in cites(judge(STUDENT, read, records=(record(2025, 60),)))


def test_only_green_card_filings_are_no_record_of_temporary_sponsorship():
    assert "record_none" in codes(judge(STUDENT, reading("silent"), records=(record(program="PERM"),)))


def test_a_status_that_is_welcomed_counts():
    welcome = clue("accept_status", "OPT and CPT are welcome.", claim="opt")
    assert judge(STUDENT, reading("unclear", welcome)).score > judge(STUDENT, reading("unclear", AUTHORIZED)).score


def test_silence_with_every_path_closed_is_a_no_by_law():
    verdict = judge(STUDENT, reading("silent"), paths=(H1B_CLOSED,), records=(record(),))
    assert verdict.answer == "no"
    assert "paths_closed" in codes(verdict)


def test_export_wording_warns():
    words = clue("export", "An export licence may be needed.", topic="export")
    assert "export" in codes(judge(STUDENT, reading("limited", OFFER, words)))


@given(
    profile=st.sampled_from([STUDENT, SHORT_STUDENT, H1B_HOLDER, CANADIAN, CITIZEN, RESIDENT, ASYLEE, SPOUSE]),
    stance=st.sampled_from(sorted(COLOURS)),
    clues=st.lists(st.sampled_from([OFFER, NOT_NOW, NEVER, AUTHORIZED, TRANSFERS_ONLY, CASE_BY_CASE])),
    future=st.booleans(),
    countries=st.sampled_from([(), ("US",), ("GB",)]),
    paths=st.lists(st.sampled_from([H1B_CAP, H1B_CLOSED, TRANSFER, TN, STEM_OPT])),
    match=st.sampled_from([known(), unknown()]),
    records=st.lists(st.builds(record, st.integers(2015, 2027), st.integers(0, 9000))),
)
def test_every_verdict_is_the_clamped_sum_of_reasons_and_no_refusal_is_ever_a_yes(
    profile, stance, clues, future, countries, paths, match, records
):
    read = reading(stance, *clues, future=future, countries=countries)
    verdict = judge(profile, read, paths, match, records)
    assert verdict.reasons or stance == "restricted"
    assert verdict.score == max(-1.0, min(1.0, math.fsum(reason.points for reason in verdict.reasons)))
    if stance in ("refuses", "restricted") and profile not in (CITIZEN, RESIDENT, ASYLEE):
        assert verdict.answer in ("no", "maybe")
    if stance == "silent" and profile in (STUDENT, SHORT_STUDENT, H1B_HOLDER, CANADIAN):
        assert verdict.answer != "yes"
