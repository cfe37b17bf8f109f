"""LCA disclosure files: what is counted, what is set aside, what is never kept."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.records.official import CASE
from tests.records.official import LCA as COLUMNS

from greenflag.errors import RecordsError
from greenflag.model import SponsorRecord
from greenflag.records import RecordTables, load_records
from greenflag.records.build import open_database
from greenflag.records.titles import is_ml_title


def write(path: Path, *cases: dict[str, str], columns: list[str] = COLUMNS, encoding: str = "utf-8") -> Path:
    """Write cases in the official 96 columns; each is CASE with changes, numbered by itself unless it says."""
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        table.writeheader()
        for number, case in enumerate(cases):
            table.writerow(CASE | {"CASE_NUMBER": f"I-200-24001-{number:06d}"} | case)
    return path


def only(figures: RecordTables, employer_id: str = "ostrava-kites-inc") -> SponsorRecord:
    (record,) = figures.of(employer_id)
    return record


def test_the_sample_has_the_96_official_columns():
    assert len(COLUMNS) == 96
    assert COLUMNS[:3] == ["CASE_NUMBER", "CASE_STATUS", "RECEIVED_DATE"]


def test_statuses_new_employment_and_ml_titles_are_counted(tmp_path):
    file = write(
        tmp_path / "lca.csv",
        {},
        {"NEW_EMPLOYMENT": "0"},
        {"JOB_TITLE": "Software Engineer"},
        {"CASE_STATUS": "Denied"},
        {"CASE_STATUS": "Withdrawn"},
        {"CASE_STATUS": "Certified - Withdrawn"},
    )
    record = only(load_records([file]))
    assert (record.certified, record.denied, record.withdrawn) == (3, 1, 2)
    assert (record.new, record.ml_titles) == (2, 2)
    assert (record.dataset, record.program, record.fiscal_year) == ("LCA", "H-1B", 2024)
    assert "lca.csv" in record.cite


def test_each_visa_class_is_a_program_of_its_own(tmp_path):
    classes = ("H-1B", "H-1B1 Chile", "H-1B1 Singapore", "E-3 Australian")
    figures = load_records([write(tmp_path / "lca.csv", *({"VISA_CLASS": visa} for visa in classes))])
    assert {r.program: r.certified for r in figures.of("ostrava-kites-inc")} == {"H-1B": 1, "H-1B1": 2, "E-3": 1}


def test_a_case_counts_once_with_its_latest_decision(tmp_path):
    number = {"CASE_NUMBER": "I-200-23300-123456"}
    write(tmp_path / "Q1.csv", number | {"DECISION_DATE": "2023-11-01"})
    write(tmp_path / "Q2.csv", number | {"DECISION_DATE": "2024-02-01", "CASE_STATUS": "Certified - Withdrawn"})
    write(tmp_path / "Q3.csv", number | {"DECISION_DATE": "2023-11-01"})
    record = only(load_records([tmp_path]))
    assert (record.certified, record.withdrawn) == (0, 1)


def test_the_fiscal_year_begins_in_october(tmp_path):
    file = write(tmp_path / "lca.csv", {"DECISION_DATE": "9/30/2024"}, {"DECISION_DATE": "10/1/2024"})
    assert [record.fiscal_year for record in load_records([file]).of("ostrava-kites-inc")] == [2025, 2024]


@pytest.mark.parametrize(
    "text", ["1/8/2024", "2024-01-08", "2024-01-08 00:00:00", "2024-01-08T00:00:00", "45299", "8-Jan-24"]
)
def test_dates_are_read_in_every_form_that_real_files_use(tmp_path, text):
    with open_database(tmp_path) as (database, _):
        assert database.execute("select day(?)", [text]).fetchone() == (date(2024, 1, 8),)


def test_text_wrapped_as_a_formula_is_unwrapped(tmp_path):
    wrapped = {name: f'="{value}"' for name, value in CASE.items() if name != "DECISION_DATE"}
    assert only(load_records([write(tmp_path / "lca.csv", wrapped)])).ml_titles == 1


def test_spellings_of_a_name_are_one_entity_and_all_are_kept(tmp_path):
    names = ["Ostrava Kites, Inc.", "OSTRAVA KITES INC", "Ostrava Kites Incorporated", "Ostrava Kites"]
    figures = load_records([write(tmp_path / "lca.csv", *({"EMPLOYER_NAME": name} for name in [*names, names[0]]))])
    (entity,) = figures.entities()
    assert entity.legal_name == "Ostrava Kites, Inc."
    assert set(entity.names) == set(names)
    assert only(figures).certified == 5


def test_another_legal_form_is_another_entity(tmp_path):
    figures = load_records([write(tmp_path / "lca.csv", {}, {"EMPLOYER_NAME": "Ostrava Kites LLC"})])
    assert [entity.employer_id for entity in figures.entities()] == ["ostrava-kites-inc", "ostrava-kites-llc"]


def test_trade_names_are_kept_and_fillers_are_not(tmp_path):
    file = write(
        tmp_path / "lca.csv",
        {"TRADE_NAME_DBA": "KiteWorks"},
        {"TRADE_NAME_DBA": "N/A"},
        {"EMPLOYER_NAME": "Ostrava Kites, Inc. d/b/a Sky Line"},
    )
    (entity,) = load_records([file]).entities()
    assert entity.names == (
        "Ostrava Kites, Inc.", "Ostrava Kites, Inc. d/b/a Sky Line", "Sky Line", "KiteWorks"
    )  # fmt: skip
    assert entity.states == ("CA",)


def test_contact_columns_are_never_kept(tmp_path):
    person = {
        "EMPLOYER_POC_LAST_NAME": "Zzyzx",
        "EMPLOYER_POC_EMAIL": "zzyzx@ostrava.example",
        "EMPLOYER_PHONE": "15550100",
        "AGENT_ATTORNEY_LAST_NAME": "Zzyzx",
        "PREPARER_EMAIL": "zzyzx@law.example",
    }
    figures = load_records([write(tmp_path / "lca.csv", person)])
    kept = repr((figures.entities(), figures.of("ostrava-kites-inc"), figures.coverage(), figures.problems)).lower()
    assert "zzyzx" not in kept
    assert "15550100" not in kept


def test_other_column_spellings_and_columns_of_later_years_change_nothing(tmp_path):
    columns = [name.replace("H_1B_DEPENDENT", "H-1B_DEPENDENT") for name in COLUMNS]
    columns = ["EMPLOYER_FEIN", *columns, "LAWFIRM_BUSINESS_FEIN"]
    assert only(load_records([write(tmp_path / "lca.csv", {}, columns=columns)])).certified == 1


def test_a_missing_column_is_named_with_the_file(tmp_path):
    columns = [name for name in COLUMNS if name != "VISA_CLASS"]
    file = write(tmp_path / "lca.csv", {}, columns=columns)
    with pytest.raises(RecordsError, match=r"lca\.csv: column VISA_CLASS is missing"):
        load_records([tmp_path])
    assert file.exists()


def test_a_row_that_breaks_off_is_counted_and_told(tmp_path):
    file = write(tmp_path / "lca.csv", {}, {})
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.rindex('"Ostrava')], encoding="utf-8")
    figures = load_records([file])
    assert only(figures).certified == 1
    (problem,) = figures.problems
    assert problem.place == "lca.csv: line 3"
    assert problem.message == "1 row(s) not counted: fewer cells than the header"
    assert "1 problem(s)" in figures.coverage()


def test_rows_that_cannot_be_understood_are_counted_by_reason(tmp_path):
    file = write(
        tmp_path / "lca.csv",
        {},
        {"DECISION_DATE": "soon"},
        {"CASE_STATUS": "Pending"},
        {"VISA_CLASS": "H-2A"},
        {"EMPLOYER_NAME": ""},
        {"CASE_STATUS": "Pending"},
    )
    messages = [problem.message for problem in load_records([file]).problems]
    assert len(messages) == 4
    assert "2 row(s) not counted: CASE_STATUS is not one that is known" in messages


def test_blank_padding_rows_are_no_problem(tmp_path):
    file = write(tmp_path / "lca.csv", {})
    with file.open("a", encoding="utf-8") as text:
        text.write(("," * (len(COLUMNS) - 1) + "\n\n") * 500)
    figures = load_records([file])
    assert figures.problems == ()
    assert only(figures).certified == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    figures = load_records([write(tmp_path / "lca.csv", {"EMPLOYER_NAME": "Café Ostrava LLC"}, encoding=encoding)])
    assert [entity.legal_name for entity in figures.entities()] == ["Café Ostrava LLC"]
    assert figures.of("cafe-ostrava-llc")


def test_quotes_that_never_close_are_an_error_that_names_the_file(tmp_path):
    file = write(tmp_path / "lca.csv", {})
    with file.open("a", encoding="utf-8") as text:
        text.write('"I-200-1' + "x" * 200_000)
    with pytest.raises(RecordsError, match=r"lca\.csv: line \d+: .*download it again"):
        load_records([file])


@pytest.mark.parametrize(
    ("title", "soc", "counts"),
    [
        ("Senior Machine Learning Engineer", "15-1252", True),
        ("SOFTWARE ENGINEER, ML PLATFORM", "15-1252.00", True),
        ("Applied  Scientist II", "15-2051", True),
        ("Research Scientist", "15-1221", True),
        ("Research Scientist", "19-1042", False),
        ("Business Intelligence Engineer", "15-2051", False),
        ("HTML Developer", "15-1254", False),
        ("Email Marketing Analyst", "15-1299", False),
        ("Operations Research Analyst", "15-2031", False),
    ],
)
def test_machine_learning_titles_need_the_words_and_the_soc_group(title, soc, counts):
    assert is_ml_title(title, soc) is counts
