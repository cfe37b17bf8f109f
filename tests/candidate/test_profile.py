import os
import re
import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.candidate import load_profile, sample_profile, save_profile
from greenflag.candidate.profile import profile_from_table, profile_text
from greenflag.errors import ProfileError
from greenflag.model import Degree, Profile, ProfileDates, Weights

LEAST = 'citizenships = ["IN"]\nstatus = "F-1"\n'


def load(tmp_path, text):
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def table(**fields):
    return {"citizenships": ["IN"], "status": "F-1", **fields}


def test_the_least_profile_names_citizenship_and_status(tmp_path):
    profile = load(tmp_path, LEAST)
    assert profile == Profile(citizenships=("IN",), status="F-1")


def test_a_saved_profile_is_loaded_unchanged(tmp_path):
    profile = Profile(
        citizenships=("CN", "CA"),
        status="F-1 OPT",
        birth_country="CN",
        dates=ProfileDates(program_end_on=date(2026, 5, 8), opt_end_on=date(2027, 6, 30)),
        degrees=(Degree("doctorate", 'statistics "and" more', True, None, "27.0501", date(2026, 5, 8)),),
        experience_years=1.5,
        titles=("applied scientist",),
        skills=("PyTorch", "Origami"),
        places=("Seattle, WA", "remote"),
        relocate=False,
        salary_floor_usd_per_year=150_000,
        weights=Weights(pay=3.0),
    )
    save_profile(profile, tmp_path / "deep" / "profile.toml")
    assert load_profile(tmp_path / "deep" / "profile.toml") == profile


def test_a_profile_without_degrees_or_dates_is_loaded_unchanged(tmp_path):
    profile = Profile(citizenships=("IN",), status="abroad", titles=())
    save_profile(profile, tmp_path / "profile.toml")
    assert load_profile(tmp_path / "profile.toml") == profile


@given(
    st.text(max_size=60),
    st.lists(st.text(max_size=40), max_size=5),
    st.one_of(st.none(), st.floats(0, 60)),
)
@settings(max_examples=40, deadline=None)
def test_whatever_profile_loads_is_written_so_that_it_loads_again(field, skills, years):
    try:
        profile = profile_from_table(
            table(skills=skills, experience_years=years or 0.0, degrees=[{"level": "master", "field": field}]), "x"
        )
    except ProfileError:
        return
    assert profile_from_table(tomllib.loads(profile_text(profile)), "x") == profile


