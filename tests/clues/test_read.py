"""What postings say is read as a careful applicant would read it, with the words that prove it."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clues.cases import posting

from greenflag.clues import lines, read

STANCES = [
    # offers
    ("We sponsor H-1B visas from day one.", "offers"),
    ("Benefits\n- Dental\n- Visa sponsorship\n- Lunch", "offers"),
    ("Need a visa? We will sponsor you and pay the attorney.", "offers"),
    ("Visa sponsorship: Yes", "offers"),
    ("You do not need to be a US citizen, we sponsor visas.", "offers"),
    ("International applicants are welcome and visa sponsorship is available.", "offers"),
    # limited
    ("Sponsorship is decided case by case.", "limited"),
    ("We do sponsor visas! However, we are not able to do so for every role.", "limited"),
    ("We cannot file new H-1B petitions, but H-1B transfers are welcome.", "limited"),
    ("We may sponsor a visa for exceptional candidates.", "limited"),
    ("H1B transfers only.", "limited"),
    ("No new H-1B petitions, but transfers are welcome.", "limited"),
    ("New H-1B petitions are not possible; transfers will be considered.", "limited"),
    ("No sponsorship, unless you are eligible for a TN visa.", "limited"),
    # refuses
    ("We are not able\nto provide visa sponsorship for this role.", "refuses"),
    ("Sponsorship for employment visas will not be provided.", "refuses"),
    ("Candidates who need visa sponsorship will not be considered.", "refuses"),
    ("You must be authorized to work in the U.S. We are unable to sponsor visas at this time.", "refuses"),
    ("Visa Sponsorship\nNo", "refuses"),
    ("Must be able to work without sponsorship.", "refuses"),
    ("No C2C, no sponsorship.", "refuses"),
    ("You must not now or in the future require sponsorship for employment visa status.", "refuses"),
    # restricted
    ("US citizenship is required.", "restricted"),
    ("Only US citizens and green card holders can be considered.", "restricted"),
    ("An active TS/SCI clearance is required. Visa sponsorship is not available.", "restricted"),
    ("Due to ITAR, applicants must be U.S. persons.", "restricted"),
    ("Must be able to obtain a Secret clearance.", "restricted"),
    # unclear
    ("Applicants must be authorized to work in the United States. We are an E-Verify employer.", "unclear"),
    ("Will you now or in the future require sponsorship?", "unclear"),
    ("W2 only, no C2C.", "unclear"),
    ("You must reside in the United States.", "unclear"),
    ("An export license may be needed for this position under export control laws.", "unclear"),
    # silent
    ("We hire regardless of race, religion, national origin or citizenship status.", "silent"),
    ("Act as executive sponsor of the programme and manage event sponsorships.", "silent"),
    ("Work with Visa and Mastercard on card payments.", "silent"),
    ("A security clearance is a plus.", "silent"),
    ("We participate in E-Verify.", "silent"),
    ("Relocation assistance is available.", "silent"),
    ("Prepare customs clearance documents and CPT codes.", "silent"),
    ("You are able to work independently.", "silent"),
    ("", "silent"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[text[:50] for text, _ in STANCES])
def test_a_text_has_the_stance_that_a_careful_reader_gives_it(text: str, stance: str):
    assert read(posting(text)).stance == stance


def test_a_refusal_that_covers_the_future_says_so():
    assert read(posting("We do not sponsor visas now or in the future.")).future
    assert not read(posting("We do not sponsor visas at this time.")).future


def test_a_title_is_read_too_and_its_clue_has_line_zero():
    reading = read(posting("Build models.", title="Data Scientist (no sponsorship)"))
    assert reading.stance == "refuses"
    assert reading.clues[0].line == 0


def test_a_visa_for_a_job_in_berlin_is_no_us_offer():
    reading = read(posting("We offer visa sponsorship and relocation.", places=("Berlin, Germany",)))
    assert reading.stance == "silent"
    assert reading.place.countries == ("DE",)
    assert "foreign" in {clue.kind for clue in reading.clues}


def test_a_job_in_london_and_new_york_may_offer_a_us_visa():
    reading = read(posting("We offer visa sponsorship.", places=("London, UK", "New York, NY")))
    assert reading.stance == "offers"
    assert reading.place.countries == ("GB", "US")


@pytest.mark.parametrize(
    ("places", "text", "countries", "remote", "limits"),
    [
        (("Remote - US",), "Join us.", ("US",), "yes", ("US",)),
        (
            ("Remote",),
            "Remote. You must live in California, Oregon or Texas.",
            ("US",),
            "yes",
            ("US-CA", "US-OR", "US-TX"),
        ),
        (("San Francisco (Hybrid)",), "Join us.", ("US",), "hybrid", ()),
        (("Toronto, ON, Canada, CA",), "Join us.", ("CA",), "unknown", ()),
        (("Vancouver, WA",), "Join us.", ("US",), "unknown", ()),
        (("Remote - Worldwide",), "Join us.", (), "yes", ("global",)),
        ((), "Contact us to join.", (), "unknown", ()),
    ],
)
def test_where_one_may_work_is_read(places, text, countries, remote, limits):
    place = read(posting(text, places=places)).place
    assert (place.countries, place.remote, place.limits) == (countries, remote, limits)


def test_everify_is_true_only_where_it_is_said():
    assert read(posting("Acme participates in E-Verify.")).everify is True
    assert read(posting("Acme makes lamps.")).everify is None


def test_lines_know_their_section():
    found = lines("About us\nWe make lamps.\n\nRequirements:\n- Python\n\nBenefits\n- Dental")
    assert [(line.number, line.section) for line in found] == [
        (1, "about"), (2, "about"), (4, "requirements"), (5, "requirements"), (7, "benefits"), (8, "benefits"),
    ]  # fmt: skip


WORDS = st.sampled_from(
    """we do not sponsor visas U.S. citizens only unless H-1B transfer may clearance . ; , – ’ TS/SCI OPT case by
    authorized to work in the future? required | VISA İ ß 🚀 e.g. Must Applicants ( ) relocate %n %t %n-""".split()
).map(lambda word: word.replace("%n", "\n").replace("%t", "\t"))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=80).map(" ".join), st.text(max_size=60))
def test_every_quote_is_found_at_its_offsets(text: str, title: str):
    given_posting = posting(text, title=title)
    for clue in read(given_posting).clues:
        source = given_posting.title if clue.line == 0 else given_posting.text
        assert source[clue.start : clue.end] == clue.quote
        assert clue.quote.strip()


HOSTILE = {
    "one word repeated": "sponsor " * 125_000,
    "no visa no visa": "no visa sponsorship or " * 43_000,
    "nots": "not " * 250_000 + "sponsor visas",
    "open brackets": "(" * 500_000 + " citizens",
    "us dots": "U.S. " * 200_000,
    "citizens or": "citizen or " * 90_000,
    "capitals": "aB" * 500_000,
    "new lines": "clearance\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_of_a_megabyte_is_read_in_bounded_time(name: str):
    text = posting(HOSTILE[name])
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 1.0  # a tenth on a calm machine


def test_the_same_text_gives_the_same_reading():
    text = posting("\n".join(random.Random(7).choices([text for text, _ in STANCES], k=30)))
    assert read(text) == read(text)


def test_text_is_read_as_it_is_given_tags_and_line_ends_included():
    given_posting = replace(posting(""), text="About us\r\nWe <b>do not</b> sponsor visas.\r\n<p>US citizens only</p>")
    clues = read(given_posting).clues
    assert [(clue.kind, clue.line) for clue in clues] == [("refuse", 2), ("citizens", 3)]
    assert all(given_posting.text[clue.start : clue.end] == clue.quote for clue in clues)


@pytest.mark.parametrize(
    ("line", "claim", "names", "only"),
    [
        ("We sponsor TN and E-3 visas only.", "tn", ("tn", "e3"), True),
        ("H-1B transfers are sponsored.", "transfer", ("transfer", "h1b"), False),
        ("Visa sponsorship is open to STEM OPT and H-1B1 holders.", "stem_opt", ("stem_opt", "h1b1"), False),
        ("This job is onsite only; we sponsor visas.", "sponsorship", (), False),
        ("No sponsorship: those with their own EAD only.", "sponsorship", ("ead",), False),
    ],
)
def test_a_clue_names_the_visas_of_its_quote(line, claim, names, only):
    clue = next(c for c in read(posting(line)).clues if c.topic == "sponsorship")
    assert (clue.claim, clue.names, clue.only) == (claim, names, only)


def test_of_hostile_sentences_without_end_only_the_first_thousands_of_characters_are_read():
    clues = read(posting("no visa sponsorship or " * 40_000)).clues
    assert clues
    assert max(clue.end for clue in clues) < 20_000
