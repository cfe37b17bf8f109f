"""Verdicts: one question each, answered as the sum of its reasons."""

from greenflag.verdicts.about import About, about
from greenflag.verdicts.copies import Group, Text, copies, near_texts
from greenflag.verdicts.middleman import judge_middleman
from greenflag.verdicts.place import judge_place
from greenflag.verdicts.role import judge_role
from greenflag.verdicts.scam import SIGNALS, advice_for, judge_scam, why_of
from greenflag.verdicts.sponsorship import judge_sponsorship
from greenflag.verdicts.work import work_of

__all__ = [
    "SIGNALS",
    "About",
    "Group",
    "Text",
    "about",
    "advice_for",
    "copies",
    "judge_middleman",
    "judge_place",
    "judge_role",
    "judge_scam",
    "judge_sponsorship",
    "near_texts",
    "why_of",
    "work_of",
]
