"""A folder of records: files are added, told, and put in use at one stroke."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from tests.records.official import LCA, cases, write_csv

from greenflag.errors import RecordsError
from greenflag.records import add_files, open_records, read_manifest

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_files_added_one_after_the_other_are_one_set_of_records(tmp_path):
    first = write_csv(tmp_path / "Q1.csv", LCA, cases(3))
    second = write_csv(tmp_path / "Q2.csv", LCA, cases(5))  # cumulative: the first three again
    home = tmp_path / "records"
    (one,), _ = add_files([first], home, NOW)
    assert (one.rows, one.kept, one.family, one.years) == (3, 3, "lca", (2024,))
    add_files([second], home, NOW)
    records = open_records(home)
    (record,) = records.of("ostrava-kites-inc")
    assert record.certified == 5
    assert record.cite == "DOL LCA disclosure data FY2024 (Q2.csv)"
    assert [file.name for file in read_manifest(home).files] == ["Q1.csv", "Q2.csv"]
    assert len(list(home.glob("tables-*"))) == 1


def test_a_file_is_added_once(tmp_path):
    file = write_csv(tmp_path / "Q1.csv", LCA, cases(3))
    add_files([file], tmp_path / "records", NOW)
    added, problems = add_files([file], tmp_path / "records", NOW)
    assert added == ()
    assert problems[0].message == "is there already; nothing to do"


def test_a_bad_file_is_told_and_the_good_ones_beside_it_are_added(tmp_path):
    good = write_csv(tmp_path / "good.csv", LCA, cases(2))
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    added, problems = add_files([bad, good], tmp_path / "records", NOW)
    assert [file.name for file in added] == ["good.csv"]
    assert problems[0].place == "bad.xlsx"
    assert "damaged" in problems[0].message


def test_a_bad_file_leaves_the_tables_as_they_were(tmp_path):
    home = tmp_path / "records"
    add_files([write_csv(tmp_path / "good.csv", LCA, cases(2))], home, NOW)
    version = open_records(home).version
    (tmp_path / "bad.csv").write_text("month,spent\nMay,12\n", encoding="utf-8")
    added, (problem,) = add_files([tmp_path / "bad.csv"], home, NOW)
    assert added == ()
    assert "neither" in problem.message
    assert open_records(home).version == version


def test_a_build_that_is_killed_leaves_the_old_tables_in_use(tmp_path):
    home = tmp_path / "records"
    add_files([write_csv(tmp_path / "good.csv", LCA, cases(2))], home, NOW)
    version = open_records(home).version
    big = write_csv(tmp_path / "big.csv", LCA, cases(40_000))
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path; "
        "from greenflag.records import add_files; "
        "print('ready', flush=True); add_files([Path(sys.argv[1])], Path(sys.argv[2]), datetime.now(UTC))"
    )
    child = subprocess.Popen([sys.executable, "-c", program, big, home], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    while not any((home / "files").glob("*.part")) and child.poll() is None and len(list(home.iterdir())) < 4:
        time.sleep(0.005)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert open_records(home).version == version
    add_files([big], home, NOW)
    assert open_records(home).of("ostrava-kites-inc")[0].certified == 40_000


def test_an_empty_or_damaged_folder_of_records_says_what_to_do(tmp_path):
    with pytest.raises(RecordsError, match="greenflag records add FILE"):
        open_records(tmp_path)
    (tmp_path / "records.json").write_text("{", encoding="utf-8")
    with pytest.raises(RecordsError, match="delete the folder"):
        open_records(tmp_path)


def test_nothing_of_a_contact_person_is_written_to_the_disk(tmp_path):
    person = {
        "EMPLOYER_POC_LAST_NAME": "Zzyzx",
        "EMPLOYER_POC_EMAIL": "zzyzx@ostrava.example",
        "EMPLOYER_PHONE": "5550100",
    }
    home = tmp_path / "records"
    add_files([write_csv(tmp_path / "lca.csv", LCA, cases(1, **person))], home, NOW)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()).lower()
    assert b"zzyzx" not in kept
    assert b"5550100" not in kept


def test_what_a_killed_build_left_behind_is_swept_by_the_next(tmp_path):
    home = tmp_path / "records"
    for left in ("build-old", "tables-7"):
        (home / left).mkdir(parents=True)
        os.utime(home / left, (0, 0))
    add_files([write_csv(tmp_path / "Q1.csv", LCA, cases(1))], home, NOW)
    assert sorted(path.name for path in home.iterdir()) == ["files", "records.json", "tables-1"]


def test_tables_of_another_version_are_not_read(tmp_path):
    home = tmp_path / "records"
    add_files([write_csv(tmp_path / "Q1.csv", LCA, cases(1))], home, NOW)
    text = (home / "records.json").read_text(encoding="utf-8")
    (home / "records.json").write_text(text.replace('"build": 1', '"build": 99'), encoding="utf-8")
    with pytest.raises(RecordsError, match="another version"):
        open_records(home)


def test_wage_files_alone_leave_the_built_in_figures_in_use(tmp_path):
    home = tmp_path / "records"
    columns = ["Area", "SocCode", "GeoLvl", "Level1", "Level2", "Level3", "Level4", "Average", "Label"]
    row = {"Area": "1", "SocCode": "15-2051", "Level1": "41", "Level2": "52", "Level3": "63", "Level4": "74"}
    added, problems = add_files([write_csv(tmp_path / "ALC_Export.csv", columns, [row])], home, NOW)
    assert (len(added), problems) == (1, ())
    assert read_manifest(home).tables == ""
    add_files([write_csv(tmp_path / "Q1.csv", LCA, cases(1))], home, NOW)
    assert open_records(home).of("ostrava-kites-inc")
