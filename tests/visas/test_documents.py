"""What a filing asks for, and what of it is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from visa_situations import LAW

from greenflag.errors import InputError
from greenflag.visas.assess import PATHS
from greenflag.visas.documents import checklist, checklists, held, mark

TODAY = date(2026, 11, 25)


def test_every_path_has_a_checklist_whose_law_is_in_the_law_files() -> None:
    assert set(checklists()) == {path_id for path_id, _, _ in PATHS}
    for one in checklists().values():
        assert len({document.id for document in one.items}) == len(one.items)
        assert {document.law for document in one.items} - {""} <= set(LAW.by_id)


def test_only_the_employer_brings_what_only_it_can_file() -> None:
    for path_id in ("h1b_cap", "h1b_transfer", "h1b_cap_exempt", "l1", "o1a"):
        assert {document.who for document in checklist(path_id).items if document.id in ("i129", "lca")} == {"employer"}


def test_what_is_there_is_kept_with_its_day_and_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "home" / "documents.toml"
    assert mark(file, "tn", (), (), TODAY) == {}
    assert not file.exists()
    assert mark(file, "tn", ["degree"], (), TODAY) == {"degree": TODAY}
    assert mark(file, "tn", ["degree", "letter"], (), date(2026, 12, 1)) == {
        "degree": TODAY,
        "letter": date(2026, 12, 1),
    }
    assert mark(file, "e3", ["lca"], (), TODAY) == {"lca": TODAY}
    assert mark(file, "tn", (), ["degree"], TODAY) == {"letter": date(2026, 12, 1)}
    assert set(held(file)) == {"tn", "e3"}


def test_a_wrong_name_says_what_there_is_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no path is called 'j1'; there is opt, cpt, stem_opt"):
        checklist("j1")
    with pytest.raises(InputError, match="tn asks for no 'visa'; its documents are citizenship, degree, letter"):
        mark(tmp_path / "documents.toml", "tn", ["visa"], (), TODAY)
    (tmp_path / "documents.toml").write_text("[tn\n")
    with pytest.raises(InputError, match=r"documents\.toml: .*mend it or delete the file"):
        held(tmp_path / "documents.toml")
