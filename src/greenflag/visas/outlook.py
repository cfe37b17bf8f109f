"""One person, all paths, no posting: what is open with an employer that is willing, and the days that decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from greenflag.model import Clue, EmployerMatch, KeyDate, PathFit, Place, Posting, Profile, Reading
from greenflag.visas.assess import assess_later, assess_paths
from greenflag.visas.case import Case
from greenflag.visas.dates import key_dates
from greenflag.visas.law import Law
from greenflag.visas.notes import law_notes
from greenflag.visas.scenarios import Scenario, under

ASSUMED = (
    "a job in the US like the first one that you look for, at an employer that sponsors and takes part in E-Verify"
)
_OFFER = "sponsorship is offered (assumed)"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the law leaves a person on a day, under the scenarios asked for; ``notes`` say how far it can be trusted.

    ``later`` is the green card, for who has none: not a way into a job, but what comes after it.
    """

    as_of: date
    paths: tuple[PathFit, ...]
    later: PathFit | None
    dates: tuple[KeyDate, ...]
    scenarios: tuple[Scenario, ...]
    notes: tuple[str, ...]


def outlook(profile: Profile, law: Law, as_of: date, scenarios: Iterable[str] = ()) -> Outlook:
    """Return all paths of a person as they stand before any posting is read (see ASSUMED).

    Raises:
        InputError: a scenario is not known.
    """
    law, chosen = under(law, scenarios, as_of)
    posting, reading = _willing(profile)
    match = EmployerMatch("", None, (), 0.0, ())
    paths = assess_paths(profile, posting, reading, match, (), law, as_of)
    later = assess_later(Case(profile, posting, reading, match, (), law, as_of))
    return Outlook(as_of, paths, later, key_dates(profile, law, as_of), chosen, law_notes(law, as_of))


def _willing(profile: Profile) -> tuple[Posting, Reading]:
    """Return the posting and the reading that stand for a willing employer."""
    posting = Posting(
        id="assumed",
        source="assumed",
        board="assumed",
        external_id="assumed",
        url="",
        title=profile.titles[0] if profile.titles else "",
        employer_name="",
        locations=("United States",),
        workplace="unknown",
        text=_OFFER,
        posted_on=None,
        fetched_at=None,
        salary=None,
        content_hash="",
    )
    offer = Clue("assumed", "sponsorship", "offer", "sponsorship", "affirmed", 1, 0, len(_OFFER), _OFFER, "other")
    return posting, Reading((offer,), "offers", "green", False, Place(("US",), "unknown"), True)
