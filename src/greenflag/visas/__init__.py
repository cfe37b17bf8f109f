"""Visas: dated law, and whether a path can carry this person into this job.

    law/*.toml --Law.load--> values in force on a day
    person + job + law --assess_paths--> one PathFit a path, every reason cited
    person + law --outlook--> all paths with a willing employer, and the days that decide

Information, not legal advice.
"""

from greenflag.visas.assess import assess_paths, path_names
from greenflag.visas.dates import key_dates
from greenflag.visas.documents import Checklist, checklist, checklists, mark
from greenflag.visas.law import Law
from greenflag.visas.notes import law_notes
from greenflag.visas.outlook import ASSUMED, Outlook, outlook
from greenflag.visas.paths.h1b_cap_exempt import exempt_by_name
from greenflag.visas.scenarios import load_scenarios

__all__ = [
    "ASSUMED",
    "Checklist",
    "Law",
    "Outlook",
    "assess_paths",
    "checklist",
    "checklists",
    "exempt_by_name",
    "key_dates",
    "law_notes",
    "load_scenarios",
    "mark",
    "outlook",
    "path_names",
]
