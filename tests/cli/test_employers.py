"""The commands on employers, with the real rooms beneath and the invented sample files."""

from __future__ import annotations

import json

import duckdb
import pytest
from typer.testing import CliRunner

from greenflag.cli.app import app
from greenflag.records.load import SAMPLE


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Run a command in a home of its own and return what it printed, blanks folded."""
    monkeypatch.setenv("GREENFLAG_HOME", str(tmp_path / "home"))

    def run(*arguments, said_in=None, code=0):
        result = CliRunner().invoke(app, list(arguments), input=said_in)
        assert result.exit_code == code, result.output
        return " ".join(result.output.split())

    return run


@pytest.fixture
def with_sample(shown):
    shown("records", "add", str(SAMPLE))
    return shown


def test_files_are_added_and_their_rows_are_told(shown):
    told = shown("records", "add", str(SAMPLE))
    assert "LCA_Disclosure_Data_sample.csv 62 of 62 rows, decided 2022-10-12 to 2024-09-17" in told
    assert "The records now cover: LCA cases (H-1B, H-1B1, E-3) decided 2022-10-12 to 2024-09-17" in told
    status = shown("records", "status")
    assert "HUB 19 19 FY2022, FY2023," in status
    assert "LCA 62 62 2022-10-12 to" in status


def test_without_files_the_built_in_figures_say_that_they_are_in_use(shown):
    told = shown("records", "status")
    assert told.startswith("The built-in figures are in use. Starter table, 118,000 employers")
    assert "greenflag records add FILE" in told


def test_a_bad_file_is_told_with_exit_2_and_changes_nothing(shown, tmp_path):
    (tmp_path / "lca.xlsx").write_bytes(b"PK")
    told = shown("records", "add", str(tmp_path / "lca.xlsx"), code=2)
    assert "lca.xlsx not read:" in told
    assert "built-in figures are in use" in shown("records", "status")


def test_an_employer_is_shown_with_what_is_known_and_what_is_not(with_sample):
    told = with_sample("employer", "Quillwork AI")
    assert "Legal entity: Quillwork AI, PBC" in told
    assert "H-1B has filed" in told
    assert "PERM not covered: no file of these records tells" in told
    assert "Titles: Member of Technical Staff (4)" in told
    assert "Pay offered, machine-learning titles: half from $227,000 a year" in told
    assert "Placed at another firm: 0% of cases" in told
    assert "FY2024 ██████" in told


def test_a_research_institute_may_be_outside_the_cap_and_that_is_no_proof(with_sample):
    told = with_sample("employer", "Sagebrush Institute for Climate Research")
    assert "nonprofits may be outside the cap. Ask." in told


def test_an_unknown_employer_is_not_a_no(with_sample):
    told = with_sample("employer", "Zephyr Quarn")
    assert "not found in the records: unknown, which is not a no" in told
    assert "H-1B not found: no name like it was found; it may file under another" in told


def test_sponsors_are_listed_by_role_class_and_state(with_sample):
    everyone = with_sample("sponsors")
    assert "Larkspur Robotics, Inc." in everyone
    assert "is no no" in everyone
    of_e3 = with_sample("sponsors", "--class", "e3", "--state", "ca", "--role", "ml")
    assert "Quillwork AI, PBC" in of_e3
    assert "BRINDLE" not in of_e3
    assert "No employer of these records fits" in with_sample("sponsors", "--state", "AK")


@pytest.mark.parametrize("by", ["sector", "state", "size"])
def test_sponsors_together_have_a_bar(with_sample, by):
    told = with_sample("sponsors", "--by", by)
    assert "████████" in told
    assert ("citizens, US persons or people with a clearance only" in told) is (by == "sector")


def test_sponsors_are_written_to_a_file(with_sample, tmp_path):
    assert "Wrote 8 employers" in with_sample("sponsors", "-o", str(tmp_path / "s.csv"))
    header = (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith("employer_id,legal_name,sector,states,lca_certified")
    with_sample("sponsors", "-o", str(tmp_path / "s.parquet"))
    assert duckdb.sql(f"select count(*) from '{tmp_path / 's.parquet'}'").fetchall() == [(8,)]
    assert "ends in .csv or .parquet" in with_sample("sponsors", "-o", str(tmp_path / "s.xlsx"), code=2)


def test_the_employers_contract_answers_line_by_line(with_sample):
    lines = [
        {"id": 1, "name": "Quillwork AI", "location": "San Francisco, CA"},
        {"id": "b", "name": "Nobody At All", "url": "https://jobs.example.test/nobody"},
    ]
    given = "\n".join([json.dumps(lines[0]), "", "not json", json.dumps(lines[1])]) + "\n"
    result = CliRunner().invoke(app, ["employer", "--jsonl"], input=given)
    first, wrong, second = map(json.loads, result.output.splitlines())
    assert (first["id"], first["employer_id"], first["legal_names"]) == ("1", "quillwork-ai-pbc", ["Quillwork AI, PBC"])
    assert first["score"] == pytest.approx(sum(reason["points"] for reason in first["reasons"]), abs=0.001)
    assert wrong["line"] == 3
    assert (second["id"], second["employer_id"]) == ("b", None)


def test_a_users_own_word_on_an_employer_is_kept_and_wins(with_sample):
    told = with_sample("employer", "Quillwork", "--is", "Pelican Geospatial Inc.")
    assert "Legal entity: Pelican Geospatial Inc. (match 1.00)" in told
    assert "By your own word of" in with_sample("employer", "Quillwork")
    assert "not found in the records" in with_sample("employer", "Quillwork", "--is", "none")
    assert "no employer of the records filed under" in with_sample("employer", "Q", "--is", "Nobody Inc", code=2)
