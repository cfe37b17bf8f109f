"""What a posting's words say about one path: welcome, refused, left to other paths, or nothing.

The clue's own claim comes first; a clue often names several visas in one quote ("no H-1B, TN or OPT"), so the quote's
visa names count too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from greenflag.model import Clue
from greenflag.visas.case import Case

REFUSALS: Final = ("refuse", "refuse_future")
_WELCOMES: Final = ("offer", "offer_limited", "accept_status")
_PERHAPS: Final = re.compile(
    r"\bmay\b|\bmight\b|\bcase[- ]by[- ]case\b|\bconsider|\bexception|\bdepend|\bpossibl", re.I
)
# Visas and permits that a refusal may name without touching an H-1B or the work permit of a student.
OTHER_STATUSES: Final = frozenset({"tn", "e3", "h1b1", "o1", "l1", "j1", "cpt", "green_card", "student", "ead"})
STUDENT_PERMITS: Final = frozenset({"opt", "stem_opt"})

Tone = Literal["named", "offered", "limited", "others_only", "refused", "refused_here", "silent"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a posting says about one path, with the words that say it (empty when only the stance tells).

    ``named``: this very path is welcome. ``offered``: sponsorship is, without reservation; ``limited``: with one.
    ``others_only``: help is kept to other paths. ``refused_here``: this very path is refused; ``refused``:
    sponsorship is. ``silent``: nothing, which is neither yes nor no.
    """

    tone: Tone
    quote: str = ""


def hear(case: Case, own: frozenset[str], shared: frozenset[str], spared: frozenset[str]) -> Heard:
    """Return what the posting says of a path.

    ``own`` are the claims that name this path alone, ``shared`` those that speak of it and of others; a refusal of
    nothing but ``spared`` claims leaves the path alone. The narrower word wins: "no sponsorship, TN welcome" is a
    welcome to TN.
    """
    clues = case.reading.clues
    refusals = [c for c in clues if c.kind in REFUSALS]
    welcomes = [c for c in clues if c.kind in _WELCOMES]
    if found := _first(refusals, own):
        return Heard("refused_here", found.quote)
    if found := _first(welcomes, own):
        perhaps = found.kind == "offer_limited" and _PERHAPS.search(found.quote)
        return Heard("limited" if perhaps else "named", found.quote)
    mine = _first(welcomes, shared)
    only = next((c for c in welcomes if c.kind != "accept_status" and c.only), None)
    if only and not mine:
        return Heard("others_only", only.quote)
    refusal = next((c for c in refusals if not claims(c) <= spared), None)
    stance = case.reading.stance
    if (refusal or (stance == "refuses" and not refusals)) and not (stance in ("limited", "offers") and mine):
        return Heard("refused", refusal.quote if refusal else "")
    if stance == "limited" or (mine and mine.kind != "offer"):
        shown = mine or next(iter(welcomes), None)
        return Heard("limited", shown.quote if shown else "")
    return Heard("offered", mine.quote if mine else "") if mine or stance == "offers" else Heard("silent")


def hear_petition(case: Case, own: str) -> Heard:
    """Return what the posting says of a petition other than H-1B's; a refusal of other visas only leaves it alone."""
    spared = (OTHER_STATUSES - {own}) | STUDENT_PERMITS | {"transfer", "h1b", "new_petition"}
    return hear(case, own=frozenset({own}), shared=frozenset({"sponsorship"}), spared=spared)


def claims(clue: Clue) -> frozenset[str]:
    """Return everything that a clue speaks of: its claim, the visas that its quote names, and sponsorship as such.

    What is limited to a named visa is no offer of sponsorship as such, and "H-1B transfers" are not new H-1Bs.
    """
    named = {*clue.names, *(("sponsorship",) if "sponsor" in clue.quote.lower() else ())}
    if clue.claim != "statuses" or not named:  # "statuses" stands for those that the quote names
        named.add(clue.claim)
    if clue.kind == "offer_limited" and len(named) > 1:
        named.discard("sponsorship")
        if "transfer" in named and "new_petition" not in named:
            named.discard("h1b")
    return frozenset(named)


def _first(clues: list[Clue], wanted: frozenset[str]) -> Clue | None:
    return next((c for c in clues if claims(c) & wanted), None)
