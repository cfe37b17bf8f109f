"""Is it a scam? The signs' own examples, whole cases that were written for it, addresses, and hostile text."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.model import Posting, Salary, Verdict
from greenflag.sources import make_posting
from greenflag.verdicts.scam import MAYBE_AT, SIGNALS, WHOLE, YES_AT, advice_for, judge_scam
from greenflag.verdicts.scam import _told as told
from greenflag.verdicts.scam_lines import quote_of, telling_lines
from greenflag.verdicts.scam_words import features
from greenflag.verdicts.score import clamped

CASES = [json.loads(line) for line in Path(__file__).with_name("scam_cases.jsonl").read_text("utf-8").splitlines()]
# What no honest employer writes, what is to be verified, and what honest employers write of the same things
SCAMS = """\
An attorney retainer of $2,250 is collected from each selected beneficiary ahead of the March window.
The first two months you work for the minimum wage, since the gap pays off what we laid out for your petition.
Candidates settle the USCIS bill themselves via our accounts team; nothing is refundable once filed.
Once you're picked in the lottery there's a success fee, 4 lakhs, to our Hyderabad office.
The employer signs. You finance. Total with premium comes to $9,400.
It is customary here that the beneficiary makes a goodwill payment to the partner before the I-140 goes out.
We ask for 30% of the legal expenses now and the rest through payroll deductions of $250 per cycle.
For a monthly subscription of $199 our company keeps your STEM OPT active.
To begin, please transfer the registration amount to the account below and send me the slip.
The cost of your sponsorship is offset by a reduced hourly rate during year one.
The bootcamp is 1,900 dollars; on completion you start at one of our partner firms.
You owe nothing until you get the job; then it's $700 a month for eighteen months to the academy.
Our placement service is billed at two months of your salary once you start.
Seat confirmation requires a token amount of INR 25,000.
We'll overnight you a check for the home office. Deposit it at an ATM, and when it clears, Cash App the supplier.
HR will order your equipment as soon as you have sent $320 for customs clearance.
A refundable $600 holds your visa appointment; we deduct nothing else.
Use your personal checking account to collect payments from our merchants, keep five percent and wire the balance.
Complete a set of 30 orders every day; if the account shows minus, recharge to unlock your commission.
What I need: passport (all pages), SSN, mother's maiden name, bank routing number.
Send us the username and password of your LinkedIn so our team can increase your connections.
Don't worry about experience; we show seven plus on your profile and prepare you for the questions.
Our mentor sits next to your camera and writes the answers on a board.
Ms. Rao will speak in the interview, you only appear on video.
Two of our people act as your former managers if the client does a reference check.
We backdate your start so that the gap in your OPT disappears.
No job duties, just paperwork: we sign your I-983 and confirm employment to your university.
If someone from the government visits, please say you work from the Dallas office.
We'd prefer that you don't tell your school about the arrangement.
Best-paper award and judging roles are included in our O-1 package.
Your name goes in through Alvarex, Brontide and Cellura, all owned by us, so you get three shots at the lottery.
We submit you under several employers in March to improve the odds; pick the offer later.
Your hourly will be 52 instead of 61 until the sponsorship outlay has been earned back, around fourteen months.
Write down your Gmail address and its password in the form; our sales colleagues answer the vendors for you.
We don't take money for the H-1B. We only ask you to buy our 'career membership' for $5,500 before we file.
Your salary on the LCA will be $130,000. Actually we pay $95,000; the rest you return to us monthly.
After registration in three of our companies your chance is three times as high; all job letters are prepared here.
Our trainer attends the interview with your name on Zoom. Camera off, nobody notices.
We need your online banking ID to set up payroll in advance, and a photo of your debit card.
Ten years of experience go on your profile, our references confirm each of them.
You will get a letter that you volunteer 20 hours with us. You don't have to do anything; it costs $90 per month.
As agreed the $4,000 for the attorney come out of your first three salaries.
Deposit the enclosed check, keep your first week's pay, and use the remainder to purchase gift cards for clients.
A candidate fee of 8% of annual pay is due when the H-1B is approved, plus $1,500 today.
""".splitlines()
DOUBTFUL = """\
You can forget about the lottery, with us approval is automatic.
Whoever joins us will have an H-1B by October, full stop.
We place 100% of our trainees within 60 days.
There is no way you won't get a project with us.
You'll be on our bench in Edison until a client picks your profile; accommodation is shared and free.
Pay kicks in with your first billable hour.
If an assignment ends, your salary pauses until the next one.
On paper your employer would be Tindral LLC, our partner; you would not notice.
Depending on capacity either we or an associate firm will run your payroll and sign the petition.
About sponsorship I can't tell you anything before your third month.
We will find some solution for your visa, others did not complain.
Please don't raise the visa topic with the hiring manager.
Visa category to be decided by management at a later date.
Looking for H-1B holders only. GC/citizens will not be considered.
H1B candidates preferred exclusively; please no green cards.
Decision needed tonight. I have two more people waiting.
You have until noon tomorrow to send the RTR, then I submit someone else.
Our chat-based interview takes place on Microsoft Teams chat, text only.
HR will reach out on WhatsApp; please save the number and answer there only.
To be submitted to the client kindly provide DOB, last 4 SSN and passport number.
My colleague touched up your CV, some bullets now sound more senior than what you told me.
Should you depart before the second anniversary, you'd owe us what we paid the immigration lawyers.
Our training agreement: 12 months' stay, or $6,000 back to the company.
You'd get your own monitor and laptop first, and we'd pay you back by the end of the quarter.
$25,000 a month for a junior prompt writer working from the beach.
We pay $350k to fresh graduates, no coding interview.
This opening is advertised in 52 cities, choose any.
Our other company, Marlow Data, may put in a registration for you as well.
The client prefers to stay anonymous. Write to hotjobs.recruiter@gmail.com.
Everyone we file for gets approved. We have done this for nine years and I give you my word on your H-1B.
Finish the course and the job is certain; our partners take whoever we send.
While you look for a project with our marketing people you'd stay in our guest house; wages come with the project.
If the project ends you are off the payroll until we find another.
Please understand that questions on H-1B are not welcome in the interview; HR takes care of that later.
We take only people on H1B or OPT for our consulting team. US citizens and residents, kindly skip this one.
I must have your consent in the next two hours, the vendor closes the list at 4 pm today.
Sign the attached offer tonight. Tomorrow morning it is withdrawn.
All interviews run in a Telegram channel. Search for our handle and write "start".
Attach your passport, visa page and EAD to the application, otherwise it can't be forwarded to the client.
Costs of the H-1B (attorney, premium) are ours as long as you stay two years. If you go before, they are yours.
Whoever quits during the first 24 months refunds the training, which we put at $11,000.
Earn 4,000 USD weekly with two hours of AI work a day. Students welcome, no interview.
This vacancy is open in 60 cities and for every title from ML engineer to nurse.
Visa: flexible. We have our ways. Details are for the second interview, please don't ask the recruiter.
Our standard contract: the employee repays H-1B attorney charges on a sliding scale when leaving inside of 30 months.
I'd prefer to continue over WhatsApp, my e-mail is acting up. Our director will interview you there by text.
The role is fully remote, four hours a day, $22,000 a month, no degree and no interview needed.
Kindly note this requirement is floated in every state and under several job titles; it is the same position.
Everyone who works hard with us gets their green card. That's our guarantee.
We promise employment to each participant who finishes the academy.
Whether H-1B is filed by us or by our Indian parent's US arm or by a friend's company is decided in spring.
You must accept within 12 hours. We do not give more time to anyone.
Sponsorship costs may be shared, we look at each case and agree on something fair.
As to immigration, some of our colleagues have found their own solutions, and we support any of these.
Offer: $310k for a graduate with one year of Python, no technical round.
Our sister firm has openings also, so you might receive two offers for the lottery. You choose later.
""".splitlines()
HONEST = """\
Our counsel bills us, never you; there is nothing for you to pay at any stage.
Please do not pay anyone who promises you a job at our company.
The company covers all H-1B, PERM and I-140 costs. Family members' applications are at your own expense.
We give every new hire $1,000 for home office equipment.
You will receive a $500 referral bonus for each hire.
If you leave within a year, the relocation payment of $8,000 has to be paid back; immigration costs do not.
We can't guarantee selection, and we won't pretend otherwise.
We have had two denials in 40 cases and will tell you about both.
You'll be employed by us from day one, at full salary, whether or not a project is running.
Our client, Dunmore Logistics of Toledo, signs off on your start date.
The background check starts after the written offer; the vendor's portal asks for your SSN, and we pay.
Upload passport and transcripts to our law firm's portal once you've countersigned.
We'd like an answer by the 14th, and if you need another week, tell me.
Please submit your thesis title and two referees by Friday noon, when the university's portal closes.
The recruiter will e-mail you from our domain; we don't interview by chat.
We use Slack and WhatsApp for on-call after you've joined.
We edit nothing in your CV.
It may take until October before H-1B status starts; with STEM OPT you'd be fine until then.
We do not sponsor new H-1B petitions but accept transfers.
This is a contract through our staffing partner Kelby Group, who is your W-2 employer and files the H-1B.
Build fraud models that stop fake recruiters who ask for gift cards or a deposit.
Junior engineer, $105,000, no degree required.
We sponsor visas! However, not for every role.
Interns earn $9,500 per month plus housing.
The course costs $1,200 and is for hobbyists; it leads to no job.
You have to pay your own taxes and the consulate's visa fee, everything else is ours.
Guaranteed annual bonus of 10% in the first year.
Offer open until the end of the month; ask us anything.
You will hear stories of firms that ask candidates for thousands. We'd never do so, and it's against the rules.
Payroll: on day one you enter your SSN and your bank account in ADP. Your manager never sees either.
We can't tell you whether the lottery will pick you. If it doesn't, we try again next year or you work from Toronto.
I'd be glad to have your decision by Friday week. If your other deadline is earlier, call me.
Our bench scientists and ML engineers work side by side; wages are paid twice a month.
We reimburse the visa fee and the flight to your consular interview against receipts.
Your sign-on of $15,000 is to be repaid if you go within twelve months. Visa costs are never part of that.
Please don't put your SSN or date of birth on your CV.
Our product helps landlords collect a security deposit of $500 and pay it back.
The fellowship pays $60,000; fellows contribute to papers, and visa support is available through the university.
All costs of registration, petition and attorney are borne by the company.
We interview by phone and on site. After you have joined, the on-call rota uses a WhatsApp group on company phones.
We pay interns $55 an hour and a $3,000 housing stipend. Interns on CPT need their school's signature.
Our members (credit unions) pay annual dues. As a data scientist you'd forecast deposits and loan demand. $110k–$125k.
Union dues are 1.2% of base pay, voluntary. The city can't sponsor visas for this role.
The security deposit for the company flat is $800, returned when you move out; most people rent elsewhere.
A cautionary word: agents in Lagos sell our "job offers" for $2,000. We don't use agents.
You wrote that your last employer deducted visa costs from your pay. That isn't allowed, and it isn't done here.
""".splitlines()


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
    return judge_scam(replace(one, contact_email=case["contact_email"] or ""))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def test_every_sign_is_told_in_words_and_with_a_reason_why():
    for code, sign in told().items():
        assert code in SIGNALS
        assert sign.why not in ("", sign.warning, sign.decisive)


def test_of_lone_lines_most_are_judged_as_a_careful_reader_would():
    """Each is as hard as can be and stands without a text around it, which tells much; what is learned errs on some."""
    scams, doubtful, honest = (
        [judge_scam(posting(line)).answer for line in lines] for lines in (SCAMS, DOUBTFUL, HONEST)
    )
    assert scams.count("yes") >= 0.8 * len(scams)
    assert doubtful.count("no") <= 0.33 * len(doubtful)
    assert honest.count("yes") <= 0.12 * len(honest)


def test_most_scams_among_our_cases_are_found_and_few_honest_ones_are_called_so():
    answers = [(case["scam"], judged(case).answer) for case in CASES]
    right, called = answers.count(("yes", "yes")), sum(answer == "yes" for _, answer in answers)
    f1 = 2 * right / (called + sum(label == "yes" for label, _ in answers))
    assert f1 >= 0.9
    assert answers.count(("no", "yes")) == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_quote_stands_in_what_was_read(case):
    verdict = judged(case)
    text = posting(case["text"]).text
    seen = "\n".join((text, case["title"], case["url"] or "", case["contact_email"] or ""))
    for reason in verdict.reasons:
        assert reason.code in (*SIGNALS, WHOLE)
        for cite in reason.cites:
            assert cite.startswith("law:") or cite.strip('"') in seen
    assert verdict.score == clamped(verdict.reasons)


def test_the_laws_that_are_cited_are_entries_of_the_law():
    folder = Path(__file__).parents[2] / "src" / "greenflag" / "visas" / "law"
    law = "\n".join(path.read_text("utf-8") for path in folder.glob("*.toml"))
    for sign in told().values():
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


def test_the_text_around_a_line_tells_whether_it_is_a_scam():
    line = "The attorney fee of $4,000 is deducted from your first salaries."
    around = (
        "You asked who pays for the H-1B. We do, all of it, and nobody can promise the lottery. You had read: "
        f'"{line}" That is against the law, and no employee of ours was ever asked for a cent.'
    )
    assert judge_scam(posting(line)).answer == "yes"
    assert judge_scam(posting(around)).answer != "yes"


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
    verdict = judge_scam(
        replace(posting("We build kites that fly themselves over the sea.", url=url), contact_email=email)
    )
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
    assert not judge_scam(
        replace(posting("We build kites that fly themselves.", url=url), contact_email=email), own
    ).reasons


def test_the_employers_own_postings_tell_its_site_and_a_job_boards_address_tells_nothing():
    asked = replace(posting("We build kites that fly themselves over the sea."), contact_email="hr@ostrava-kites.co")
    own, board = "https://careers.ostravakites.com/jobs/7", "https://boards.greenhouse.io/ostravakites/jobs/7"
    assert codes(judge_scam(asked, [own, board])) == {"lookalike_domain"}
    assert codes(judge_scam(asked, [board])) == codes(judge_scam(asked))


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
    verdict = judge_scam(replace(posting(text, url=url), contact_email=email))
    assert verdict.question == "scam"
    assert verdict.score == clamped(verdict.reasons)
    if verdict.answer in {"yes", "maybe"}:
        assert verdict.score >= (YES_AT if verdict.answer == "yes" else MAYBE_AT)


@given(st.lists(st.sampled_from([*SCAMS, *DOUBTFUL, *HONEST]), min_size=1, max_size=4))
def test_each_sign_is_told_once_with_words_of_the_text(lines):
    text = "\n\n".join(lines)
    verdict = judge_scam(posting(text))
    assert len(codes(verdict)) == len(verdict.reasons)
    assert all(quote_of(line, "", text) in text for line in telling_lines("", text))


@pytest.mark.parametrize(
    ("line", "feature"),
    [
        ("You pay the H-1B fee.", "p:give>visa"),
        ("The fellow remits the dues.", "p:give>fee"),
        ("We never ask you to pay.", "n:give"),
        ("Send gift cards worth $500.", "p:rails>money"),
        ("Half of it, 50%, comes back to us", "c:percent"),
        ("Deposits of INR 25,000 are due", "w:deposit"),
    ],
)
def test_a_line_is_read_by_groups_of_words_that_mean_the_same(line, feature):
    assert feature in features(line)
