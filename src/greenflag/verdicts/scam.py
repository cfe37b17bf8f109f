"""Is it a scam? What a posting asks, promises and hides, by its lines, its addresses and its pay.

text --scam_lines.py--> lines that tell, and the text as a whole \\
mail, address --contact.py--> signs seen                           one reason a sign --> Verdict
pay --wage--> signs seen                                          /

"yes" is a thing that no honest employer does, "maybe" means: verify first. A note tells what was seen and judges no
firm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason, Verdict, VerdictAnswer
from greenflag.verdicts.contact import Sign, signs
from greenflag.verdicts.scam_advice import advice_for
from greenflag.verdicts.scam_lines import LineFound, quote_of, sign_of, telling_lines, text_score
from greenflag.verdicts.score import clamped, verdict

__all__ = ["SIGNALS", "advice_for", "judge_scam", "why_of"]

SIGNALS: Final = (
    "pay_for_sponsorship", "training_fee", "upfront_payment_or_cheque", "identity_harvest", "fake_experience",
    "multiple_registration", "guaranteed_sponsorship", "guaranteed_placement", "bench_and_market",
    "third_party_no_employer", "lookalike_domain", "off_platform_chat", "salary_too_good", "evasive_on_authorization",
    "visa_holders_only", "copied_posting", "urgency", "personal_email", "no_client_named",
)  # fmt: skip

# One warning or two weak signs are "maybe"; a weak one alone stays "no". What is decisive is decided by the whole text.
POINTS: Final = {"decisive": 1.0, "warning": 0.4, "weak": 0.2}
YES_AT, MAYBE_AT = POINTS["decisive"], POINTS["warning"]
LINE_AT = 0.35  # chance of a warning or worse from which on a line is told
DECISIVE_AT = 0.5
# Log odds of the whole text, chosen on cases of writers that the table had not seen (benchmarks/scam_table.py)
TEXT_YES_AT, TEXT_MAYBE_AT = 0.0, 0.0
QUOTE_CHARS = 240
QUOTES = 2  # of each code; more do not convince more
TOO_SHORT_WORDS = 5
FAR_ABOVE = 2.5  # times the wage of OFLC level IV: above it pay is not what the market pays
A_YEAR = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2_080, "unknown": 0}
WHOLE = "whole_text"  # the code of the reason for what lines alone do not tell


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisive: str
    warning: str
    why: str
    law: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sign: dict[str, _Told]


def judge_scam(posting: Posting, own_domains: Collection[str] = (), wage_top: int | None = None) -> Verdict:
    """Return whether a posting is a scam: "yes", "maybe" (verify first), "no", or "unknown" where there is no text.

    ``own_domains`` are domains or addresses known to be the employer's (a job board's tell nothing); ``wage_top`` is
    the yearly wage of OFLC level IV for the role.
    """
    beside = [*signs(posting, own_domains), *_pay(posting, wage_top)]
    lines = telling_lines(posting.title, posting.text)
    answer, in_text = _of_text(posting, lines, beside)
    reasons = _reasons([*in_text, *beside])
    if not reasons and len(posting.text.split(maxsplit=TOO_SHORT_WORDS)) < TOO_SHORT_WORDS:
        return verdict("scam", "unknown", (Reason("too_little_text", 0.0, "there is no text to judge by"),))
    if answer == "no" and clamped(reasons) >= MAYBE_AT:
        answer = "maybe"
    return verdict("scam", answer, _summed(answer, reasons))


def why_of(verdict: Verdict) -> tuple[str, ...]:
    """Return, for each sign of a verdict on a scam, what is wrong with it."""
    told = _told()
    return tuple(told[reason.code].why for reason in verdict.reasons if reason.code in told)


def _of_text(posting: Posting, lines: list[LineFound], beside: list[Sign]) -> tuple[VerdictAnswer, list[Sign]]:
    """Return what lines and text say together, and the lines to be told; none where the text says "no"."""
    told = sorted((line for line in lines if line.odd >= LINE_AT), key=lambda line: (-line.decisive, -line.warning))
    if not told:
        return "no", []
    codes = {one.code for one in beside}
    scam, odd = text_score([(one.warning, one.decisive) for one in lines], codes, posting.title, posting.text)
    answer: VerdictAnswer = "yes" if scam >= TEXT_YES_AT else "maybe" if odd >= TEXT_MAYBE_AT else "no"
    return answer, [_seen(line, posting) for line in told] if answer != "no" else []


def _seen(line: LineFound, posting: Posting) -> Sign:
    code, quote = sign_of(line), quote_of(line, posting.title, posting.text)
    sign = _told()[code]
    if line.decisive >= DECISIVE_AT:
        return Sign(code, "decisive", sign.decisive, quote, sign.law)
    return Sign(code, "warning", sign.warning, quote, sign.law)


def _reasons(seen: list[Sign]) -> tuple[Reason, ...]:
    """Return one reason a code, of its heaviest signs, in the order of SIGNALS."""
    by_code: dict[str, list[Sign]] = {}
    for one in seen:
        by_code.setdefault(one.code, []).append(one)
    reasons = []
    for code in SIGNALS:
        if found := sorted(by_code.get(code, ()), key=lambda one: -POINTS[one.weight]):
            notes = dict.fromkeys(one.note for one in found if one.weight == found[0].weight)
            reasons.append(
                Reason(code, POINTS[found[0].weight], "; ".join(list(notes)[:QUOTES]), (*_quotes(found), *_laws(found)))
            )
    return tuple(reasons)


def _quotes(found: list[Sign]) -> list[str]:
    """Return the first quotes that do not repeat one another."""
    kept: list[str] = []
    for one in found:
        quote = one.quote[:QUOTE_CHARS].strip()
        if quote and not any(quote in other or other in quote for other in kept):
            kept.append(quote)
    return [f'"{quote}"' for quote in kept[:QUOTES]]


def _laws(found: list[Sign]) -> list[str]:
    return list(dict.fromkeys(f"law:{entry}" for one in found for entry in one.law))


def _summed(answer: VerdictAnswer, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return the reasons with one for the text as a whole, where it says more or less than its lines."""
    total = sum(reason.points for reason in reasons)
    if answer == "yes" and total < YES_AT:
        note = "the text as a whole reads like messages that no honest employer writes"
        return (*reasons, Reason(WHOLE, YES_AT - total, note))
    if answer == "maybe" and total >= YES_AT:
        note = "the text as a whole does not settle it: verify first"
        return (*reasons, Reason(WHOLE, 2 * MAYBE_AT - total, note))
    return reasons


def _pay(posting: Posting, wage_top: int | None) -> Iterator[Sign]:
    pay = posting.salary
    least = (pay.minimum or pay.maximum or 0.0) * A_YEAR[pay.period] if pay and pay.currency == "USD" else 0.0
    if wage_top and least > FAR_ABOVE * wage_top:
        note = f"pays at least ${least:,.0f} a year, more than {FAR_ABOVE} times the wage of the most experienced"
        yield Sign("salary_too_good", "warning", note, pay.text.strip() if pay else "")


@cache
def _told() -> dict[str, _Told]:
    path = Path(__file__).with_name("scam_signs.toml")
    try:
        told = msgspec.toml.decode(path.read_bytes(), type=_File).sign
    except (OSError, msgspec.MsgspecError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    if set(told) != set(SIGNALS):
        raise RuleError(f"{path.name}: must tell of {', '.join(SIGNALS)}")
    return told
