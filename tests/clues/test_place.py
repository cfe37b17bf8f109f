"""Countries in running text: their own names from the common table, and what tells them beside these."""

import pytest
from tests.clues.cases import posting

from greenflag.clues import read
from greenflag.clues.place import countries_in


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Bern, Schweiz", ("CH",)),
        ("Sevilla, España ; Porto", ("ES", "PT")),
        ("Panama City, Panama", ("PA",)),
        ("Panama City, Florida", ("US",)),
        ("Atlanta, Georgia", ("US",)),
        ("Talk to Jordan or Chad.", ()),
    ],
)
def test_a_country_is_told_by_its_names_and_its_cities(text, countries):
    assert countries_in(text) == countries


def test_an_h1b_is_of_the_us_wherever_the_job_says_it_is():
    said = read(posting("Cambridge or London.\nH1B candidates are welcome.", places=("London, UK",)))
    assert said.stance == "offers"


@pytest.mark.parametrize(
    "line",
    [
        "You must live within the Tulsa metro area.",
        "We only consider candidates based in North America.",
        "We prefer candidates in the Portland area.",
        "We cannot hire in CA, NY or WA.",
        "This is a remote opportunity within Canada and the US.",
        "Telecommuting from anywhere in the U.S. is permitted.",
        "Remote candidates must live and work in one of the following states: Ohio or Utah.",
        "REMOTE OK (U.S. only)",
    ],
)
def test_a_limit_on_where_one_may_live_is_unclear_and_no_refusal(line):
    assert read(posting(line)).stance == "unclear"


@pytest.mark.parametrize(
    "line",
    [
        "We have remote employees across the US and around the globe.",
        "You must be based in Portugal.",
        "For candidates located in Denver, the pay range is $90,000 to $120,000.",
        "All data must reside in Snowflake.",
        "Health insurance (US only).",
        "Only agencies may send resumes; we take candidates from agencies with an agreement.",
        "We would consider relocating the right candidate.",
    ],
)
def test_words_on_places_that_limit_nobody_in_the_us_are_silent(line):
    assert read(posting(line, places=())).stance == "silent"
