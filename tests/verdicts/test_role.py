import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.model import Posting, Profile
from greenflag.verdicts import judge_role, work_of

PROFILE = Profile(
    citizenships=("IN",),
    status="F-1 STEM OPT",
    experience_years=3,
    titles=("machine learning engineer", "applied scientist"),
    skills=("PyTorch", "SQL", "Airflow"),
)
ML_TEXT = """About us
We build robots and train models all day.
What you will do
Train and evaluate perception models on our GPU clusters.
Deploy machine learning models to thousands of robots and monitor model drift.
What you bring
3+ years of experience building ML systems with PyTorch.
"""
DASHBOARDS = """You will answer ad hoc questions with SQL and Excel.
Build dashboards in Tableau and Power BI for the store teams.
Own weekly reports and KPIs; business intelligence is your home.
Knowledge of machine learning is a plus, as is Looker or Google Analytics."""
LABELLING = """Flexible freelance work, no AI experience needed: choose which projects you like.
Rate the responses of a chatbot by a rubric and write prompts that teach AI your subject."""
GAME = """Script combat encounters and behavior trees for our non-player characters.
Work with gameplay designers in Unreal Engine. Ship AI systems within the memory budget of a console."""


def posting(title, text):
    return Posting("x:1", "x", "x", "1", "", title, "Larkspur Robotics", (), "unknown", text, None, None, None, "")


def real(title, text=""):
    return work_of(posting(title, text)).real


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Machine Learning Engineer", ML_TEXT),
        ("Software Engineer, Machine Learning", ML_TEXT),
        ("Member of Technical Staff", ML_TEXT * 1 + "Fine-tune LLMs with LoRA.\nRun distributed training with JAX.\n"
         "Build evaluation pipelines for LLMs.\nDesign RAG with a vector database.\nServe models with vLLM on Triton."),
        ("MLOps Engineer", "Build ML pipelines with Kubeflow and MLflow, and run model serving on Kubernetes."),
        ("Research Scientist", "Develop novel algorithms for deep learning.\nDesign new model architectures for "
         "reinforcement learning.\nPublish at NeurIPS and ICML."),
    ],
)  # fmt: skip
def test_building_and_running_models_is_machine_learning(title, text):
    assert real(title, text) == "yes"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("AI Analyst", DASHBOARDS),
        ("AI Insights Manager", DASHBOARDS),
        ("AI Trainer", LABELLING),
        ("AI Content Engineer", LABELLING),
        ("Senior AI Engineer", GAME),
        ("Product Manager, Machine Learning", "Own the product vision and the roadmap of our ML platform. Write "
         "product requirements, run customer workshops and demos, and train models of how sales teams work."),
        ("Data Engineer", "Build ETL into our data warehouse with Redshift, and own its schemas."),
        ("Frontend Engineer", "Build React user interfaces in TypeScript for our chatbot."),
    ],
)  # fmt: skip
def test_a_promising_title_does_not_make_other_work_machine_learning(title, text):
    assert real(title, text) == "no"


def test_modelling_for_decisions_is_borderline():
    text = "Build statistical models and forecasting to solve business problems; share insights."
    assert real("Data Scientist", text) == "borderline"


def test_too_little_text_is_unknown_unless_the_title_tells():
    assert real("Engineer", "Apply on our site.") == "unknown"
    assert real("Engineer", "") == "unknown"
    assert real("ソフトウェアエンジニア", "機械学習モデルの開発と運用を担当していただきます。" * 20) == "unknown"
    assert real("Machine Learning Engineer", "Apply on our site.") == "yes"


def test_what_the_employer_says_of_itself_is_no_duty():
    boast = "We train large language models and deploy machine learning models.\n" * 3
    codes = {reason.code for reason in work_of(posting("Office Manager", boast)).reasons}
    assert "ml_duty" not in codes
    codes = {reason.code for reason in work_of(posting("Engineer", "We want you to train ML models.")).reasons}
    assert "ml_duty" in codes


def test_every_sign_quotes_the_posting_word_for_word():
    for title, text in [("ML Engineer", ML_TEXT), ("AI Analyst", DASHBOARDS), ("AI Trainer", LABELLING)]:
        for reason in work_of(posting(title, text)).reasons:
            assert reason.cites or reason.code in {"title_silent", "kind"}
            for cite in reason.cites:
                assert cite.strip('"') in f"{title}\n{text}"


def test_a_fitting_role_is_yes_and_says_why():
    verdict = judge_role(PROFILE, posting("Senior Machine Learning Engineer", ML_TEXT), ("PyTorch", "JAX"))
    assert (verdict.question, verdict.answer) == ("role", "yes")
    notes = {reason.code: reason.note for reason in verdict.reasons}
    assert notes["skills_fit"] == "you name 1 of the 2 skills it mentions; not JAX"
    assert notes["years_fit"] == "asks for 3+ years; you have 3"
    assert "machine learning engineer" in notes["title_fit"]
    assert verdict.score > 0.5


