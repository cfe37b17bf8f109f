import pytest

from greenflag.geography import COUNTRIES, STATES, UNITED_STATES, state_code


def test_there_are_fifty_states_and_the_district():
    assert len(STATES) == len(set(STATES.values())) == 51
    assert STATES["DC"] == "District of Columbia"
    assert "PR" not in STATES


@pytest.mark.parametrize(
    ("name", "code"),
    [("Texas", "TX"), ("new york", "NY"), (" WEST VIRGINIA ", "WV"), ("Puerto Rico", ""), ("TX", ""), ("", "")],
)
def test_a_state_is_found_by_its_name(name, code):
    assert state_code(name) == code


def test_every_state_is_found_by_its_own_name():
    assert {state_code(name): name for name in STATES.values()} == STATES


def test_the_united_states_are_countries_of_the_table():
    assert COUNTRIES.keys() >= UNITED_STATES
    assert "AS" not in UNITED_STATES  # American Samoa is not among them in 8 USC 1101(a)(38)
