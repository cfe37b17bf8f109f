"""The words of vocabulary.toml: what a field of study, a job title or an employer's name seems to be."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from greenflag.errors import LawError


class Fields(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words in the name of a field of study, by the group that they put it in."""

    engineering: tuple[str, ...]
    not_engineering: tuple[str, ...]
    mathematics: tuple[str, ...]
    computing: tuple[str, ...]
    physics: tuple[str, ...]
    near: tuple[str, ...]


class Profession(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A TN profession: the fields and the words of a job title that point to it."""

    law: str
    name: str
    fields: tuple[str, ...]
    titles: tuple[str, ...]
    strong: bool


class Names(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words in an employer's name or a posting's text that point to, or away from, an exempt employer."""

    university: tuple[str, ...]
    research: tuple[str, ...]
    nonprofit: tuple[str, ...]
    says_exempt: tuple[str, ...]
    says_subject: tuple[str, ...]


class Vocabulary(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """vocabulary.toml: words that show, as far as words can, what kind of field, title or employer it is."""

    fields: Fields
    software_titles: tuple[str, ...]
    profession: tuple[Profession, ...]
    employer: Names


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the words of vocabulary.toml; LawError when the file is wrong."""
    path = Path(__file__).parent / "vocabulary.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Vocabulary)
    except (OSError, msgspec.DecodeError) as error:
        raise LawError(f"{path.name}: {error}") from error


@lru_cache(maxsize=256)
def groups_of(field: str) -> frozenset[str]:
    """Return the groups that a field of study belongs to: engineering, mathematics, computing, physics, near."""
    words, name = vocabulary().fields, field.lower()
    groups = {
        group
        for group in ("engineering", "mathematics", "computing", "physics", "near")
        if any(word in name for word in getattr(words, group))
    }
    if any(word in name for word in words.not_engineering):
        groups.discard("engineering")
    return frozenset(groups)


def is_of(field: str, asked: str) -> bool:
    """Say whether a person's field is one that a posting asks for: by its words, or by the group that both are in."""
    return asked in field.lower() or bool(groups_of(field) & groups_of(asked) - {"near"})
