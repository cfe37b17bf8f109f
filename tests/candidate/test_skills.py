import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.candidate import missing_skills, sample_profile, skills_in
from greenflag.candidate.skills import vocabulary


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Deep knowledge of PyTorch/JAX and tensor-flow.", ("PyTorch", "JAX", "TensorFlow")),
        ("Fine-tune LLMs; fine tuning with LoRA", ("LLM fine-tuning", "LLMs")),
        ("SciKit-Learn, scikit learn and sklearn", ("scikit-learn",)),
        ("C/C++ or C# on Linux", ("C", "C++", "C#", "Linux")),
        ("Python, R, SAS", ("Python", "R")),
        ("our R&D lab", ()),
        ("R & D budget, Python", ("Python",)),
        ("Services in Go, Rust or Java", ("Go", "Rust", "Java")),
        ("Go above and beyond; a go-to person for Python", ("Python",)),
        ("written in Golang", ("Go",)),
        ("Things that spark joy. Spark joy every day.", ()),
        ("Spark, Kafka and Airflow", ("Spark", "Kafka", "Airflow")),
        ("Raised a Series C; vitamin C for all", ()),
        ("Ray Chen will call you. X ray machines.", ()),
        ("Distributed jobs on Ray and Kubernetes", ("Ray", "Kubernetes")),
        ("NVIDIA Triton on TensorRT", ("Triton Inference Server", "TensorRT")),
        ("Triton and CUDA kernels", ("Triton", "CUDA")),
        ("A/B tests, CI/CD and RAG", ("A/B testing", "CI/CD", "RAG")),
        ("•PyTorch’s “vLLM”—SQL", ("PyTorch", "vLLM", "SQL")),
        ("apache spark streaming", ("Spark",)),
        ("the highest ranking officer", ()),
        ("search ranking", ("Ranking",)),
        ("", ()),
    ],
)
def test_skills_are_read_and_lookalikes_are_not(text, skills):
    assert skills_in(text) == skills


def test_the_vocabulary_has_unique_names_and_covers_only_names_it_has():
    names = [skill.name for skill in vocabulary()]
    assert len(names) == len(set(names)) >= 120
    assert {covered for skill in vocabulary() for covered in skill.covers} <= set(names)


def test_every_skill_without_a_second_meaning_is_read_by_its_name_and_spellings():
    for skill in vocabulary():
        for text in (*([] if skill.near else [skill.name]), *skill.spellings):
            assert skills_in(f"You know {text}.") == (skill.name,)


def test_what_the_person_has_or_covers_with_another_skill_is_not_missing():
    profile = replace(sample_profile(), skills=("torch", "k8s"))
    assert missing_skills(profile, "PyTorch, deep learning, Docker, Rust and JAX") == ("Rust", "JAX")


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_without_a_crash(text):
    assert len(set(skills_in(text))) == len(skills_in(text))


def test_a_posting_of_3000_characters_is_read_well_below_a_millisecond():
    text = "You will train, evaluate and serve PyTorch models on Kubernetes with a team that goes far. " * 33
    skills_in(text)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        skills_in(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001
