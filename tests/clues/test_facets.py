"""One line means different things to different people: its facets tell each visa and term apart."""

import pytest
from tests.clues.cases import posting

from greenflag.clues import read

CASES = [
    ("We sponsor visas.", {"sponsorship": "welcome"}),
    ("We sponsor H-1B, TN and E-3 visas.", {"new_h1b": "welcome", "tn": "welcome", "e3": "welcome"}),
    ("No new H-1B petitions, but transfers are welcome.", {"new_h1b": "refused", "h1b_transfer": "welcome"}),
    ("H-1B transfers only.", {"h1b_transfer": "welcome"}),
    ("No sponsorship, unless you are eligible for a TN visa.", {"sponsorship": "limited", "tn": "welcome"}),
    ("No sponsorship or OPT available.", {"sponsorship": "refused", "opt": "refused"}),
    (
        "We are unable to offer sponsorship, including STEM OPT and H-1B.",
        {"sponsorship": "refused", "stem_opt": "refused", "new_h1b": "refused"},
    ),
    ("H-1B sponsorship is not available.", {"new_h1b": "refused"}),
    ("We provide green card sponsorship.", {"green_card": "welcome"}),
    ("Visa sponsorship is available in our Nashville, TN office.", {"sponsorship": "welcome"}),
    ("We sponsor J-1 and O-1 visas.", {"j1": "limited", "o1": "welcome", "sponsorship": "limited"}),
    ("USC, GC, H4 EAD and OPT may apply.", {"own_ead": "welcome", "opt": "welcome"}),
    ("An active TS/SCI clearance is required.", {"clearance": "held"}),
    ("Must be able to obtain a Secret clearance.", {"clearance": "obtainable"}),
    ("A security clearance is a plus.", {"clearance": "preferred"}),
    ("This position does not require a security clearance.", {"clearance": "waived"}),
    ("W2 only, no C2C.", {"w2": "only", "c2c": "refused"}),
    ("C2C is welcome.", {"c2c": "welcome"}),
    ("This is a contract with no conversion to full-time employment.", {"conversion": "refused"}),
    ("You must be willing to relocate to Reno.", {"relocation": "required"}),
    ("We pay a relocation bonus.", {"relocation": "helped"}),
    ("We participate in E-Verify.", {"everify": "yes"}),
    ("An export license may be needed for this position.", {"export_control": "licence"}),
    ("You must be a US citizen.", {"citizenship": "required"}),
    ("Will you now or in the future require visa sponsorship?", {"sponsorship": "asked"}),
    ("We make lamps.", {}),
]


def facets(text):
    return read(posting(text)).facets


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text[:45] for text, _ in CASES])
def test_each_visa_and_term_is_told_apart(text, told):
    assert {facet.name: facet.value for facet in facets(text)} == told


def test_a_us_person_demand_names_its_groups():
    (facet,) = [
        f for f in facets("You must be a U.S. citizen, permanent resident, refugee or asylee.") if f.name == "us_person"
    ]
    assert facet.note == "citizens, permanent residents, refugees, asylees"


def test_a_reserved_offer_says_who_decides():
    (facet,) = facets("Sponsorship is decided case by case.")
    assert (facet.value, facet.note) == ("limited", "case by case")


def test_a_refusal_that_covers_the_future_says_so():
    (facet,) = facets("We do not sponsor visas now or in the future.")
    assert facet.note == "future"
