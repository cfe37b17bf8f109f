"""Employers: from the name on a posting to the legal entities in the government's files."""
