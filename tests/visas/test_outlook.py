"""One person before any posting, and what would hold if the law moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from visa_situations import LAW, LAW_READ_ON, people

from greenflag.errors import InputError
from greenflag.model import Profile, WorkAbroad
from greenflag.visas import load_scenarios, outlook
from greenflag.visas.scenarios import under

PEOPLE = people()


def answers(profile: Profile, as_of: date = LAW_READ_ON, *scenarios: str) -> dict[str, str]:
    return {path.path_id: path.answer for path in outlook(profile, LAW, as_of, scenarios).paths}


def test_a_person_sees_all_paths_with_an_employer_that_is_willing() -> None:
    assert answers(PEOPLE["stem"])["stem_opt"] == "open"
    assert answers(PEOPLE["stem"])["h1b_cap"] == "possible"
    assert answers(PEOPLE["australian"])["e3"] == "open"
    assert answers(PEOPLE["singaporean"])["h1b1"] == "open"
    assert answers(PEOPLE["worker"])["h1b_transfer"] == "open"
    assert set(answers(PEOPLE["resident"])) == {"us_person"}


def test_another_day_gives_other_answers_and_the_clock_is_never_asked() -> None:
    after = replace(PEOPLE["stem"].dates, stem_opt_end_on=date(2027, 5, 31))
    student = replace(PEOPLE["stem"], dates=after)
    assert answers(student, date(2027, 5, 31))["stem_opt"] != "closed"
    assert answers(student, date(2027, 12, 1))["stem_opt"] == "closed"


def test_a_scenario_takes_the_place_of_the_entries_that_it_names_and_of_no_other() -> None:
    for scenario in load_scenarios():
        changed, chosen = under(LAW, [scenario.id], LAW_READ_ON)
        assert chosen == (scenario,)
        assert changed.version != LAW.version
        for entry_id, value in scenario.values.items():
            now = changed.entry(entry_id, LAW_READ_ON)
            assert LAW.value(entry_id, LAW_READ_ON) != value
            assert (now.value, now.status) == (value, "proposed")
            assert now.text.startswith(f"Scenario {scenario.id}, not law: ")
            assert now.cite == LAW.entry(scenario.rests_on, LAW_READ_ON).cite
        others = {entry.id for entry in LAW.entries} - set(scenario.values)
        assert all(changed.find(i, LAW_READ_ON) == LAW.find(i, LAW_READ_ON) for i in others)


def test_without_the_60_days_who_lost_the_job_has_no_time_left() -> None:
    dates = replace(PEOPLE["worker"].dates, last_day_worked_on=date(2026, 10, 1))
    worker = replace(PEOPLE["worker"], dates=dates)
    assert answers(worker)["h1b_transfer"] == "possible"
    assert answers(worker, LAW_READ_ON, "no-grace-60")["h1b_transfer"] == "closed"


def test_a_fixed_admission_would_halve_the_grace_of_a_student() -> None:
    def grace(*scenarios: str) -> date:
        found = outlook(PEOPLE["stem"], LAW, LAW_READ_ON, scenarios)
        return next(key.on for key in found.dates if key.cite == "law:opt.grace_after")

    assert (grace() - grace("fixed-admission")).days == 30


def test_a_cap_fee_would_be_in_the_cost_and_be_named() -> None:
    found = outlook(PEOPLE["stem"], LAW, LAW_READ_ON, ["cap-fee"])
    cost = next(r for path in found.paths if path.path_id == "h1b_cap" for r in path.reasons if r.code == "cost")
    assert "$106,860" in cost.note
    assert any("Scenario cap-fee" in note for note in found.notes)


def test_an_unknown_scenario_names_those_that_there_are() -> None:
    with pytest.raises(InputError, match="cap-fee, fixed-admission, no-grace-60, payment-collected"):
        outlook(PEOPLE["stem"], LAW, LAW_READ_ON, ["no-such"])


@pytest.mark.parametrize(
    ("person", "change", "answer", "says"),
    [
        ("worker", {"birth_country": "IN"}, "possible", "begun before 2013-11-01"),
        ("worker", {"birth_country": "CN"}, "possible", "begun before 2021-10-01"),
        ("worker", {"birth_country": "DE"}, "possible", "begun before 2025-01-01"),
        ("worker", {"birth_country": "MX"}, "possible", "is not held here"),
        ("worker", {"birth_country": ""}, "unknown", "birth_country is not given"),
        (
            "researcher",
            {"birth_country": "DE"},
            "possible",
            "EB-1A: evidence of 3 kinds, 3 are needed at least; no queue",
        ),
        ("researcher", {"birth_country": "IN"}, "possible", "begun before 2023-02-01"),
        ("australian", {"birth_country": "AU", "experience_years": 5}, "possible", "EB-2: as of"),
        ("australian", {"birth_country": "AU", "experience_years": 4.9}, "possible", "EB-3: as of"),
        ("worker", {"birth_country": "IN", "degrees": ()}, "unknown", "degrees is not given"),
    ],
)
def test_what_comes_after_goes_by_birth_degree_and_evidence(person, change, answer, says) -> None:
    later = outlook(replace(PEOPLE[person], **change), LAW, LAW_READ_ON).later
    assert later is not None
    told = " ".join(reason.note for reason in later.reasons)
    assert later.answer == answer, told
    assert says in told
    assert ("EB-2:" in told) is not (change.get("experience_years") == 4.9 or change.get("degrees") == ())
    cited = {cite.removeprefix("law:") for reason in later.reasons for cite in reason.cites}
    assert cited <= set(LAW.by_id)


@pytest.mark.parametrize(
    ("role", "until", "told"), [("manager", 5, True), ("specialist", 5, False), ("manager", 4, False)]
)
def test_a_manager_with_a_year_abroad_may_come_in_as_one(role, until, told) -> None:
    abroad = WorkAbroad("Larkspur Robotics India", role, date(2025, 3, 5), date(2026, 3, until))
    later = outlook(replace(PEOPLE["worker"], birth_country="DE", work_abroad=(abroad,)), LAW, LAW_READ_ON).later
    assert later is not None
    assert any(reason.code == "eb1c" for reason in later.reasons) is told


def test_who_has_a_green_card_needs_none() -> None:
    assert outlook(PEOPLE["resident"], LAW, LAW_READ_ON).later is None
