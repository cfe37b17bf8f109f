"""Where official files are published."""

import pytest

from greenflag.errors import RecordsError
from greenflag.records.official import addresses_of, official_files


def test_a_year_of_lca_files_is_four_quarters():
    found = addresses_of("lca", [2024])
    assert [address.rpartition("_")[2] for address in found] == ["Q1.xlsx", "Q2.xlsx", "Q3.xlsx", "Q4.xlsx"]
    assert all("FY2024" in address for address in found)


def test_green_cards_come_in_two_forms_and_the_hub_by_year():
    assert len(addresses_of("perm", [2024])) == 2
    assert addresses_of("hub", [2022, 2023])[1].endswith("h1b_datahubexport-2023.csv")


def test_a_year_before_the_first_is_refused():
    with pytest.raises(RecordsError, match="FY2012 is not published in this form; the first is FY2020"):
        addresses_of("lca", [2012])


def test_only_the_agencies_own_hosts_are_asked():
    for files in official_files().values():
        for address in (files.page, *files.addresses):
            assert address.startswith(("https://www.dol.gov/", "https://www.uscis.gov/"))
