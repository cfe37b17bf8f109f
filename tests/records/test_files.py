"""Official files as the agencies publish them, with the traps that real ones hold."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from tests.records.official import (
    CASE,
    GREEN_CARD,
    LCA,
    LCA_FY2019,
    PERM_NEW,
    PERM_OLD,
    cases,
    write_csv,
    write_xlsx,
)

from greenflag.errors import RecordsError
from greenflag.model import Placing
from greenflag.records import load_records

OSTRAVA = "ostrava-kites-inc"


def only(records, employer_id=OSTRAVA):
    (record,) = records.of(employer_id)
    return record


def test_a_spreadsheet_gives_the_same_figures_as_the_csv(tmp_path):
    rows = cases(3, DECISION_DATE=date(2024, 1, 8), NEW_EMPLOYMENT=1)
    rows[1]["CASE_STATUS"] = "Certified - Withdrawn"
    from_sheet = only(load_records([write_xlsx(tmp_path / "lca.xlsx", LCA, rows)]))
    from_text = only(
        load_records([write_csv(tmp_path / "lca.csv", LCA, [r | {"DECISION_DATE": "1/8/2024"} for r in rows])])
    )
    assert (from_sheet.certified, from_sheet.withdrawn, from_sheet.new, from_sheet.ml_titles) == (2, 1, 2, 2)
    assert from_sheet.fiscal_year == 2024
    assert (from_text.certified, from_text.withdrawn, from_text.new) == (2, 1, 2)


def test_a_parquet_copy_of_a_file_is_read_too(tmp_path):
    source = write_csv(tmp_path / "lca.csv", LCA, cases(2))
    target = tmp_path / "lca.parquet"
    duckdb.sql(f"copy (from read_csv('{source}', all_varchar = true)) to '{target}' (format parquet)")
    assert only(load_records([target])).certified == 2


def test_a_sheet_padded_with_blank_rows_counts_its_real_ones(tmp_path):
    rows = [*cases(2), *(dict.fromkeys(LCA, " ") for _ in range(300))]
    records = load_records([write_xlsx(tmp_path / "lca.xlsx", LCA, rows)])
    assert only(records).certified == 2
    assert records.problems == ()


def test_the_sheet_with_the_data_is_found_behind_another(tmp_path):
    file = write_xlsx(tmp_path / "lca.xlsx", LCA, cases(2), sheets=("Read me", "LCA_FY2021"))
    assert only(load_records([file])).certified == 2


def test_the_year_is_that_of_the_decision_whatever_the_sheet_is_called(tmp_path):
    rows = cases(1, DECISION_DATE=date(2019, 10, 1))  # the sheets of FY2020 Q1 to Q3 are called LCA_FY2021
    assert only(load_records([write_xlsx(tmp_path / "q1.xlsx", LCA, rows, sheets=("LCA_FY2021",))])).fiscal_year == 2020


def test_the_columns_of_fiscal_year_2019_are_known(tmp_path):
    rows = cases(1, DECISION_DATE="2019-03-01", EMPLOYER_BUSINESS_DBA="KiteWorks", PW_WAGE_LEVEL_1="Level II")
    records = load_records([write_csv(tmp_path / "lca.csv", LCA_FY2019, rows)])
    assert only(records).fiscal_year == 2019
    assert "KiteWorks" in records.entities()[0].names


def test_a_tax_number_joins_names_that_no_spelling_would(tmp_path):
    columns = [*LCA, "EMPLOYER_FEIN"]
    rows = cases(8, EMPLOYER_FEIN="12-3456789")
    for row in rows[4:7]:
        row["EMPLOYER_NAME"] = "Balloon Holdings LLC"
    rows[7]["EMPLOYER_NAME"] = "Ostrava Kites USA LLC"
    other = {
        **CASE,
        "CASE_NUMBER": "I-9",
        "EMPLOYER_NAME": "Balloon Holdings of Ohio LLC",
        "EMPLOYER_FEIN": "99-0000001",
    }
    records = load_records([write_csv(tmp_path / "lca.csv", columns, [*rows, other])])
    assert [entity.legal_name for entity in records.entities()] == [
        "Balloon Holdings of Ohio LLC",
        "Ostrava Kites, Inc.",
    ]
    assert only(records).certified == 8


def test_a_tax_number_that_a_foreign_name_carries_once_is_a_slip_and_joins_nothing(tmp_path):
    rows = cases(6, EMPLOYER_FEIN="12-3456789")
    rows[5]["EMPLOYER_NAME"] = "Wren Systems Inc"
    records = load_records([write_csv(tmp_path / "lca.csv", [*LCA, "EMPLOYER_FEIN"], rows)])
    assert [entity.legal_name for entity in records.entities()] == ["Ostrava Kites, Inc.", "Wren Systems Inc"]


def test_flags_are_read_in_both_of_their_spellings_and_levels_too(tmp_path):
    rows = cases(4, SECONDARY_ENTITY="Y", H_1B_DEPENDENT="Yes")
    for row, level in zip(rows, ("I", "Level IV", "V", ""), strict=True):
        row["PW_WAGE_LEVEL"] = level
    rows[1] |= {"SECONDARY_ENTITY": "No", "H_1B_DEPENDENT": "N/A"}
    records = load_records([write_csv(tmp_path / "lca.csv", LCA, rows)])
    kept = duckdb.sql(f"select secondary, dependent, level from '{records.folder / 'lca.parquet'}' order by number")
    assert kept.fetchall() == [(True, True, "I"), (False, False, "IV"), (True, True, "V"), (True, True, None)]


def test_where_an_employers_people_work_is_told_by_its_own_cases(tmp_path):
    rows = cases(4, SECONDARY_ENTITY="Y", H_1B_DEPENDENT="Y")
    rows[1] |= {"SECONDARY_ENTITY": "No"}
    records = load_records([write_csv(tmp_path / "lca.csv", LCA, rows)])
    assert records.placing(records.entities()[0].employer_id) == Placing(elsewhere_share=0.75, dependent=True)
    assert records.placing("nobody") == Placing()


def test_reference_numbers_in_titles_and_old_occupation_codes_are_set_right(tmp_path):
    rows = cases(3, JOB_TITLE="Software Developers - KBGFJG108855-11", SOC_CODE="15-1132")
    rows[1] |= {"JOB_TITLE": "Software Developers - KBGFJG202021-3", "SOC_CODE": "15-1252.00"}
    rows[2] |= {"JOB_TITLE": "Engineer II - R2D2", "SOC_CODE": "15-1252"}
    more = cases(2, JOB_TITLE="1615.26320 Interaction Designer", SOC_CODE="15-1255")
    more[1]["JOB_TITLE"] = "Interaction Designer 1615.52839.7"
    rows += [row | {"CASE_NUMBER": f"I-300-{n}"} for n, row in enumerate(more)]
    records = load_records([write_csv(tmp_path / "lca.csv", LCA, rows)])
    kept = duckdb.sql(f"select title, soc from '{records.folder / 'lca.parquet'}' order by number").fetchall()
    assert kept[:3] == [("Software Developers", "15-1252")] * 2 + [("Engineer II - R2D2", "15-1252")]
    assert kept[3:] == [("Interaction Designer", "15-1255")] * 2


def test_a_part_of_a_year_is_told_as_such_and_a_whole_one_is_not(tmp_path):
    whole = [row | {"DECISION_DATE": f"{year}-{month:02d}-{day:02d}", "CASE_NUMBER": f"I-{year}-{month}-{day}"}
             for row in cases(1) for year, months in ((2022, (10, 11, 12)), (2023, range(1, 10)))
             for month in months for day in (1, 10, 20, 30) if (month, day) != (2, 30)]  # fmt: skip
    part = cases(1, DECISION_DATE="2024-05-02", CASE_NUMBER="I-9")
    records = load_records([write_csv(tmp_path / "lca.csv", LCA, whole), write_csv(tmp_path / "q.csv", LCA, part)])
    assert [(one.fiscal_year, one.whole) for one in records.covered] == [(2023, True), (2024, False)]
    assert "(FY2023, FY2024 in part)" in records.coverage()


def test_wages_of_every_unit_are_a_year_s(tmp_path):
    rows = cases(4, WAGE_RATE_OF_PAY_FROM="$60.00", WAGE_UNIT_OF_PAY="Hour")
    rows[1] |= {"WAGE_RATE_OF_PAY_FROM": "150,000", "WAGE_UNIT_OF_PAY": "Year"}
    rows[2] |= {"WAGE_RATE_OF_PAY_FROM": "5000", "WAGE_UNIT_OF_PAY": "Bi-Weekly"}
    rows[3] |= {"WAGE_RATE_OF_PAY_FROM": "negotiable", "WAGE_UNIT_OF_PAY": "Year"}
    records = load_records([write_csv(tmp_path / "lca.csv", LCA, rows)])
    kept = duckdb.sql(f"select wage from '{records.folder / 'lca.parquet'}' order by number").fetchall()
    assert kept == [(124_800.0,), (150_000.0,), (130_000.0,), (None,)]


@pytest.mark.parametrize("columns", [PERM_OLD, PERM_NEW], ids=["old form", "new form"])
def test_green_cards_are_read_in_both_forms(tmp_path, columns):
    rows = [GREEN_CARD | {"CASE_NUMBER": f"G-{n}", "CASE_STATUS": status} for n, status in enumerate(
        ("Certified", "Certified-Expired", "Denied", "Withdrawn")
    )]  # fmt: skip
    records = load_records([write_csv(tmp_path / "PERM_Disclosure_Data.csv", columns, rows)])
    record = only(records)
    assert (record.dataset, record.program, record.fiscal_year) == ("PERM", "PERM", 2024)
    assert (record.certified, record.denied, record.withdrawn, record.ml_titles) == (2, 1, 1, 2)
    assert records.entities()[0].states == ("CA",)
    assert "PERM cases (green cards) decided 2024-01-08" in records.coverage()


def test_a_green_card_of_someone_who_works_there_already_is_told_apart(tmp_path):
    rows = [GREEN_CARD | {"CASE_NUMBER": f"G-{n}", "OTHER_REQ_IS_FW_CURRENTLY_WRK": yes} for n, yes in enumerate("YYN")]
    record = only(load_records([write_csv(tmp_path / "perm.csv", PERM_NEW, rows)]))
    assert (record.continuing, record.new) == (2, 1)


def test_wage_files_become_levels_by_county(tmp_path):
    wages = ["Area", "SocCode", "GeoLvl", "Level1", "Level2", "Level3", "Level4", "Average", "Label"]
    areas = ["Area", "AreaName", "StateAb", "State", "CountyTownName"]
    one = {"Area": "12420", "SocCode": "15-2051", "Level1": "41.1", "Level2": "52", "Level3": "63", "Level4": "74.5"}
    place = {
        "Area": "12420",
        "AreaName": "Austin",
        "StateAb": "TX",
        "State": "Texas",
        "CountyTownName": "Travis County",
    }
    files = [
        write_csv(tmp_path / "ALC_Export.csv", wages, [one, one | {"SocCode": "15-1252", "Level1": ""}]),
        write_csv(tmp_path / "Geography.csv", areas, [place]),
        write_csv(tmp_path / "lca.csv", LCA, cases(1)),
    ]
    records = load_records(files)
    table = duckdb.sql(
        f"select soc, state, county, wage_1, wage_4 from '{records.folder / 'wages.parquet'}'"
    ).fetchall()
    assert table == [("15-2051", "TX", "Travis County", 41.1, 74.5)]
    assert any("no wage is given" in problem.message for problem in records.problems)


def test_a_truncated_spreadsheet_is_named_with_what_to_do(tmp_path):
    file = write_xlsx(tmp_path / "lca.xlsx", LCA, cases(50))
    file.write_bytes(file.read_bytes()[:-2_000])
    with pytest.raises(RecordsError, match=r"lca\.xlsx: the spreadsheet is damaged .*; download it again"):
        load_records([file])


def test_a_spreadsheet_with_a_renamed_column_says_which_is_missing(tmp_path):
    columns = ["EMPLOYER" if name == "EMPLOYER_NAME" else name for name in LCA]
    with pytest.raises(RecordsError, match=r"lca\.xlsx: column EMPLOYER_NAME .*is missing in this LCA disclosure file"):
        load_records([write_xlsx(tmp_path / "lca.xlsx", columns, cases(1))])


def test_a_workbook_of_something_else_is_refused(tmp_path):
    with pytest.raises(RecordsError, match=r"budget\.xlsx: neither an LCA or PERM .* MONTH, SPENT"):
        load_records([write_xlsx(tmp_path / "budget.xlsx", ["Month", "Spent"], [{"Month": "May"}])])


def test_line_ends_of_two_kinds_are_read(tmp_path):
    file = write_csv(tmp_path / "lca.csv", LCA, cases(4))
    lines = file.read_bytes().split(b"\r\n")
    file.write_bytes(b"\r\n".join(lines[:3]) + b"\n" + b"\n".join(lines[3:]))
    assert only(load_records([file])).certified == 4


def test_a_spreadsheet_that_unfolds_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("greenflag.records.files.MAX_UNFOLDED_BYTES", 10_000)
    with pytest.raises(RecordsError, match="more than any official file has"):
        load_records([write_xlsx(tmp_path / "lca.xlsx", LCA, cases(50))])
