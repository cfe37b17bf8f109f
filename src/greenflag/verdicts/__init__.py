"""Verdicts: one question each, answered as the sum of its reasons."""
