"""Figures from folders, the sample and the starter table."""

from __future__ import annotations

import shutil

import pytest

from greenflag.errors import RecordsError
from greenflag.ports import Records
from greenflag.records import load_records, sample_records, starter_records
from greenflag.records.load import SAMPLE, STARTER
from greenflag.records.names import employer_id, entity_key, split_names


def test_the_sample_holds_the_invented_employers_and_says_that_they_are_invented():
    records: Records = sample_records()
    assert {entity.legal_name for entity in records.entities()} == {
        "Larkspur Robotics, Inc.",
        "Tallgrass Health Technologies, Inc.",
        "BRINDLE FINANCIAL SERVICES CORP",
        "Quillwork AI, PBC",
        "COPPERLEAF STORES LLC",
        "Marrowstone Systems, LLC",
        "Pelican Geospatial Inc.",
        "Hollin and Vane Staffing LLC",
        "Sagebrush Institute for Climate Research",
    }
    assert records.coverage().startswith("Invented sample figures")
    programs = {(r.dataset, r.program) for r in records.of("quillwork-ai-pbc")}
    assert programs == {("LCA", "H-1B"), ("LCA", "H-1B1"), ("LCA", "E-3"), ("USCIS", "H-1B")}


def test_figures_come_newest_year_first_and_an_unknown_id_has_none():
    records = sample_records()
    years = [record.fiscal_year for record in records.of("larkspur-robotics-inc")]
    assert years == sorted(years, reverse=True)
    assert records.of("nobody") == ()


def test_the_version_changes_exactly_when_the_figures_do(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "copy")
    before = load_records([tmp_path / "copy"]).version
    assert before == load_records([tmp_path / "copy", SAMPLE]).version
    file = tmp_path / "copy" / "LCA_Disclosure_Data_sample.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",Denied,", ",Certified,", 1), encoding="utf-8")
    assert load_records([tmp_path / "copy"]).version != before


def test_a_folder_sets_other_files_aside_and_names_them(tmp_path):
    shutil.copy(SAMPLE / "LCA_Disclosure_Data_sample.csv", tmp_path)
    (tmp_path / "budget.csv").write_text("month,spent\nMay,12\n", encoding="utf-8")
    (tmp_path / "PERM.xlsx").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "readme.txt").write_text("hello", encoding="utf-8")
    figures = load_records([tmp_path])
    assert [problem.place for problem in figures.problems] == ["PERM.xlsx", "budget.csv"]
    assert "damaged" in figures.problems[0].message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("lca.xlsx", b"PK\x03\x04", "damaged or no .xlsx"),
        ("lca.parquet", b"PAR1 and no more", "parquet file is damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "protected by a password or is an old .xls"),
        ("page.csv", b"<!DOCTYPE html><p>Not found", "this is a web page"),
        ("report.csv", b"%PDF-1.7", "this is a PDF"),
        ("empty.csv", b"", "no header line"),
        ("other.csv", b"month,spent\nMay,12\n", "neither an LCA or PERM disclosure file"),
        ("bad16.csv", b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_named_file_that_cannot_be_read_is_an_error(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordsError, match=message):
        load_records([tmp_path / name])


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(RecordsError, match="no official file found"):
        load_records([tmp_path])
    with pytest.raises(RecordsError, match="no such file or folder"):
        load_records([tmp_path / "gone"])


def test_the_starter_table_says_what_it_covers_and_that_absence_is_no_no():
    records = starter_records()
    assert len(records.entities()) > 100_000
    assert "FY2023 about 40%" in records.coverage()
    assert "may still sponsor" in records.coverage()
    (newest, *_) = records.of("maplebear-inc")
    assert newest.certified > 0
    assert "DOL LCA" in newest.cite


def test_the_starter_table_is_small_and_tells_its_provenance():
    tables = sorted(path.name for path in STARTER.glob("*.parquet"))
    assert tables == ["entities.parquet", "figures.parquet", "words.parquet"]
    assert sum((STARTER / table).stat().st_size for table in tables) < 6_000_000
    head = (STARTER / "sources.toml").read_text(encoding="utf-8")
    assert "public domain" in head
    assert "@3a63a5c7" in head


def test_a_damaged_starter_table_is_named(tmp_path):
    shutil.copytree(STARTER, tmp_path / "starter")
    (tmp_path / "starter" / "words.parquet").write_bytes(b"PAR1")
    with pytest.raises(RecordsError, match="tables are damaged"):
        starter_records(tmp_path / "starter")
    (tmp_path / "starter" / "sources.toml").write_text("coverage = 1\n", encoding="utf-8")
    with pytest.raises(RecordsError, match=r"sources\.toml"):
        starter_records(tmp_path / "starter")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ostrava Kites, Inc.", "OSTRAVA KITES INC", True),
        ("Ostrava Kites, L.L.C.", "Ostrava  Kites LLC", True),
        ("The Ostrava & Brno Company", "OSTRAVA BRNO CO", True),
        ("Ostrava Institute, Inc. (OI)", "Ostrava Institute Inc", True),
        ("Ostrava (Americas), Inc.", "Ostrava Inc", False),
        ("Ostrava Bank, National Association", "OSTRAVA BANK NA", True),
        ("Ostrava Kites Inc", "Ostrava Kites LLC", False),
        ("Ostrava Kites Inc D/B/A SkyLine", "Ostrava Kites, Inc.", True),
    ],
)
def test_what_makes_two_names_one_entity(one, other, same):
    assert (entity_key(one) == entity_key(other)) is same


def test_other_names_are_split_off_and_an_id_is_never_empty():
    assert split_names("Ostrava, Inc. (f/k/a Brno Corp)") == ("Ostrava, Inc.", "Brno Corp")
    assert split_names("DBA Systems Inc") == ("DBA Systems Inc", "")
    assert employer_id(entity_key("有限公司"), "有限公司").startswith("x-")
