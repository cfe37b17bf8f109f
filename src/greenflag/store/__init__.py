"""What is kept between runs: boards, postings with their earlier texts, and assessments, in one SQLite file."""

from greenflag.store.sqlite import open_store

__all__ = ["open_store"]
