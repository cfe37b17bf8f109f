from datetime import date
from typing import get_args

import pytest

from greenflag.candidate import QUESTIONS, choice_meant, is_asked, profile_from_answers, questions_for
from greenflag.errors import ProfileError
from greenflag.model import Status, WorkAbroad

LEAST = {"status": "stem opt", "citizenships": "India"}


def keys(status):
    return [question.key for question in questions_for(status)]


@pytest.mark.parametrize("status", get_args(Status))
def test_nobody_is_asked_more_than_19_questions(status):
    assert 5 <= len(questions_for(status)) <= 19


def test_only_students_are_asked_for_opt_dates_and_only_h1b_holders_for_their_first_day():
    assert "opt_end_on" in keys("F-1 OPT")
    assert "stem_opt_end_on" in keys("F-1 STEM OPT")
    assert "opt_end_on" not in keys("H-1B")
    assert "h1b_first_admitted_on" in keys("H-1B")
    assert "h1b_counted" not in keys("permanent_resident")
    assert not {"program_end_on", "degree_stem"} & set(keys("TN"))


def test_every_question_says_why_it_is_asked_and_keys_are_unique():
    assert all(question.text and question.why for question in QUESTIONS)
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)


def test_only_status_and_citizenship_must_be_answered():
    assert [question.key for question in questions_for("F-1") if not question.skippable] == ["status", "citizenships"]
    profile = profile_from_answers(LEAST)
    assert profile.status == "F-1 STEM OPT"
    assert profile.citizenships == ("IN",)
    assert profile.degrees == ()
    assert profile.titles == ("machine learning engineer",)
    assert profile.relocate is True


def test_answers_become_a_profile():
    profile = profile_from_answers(
        {
            "status": "h1b",
            "citizenships": "China, Canada",
            "birth_country": "chinese",
            "degree_level": "PhD",
            "degree_field": "electrical engineering",
            "h1b_counted": "y",
            "h1b_first_admitted_on": "2022-10-01",
            "i140_approved": "don't know",
            "experience_years": "4.5 years",
            "titles": "ml engineer, research engineer",
            "skills": "pytorch, k8s, ",
            "places": "San Francisco, CA, Boston, MA, Texas",
            "salary_floor_usd_per_year": "$180k",
            "relocate": "no",
        }
    )
    assert profile.citizenships == ("CN", "CA")
    assert profile.birth_country == "CN"
    assert (profile.degrees[0].level, profile.degrees[0].field) == ("doctorate", "electrical engineering")
    assert (profile.h1b_counted, profile.i140_approved) == (True, None)
    assert profile.dates.h1b_first_admitted_on == date(2022, 10, 1)
    assert profile.experience_years == 4.5
    assert profile.titles == ("ml engineer", "research engineer")
    assert profile.skills == ("PyTorch", "Kubernetes")
    assert profile.places == ("San Francisco, CA", "Boston, MA", "Texas")
    assert profile.salary_floor_usd_per_year == 180_000
    assert profile.relocate is False


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("CA, NY", ("CA", "NY")),
        ("New York, NY; remote", ("New York, NY", "remote")),
        ("Texas, Ohio", ("Texas", "Ohio")),
        ("", ()),
    ],
)
def test_the_comma_between_city_and_state_does_not_separate_two_places(written, places):
    assert profile_from_answers({**LEAST, "places": written}).places == places


def test_evidence_and_work_abroad_become_blocks_and_what_hangs_on_an_answer_is_asked_after_it():
    answers = LEAST | {"evidence": "articles, judging", "work_abroad_employer": "Larkspur Robotics India"}
    asked = [question.key for question in QUESTIONS if is_asked(question, answers)]
    assert {"work_abroad_role", "work_abroad_from_on", "work_abroad_to_on"} <= set(asked)
    assert "work_abroad_role" not in keys("F-1 STEM OPT")
    with pytest.raises(ProfileError, match="work_abroad_role: this must be answered"):
        profile_from_answers(answers)
    profile = profile_from_answers(answers | {"work_abroad_role": "specialist", "work_abroad_from_on": "2023-02-01"})
    assert [one.criterion for one in profile.evidence] == ["articles", "judging"]
    assert profile.work_abroad == (WorkAbroad("Larkspur Robotics India", "specialist", date(2023, 2, 1)),)


def test_a_list_of_choices_is_taken_by_numbers_and_words():
    evidence = next(question for question in QUESTIONS if question.key == "evidence")
    assert choice_meant(evidence, "6, Judging , 1") == "articles, judging, awards"
    with pytest.raises(ProfileError, match="awards"):
        choice_meant(evidence, "fame")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"status": "h2b"}, "status: 'h2b' is no status that is known"),
        ({"status": ""}, "status: this must be answered"),
        ({"citizenships": "unknown"}, "citizenships: this must be answered"),
        ({"stem_opt_end_on": "next May"}, "stem_opt_end_on: 'next May' is no date"),
        ({"degree_level": "diploma"}, "degree_level: 'diploma' is no degree level"),
        ({"degree_field": "physics"}, "degree_level: answer it too"),
        ({"degree_us_school": "maybe", "degree_level": "MS"}, "degree_us_school: 'maybe' is neither"),
        ({"salary_floor_usd_per_year": "lots"}, "salary_floor_usd_per_year: 'lots' is not between"),
        ({"shoe_size": "44"}, "shoe_size: no such question"),
        ({"program_end_on": "2027-01-01", "stem_opt_end_on": "2026-01-01"}, "stem_opt_end_on: 2026-01-01 must come"),
    ],
)
def test_a_wrong_answer_names_its_question(answers, message):
    with pytest.raises(ProfileError, match=message):
        profile_from_answers({**LEAST, **answers})
