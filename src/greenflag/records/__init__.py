"""Records: the government's files as figures per legal entity.

CSV --sheets--> rows --lca, uscis--> cases, petitions --counting--> tallies per name --figures--> entities
"""

from greenflag.records.figures import Figures
from greenflag.records.load import load_records, sample_records
from greenflag.records.starter import starter_records

__all__ = ["Figures", "load_records", "sample_records", "starter_records"]
