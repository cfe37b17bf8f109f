"""LCA disclosure files (labor condition applications, US Department of Labor): one case a row.

Official layout FY2019 to now as CSV; columns are found by name, so the two FEIN columns that came in FY2024 Q4 and
FY2025 Q4 change nothing. Only the columns named here are read: no contact person is ever kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from greenflag.model import Program
from greenflag.records.sheets import Sheet
from greenflag.records.titles import is_ml_title

NEEDED = (
    "CASE_NUMBER",
    "CASE_STATUS",
    "DECISION_DATE",
    "VISA_CLASS",
    "JOB_TITLE",
    "SOC_CODE",
    "NEW_EMPLOYMENT",
    "EMPLOYER_NAME",
)
OPTIONAL = ("EMPLOYER_STATE", "TRADE_NAME_DBA", "EMPLOYER_BUSINESS_DBA")

Outcome = Literal["certified", "denied", "withdrawn"]
# "Certified - Withdrawn" counts as withdrawn: its DECISION_DATE is the day of the withdrawal, often years after the
# certification, which another year's file already holds under the same case number.
OUTCOMES: dict[str, Outcome] = {
    "certified": "certified",
    "certifiedwithdrawn": "withdrawn",
    "withdrawn": "withdrawn",
    "denied": "denied",
}
PROGRAMS: dict[str, Program] = {
    "H-1B": "H-1B",
    "H-1B1 CHILE": "H-1B1",
    "H-1B1 SINGAPORE": "H-1B1",
    "E-3 AUSTRALIAN": "E-3",
}
NO_TRADE_NAME = frozenset({"", "n/a", "na", "none", "not applicable", "same", "same as above", "-", "no", "nil"})
_NOT_LETTER = re.compile(r"[^a-z]+")
_EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Case:
    """One labor condition application, without anything about people."""

    number: str
    decided_on: date
    employer: str
    trade_name: str
    state: str
    program: Program
    outcome: Outcome
    new: bool
    ml: bool


def read_cases(sheet: Sheet) -> Iterator[Case]:
    """Yield the cases of a file in its order, doubles included; what cannot be read is counted in ``sheet.unread``.

    Raises:
        RecordsError: a column is missing or the file is damaged.
    """
    for line, row in sheet.rows(NEEDED, OPTIONAL):
        decided_on = read_day(row["DECISION_DATE"])
        outcome = OUTCOMES.get(_NOT_LETTER.sub("", row["CASE_STATUS"].lower()))
        program = PROGRAMS.get(row["VISA_CLASS"].upper())
        if not row["CASE_NUMBER"] or not row["EMPLOYER_NAME"]:
            sheet.unread.note("no CASE_NUMBER or no EMPLOYER_NAME", line)
        elif decided_on is None:
            sheet.unread.note("DECISION_DATE is not a date", line)
        elif outcome is None:
            sheet.unread.note("CASE_STATUS is not one that is known", line)
        elif program is None:
            sheet.unread.note("VISA_CLASS is not H-1B, H-1B1 or E-3", line)
        else:
            yield Case(
                number=row["CASE_NUMBER"],
                decided_on=decided_on,
                employer=row["EMPLOYER_NAME"],
                trade_name=_trade_name(row["TRADE_NAME_DBA"] or row["EMPLOYER_BUSINESS_DBA"]),
                state=row["EMPLOYER_STATE"].upper(),
                program=program,
                outcome=outcome,
                new=row["NEW_EMPLOYMENT"] not in ("", "0"),
                ml=is_ml_title(row["JOB_TITLE"], row["SOC_CODE"]),
            )


def fiscal_year(day: date) -> int:
    """Return the US fiscal year of a day: it begins on 1 October of the year before."""
    return day.year + (day.month >= 10)


def read_day(text: str) -> date | None:
    """Return the day of a cell (``10/1/2019``, ``2022-10-03 00:00:00``, ``2-Oct-23``, an Excel day number) or None."""
    first = text.split(" ")[0].split("T")[0]
    if first.isdecimal() and len(first) == 5:
        return _EXCEL_DAY_ZERO + timedelta(days=int(first))
    for pattern in ("%m/%d/%Y", "%Y-%m-%d", "%m/%d/%y", "%d-%b-%y", "%d-%b-%Y"):
        try:
            return datetime.strptime(first, pattern).date()
        except ValueError:
            continue
    return None


def _trade_name(text: str) -> str:
    return "" if text.lower() in NO_TRADE_NAME else text
