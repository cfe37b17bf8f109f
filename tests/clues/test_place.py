"""Countries in running text: their own names from the common table, and what tells them beside these."""

import pytest

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
