"""What an employer's figures say in words, with their sizes and years, and what they do not say."""

from __future__ import annotations

from datetime import date

import pytest
from tests.records.official import LCA, cases, write_csv

from greenflag.model import Covered, Reason, SponsorGroup, SponsorRecord
from greenflag.records import load_records
from greenflag.records.facts import facts_of, standings
from greenflag.records.pictures import filings_of


def uscis(year: int, approved: int, denied: int = 0, **more: int) -> SponsorRecord:
    return SponsorRecord("e", "E Inc.", "USCIS", "H-1B", year, approved, denied, 0, "hub", **more)


def lca(year: int, certified: int, **more: int) -> SponsorRecord:
    return SponsorRecord("e", "E Inc.", "LCA", "H-1B", year, certified, 0, 0, "lca", **more)


def perm(year: int, certified: int, continuing: int | None) -> SponsorRecord:
    return SponsorRecord("e", "E Inc.", "PERM", "PERM", year, certified, 0, 0, "perm", continuing=continuing)


def covered(dataset, *years: int, whole: bool = True) -> tuple[Covered, ...]:
    programs = {"LCA": ("H-1B", "H-1B1", "E-3"), "USCIS": ("H-1B",), "PERM": ("PERM",)}
    return tuple(Covered(dataset, year, whole, programs[dataset]) for year in years)


def told(records, holds=(), sector=None, cap=None, filings=None) -> dict[str, str]:
    """Return facts by code, but for the standings."""
    facts = facts_of((), records, holds, filings, sector, cap)
    return {fact.code: fact.text for fact in facts}


SECTOR = SponsorGroup("software", 4_000, 70_000, 500, 9_800, 200, 0.012)


@pytest.mark.parametrize(
    ("counts", "word"),
    [((20, 22, 30), "rising"), ((30, 30, 20), "falling"), ((20, 22, 21), "level"), ((0, 1, 2), "too few to tell")],
)
def test_whole_years_make_a_trend(counts, word):
    records = tuple(uscis(2020 + n, count) for n, count in reversed(list(enumerate(counts))) if count)
    trend = told(records, covered("USCIS", 2020, 2021, 2022))["trend"]
    assert trend.startswith(word)
    assert trend.endswith("approved petitions: " + ", ".join(f"{c} (FY{2020 + n})" for n, c in enumerate(counts)))


def test_years_held_in_part_make_no_trend():
    records = (uscis(2022, 30), uscis(2021, 5))
    assert "trend" not in told(records, covered("USCIS", 2021, 2022, whole=False))
    assert "trend" not in told(records, covered("USCIS", 2022))
    assert "trend" not in told(records, covered("LCA", 2021, 2022))


def test_denials_are_a_rate_with_its_size_beside_that_of_the_sector():
    assert told((uscis(2022, 95, 5), uscis(2021, 100), uscis(2015, 0, 50)), sector=SECTOR)["denied"] == (
        "5 of 200 petitions, 2.5%, in FY2021 to FY2022; 2.0% in its sector"
    )
    assert told((uscis(2022, 2, 1),))["denied"] == "1 of 3 petitions, 33.3%, in FY2022 (thin)"
    assert "denied" not in told((lca(2025, 3),))


def test_new_and_continuing_are_those_of_the_newest_year():
    records = (lca(2025, 42, new=12, continuing=25, change_employer=5), lca(2024, 9, new=9))
    assert told(records)["kinds"] == (
        "of 42 certified LCA cases in FY2025: 12 new, 25 continuing, 5 from another employer"
    )
    assert "kinds" not in told((lca(2025, 42),))
    half_a_year = (uscis(2023, 3, new=0, continuing=3), uscis(2022, 8, new=6, continuing=2))
    assert told(half_a_year, covered("USCIS", 2022))["kinds"].startswith("of 8 approved petitions in FY2022")


def test_green_cards_tell_how_many_were_started_after_hiring_where_the_form_tells():
    assert told((perm(2025, 12, 9),))["green_cards"] == (
        "9 of 12 certified in FY2025 were started for people who worked there already"
    )
    assert "green_cards" not in told((perm(2025, 12, None),))


def test_the_cap_has_evidence_or_is_unknown_and_never_a_no():
    evidence = Reason("name", 0.0, "Its name is a university's.")
    assert told((uscis(2022, 3),), cap=evidence)["cap"] == "Its name is a university's."
    assert told((uscis(2022, 3),))["cap_unknown"].endswith("unknown")
    assert "cap_unknown" not in told(())


def test_a_sector_tells_its_denials_and_how_many_postings_are_closed():
    assert told((), sector=SECTOR)["sector"] == (
        "software; 4,000 employers of these records, 2.0% of their petitions denied; 1.2% of postings read are closed "
        "to visa holders"
    )


def test_standings_say_how_much_each_file_holds():
    records = (lca(2025, 2), uscis(2022, 4), uscis(2021, 3))
    (h1b, *_) = standings(True, records, covered("USCIS", 2021, 2022))
    assert h1b == ("H-1B", "filed", "2 in FY2025 (LCA); 4 in FY2022 (USCIS), 7 since FY2021")
    (h1b, e3, _, green) = standings(True, (lca(2025, 1),), covered("LCA", 2025))
    assert h1b == ("H-1B", "filed", "1 in FY2025 (LCA) (thin)")
    assert e3 == ("E-3", "zero", "none in FY2025 (LCA), which the records hold in whole")
    assert green[1] == "not_covered"
    assert standings(False, (), covered("LCA", 2025))[0][1] == "not_found"


def test_pay_is_held_against_the_prevailing_wage_and_against_the_levels_of_its_place(tmp_path):
    place = {"WORKSITE_COUNTY": "TRAVIS", "WORKSITE_STATE": "TX", "SOC_CODE": "15-2051.00"}
    pay = {"WAGE_UNIT_OF_PAY": "Year", "PW_UNIT_OF_PAY": "Year", "PREVAILING_WAGE": "100000"}
    rows = [
        case | place | pay | {"WAGE_RATE_OF_PAY_FROM": wage, "DECISION_DATE": date(2025, 2, 3)}
        for case, wage in zip(cases(4), ("100000", "120000", "140000", "80000"), strict=True)
    ]
    old = cases(5)[4] | place | pay | {"WAGE_RATE_OF_PAY_FROM": "300000", "DECISION_DATE": date(2023, 2, 3)}
    wages = {"Area": "12420", "SocCode": "15-2051", "Level1": "41.1", "Level2": "52", "Level3": "63", "Level4": "74.5"}
    area = {"Area": "12420", "AreaName": "Austin", "StateAb": "TX", "CountyTownName": "Travis County"}
    files = [
        write_csv(tmp_path / "lca.csv", LCA, [*rows, old]),
        write_csv(tmp_path / "ALC_Export.csv", ["Area", "SocCode", "Level1", "Level2", "Level3", "Level4"], [wages]),
        write_csv(tmp_path / "Geography.csv", ["Area", "AreaName", "StateAb", "CountyTownName"], [area]),
    ]
    records = load_records(files)
    (entity,) = records.entities()
    filings = filings_of(records, entity.employer_id)
    assert filings is not None
    assert filings.over_prevailing == pytest.approx(0.2)
    assert [(share.name, share.cases) for share in filings.levels_reached] == [
        ("below I", 1),
        ("I", 1),
        ("II", 1),
        ("III", 1),
    ]
    facts = told((), filings=filings)
    assert facts["reached"] == "below I (1); I (1); II (1); III (1)"
    assert facts["over"] == "half of them by 20% or more"
