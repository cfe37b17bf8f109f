"""Visas: dated law, and whether a path can carry this person into this job."""