def test_a_saved_profile_is_private_and_explains_its_fields(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text("old")
    path.chmod(0o644)
    save_profile(sample_profile(), path)
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    assert "# Green card queues go by the country of birth." in text
    assert "India" in text
    assert os.listdir(tmp_path) == ["profile.toml"]


def test_a_profile_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "profile.toml"
    save_profile(sample_profile(), path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProfileError, match=r"profile\.toml: cannot be written \(No space left"):
        save_profile(replace(sample_profile(), status="H-1B"), path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["profile.toml"]


def test_the_sample_person_is_on_stem_opt_until_may_2027():
    profile = sample_profile()
    assert profile.status == "F-1 STEM OPT"
    assert profile.dates.stem_opt_end_on == date(2027, 5, 31)
    assert profile.salary_floor_usd_per_year == 140_000
    assert profile.degrees[0].cip == "11.0701"


def test_a_missing_profile_says_how_to_make_one(tmp_path):
    with pytest.raises(ProfileError, match="greenflag init"):
        load_profile(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("stem opt", "F-1 STEM OPT"),
        ("STEM OPT extension", "F-1 STEM OPT"),
        ("F1 (OPT)", "F-1 OPT"),
        ("h1b", "H-1B"),
        ("H-1B visa", "H-1B"),
        ("green card", "permanent_resident"),
        ("Green card holder", "permanent_resident"),
        ("U.S. citizen", "us_citizen"),
        ("asylee", "asylee_or_refugee"),
        ("h4 ead", "H-4 EAD"),
        ("tn", "TN"),
        ("outside the US", "abroad"),
    ],
)
def test_a_status_is_understood_as_people_write_it(tmp_path, written, meant):
    country = {"us_citizen": "US", "TN": "Canada"}.get(meant, "India")
    assert load(tmp_path, f'citizenships = ["{country}"]\nstatus = "{written}"\n').status == meant


def test_a_citizenship_is_understood_by_code_name_or_demonym():
    assert profile_from_table(table(citizenships=["in", "South Korea", "mexican"]), "x").citizenships == (
        "IN",
        "KR",
        "MX",
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"status": "F1 STEMM OPT"}, r"status: .*did you mean 'F-1 STEM OPT'\?.*Allowed: us_citizen"),
        ({"status": 7}, "status: 7 is no text"),
        ({"status": ""}, "status is missing; add a line such as"),
        ({"citizenships": []}, "citizenships: name at least one country"),
        ({"citizenships": ["Indla"]}, r"citizenships: 'Indla' is no country.*did you mean India \(IN\)"),
        ({"citizenships": 3}, "citizenships: 3 is no list"),
        ({"citizenship": ["IN"]}, "citizenship: no such field; did you mean 'citizenships'"),
        ({"zzz": 1}, "zzz: no such field; known are: citizenships"),
        ({"dates": {"opt_end": "2027-01-01"}}, r"dates\.opt_end: no such field; did you mean 'opt_end_on'"),
        ({"dates": {"opt_end_on": "31/05/2027"}}, r"dates\.opt_end_on: '31/05/2027' is no date; write it as YYYY-MM"),
        ({"dates": {"opt_end_on": "2027-02-30"}}, r"dates\.opt_end_on: '2027-02-30' is no day"),
        ({"dates": {"opt_end_on": date(2207, 1, 1)}}, "the year 2207 is not between 1950 and 2075"),
        ({"dates": "soon"}, r"dates: write it as a block that starts with \[dates\]"),
        ({"salary_floor_usd_per_year": -5}, "salary_floor_usd_per_year: -5 is not between 10000 and 5e"),
        ({"salary_floor_usd_per_year": 65}, "US dollars a year"),
        ({"salary_floor_usd_per_year": True}, "salary_floor_usd_per_year: True"),
        ({"experience_years": float("nan")}, "experience_years: nan"),
        ({"relocate": "perhaps"}, "relocate: 'perhaps' is neither yes nor no"),
        ({"degrees": {"level": "master"}}, r"degrees: write each degree as a block that starts with \[\[degrees\]\]"),
        ({"degrees": [{"field": "physics"}]}, "degree 1: level is missing"),
        ({"degrees": [{"level": "diploma"}]}, "degree 1: level: 'diploma' is no degree level; allowed: associate"),
        ({"degrees": [{"level": "MS", "cip": "computer"}]}, r"degree 1: cip: .*looks like 11\.0701"),
        ({"degrees": ["MS"]}, "degree 1: write it as a block"),
        ({"evidence": [{"criterion": "fame"}]}, "evidence 1: criterion: 'fame' is none of: awards"),
        ({"evidence": [{"what": "a prize"}]}, "evidence 1: criterion is missing"),
        ({"work_abroad": [{"employer": "A", "role": "boss", "from_on": "2024-01-01"}]}, "work_abroad 1: role: 'boss'"),
        (
            {"work_abroad": [{"employer": "A", "role": "other", "from_on": "2024-01-01", "to_on": "2023-01-01"}]},
            "work_abroad 1: to_on: 2023-01-01 must come after from_on",
        ),
        ({"weights": {"pay": -1}}, r"weights\.pay: -1 is not between 0 and 100"),
        ({"weights": dict.fromkeys(("sponsorship", "role", "employer", "pay", "place", "freshness"), 0)},
         "weights: at least one must be above 0"),
        ({"skills": ["x" * 201]}, "skills: 201 characters are more than 200"),
        ({"skills": [str(n) for n in range(201)]}, "skills: 201 entries are more than 200"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_what_is_allowed(fields, message):
    with pytest.raises(ProfileError, match=rf"(?s)^here\.toml: .*{message}"):
        profile_from_table(table(**fields), "here.toml")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"dates": {"program_end_on": "2027-05-10", "opt_end_on": "2026-05-10"}},
         r"dates\.opt_end_on: 2026-05-10 must come after program_end_on \(2027-05-10\)"),
        ({"dates": {"opt_end_on": "2027-05-10", "stem_opt_end_on": "2027-05-10"}}, "must come after opt_end_on"),
        ({"citizenships": ["US", "IN"]}, "a citizen of the US .* has status 'us_citizen', not 'F-1'"),
        ({"status": "us_citizen"}, 'needs "US" among the citizenships'),
        ({"status": "E-3"}, "E-3 is held by citizens of AU only"),
        ({"status": "TN", "citizenships": ["BR"]}, "TN is held by citizens of CA or MX only"),
    ],
)  # fmt: skip
def test_fields_that_contradict_each_other_are_both_named(fields, message):
    with pytest.raises(ProfileError, match=message):
        profile_from_table(table(**fields), "x")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'a = 1\nstatus = "F-1\n', r"this is not TOML: .*line 2"),
        (b"status = F-1", ".*texts stand in quotes"),
        (b"status = \xff\xfe", "byte 9 is not UTF-8"),
        (b"# " + b"x" * 1_000_001, "more than 1,000,000 bytes"),
        (b"a = " + b"[" * 100_000, "this is not TOML"),
    ],
)
def test_a_broken_file_is_named_with_the_place(tmp_path, content, message):
    path = tmp_path / "profile.toml"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=rf"^{re.escape(str(path))}: {message}"):
        load_profile(path)


def test_unknown_is_an_answer_for_optional_fields():
    profile = profile_from_table(table(h1b_counted="unknown", experience_years="", birth_country="?"), "x")
    assert (profile.h1b_counted, profile.experience_years, profile.birth_country) == (None, None, "")


def test_skills_are_kept_by_their_usual_name_and_unknown_ones_as_they_are():
    assert profile_from_table(table(skills=["torch", "k8s", "Origami", "PyTorch"]), "x").skills == (
        "PyTorch",
        "Kubernetes",
        "Origami",
    )


def test_a_profile_with_one_short_degree_is_read_back_as_it_was_saved(tmp_path):
    profile = replace(
        sample_profile(), degrees=(Degree("bachelor", "Math"),), dates=ProfileDates(opt_end_on=date(2027, 5, 1))
    )
    save_profile(profile, tmp_path / "profile.toml")
    assert load_profile(tmp_path / "profile.toml") == profile
