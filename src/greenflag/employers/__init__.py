"""Employers: from the name on a posting to the legal entities in the government's files."""

from greenflag.employers.resolver import Resolver

__all__ = ["Resolver"]
