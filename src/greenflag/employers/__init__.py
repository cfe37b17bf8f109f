"""Employers: from the name on a posting to the legal entities in the government's files."""

from greenflag.employers.corrections import Correction, load_corrections, save_correction
from greenflag.employers.resolver import Resolver

__all__ = ["Correction", "Resolver", "load_corrections", "save_correction"]
