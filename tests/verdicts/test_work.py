from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.model import Posting
from greenflag.verdicts import work_of
from greenflag.verdicts.kinds import KINDS, kind_of, telling_lines
from greenflag.verdicts.signs import promises_ml, signs_of
from greenflag.verdicts.words import Phrases, clauses, plain

REST = """We are a small team that meets in Reno twice a year, and we like plain words and short meetings.
You talk with the people who use what you make, and you write down what you have learned for the others."""
TEXTS = {
    "ml_engineering": """You train, evaluate and deploy deep learning models that rank search results.
Own model training pipelines on GPUs, and model serving with low latency in production.
5 years of experience with PyTorch, machine learning systems and Kubernetes.""",
    "ml_research": """Invent novel methods for generative models and publish at NeurIPS and ICML.
Run experiments on large language models, write papers, and advise interns.
PhD in machine learning with first-author publications.""",
    "data_science": """Build predictive models and design A/B tests so that the business decides well.
Statistical modeling, forecasting and causal inference in Python and R.
Tell product managers what the experiments mean.""",
    "analytics": """Build dashboards in Tableau and Power BI and answer ad hoc questions of the sales team.
Write SQL queries, maintain weekly reports and define KPIs with stakeholders.
Experience as a business analyst with Excel.""",
    "data_engineering": """Build ETL pipelines with Spark and Airflow into our data warehouse on Snowflake.
Design data models and schemas, ingest from Kafka, and keep data quality high.
5 years as a data engineer with SQL, Hive and Redshift.""",
    "software": """Build web applications with React and TypeScript and REST APIs in Node.js.
Design microservices, write tests, review code and keep our backend fast.
Full stack engineers who call the OpenAI API are welcome.""",
}
TITLES = {
    "ml_engineering": "Machine Learning Engineer",
    "ml_research": "Machine Learning Research Scientist",
    "data_science": "Data Scientist",
    "analytics": "Data Analyst",
    "data_engineering": "Senior Data Engineer",
    "software": "Full Stack Engineer",
}


def posting(title: str, text: str) -> Posting:
    return Posting("x:1", "x", "x", "1", "", title, "Larkspur Robotics", (), "unknown", text, None, None, None, "")


def test_of_a_few_words_only_the_signs_tell_and_no_kind():
    few = work_of(posting("ML Engineer", "Apply now."))
    assert (few.kind, few.real, few.mismatch) == ("unknown", "yes", "unknown")
    assert work_of(posting("Engineer", "Apply now.")).real == "unknown"


@pytest.mark.parametrize("kind", TEXTS)
def test_duties_of_each_kind_are_read_as_that_kind_with_their_own_lines(kind):
    work = work_of(posting(TITLES[kind], f"{TEXTS[kind]}\n{REST}"))
    assert (work.kind, work.mismatch) == (kind, "no")
    first = work.reasons[0]
    assert first.code == "kind"
    assert first.cites
    assert all(cite.strip('"') in TEXTS[kind] + REST for cite in first.cites)


@pytest.mark.parametrize("kind", ["analytics", "data_engineering", "software"])
def test_a_title_that_promises_models_over_other_duties_is_a_mismatch(kind):
    work = work_of(posting("AI Engineer", f"{TEXTS[kind]}\n{REST}"))
    assert work.mismatch == "yes"
    assert any(reason.code == "mismatch" for reason in work.reasons)
    assert work_of(posting("AI Engineer", TEXTS["ml_engineering"] + REST)).mismatch == "no"


@pytest.mark.parametrize(
    ("title", "promised"),
    [
        ("Machine Learning Engineer", True),
        ("AI Deployment Engineer", True),
        ("Software Engineer, Machine Learning", True),
        ("Software Engineer, AI Tools", False),
        ("Product Manager, AI", False),
        ("Account Executive - AI", False),
        ("Data Scientist", False),
        ("Larkspur | AI Engineer, Cook | Reno | ONSITE", False),
        ("", False),
    ],
)
def test_a_title_promises_models_where_they_are_the_job_itself(title, promised):
    assert promises_ml(title) is promised


def test_without_quotes_the_answer_is_the_same():
    for kind, text in TEXTS.items():
        one, other = (work_of(posting(TITLES[kind], text + REST), quote=quote) for quote in (True, False))
        assert (one.kind, one.real, one.mismatch) == (other.kind, other.real, other.mismatch)
        assert other.reasons[0].cites == ()


@given(st.text(), st.text())
def test_of_any_text_the_chances_sum_to_one_and_the_lines_stand_in_it(title, text):
    words = plain(text)
    found = kind_of(title, words, signs_of(posting(title, text), words))
    assert math.isclose(math.fsum(found.chances.values()), 1.0)
    assert set(found.chances) == set(KINDS)
    assert all(line in text for line in telling_lines(text, found.kind))


@given(st.text(), st.sampled_from(["; ", "|", "\n", ". ", "• ", "\ud800 "]))
def test_each_break_between_plain_words_stands_between_two_printed_clauses(text, end):
    assert len(clauses(text + end + text)) == plain(text + end + text).count(b"|") + 1


def test_phrases_that_share_a_blank_or_lie_in_one_another_are_all_found():
    found = Phrases(["deep learning", "learning", "models", "deep"]).found(plain("Deep-learning models!"))
    assert sorted(number for number, _, _ in found) == [0, 1, 2, 3]


def test_hostile_text_is_read_in_no_time():
    for text in ("machine learning " * 60_000, "\n" * 1_000_000, "a" * 1_000_000):
        began = time.process_time()
        work_of(posting("AI Engineer", text))
        assert time.process_time() - began < 1.0
