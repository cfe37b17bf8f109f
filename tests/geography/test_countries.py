from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.geography import COUNTRIES, country_code, country_name, printed_country


@pytest.mark.parametrize(
    ("written", "code"),
    [("India", "IN"), ("indian", "IN"), ("in", "IN"), ("South Korea", "KR"), ("PRC", "CN"), ("Türkiye", "TR"),
     ("Turkey", "TR"), ("Cote d'Ivoire", "CI"), ("u.k.", "GB"), ("Kosovo", "XK"), ("Viet Nam", "VN"),
     ("IND", "IN"), ("Deutschland", "DE"), ("Georgia", "GE"), (" the  Gambia ", "GM")],
)  # fmt: skip
def test_a_country_is_understood_by_code_name_or_demonym(written, code):
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["Indla", "indina", "INDIAA"])
def test_a_misspelled_country_is_answered_with_the_nearest_one(written):
    with pytest.raises(ValueError, match=rf"'{written}' is no country that is known; did you mean India \(IN\)\?"):
        country_code(written)


@pytest.mark.parametrize("written", ["", "  ", "Atlantis", "中国", "?"])
def test_what_is_no_country_is_refused_with_an_example(written):
    with pytest.raises(ValueError, match=r"write e\.g\. India or IN"):
        country_code(written)


def test_a_code_has_a_name_to_show_and_an_unknown_code_shows_itself():
    assert (country_name("GE"), country_name("KR"), country_name("QQ")) == ("Georgia", "South Korea", "QQ")


@pytest.mark.parametrize(
    ("declared", "printed"),
    [("DE", "Germany"), ("deu", "Germany"), ("Deutschland", "Germany"), ("CA", "Canada"), ("USA", "United States"),
     ("U.S.", "United States"), ("united  kingdom", "United Kingdom"), ("Atlantis", "Atlantis"), ("", "")],
)  # fmt: skip
def test_a_declared_country_is_printed_under_one_name(declared, printed):
    assert printed_country(declared) == printed


def test_the_country_georgia_is_never_printed_as_the_state():
    assert printed_country("GE") == printed_country("Republic of Georgia") == "Sakartvelo"
    assert printed_country("Georgia") == "Georgia"  # the state, for all that a place tells


@pytest.mark.parametrize("loose", ["German", "Kiwi", "the States", "America", "Congo"])
def test_a_demonym_or_loose_name_stays_as_it_is_in_a_place(loose):
    assert printed_country(loose) == loose
    assert country_code(loose)


def test_every_country_is_found_by_each_of_its_spellings():
    """So no spelling stands for two countries."""
    for country in COUNTRIES.values():
        latin = [name for name in (*country.names, *country.asked) if name.isascii()]
        for spelling in (country.code, country.alpha3, country.name, *latin):
            assert country_code(spelling) == country.code, spelling
        for spelling in (country.code, country.alpha3, *country.names):
            assert printed_country(spelling) == country.printed, spelling


def test_every_country_has_two_codes_and_a_name():
    assert len(COUNTRIES) == 250
    assert all(len(c.code) == 2 and len(c.alpha3) == 3 and c.name and c.printed for c in COUNTRIES.values())
    assert len({c.alpha3 for c in COUNTRIES.values()}) == len({c.name for c in COUNTRIES.values()}) == 250


@given(st.text(max_size=40))
def test_any_text_is_a_known_country_or_refused_as_none(text):
    with suppress(ValueError):
        assert country_code(text) in COUNTRIES


@given(st.text(max_size=40))
def test_what_is_printed_is_printed_so_again(text):
    assert printed_country(printed_country(text)) == printed_country(text)
