"""Verdicts: one question each, answered as the sum of its reasons."""

from greenflag.verdicts.ml import real_ml
from greenflag.verdicts.place import judge_place
from greenflag.verdicts.role import judge_role
from greenflag.verdicts.sponsorship import judge_sponsorship

__all__ = ["judge_place", "judge_role", "judge_sponsorship", "real_ml"]
