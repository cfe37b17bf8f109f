"""Flip a sentence's negation, and its reading flips: no offer hides in a refusal, no refusal in an offer."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.clues.reader import Reader
from greenflag.clues.rules import load_rules

RULES = load_rules()
READER = Reader(RULES)
GREEN = {"offer", "offer_limited"}
RED = {"refuse", "refuse_future"}

# What a negation looks like, and the same words without it.
FLIPS = (
    (r"\b(is|are|will be) not\b", r"\1"),
    (r"\bdo(es)? not\b", r"do\1"),
    (r"\bwill not\b", "will"),
    (r"\bcan ?not\b", "can"),
    (r"\bunable to\b", "able to"),
    (r"\bnot able to\b", "able to"),
    (r"\bunavailable\b", "available"),
    (r"\bineligible\b", "eligible"),
    (r"\bNo (?=visa sponsorship)", ""),
)


def kinds(line: str) -> set[str]:
    return {clue.kind for clue in READER.clues(line)} - {"other_sense", "relocation_help", "everify"}


def flipped(line: str) -> str | None:
    for pattern, without in FLIPS:
        if re.search(pattern, line, re.IGNORECASE):
            return re.sub(pattern, without, line, count=1, flags=re.IGNORECASE)
    return None


NEGATED = [
    (line, other)
    for compiled in RULES.rules
    if compiled.rule.topic == "sponsorship"
    for line in (example.line for example in compiled.rule.example if example.reads in RED)
    if (other := flipped(line))
]


@pytest.mark.parametrize(("refusal", "offer"), NEGATED)
def test_each_refusing_example_is_an_offer_without_its_negation(refusal: str, offer: str):
    assert kinds(refusal) & RED
    assert not kinds(offer) & RED
    assert kinds(offer) & GREEN


WHO = st.sampled_from(["We", "Acme", "The company", "Our client", "This employer"])
THING = st.sampled_from(
    [
        "visa sponsorship",
        "work visa sponsorship",
        "H-1B sponsorship",
        "sponsorship for work visas",
        "immigration sponsorship",
    ]
)
FOR = st.sampled_from(
    ["", " for this role", " for this position", " at this time", " to candidates", " for this job opening"]
)
FRAMES = st.sampled_from(
    [
        ("{who} {verb} offer {thing}{tail}.", "does not", "does"),
        ("{who} {verb} {thing}{tail}.", "cannot provide", "can provide"),
        ("{who} {verb} to provide {thing}{tail}.", "is unable", "is able"),
        ("{who} {verb} providing {thing}{tail}.", "is not", "is"),
        ("Please note that {thing} {verb} available{tail}.", "is not", "is"),
        ("This position {verb} eligible for {thing}.", "is not", "is"),
        ("{thing} {verb} provided{tail}.", "will not be", "will be"),
        ("{verb} {thing}{tail}.", "No", "We offer"),
        ("As a rule of the house, {who} {verb} sponsor work visas{tail}.", "will not", "will"),
        ("Must be authorized to work in the US; {thing} {verb} available{tail}.", "is not", "is"),
        ("The pay is good, the team is kind and {thing} {verb} offered{tail}.", "is not", "is"),
        ("{thing} available: {verb}", "no", "yes"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(FRAMES, WHO, THING, FOR)
def test_any_sentence_flips_with_its_negation(frame: tuple[str, str, str], who: str, thing: str, tail: str):
    pattern, negated, affirmed = frame
    refusal = pattern.format(who=who, thing=thing, tail=tail, verb=negated)
    offer = pattern.format(who=who, thing=thing, tail=tail, verb=affirmed)
    assert kinds(refusal) & RED, refusal
    assert not kinds(refusal) & GREEN, refusal
    assert kinds(offer) & GREEN, offer
    assert not kinds(offer) & RED, offer


OTHER_FLIPS = [
    ("US citizenship is required.", "US citizenship is not required.", "citizens"),
    (
        "You must be a US citizen or green card holder.",
        "You need not be a US citizen or green card holder.",
        "us_person",
    ),
    ("A Secret clearance is required.", "A Secret clearance is not required.", "clearance"),
    ("An active TS/SCI clearance is required.", "No TS/SCI clearance is required.", "clearance"),
    ("We participate in E-Verify.", "We do not participate in E-Verify.", "everify"),
    ("You must be willing to relocate.", "You need not be willing to relocate.", "relocate"),
    ("Applicants must be U.S. persons.", "Applicants need not be U.S. persons.", "us_person"),
]


@pytest.mark.parametrize(("said", "denied", "kind"), OTHER_FLIPS)
def test_other_demands_go_with_their_negation(said: str, denied: str, kind: str):
    assert kind in {clue.kind for clue in READER.clues(said)}
    assert kind not in {clue.kind for clue in READER.clues(denied)}
