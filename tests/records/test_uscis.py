"""USCIS H-1B Employer Data Hub: three layouts, one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from greenflag.errors import RecordsError
from greenflag.records import load_records

OLD = (
    "Fiscal Year,Employer,Initial Approval,Initial Denial,Continuing Approval,Continuing Denial,"
    "NAICS,Tax ID,State,City,ZIP"
)
OLD_PLURAL = OLD.replace("Approval", "Approvals").replace("Denial", "Denials")
OF_2024 = (
    "Line by line,Fiscal Year   ,Employer (Petitioner) Name,Tax ID,Industry (NAICS) Code,Petitioner City,"
    "Petitioner State,Petitioner Zip Code,Initial Approval,Initial Denial,Continuing Approval,Continuing Denial"
)
TWELVE = OF_2024.split(",Initial")[0] + "".join(
    f",{kind} Approval,{kind} Denial"
    for kind in (
        "New Employment",
        "Continuation",
        "Change with Same Employer",
        "New Concurrent",
        "Change of Employer",
        "Amended",
    )
)


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (OLD, "2020,OSTRAVA KITES INC,4,1,6,2,33,0123,CA,OAKLAND,94607"),
        (OLD_PLURAL, "2020,OSTRAVA KITES INC,4,1,6,2,33,0123,CA,OAKLAND,94607"),
        (OF_2024, "7,2020,OSTRAVA KITES INC,123,31-33 - Manufacturing,OAKLAND,CA,94607,4,1,6,2"),
        (TWELVE, "7,2020,OSTRAVA KITES INC,123,31-33 - Manufacturing,OAKLAND,CA,94607,3,1,2,1,1,0,1,0,2,1,1,0"),
    ],
)
def test_every_layout_gives_the_same_figures(tmp_path, header, row):
    figures = load_records([write(tmp_path / "hub.csv", header, row)])
    (record,) = figures.of("ostrava-kites-inc")
    assert (record.dataset, record.program, record.fiscal_year) == ("USCIS", "H-1B", 2020)
    assert (record.certified, record.denied, record.withdrawn, record.new) == (10, 3, 0, 4)
    assert record.ml_titles is None
    assert figures.entities()[0].states == ("CA",)
    assert figures.coverage() == "USCIS H-1B petitions of FY2020"


def test_the_download_in_utf_16_with_tabs_is_read(tmp_path):
    lines = [OF_2024, '7,2024,OSTRAVA KITES INC,123,33,OAKLAND,CA,94607,"1,204",0,6,2']
    lines = [line.replace('"1,204"', "1;204").replace(",", "\t").replace(";", ",") for line in lines]
    figures = load_records([write(tmp_path / "hub.csv", *lines, encoding="utf-16")])
    assert figures.of("ostrava-kites-inc")[0].certified == 1210


def test_the_doubled_rows_of_2021_count_once_and_the_larger_stands(tmp_path):
    row = "{year},OSTRAVA KITES INC,{n},0,0,0,33,0123,CA,OAKLAND,94607"
    lines = [row.format(year=year, n=n) for year in (2021, 2022) for n in (40, 55)]
    elsewhere = "2021,OSTRAVA KITES INC,5,0,0,0,33,0123,TX,AUSTIN,78701"
    figures = load_records([write(tmp_path / "hub.csv", OLD, *lines, elsewhere)])
    assert {r.fiscal_year: r.certified for r in figures.of("ostrava-kites-inc")} == {2021: 60, 2022: 95}


def test_a_later_export_of_a_year_does_not_add_to_an_earlier_one(tmp_path):
    row = "2023,OSTRAVA KITES INC,{n},0,0,0,33,0123,CA,OAKLAND,94607"
    write(tmp_path / "hub-june.csv", OLD, row.format(n=7))
    write(tmp_path / "hub-october.csv", OLD, row.format(n=12))
    (record,) = load_records([tmp_path]).of("ostrava-kites-inc")
    assert record.certified == 12


def test_a_name_that_was_cut_joins_the_only_entity_that_goes_on_from_there(tmp_path):
    cut = "OSTRAVA KITES AND BALLOONS MANUFAC"
    assert len(cut) == 34
    figures = load_records(
        [
            write(
                tmp_path / "hub.csv",
                OLD,
                f"2020,{cut},3,0,0,0,33,0123,CA,OAKLAND,94607",
                "2022,OSTRAVA KITES AND BALLOONS MANUFACTURING INC,5,0,0,0,33,0123,CA,OAKLAND,94607",
            )
        ]
    )
    (entity,) = figures.entities()
    assert cut in entity.names
    assert {r.fiscal_year: r.certified for r in figures.of(entity.employer_id)} == {2022: 5, 2020: 3}


def test_a_cut_name_that_two_go_on_from_stays_alone(tmp_path):
    row = "{year},{name},3,0,0,0,33,0123,CA,OAKLAND,94607"
    names = [
        (2020, "OSTRAVA KITES AND BALLOONS MANUFAC"),
        (2022, "OSTRAVA KITES AND BALLOONS MANUFACTURING INC"),
        (2022, "OSTRAVA KITES AND BALLOONS MANUFACTURERS LLC"),
    ]
    lines = [row.format(year=year, name=name) for year, name in names]
    assert len(load_records([write(tmp_path / "hub.csv", OLD, *lines)]).entities()) == 3


def test_shortened_words_and_a_lost_ampersand_are_the_same_entity(tmp_path):
    row = "{year},{name},1,0,0,0,54,0123,NY,ALBANY,12207"
    lines = [
        row.format(year=2020, name="OSTRAVA TECHS INTL SVCS CO"),
        row.format(year=2022, name="OSTRAVA TECHNOLOGIES INTERNATIONAL SERVICES & CO"),
    ]
    assert len(load_records([write(tmp_path / "hub.csv", OLD, *lines)]).entities()) == 1


def test_rows_without_a_name_or_a_number_are_counted_and_told(tmp_path):
    file = write(
        tmp_path / "hub.csv",
        OLD,
        "2020,OSTRAVA KITES INC,4,1,6,2,33,0123,CA,OAKLAND,94607",
        "2020,,1,0,0,0,33,0123,CA,OAKLAND,94607",
        "2020,KITE CO,many,0,0,0,33,0123,CA,OAKLAND,94607",
        "year,KITE CO,1,0,0,0,33,0123,CA,OAKLAND,94607",
    )
    figures = load_records([file])
    assert [entity.employer_id for entity in figures.entities()] == ["ostrava-kites-inc"]
    assert [problem.place for problem in figures.problems] == [f"hub.csv: row {n}" for n in (3, 4, 5)]


def test_a_missing_column_is_named_with_the_file(tmp_path):
    file = write(tmp_path / "hub.csv", OLD.replace("Employer", "Company"), "2020,A,1,0,0,0,33,0,CA,B,9")
    with pytest.raises(RecordsError, match=r"hub\.csv: column EMPLOYER or EMPLOYER_PETITIONER_NAME is missing"):
        load_records([file])


def test_a_trade_name_in_a_name_that_was_cut_is_no_name(tmp_path):
    cut = "OSTRAVA BALLOONS OF OHIO DBA KITES"
    assert len(cut) == 34  # of "... DBA KITESTRING"
    file = write(tmp_path / "hub.csv", OLD, f"2020,{cut},3,0,0,0,33,0123,OH,DAYTON,45402")
    (entity,) = load_records([file]).entities()
    assert entity.names == ("OSTRAVA BALLOONS OF OHIO",)
