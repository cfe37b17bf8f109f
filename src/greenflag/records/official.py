"""Where the agencies publish their files, from ``official.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from greenflag.errors import RecordsError

Published = Literal["lca", "perm", "hub"]


class OfficialFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A family of files as an agency publishes it: title, page, address patterns, quarters, the first fiscal year."""

    title: str
    page: str
    addresses: tuple[str, ...]
    quarters: tuple[int, ...]
    since: int


@cache
def official_files() -> dict[Published, OfficialFiles]:
    """Return the families that are published under addresses one can tell beforehand."""
    return msgspec.toml.decode(
        Path(__file__).with_name("official.toml").read_bytes(), type=dict[Published, OfficialFiles]
    )


def addresses_of(family: Published, years: Iterable[int]) -> tuple[str, ...]:
    """Return the addresses of a family's files of fiscal years, in order.

    Raises:
        RecordsError: a year is before the first that is published in this form.
    """
    files = official_files()[family]
    found = []
    for year in years:
        if year < files.since:
            raise RecordsError(f"{files.title}: FY{year} is not published in this form; the first is FY{files.since}")
        for address in files.addresses:
            found += [address.format(year=year, quarter=quarter) for quarter in files.quarters or ("",)]
    return tuple(found)
