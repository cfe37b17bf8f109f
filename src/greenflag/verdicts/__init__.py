"""Verdicts: one question each, answered as the sum of its reasons."""

from greenflag.verdicts.place import judge_place
from greenflag.verdicts.role import judge_role
from greenflag.verdicts.sponsorship import judge_sponsorship
from greenflag.verdicts.work import work_of

__all__ = ["judge_place", "judge_role", "judge_sponsorship", "work_of"]
