"""The person: profile, skills, and what is missing."""

from greenflag.candidate.profile import load_profile, sample_profile, save_profile
from greenflag.candidate.questions import (
    QUESTIONS,
    Question,
    choice_meant,
    is_asked,
    profile_from_answers,
    questions_for,
)
from greenflag.candidate.skills import covered_skills, missing_skills, skills_in

__all__ = [
    "QUESTIONS",
    "Question",
    "choice_meant",
    "covered_skills",
    "is_asked",
    "load_profile",
    "missing_skills",
    "profile_from_answers",
    "questions_for",
    "sample_profile",
    "save_profile",
    "skills_in",
]
