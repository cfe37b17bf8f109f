"""Names without the accidents of writing, and what places say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.employers.key import is_common, is_person_like, read_key, spellings
from greenflag.employers.places import is_abroad, states_in


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("Ostrava Kites, Inc.", "ostrava kites", "inc"),
        ("The Ostrava & Brno Company", "ostrava brno", "co"),
        ("OSTRAVA TECHS SVCS L.L.C.", "ostrava technologies services", "llc"),
        ("Café Ostrava", "cafe ostrava", ""),
        ("Ostrava Bank, National Association", "ostrava bank", "na"),
        ("O. K. Kites", "ok kites", ""),
        ("Ostrava's", "ostravas", ""),
        ("The Company", "co", ""),
    ],
)
def test_a_key_is_words_and_form(name, text, form):
    key = read_key(name)
    assert (key.text, key.form) == (text, form)


@pytest.mark.parametrize(
    "name", ["Ostrava GmbH", "Ostrava S.A.S.", "Ostrava Pvt Ltd", "Ostrava Co., Ltd.", "Ostrava K.K."]
)
def test_forms_of_other_countries_are_known(name):
    assert read_key(name).foreign
    assert read_key(name).text == "ostrava"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ostrava (Prague office)", "Ostrava"),
        ("Ostrava Careers", "Ostrava"),
        ("Ostrava Inc d/b/a Skyline", "Ostrava Inc"),
        ("OSTRAVA INC D B A SKYLINE", "OSTRAVA INC"),
        ("Skyline/Ostrava", "Skyline"),
        ("Novum A/S", "Novum A/S"),
    ],
)
def test_a_name_that_holds_several_is_split(name, first):
    assert spellings(name)[0] == first


def test_common_words_and_persons_are_told():
    assert is_common(("summit",))
    assert is_common(("global", "data", "systems"))
    assert not is_common(("quorvane",))
    assert is_person_like(read_key("Maria Garcia"))
    assert not is_person_like(read_key("Maria Garcia LLC"))
    assert not is_person_like(read_key("Quorvane Labs"))


@given(st.text(max_size=80))
def test_any_text_has_a_key_and_spellings(text):
    key = read_key(text)
    assert key.joined == "".join(key.words)
    assert all(spellings(text)) or not text.strip()


@pytest.mark.parametrize(
    ("places", "states"),
    [
        (("Austin, TX",), {"TX"}),
        (("US-CA", "Remote, New York"), {"CA", "NY"}),
        (("San Francisco, CA 94107",), {"CA"}),
        (("Remote - Texas / Boston, MA",), {"TX", "MA"}),
        (("Berlin, Germany", "Remote"), set()),
        (("in office",), set()),
    ],
)
def test_states_are_read_from_places(places, states):
    assert states_in(places) == states


@pytest.mark.parametrize(
    ("places", "abroad"),
    [
        (("Berlin, Germany",), True),
        (("London, UK", "Toronto, Canada"), True),
        (("Berlin, Germany", "Boston, MA"), False),
        (("Berlin, Germany", "Remote"), False),
        (("Germany or United States",), False),
        (("Kathmandu, Nepal", "Genève, Suisse"), True),
        (("Atlanta, Georgia",), False),
        (("Hagåtña, Guam",), False),
        ((), False),
    ],
)
def test_a_posting_is_abroad_only_when_every_place_says_so(places, abroad):
    assert is_abroad(places) is abroad
