"""USCIS H-1B Employer Data Hub files: approvals and denials of petitions per employer, place and fiscal year.

Three layouts: through FY2023 (``Initial Approval(s)``, ``Continuing Denial(s)``), the one of 2024 (``Line by line``,
``Employer (Petitioner) Name``) and the one since with twelve counts. All give the same rows. "Initial" has always
meant new employment or new concurrent employment, so those two make ``new`` in the third layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from greenflag.errors import RecordsError
from greenflag.records.sheets import Sheet

# our name: the names that the layouts gave the column, as Sheet writes them
COLUMNS = {
    "fiscal_year": ("FISCAL_YEAR",),
    "employer": ("EMPLOYER", "EMPLOYER_PETITIONER_NAME"),
    "naics": ("NAICS", "INDUSTRY_NAICS_CODE"),
    "tax_id": ("TAX_ID",),
    "state": ("STATE", "PETITIONER_STATE"),
    "city": ("CITY", "PETITIONER_CITY"),
    "zip": ("ZIP", "PETITIONER_ZIP_CODE"),
}
COUNTS = (  # kind, whether it is new employment
    ("INITIAL", True),
    ("CONTINUING", False),
    ("NEW_EMPLOYMENT", True),
    ("NEW_CONCURRENT", True),
    ("CONTINUATION", False),
    ("CHANGE_WITH_SAME_EMPLOYER", False),
    ("CHANGE_OF_EMPLOYER", False),
    ("AMENDED", False),
)


@dataclass(frozen=True, slots=True)
class HubRow:
    """One row of the hub: petitions of one employer at one place in one fiscal year; ``new`` of those approved."""

    fiscal_year: int
    employer: str
    naics: str
    tax_id: str
    state: str
    city: str
    zip: str
    approved: int
    denied: int
    new: int


def is_hub(sheet: Sheet) -> bool:
    """Tell whether a sheet looks like a file of the hub."""
    return "FISCAL_YEAR" in sheet.columns and any("APPROVAL" in name for name in sheet.columns)


def read_hub(sheet: Sheet) -> Iterator[HubRow]:
    """Yield the rows of a file in its order; what cannot be read is counted in ``sheet.unread``.

    Raises:
        RecordsError: a column is missing or the file is damaged.
    """
    fields = {name: _find(sheet, name, spellings) for name, spellings in COLUMNS.items()}
    approvals = _counts(sheet, "APPROVAL")
    denials = _counts(sheet, "DENIAL")
    if not approvals or not denials:
        raise RecordsError(
            f"{sheet.path}: no columns of approvals and denials that are known; use the file as published"
        )
    for line, row in sheet.rows([*fields.values(), *approvals, *denials]):
        known = {name: row[column] for name, column in fields.items()}
        year = known.pop("fiscal_year")
        try:
            given = {column: _count(row[column]) for column in (*approvals, *denials)}
        except ValueError:
            sheet.unread.note("a count is not a number", line)
            continue
        if not known["employer"]:
            sheet.unread.note("no employer name", line)
        elif not (year.isdecimal() and len(year) == 4):
            sheet.unread.note("Fiscal Year is not a year", line)
        else:
            yield HubRow(
                fiscal_year=int(year),
                approved=sum(given[column] for column in approvals),
                denied=sum(given[column] for column in denials),
                new=sum(given[column] for column, is_new in approvals.items() if is_new),
                **known,
            )


def _find(sheet: Sheet, field: str, spellings: tuple[str, ...]) -> str:
    for name in spellings:
        if name in sheet.columns:
            return name
    raise RecordsError(f"{sheet.path}: no column {' or '.join(spellings)} ({field}); use the file as published")


def _counts(sheet: Sheet, what: str) -> dict[str, bool]:
    """Return the sheet's columns that count ``what`` (APPROVAL or DENIAL), and whether each is new employment."""
    return {
        name: is_new
        for kind, is_new in COUNTS
        for name in (f"{kind}_{what}", f"{kind}_{what}S")
        if name in sheet.columns
    }


def _count(text: str) -> int:
    return int(text.replace(",", "")) if text else 0
