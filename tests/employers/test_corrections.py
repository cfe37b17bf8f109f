"""A user's own word on who an employer is."""

from __future__ import annotations

from datetime import date

import pytest
from tests.employers.test_resolver import OSTRAVA, brand

from greenflag.employers import Correction, Resolver, load_corrections, save_correction
from greenflag.errors import RecordsError

DAY = date(2026, 11, 25)


def test_a_correction_is_kept_and_wins_over_a_brand(tmp_path):
    file = tmp_path / "employers.toml"
    save_correction(file, Correction("Skyline", "Ostrava Kites LLC", DAY))
    match = Resolver(OSTRAVA, brand(), load_corrections(file)).resolve("SKYLINE", ("Austin, TX",))
    assert match.legal_names == ("Ostrava Kites LLC",)
    assert match.score == 1.0
    assert match.reasons[0].note == "By your own word of 2026-11-25: Ostrava Kites LLC."


def test_a_later_word_replaces_an_earlier_one_and_none_means_none(tmp_path):
    file = tmp_path / "employers.toml"
    save_correction(file, Correction("Skyline", "Ostrava Kites LLC", DAY))
    save_correction(file, Correction("skyline", "", DAY))
    match = Resolver(OSTRAVA, brand(), load_corrections(file)).resolve("Skyline")
    assert match.employer_id is None
    assert "none of these records" in match.reasons[0].note


def test_a_correction_to_an_entity_that_is_gone_takes_no_other(tmp_path):
    said = {"skyline": Correction("Skyline", "Gone Kites Inc", DAY)}
    match = Resolver(OSTRAVA, brand(), said).resolve("Skyline")
    assert match.employer_id is None
    assert "which these records do not hold" in match.reasons[0].note


def test_a_wrong_file_is_named(tmp_path):
    (tmp_path / "employers.toml").write_text("correction = 3\n", encoding="utf-8")
    with pytest.raises(RecordsError, match=r"employers\.toml: .*mend the entry"):
        load_corrections(tmp_path / "employers.toml")
