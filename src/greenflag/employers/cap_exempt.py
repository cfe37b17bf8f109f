"""Whether an employer may file outside the H-1B cap, as far as its name and sector tell: evidence, never proof."""

from __future__ import annotations

import re

from greenflag.employers.words import words
from greenflag.model import Reason

EDUCATION = "61"  # NAICS sector
_FOR_PROFIT = re.compile(r"\b(?:inc|llc|corp|corporation|ltd|lp|llp)\b\.?$", re.IGNORECASE)


def cap_exempt_evidence(legal_name: str, sector: str) -> Reason | None:
    """Return why an employer may be outside the H-1B cap, or None when its name does not tell.

    Public and nonprofit universities, nonprofits that belong to one, and research nonprofits are (INA 214(g)(5)). A
    company may still be for a worker placed at one, so None is not a no.
    """
    name = f" {' '.join(legal_name.lower().split())} "
    university = next((phrase for phrase in words().universities if f" {phrase}" in name), None)
    if university and (sector in ("", EDUCATION) or not _FOR_PROFIT.search(legal_name.strip(" ."))):
        note = "The name is that of a college or university; public and nonprofit ones are outside the H-1B cap. Ask."
        return Reason("cap.university", 0.0, note, (f'"{university}" in the legal name',))
    research = next((phrase for phrase in words().research if f" {phrase}" in name), None)
    if research:
        note = "The name reads like a research or university-tied organization; nonprofits may be outside the cap. Ask."
        return Reason("cap.research", 0.0, note, (f'"{research}" in the legal name',))
    return None
