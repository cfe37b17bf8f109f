"""Skills: which ones a text names, and which of them the person lacks.

The vocabulary and its spellings are in ``skills.toml``. A text is cut into words once; each word that begins a
spelling is looked up, so the cost grows with the text and not with the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import msgspec

from greenflag.errors import InputError
from greenflag.model import Profile

# ASCII letters and digits, with the signs that tell C++ and C# from C; all else separates words. No spelling has
# other letters, and translating bytes takes a tenth of the time of a pattern.
_KEEP = bytes(b if (chr(b).isalnum() and b < 128) or b in b"+#" else 32 for b in range(256))
NEAR_WORDS = 5  # how far a word that settles the meaning may stand; a list of languages is rarely longer


@dataclass(frozen=True, slots=True)
class Skill:
    """One entry of ``skills.toml``; the file's head says what each key means."""

    name: str
    spellings: tuple[str, ...] = ()
    cased: bool = False
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelling:
    words: tuple[str, ...]
    lower: tuple[str, ...]
    skill: Skill


@dataclass(frozen=True, slots=True)
class _File:
    skill: tuple[Skill, ...]


def vocabulary() -> tuple[Skill, ...]:
    """Return every skill that greenflag knows.

    Raises:
        InputError: ``skills.toml`` is wrong; the entry is named.
    """
    return tuple(_vocabulary().values())


def skills_in(text: str) -> tuple[str, ...]:
    """Return the names of the skills that a text mentions, in the order of their first mention."""
    plain = _plain(text)
    words, lower = plain.split(), plain.lower().split()
    found: dict[str, None] = {}
    begins = _spellings()
    at = 0
    for index in [index for index, word in enumerate(lower) if word in begins]:
        if index < at:  # a longer skill's words are not read again as shorter ones
            continue
        for spelling in begins[lower[index]]:
            end = index + len(spelling.lower)
            if tuple(lower[index:end]) == spelling.lower and _means_the_skill(spelling, words, lower, index, end):
                found[spelling.skill.name] = None
                at = end
                break
    return tuple(found)


def missing_skills(profile: Profile, text: str) -> tuple[str, ...]:
    """Return the skills that a text mentions and the person neither names nor covers with another one."""
    has = set(covered_skills(profile))
    return tuple(name for name in skills_in(text) if name not in has)


def covered_skills(profile: Profile) -> tuple[str, ...]:
    """Return the person's skills and those that they imply: whoever knows PyTorch knows deep learning."""
    vocabulary, named = _vocabulary(), canonical_skills(profile.skills)
    implied = (vocabulary[name].covers for name in named if name in vocabulary)
    return tuple(dict.fromkeys((*named, *chain.from_iterable(implied))))


def canonical_skills(skills: Iterable[str]) -> tuple[str, ...]:
    """Return skills by greenflag's names where their spelling is known, else as they are, each once."""
    names = _names()
    return tuple(dict.fromkeys(names.get(_key(skill), skill) for skill in skills))


def _means_the_skill(spelling: _Spelling, words: list[str], lower: list[str], start: int, end: int) -> bool:
    skill = spelling.skill
    alone = len(spelling.words) == 1 and spelling.lower == (skill.name.lower(),)
    if not alone:  # "apache spark" and "golang" need no help
        return True
    if skill.cased and words[start] != spelling.words[0]:
        return False
    beside = {*lower[max(0, start - 1) : start], *lower[end : end + 1]}
    if beside & set(skill.never):
        return False
    around = lower[max(0, start - NEAR_WORDS) : start] + lower[end : end + NEAR_WORDS]
    return not skill.near or not set(skill.near).isdisjoint(around)


@cache
def _vocabulary() -> dict[str, Skill]:
    try:
        file = msgspec.toml.decode(files(__package__).joinpath("skills.toml").read_bytes(), type=_File)
    except msgspec.MsgspecError as error:
        raise InputError(f"skills.toml: {error}") from None
    return {skill.name: skill for skill in file.skill}


@cache
def _spellings() -> dict[str, tuple[_Spelling, ...]]:
    begins: dict[str, list[_Spelling]] = {}
    for skill in _vocabulary().values():
        for text in (skill.name, *skill.spellings):
            words, lower = tuple(_plain(text).split()), tuple(_key(text).split())
            begins.setdefault(lower[0], []).append(_Spelling(words, lower, skill))
    return {word: tuple(sorted(found, key=lambda s: -len(s.lower))) for word, found in begins.items()}


@cache
def _names() -> dict[str, str]:
    names = {}
    for skill in _vocabulary().values():
        for text in (*skill.spellings, skill.name):
            names[_key(text)] = skill.name
    return names


def _key(text: str) -> str:
    return " ".join(_plain(text).lower().split())


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").translate(_KEEP).decode("ascii")
