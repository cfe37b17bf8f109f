"""Every number that a path says is one of the law entries that it cites, or the person's or the job's own."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from visa_situations import LAW, Situation, fits, situations

from greenflag.model import Reason

# Dates are held against the law by the situations themselves; names of forms and visas are no values.
_NO_VALUES = re.compile(r"\d{4}-\d{2}-\d{2}|\b(?:H-1B1?|F-1|O-1A|L-1[AB]?|E-3|H-4|I-\d+|EB-\d\w?|FY\d+|20\d\d)\b")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def from_law(reason: Reason, situation: Situation) -> set[float]:
    """Return the values of the cited entries, and what one sum of two or one span of years makes of them."""
    entries = [LAW.find(c.removeprefix("law:"), situation.today) for c in reason.cites if c.startswith("law:")]
    values = [
        float(e.value) for e in entries if e and isinstance(e.value, int | float) and not isinstance(e.value, bool)
    ]
    sets = {float(len(str(e.value).split("|"))) for e in entries if e and "|" in str(e.value)}
    sums = {a + b for a, b in permutations(values, 2)}
    spans = {(a - b) * c for a, b, c in permutations(values, 3)} | {a * b for a, b in permutations(values, 2)}
    return {*values, *sets, *sums, *spans}


def own(situation: Situation) -> set[float]:
    records = situation.job.records
    given = [situation.profile.experience_years or 0, len({e.criterion for e in situation.profile.evidence})]
    return {float(n) for n in (*given, *(r.certified for r in records), *(r.fiscal_year for r in records))}


@pytest.mark.parametrize("situation", situations(), ids=lambda s: f"{s.path}: {s.name}")
def test_every_number_traces_to_a_law_entry(situation: Situation) -> None:
    for fit in fits(situation.profile, situation.job, situation.today).values():
        for reason in fit.reasons:
            named = {cite for cite in reason.cites if not cite.startswith("law:")}
            note = _NO_VALUES.sub("", reason.note.split(" is not given: ")[-1])
            for number in _NUMBER.findall(note):
                value = float(number.replace(",", ""))
                allowed = from_law(reason, situation) | own(situation)
                assert value in allowed, (fit.path_id, number, reason.note, reason.cites, named)


def test_the_walk_finds_a_number_that_no_entry_holds() -> None:
    situation = next(s for s in situations() if s.path == "h1b_cap")
    reason = Reason("made_up", 0.0, "It costs $4,711.", ("law:h1b.registration.fee",))
    assert 4711.0 not in from_law(reason, situation) | own(situation)