def test_what_is_no_machine_learning_is_no_with_the_deciding_words():
    verdict = judge_role(PROFILE, posting("AI Analyst", DASHBOARDS), ())
    assert (verdict.answer, verdict.score) == ("no", -1.0)
    worst = min(verdict.reasons, key=lambda reason: reason.points)
    assert worst.code == "not_ml"
    assert "dashboards" in worst.note
    assert worst.cites[0] == '"Build dashboards in Tableau and Power BI for the store teams."'


def test_too_little_text_gives_no_verdict():
    assert judge_role(PROFILE, posting("Engineer", ""), ()).answer == "unknown"


def test_many_more_years_than_the_person_has_make_it_a_maybe():
    role = posting("Machine Learning Engineer", ML_TEXT + "Requires 8+ years of industry experience.")
    verdict = judge_role(PROFILE, role, ())
    assert verdict.answer == "maybe"
    far = next(reason for reason in verdict.reasons if reason.code == "years_far")
    assert far.cites == ('"8+ years of industry experience."',)
    assert judge_role(replace(PROFILE, experience_years=8), role, ()).answer == "yes"
    unknown = judge_role(replace(PROFILE, experience_years=None), role, ())
    assert "years_unknown" in {reason.code for reason in unknown.reasons}


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("PhD with 2+ years of experience or MS with 5+ years of experience", 2),
        ("4-6 years building models", 4),
        ("at least 7 yrs of professional work", 7),
        ("Our team looks back on 70 years of experience", 0),
        ("Founded 12 years ago by people with experience", 0),
        ("Paid 1.5 years of leave", 0),
    ],
)
def test_asked_years_are_read_as_meant(line, years):
    verdict = judge_role(replace(PROFILE, experience_years=0), posting("ML Engineer", line), ())
    asked = [reason.note for reason in verdict.reasons if reason.code.startswith("years_")]
    assert asked == ([f"asks for {years}+ years; you have 0"] if years else [])


def test_an_internship_is_for_students_or_for_whoever_names_it():
    intern = posting("Machine Learning Intern", ML_TEXT)
    refused = judge_role(PROFILE, intern, ())
    assert (refused.answer, refused.reasons[0].code) == ("no", "not_sought")
    assert judge_role(replace(PROFILE, status="F-1"), intern, ()).answer == "yes"
    assert judge_role(replace(PROFILE, titles=("ML intern",)), intern, ()).answer == "yes"


def test_data_science_is_sought_by_whoever_names_it():
    role = posting("Data Scientist", "Build predictive models and insights.")
    assert judge_role(PROFILE, role, ()).answer == "maybe"
    assert judge_role(replace(PROFILE, titles=("data scientist",)), role, ()).answer == "yes"


@given(
    st.sampled_from(["Machine Learning Engineer", "AI Engineer", "Data Scientist", "Staff ML Scientist", "Cook"]),
    st.lists(st.sampled_from([*ML_TEXT.split("\n"), *DASHBOARDS.split("\n"), "Reinforcement learning", "💡 né"])),
    st.lists(st.sampled_from(["PyTorch", "SQL", "JAX", "Rust"]), unique=True),
    st.lists(st.sampled_from(["PyTorch", "SQL", "JAX", "Rust"]), unique=True, min_size=1),
)
@settings(max_examples=60, deadline=None)
def test_the_score_is_the_sum_of_its_reasons_and_a_skill_less_never_raises_it(title, lines, asked, skills):
    role = posting(title, "\n".join(lines))
    verdict = judge_role(replace(PROFILE, skills=tuple(skills)), role, asked)
    assert verdict.score == max(-1.0, min(1.0, math.fsum(reason.points for reason in verdict.reasons)))
    assert judge_role(replace(PROFILE, skills=tuple(skills[1:])), role, asked).score <= verdict.score


@pytest.mark.shared
def test_real_ml_is_told_from_the_rest_on_the_development_postings():
    folder = Path(__file__).parents[3] / "shared" / "bench"
    if not (folder / "role_dev_gold.jsonl").exists():
        pytest.skip("../shared/bench is not here")
    gold = [json.loads(line) for line in (folder / "role_dev_gold.jsonl").read_text().splitlines()]
    rows = [json.loads(line) for line in (folder / "role_dev_input.jsonl").read_text().splitlines()]
    said = {row["id"]: real(row["title"], row["text"]) for row in rows}
    clear = [(row["real"], said[row["id"]]) for row in gold if row["real"] != "borderline"]
    right = sum(1.0 if truth == answer else 0.5 if answer == "borderline" else 0.0 for truth, answer in clear)
    assert right / len(clear) >= 0.9
