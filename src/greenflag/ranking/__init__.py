"""Ranking: one person's order of the postings."""
