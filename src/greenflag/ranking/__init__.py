"""Ranking: one person's order of the postings."""

from greenflag.ranking.rank import order, rank

__all__ = ["order", "rank"]
