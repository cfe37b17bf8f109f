"""What to do now, by the signs of a scam that were seen: walk away or verify, ask, report."""

from __future__ import annotations

from greenflag.model import Verdict

_WALK_AWAY = "Walk away: pay nothing, send no document, and answer no more. No honest employer asks for this."
_VERIFY = (
    "Verify before anything else: find this job on the employer's own careers page, typed by hand, not by the link.",
    "Call the phone number of the company's site, not one of the message, and ask whether this person recruits for it.",
)
_LEGAL_NAME = "Ask for the legal name that files the petition, in writing, and look it up: greenflag employer NAME."
_CLIENT = "Ask for the client's name and for a written promise that your resume goes nowhere without your yes."
_PAID = "Ask in writing who is your employer and whether you are paid from the first day, also between projects."
_DATA = (
    "Give SSN, passport and bank data only after a written offer, in a system that you reached by the company's site."
)
_SENT = "If you have sent money or data: call your bank today, and freeze your credit at identitytheft.gov."
_COSTS = "The employer must pay H-1B and PERM costs; have an attorney read any clause that puts them on you."
_FTC = "Report it: FTC reportfraud.ftc.gov, and IC3 ic3.gov where money or data was asked for online."
_WH4 = "Report H-1B fees, unpaid waiting and false papers to the DOL Wage and Hour Division, form WH-4."
_USCIS = "Report petition fraud to USCIS by its online tip form: uscis.gov/report-fraud."
_DSO = "If you are on F-1, tell your school's DSO before you sign: false employment can cost your status."

_MONEY = {"upfront_payment_or_cheque", "training_fee", "pay_for_sponsorship"}
_IDENTITY = {"identity_harvest", "lookalike_domain", "personal_email", "off_platform_chat"}
_EMPLOYER = {"third_party_no_employer", "evasive_on_authorization", "pay_for_sponsorship", "guaranteed_sponsorship",
             "visa_holders_only", "multiple_registration"}  # fmt: skip
_LABOR = {"pay_for_sponsorship", "bench_and_market", "training_fee"}
_PETITION = {"multiple_registration", "fake_experience", "guaranteed_sponsorship", "third_party_no_employer"}


def advice_for(verdict: Verdict) -> tuple[str, ...]:
    """Return what to do now, by the signs that were seen; nothing for "no"."""
    if verdict.answer == "no":
        return ()
    if verdict.answer == "unknown":
        return _VERIFY
    codes, scam = {reason.code for reason in verdict.reasons}, verdict.answer == "yes"
    steps = (
        (scam, (_WALK_AWAY,)),
        (not scam, _VERIFY),
        (not scam and bool(codes & _EMPLOYER), (_LEGAL_NAME,)),
        (not scam and "no_client_named" in codes, (_CLIENT,)),
        (not scam and "bench_and_market" in codes, (_PAID,)),
        (not scam and bool(codes & _LABOR), (_COSTS,)),
        (not scam and bool(codes & _IDENTITY), (_DATA,)),
        (scam and bool(codes & (_MONEY | _IDENTITY)), (_SENT, _FTC)),
        (scam and bool(codes & _LABOR), (_WH4,)),
        (scam and bool(codes & _PETITION), (_USCIS,)),
        (scam and bool(codes & {"fake_experience", "training_fee", "bench_and_market"}), (_DSO,)),
    )
    said = tuple(line for when, lines in steps if when for line in lines)
    return said if len(said) > 1 or not scam else (*said, _FTC)
