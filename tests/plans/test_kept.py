from __future__ import annotations

from datetime import date

import pytest
from tests.plans.cases import ranked

from greenflag.errors import InputError
from greenflag.plans import Kept, is_kept, load_kept, save_kept

DAY = date(2026, 11, 25)


def test_what_is_kept_is_there_again(tmp_path):
    kept = (Kept(DAY, posting_id="lever:x:1"), Kept(DAY, employer_name="Larkspur Robotics"))
    save_kept(tmp_path / "home" / "kept.toml", kept)
    assert load_kept(tmp_path / "home" / "kept.toml") == kept
    assert load_kept(tmp_path / "none.toml") == ()


def test_a_wrong_file_is_named_with_its_key(tmp_path):
    (tmp_path / "kept.toml").write_text("[[kept]]\nsaid_on = 3\n")
    with pytest.raises(InputError, match=r"kept\.toml: .*said_on"):
        load_kept(tmp_path / "kept.toml")


def test_an_employer_is_kept_in_any_case_of_letters_and_a_nameless_one_never():
    posting = ranked(1).posting
    assert is_kept(posting, [Kept(DAY, employer_name=posting.employer_name.upper())])
    assert is_kept(posting, [Kept(DAY, posting_id=posting.id)])
    assert not is_kept(posting, [Kept(DAY, employer_name="Somebody else"), Kept(DAY, posting_id="other")])
