"""The stance: what all clues of a posting together mean for an applicant who needs an H-1B.

Silence is never green, and a green clue never outvotes a red one that speaks of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from greenflag.model import Clue, Kind, Stance

_TAKEN_BACK = re.compile(
    r"(?:but|however|though|although|provided|as long as|you (?:do )?(?:still )?need)\b", re.IGNORECASE
)
_ALREADY_HERE = re.compile(
    r"\bbased (?:candidates|applicants)\b|\bcurrently (?:reside|liv|locat|in\b)|\balready in\b", re.IGNORECASE
)
_RESTRICTED: frozenset[Kind] = frozenset({"citizens", "us_person", "clearance"})
_REFUSES: frozenset[Kind] = frozenset({"refuse", "refuse_future"})
_UNCLEAR: frozenset[Kind] = frozenset(
    {"authorization", "question", "relocate", "remote_us", "accept_status", "export", "w2_c2c", "no_conversion"}
)
# Refusals of these leave the rest of what sponsorship means.
_SOME_CASES = frozenset(
    {"new_petition", "transfer", "tn", "e3", "h1b1", "o1", "l1", "j1", "opt", "stem_opt", "cpt", "green_card"}
)


def stance_of(clues: Sequence[Clue]) -> tuple[Stance, bool]:
    """Return the stance, and whether a refusal covers the future.

    A restriction beats all, except where the same sentence leaves a way for a visa holder. A refusal beats an offer,
    unless the refusal is of some cases only and the offer leaves a way: then the posting is limited.
    """
    kinds = {clue.kind for clue in clues}
    future = "refuse_future" in kinds
    limited = [clue for clue in clues if clue.kind == "offer_limited"]
    if any(c.kind in _RESTRICTED and not _leaves_a_way(c, limited) for c in clues):
        return "restricted", future
    refusals = [clue for clue in clues if clue.kind in _REFUSES]
    if limited or "offer" in kinds:  # "permanently authorized" only implies a refusal; an offer in words beats it
        refusals = [clue for clue in refusals if clue.topic != "authorization"]
    if refusals and not all(_leaves_a_way(r, limited) or (_is_partial(r) and "offer" in kinds) for r in refusals):
        return "refuses", future
    if limited or refusals:
        return "limited", future
    if "offer" in kinds:
        return ("limited" if "export" in kinds or _needs_status_first(clues) else "offers"), future
    return ("unclear" if kinds & _UNCLEAR else "silent"), future


def _leaves_a_way(red: Clue, limited: Sequence[Clue]) -> bool:
    """Tell whether an offer with a reservation stands beside the red words: in the same line or the next."""
    return any(abs(clue.line - red.line) <= 1 for clue in limited)


def _needs_status_first(clues: Sequence[Clue]) -> bool:
    """Tell whether an offer is taken back in part: "happy to sponsor, but you need to be authorized already".

    Or it is kept to people who are in the country: "sponsorship for US-based candidates".
    """
    offers = {clue.line for clue in clues if clue.kind == "offer"}
    return any(
        (clue.kind == "authorization" and _TAKEN_BACK.match(clue.quote))
        or (clue.kind == "remote_us" and clue.line in offers and _ALREADY_HERE.search(clue.quote))
        for clue in clues
    )


def _is_partial(refusal: Clue) -> bool:
    return refusal.claim in _SOME_CASES
