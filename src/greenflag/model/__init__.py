"""The nouns: everything that is handed from one room to the next.

Frozen dataclasses only, no methods that do things. Every room imports these and nothing of a neighbour.
Dates end in ``_on``, instants in ``_at`` (UTC), numbers carry their unit. ``unknown`` is an answer
everywhere: a missing employer is not a "no", silence is not a "yes".
"""

from greenflag.model.employers import EmployerMatch, Entity, Program, SponsorRecord
from greenflag.model.explanations import Reason
from greenflag.model.person import Degree, DegreeLevel, Profile, ProfileDates, Status, Weights
from greenflag.model.plans import FunnelStep, Gap, Plan, PlanEntry, Ranked, SkipExample, SkipGroup, Task, Watched
from greenflag.model.postings import (
    Board,
    BoardChange,
    BoardRead,
    BoardState,
    PayPeriod,
    Posting,
    Problem,
    Salary,
    StoredPosting,
    Workplace,
)
from greenflag.model.readings import (
    COLOURS,
    Assertion,
    Clue,
    Colour,
    Kind,
    Line,
    Place,
    Reading,
    Remote,
    Section,
    Stance,
    Topic,
)
from greenflag.model.visas import (
    Assessment,
    KeyDate,
    LawEntry,
    LawStatus,
    LawValue,
    PathAnswer,
    PathFit,
    Verdict,
    VerdictAnswer,
    Versions,
)

__all__ = [
    "COLOURS",
    "Assertion",
    "Assessment",
    "Board",
    "BoardChange",
    "BoardRead",
    "BoardState",
    "Clue",
    "Colour",
    "Degree",
    "DegreeLevel",
    "EmployerMatch",
    "Entity",
    "FunnelStep",
    "Gap",
    "KeyDate",
    "Kind",
    "LawEntry",
    "LawStatus",
    "LawValue",
    "Line",
    "PathAnswer",
    "PathFit",
    "PayPeriod",
    "Place",
    "Plan",
    "PlanEntry",
    "Posting",
    "Problem",
    "Profile",
    "ProfileDates",
    "Program",
    "Ranked",
    "Reading",
    "Reason",
    "Remote",
    "Salary",
    "Section",
    "SkipExample",
    "SkipGroup",
    "SponsorRecord",
    "Stance",
    "Status",
    "StoredPosting",
    "Task",
    "Topic",
    "Verdict",
    "VerdictAnswer",
    "Versions",
    "Watched",
    "Weights",
    "Workplace",
]
