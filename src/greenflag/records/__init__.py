"""Records: the government's files as tables, and their figures per legal entity.

official files --files, families--> typed rows --build--> tables, each case once --entities--> figures per legal entity
"""

from greenflag.records.build import add_files, read_manifest
from greenflag.records.load import load_records, open_records, sample_records, starter_records
from greenflag.records.tables import RecordTables

__all__ = [
    "RecordTables",
    "add_files",
    "load_records",
    "open_records",
    "read_manifest",
    "sample_records",
    "starter_records",
]
