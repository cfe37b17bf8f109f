"""What the fitting postings ask for most often and the profile lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from greenflag.model import Gap, Profile, Ranked

MEND_AT_MOST = 12  # more than can be learned while looking for a job
MOST_YEARS = 15  # a larger number of years is a company's age, not what it asks

_LEVELS = ("associate", "bachelor", "master", "doctorate")
_DEGREES = (
    ("master", "A master's degree", re.compile(r"\bmaster(?:['’]?s\b|\s+(?:degree|of))|\bM\.?Sc\b", re.IGNORECASE)),
    ("doctorate", "A doctorate", re.compile(r"\bPh\.?\s?D\b|\bdoctora(?:te|l)\b", re.IGNORECASE)),
)
_YEARS = re.compile(
    r"\b(\d{1,2})\s*\+?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:years?|yrs)\b[^.\n]{0,80}?\bexperience", re.IGNORECASE
)


def gaps(profile: Profile, fitting: Sequence[Ranked], missing: Mapping[str, Sequence[str]]) -> tuple[Gap, ...]:
    """Return the gaps, the most frequent first, each counted once a posting.

    ``missing`` gives, by posting id, the skills that a posting names and the profile lacks. A degree or years of
    experience are counted only where the profile says what the person has.
    """
    lacking: dict[str, list[Ranked]] = {}
    notes: dict[str, str] = {}
    for item in fitting:
        for what, note in _lacks(profile, item, missing.get(item.posting.id, ())):
            lacking.setdefault(what, []).append(item)
            notes[what] = note
    order = sorted(lacking, key=lambda what: (-len(lacking[what]), what))[:MEND_AT_MOST]
    return tuple(
        Gap(what, len(lacking[what]), len(fitting), f"{notes[what]} {_employers(lacking[what])}") for what in order
    )


def _lacks(profile: Profile, item: Ranked, skills: Sequence[str]) -> Iterable[tuple[str, str]]:
    text = item.posting.text
    for skill in dict.fromkeys(skills):
        yield skill, "Not among the skills of your profile: add it there if you have it."
    highest = max((_LEVELS.index(degree.level) for degree in profile.degrees), default=len(_LEVELS))
    for level, what, words in _DEGREES:
        if highest < _LEVELS.index(level) and words.search(text):
            yield what, "Named there as a demand or a wish: the posting tells which."
    years = [int(match.group(1)) for match in _YEARS.finditer(text)]
    years = [number for number in years if 0 < number <= MOST_YEARS]
    if profile.experience_years is not None and years and min(years) > profile.experience_years:
        yield (
            f"More than your {profile.experience_years:g} years of experience",
            "Every number of years it names is above.",
        )


def _employers(items: Sequence[Ranked]) -> str:
    names = list(dict.fromkeys(filter(None, (item.posting.employer_name for item in items))))
    return f"At {', '.join(names[:3])}{' and others' if len(names) > 3 else ''}."
