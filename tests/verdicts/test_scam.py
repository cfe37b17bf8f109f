"""Is it a scam? The signs' own examples, whole cases that were written for it, addresses, and hostile text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.model import Posting, Salary, Verdict
from greenflag.sources import make_posting
from greenflag.verdicts.scam import MAYBE_AT, SIGNALS, YES_AT, advice_for, judge_scam
from greenflag.verdicts.scam import _book as book
from greenflag.verdicts.scam import _read as read
from greenflag.verdicts.score import clamped

CASES = [json.loads(line) for line in Path(__file__).with_name("scam_cases.jsonl").read_text("utf-8").splitlines()]
EXAMPLES = [(sign, example) for sign in book().file.sign for example in sign.example]


def posting(
    text: str, *, title: str = "ML Engineer", employer: str = "Ostrava Kites", url: str = "", pay: float | None = None
) -> Posting:
    salary = Salary(pay, None, "USD", "year") if pay else None
    return make_posting(
        source="test", board="test", external_id="1", title=title, employer_name=employer, text=text, url=url,
        salary=salary,
    )  # fmt: skip


def judged(case: dict[str, str]) -> Verdict:
    one = posting(case["text"], title=case["title"], employer=case["company"], url=case["url"] or "")
    return judge_scam(one, case["contact_email"] or "")


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize(("sign", "example"), EXAMPLES, ids=lambda one: getattr(one, "line", getattr(one, "note", "")))
def test_a_sign_is_seen_in_its_examples_and_not_where_it_must_be_silent(sign, example):
    assert (sign.note in {one.note for one in read(example.line)}) is example.reads


def test_every_sign_has_an_example_of_both_kinds_and_a_reason_why():
    for sign in book().file.sign:
        assert {example.reads for example in sign.example} == {True, False}, sign.note
        assert sign.why
        assert sign.why != sign.note


def test_most_scams_among_our_cases_are_found_and_few_honest_ones_are_called_so():
    answers = [(case["scam"], judged(case).answer) for case in CASES]
    right, called = answers.count(("yes", "yes")), sum(answer == "yes" for _, answer in answers)
    f1 = 2 * right / (called + sum(label == "yes" for label, _ in answers))
    assert f1 >= 0.80
    assert answers.count(("no", "yes")) <= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_quote_stands_in_what_was_read(case):
    verdict = judged(case)
    seen = "\n".join((case["text"], case["title"], case["url"] or "", case["contact_email"] or ""))
    for reason in verdict.reasons:
        assert reason.code in SIGNALS
        for cite in reason.cites:
            assert cite.startswith("law:") or cite.strip('"') in seen
    assert verdict.score == clamped(verdict.reasons)


def test_the_laws_that_are_cited_are_entries_of_the_law():
    folder = Path(__file__).parents[2] / "src" / "greenflag" / "visas" / "law"
    law = "\n".join(path.read_text("utf-8") for path in folder.glob("*.toml"))
    for sign in book().file.sign:
        for entry in sign.law:
            assert f'id = "{entry}"' in law


def test_a_page_of_warnings_is_no_scam():
    verdict = judge_scam(
        posting(
            "Beware of job scams. We never ask candidates for payment, a deposit, gift cards or bank details.\n"
            "We never send a cheque to buy equipment and we do not interview on Telegram or WhatsApp.\n"
            "People have pretended to be our recruiters. They ask for a fee of $500 and promise a guaranteed H-1B.\n"
            "If anyone asks you to pay for a visa in our name, it is not us. Report it to the FTC."
        )
    )
    assert verdict.answer == "no"
    assert not verdict.reasons


@pytest.mark.parametrize("text", ["", " \n", "Apply now."])
def test_an_empty_text_is_unknown(text):
    assert judge_scam(posting(text)).answer == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Our client, a leading bank, is looking for an engineer. Client name is confidential until the interview.",
        "We need your signed offer by 6 pm today. The work is on recommendation models in Austin.",
        "H1B transfer only, please no citizens. You build feature stores in Plano with our own team.",
    ],
)
def test_a_lone_weak_sign_never_makes_a_scam(text):
    assert judge_scam(posting(text)).answer in {"no", "maybe"}


def test_two_signs_of_a_bond_together_are_decisive():
    bond = "The training is valued at $15,000, which becomes due if you leave within two years."
    bench = "There is no pay on bench, our marketing team sends your profile out."
    assert judge_scam(posting(bond)).answer == "maybe"
    assert judge_scam(posting(f"{bond}\n\n{bench}")).answer == "yes"


@pytest.mark.parametrize(
    ("email", "url", "code"),
    [
        ("hr@ostravakites-careers.com", "https://ostravakites.com/jobs", "lookalike_domain"),
        ("hr@ostravakltes.com", "https://ostravakites.com/jobs", "lookalike_domain"),
        ("hr@0stravakites.com", "https://ostravakites.com/jobs", "lookalike_domain"),
        ("hr@ostravakites.co", "https://ostravakites.com/jobs", "lookalike_domain"),
        ("hr@xn--ostrvakites-s8a.com", "https://ostravakites.com/jobs", "lookalike_domain"),
        ("desk@uscis-visas.org", "", "lookalike_domain"),
        ("ostravakites.hr@gmail.com", "", "personal_email"),
        ("ostravakites.hr@gmail.com", "https://jobs.lever.co/x/1", "personal_email"),
    ],
)
def test_an_address_in_disguise_is_seen(email, url, code):
    verdict = judge_scam(posting("We build kites that fly themselves over the sea.", url=url), email)
    assert codes(verdict) == {code}
    assert verdict.answer == "maybe"


@pytest.mark.parametrize(
    ("email", "url", "own"),
    [
        ("jobs@ostravakites.com", "https://www.ostravakites.com/jobs", ()),
        ("jobs@mail.ostravakites.com", "https://careers.ostravakites.com", ()),
        ("jobs@ostravakites.com", "https://boards.greenhouse.io/ostravakites/jobs/1", ()),
        ("ostravakites@gmail.com", "https://ostravakites.com", ()),
        ("jobs@kites.example", "https://ostravakites.com", ("kites.example", "ostravakites.com")),
        ("", "", ()),
    ],
)
def test_a_firms_own_address_is_no_sign(email, url, own):
    assert not judge_scam(posting("We build kites that fly themselves.", url=url), email, own).reasons


def test_pay_far_above_the_wage_of_the_most_experienced_is_a_sign():
    text = "We build kites that fly themselves over the sea."
    assert codes(judge_scam(posting(text, pay=600_000), wage_top=200_000)) == {"salary_too_good"}
    assert not judge_scam(posting(text, pay=400_000), wage_top=200_000).reasons
    assert not judge_scam(posting(text, pay=600_000)).reasons


def test_advice_fits_what_was_seen():
    paid = judge_scam(posting("Applicants are expected to contribute half of the H-1B costs, about $3,000."))
    assert paid.answer == "yes"
    said = " ".join(advice_for(paid))
    assert "Walk away" in said
    assert "WH-4" in said
    assert "reportfraud.ftc.gov" in said
    chat = judge_scam(posting("The whole interview is on Telegram, message our HR there."))
    assert any("careers page" in line for line in advice_for(chat))
    assert advice_for(judge_scam(posting("We build kites that fly themselves over the sea."))) == ()


@pytest.mark.parametrize("text", ["pay visa fee ", "$900 ", "you pay ", "a@b", "ssn, passport. ", "İ fee $5 "])
def test_hostile_text_is_read_in_linear_time(text):
    began = time.process_time()
    judge_scam(posting(text * (1_000_000 // len(text))))
    assert time.process_time() - began < 1.0


@given(st.text(max_size=400), st.text(max_size=40), st.sampled_from(["", "a@b.co", "x@gmail.com", "not an address"]))
def test_any_text_gives_a_verdict_that_is_the_sum_of_its_reasons(text, url, email):
    verdict = judge_scam(posting(text, url=url), email)
    assert verdict.question == "scam"
    assert verdict.score == clamped(verdict.reasons)
    if verdict.answer in {"yes", "maybe"}:
        assert verdict.score >= (YES_AT if verdict.answer == "yes" else MAYBE_AT)


@given(st.lists(st.sampled_from([example.line for _, example in EXAMPLES]), min_size=1, max_size=4))
def test_signs_of_several_sentences_add_up(lines):
    verdict = judge_scam(posting("\n\n".join(lines)))
    assert verdict.score == clamped(verdict.reasons)
    assert len(codes(verdict)) == len(verdict.reasons)
