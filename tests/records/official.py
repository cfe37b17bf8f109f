"""Files in the agencies' layouts, with invented rows, as a spreadsheet or as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from greenflag.records.load import SAMPLE

LCA = (SAMPLE / "LCA_Disclosure_Data_sample.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
LCA_FY2019 = [
    "CASE_NUMBER", "CASE_STATUS", "CASE_SUBMITTED", "DECISION_DATE", "VISA_CLASS", "JOB_TITLE", "SOC_CODE", "SOC_TITLE",
    "FULL_TIME_POSITION", "PERIOD_OF_EMPLOYMENT_START_DATE", "PERIOD_OF_EMPLOYMENT_END_DATE", "TOTAL_WORKER_POSITIONS",
    "NEW_EMPLOYMENT", "CONTINUED_EMPLOYMENT", "CHANGE_PREVIOUS_EMPLOYMENT", "NEW_CONCURRENT_EMPLOYMENT",
    "CHANGE_EMPLOYER", "AMENDED_PETITION", "EMPLOYER_NAME", "EMPLOYER_BUSINESS_DBA", "EMPLOYER_CITY", "EMPLOYER_STATE",
    "EMPLOYER_PHONE", "SECONDARY_ENTITY_1", "WORKSITE_CITY_1", "WORKSITE_STATE_1", "WAGE_RATE_OF_PAY_FROM_1",
    "WAGE_UNIT_OF_PAY_1", "PREVAILING_WAGE_1", "PW_UNIT_OF_PAY_1", "PW_WAGE_LEVEL_1", "NAICS_CODE", "H-1B_DEPENDENT",
]  # fmt: skip
PERM_OLD = [
    "CASE_NUMBER", "CASE_STATUS", "RECEIVED_DATE", "DECISION_DATE", "EMPLOYER_NAME", "EMPLOYER_CITY",
    "EMPLOYER_STATE_PROVINCE", "NAICS_CODE", "EMP_CONTACT_NAME", "PW_SOC_CODE", "PW_SOC_TITLE", "JOB_TITLE",
    "WAGE_OFFER_FROM", "WAGE_OFFER_UNIT_OF_PAY", "WORKSITE_CITY", "WORKSITE_STATE",
]  # fmt: skip
PERM_NEW = [
    "CASE_NUMBER", "CASE_STATUS", "RECEIVED_DATE", "DECISION_DATE", "EMP_BUSINESS_NAME", "EMP_TRADE_NAME", "EMP_CITY",
    "EMP_STATE", "EMP_FEIN", "EMP_NAICS", "EMP_POC_LAST_NAME", "PWD_SOC_CODE", "PWD_SOC_TITLE", "JOB_TITLE",
    "JOB_OPP_WAGE_FROM", "JOB_OPP_WAGE_PER", "PRIMARY_WORKSITE_CITY", "PRIMARY_WORKSITE_STATE",
    "OTHER_REQ_IS_FW_CURRENTLY_WRK",
]  # fmt: skip
CASE = {
    "CASE_NUMBER": "I-200-24001-000001",
    "CASE_STATUS": "Certified",
    "DECISION_DATE": "2024-01-08",
    "VISA_CLASS": "H-1B",
    "JOB_TITLE": "Machine Learning Engineer",
    "SOC_CODE": "15-2051.00",
    "NEW_EMPLOYMENT": "1",
    "EMPLOYER_NAME": "Ostrava Kites, Inc.",
    "EMPLOYER_STATE": "CA",
}
GREEN_CARD = {
    "CASE_NUMBER": "G-100-24001-000001",
    "CASE_STATUS": "Certified",
    "DECISION_DATE": "2024-01-08",
    "JOB_TITLE": "Data Scientist",
    "PWD_SOC_CODE": "15-2051",
    "PW_SOC_CODE": "15-2051",
    "EMP_BUSINESS_NAME": "Ostrava Kites, Inc.",
    "EMPLOYER_NAME": "Ostrava Kites, Inc.",
    "EMP_STATE": "CALIFORNIA",
    "EMPLOYER_STATE_PROVINCE": "CALIFORNIA",
}


def cases(count: int, **changes: object) -> list[dict[str, object]]:
    """Return LCA cases that differ in their numbers only."""
    return [CASE | {"CASE_NUMBER": f"I-200-24001-{number:06d}"} | changes for number in range(count)]


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return path


def write_xlsx(
    path: Path, columns: Sequence[str], rows: Sequence[dict[str, object]], sheets: Sequence[str] = ("LCA_FY2024",)
) -> Path:
    """Write a workbook whose last sheet holds the rows; sheets before it hold a note."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "mm/dd/yyyy"}) as book:
        for name in sheets[:-1]:
            book.add_worksheet(name).write_row(0, 0, ["Note", "Read me first"])
        sheet = book.add_worksheet(sheets[-1])
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, 1):
            for column, name in enumerate(columns):
                value = row.get(name)
                if isinstance(value, date | datetime):
                    sheet.write_datetime(number, column, value)
                elif value not in (None, ""):
                    sheet.write(number, column, value)
    return path
