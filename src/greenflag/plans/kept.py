"""The person's own word that a posting, or all of an employer, is to be kept although it was set aside."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import tomli_w

from greenflag.errors import InputError
from greenflag.model import Posting


@dataclass(frozen=True, slots=True)
class Kept:
    """One word of the person: a posting by its id, or an employer by its printed name; the other is ""."""

    said_on: date
    posting_id: str = ""
    employer_name: str = ""

    def means(self, other: Kept) -> bool:
        """Say whether another word is of the same posting or employer."""
        return (self.posting_id, self.employer_name) == (other.posting_id, other.employer_name)


@dataclass(frozen=True, slots=True)
class _File:
    kept: tuple[Kept, ...] = ()


def load_kept(path: Path) -> tuple[Kept, ...]:
    """Return what the person keeps; nothing where there is no file.

    Raises:
        InputError: the file is wrong; it names the key.
    """
    if not path.exists():
        return ()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File).kept
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{path}: {error}; mend the entry or delete the file") from error


def save_kept(path: Path, kept: Iterable[Kept]) -> None:
    """Write what the person keeps; the old file stays whole until the end.

    Raises:
        InputError: the file cannot be written.
    """
    keys = ("said_on", "posting_id", "employer_name")
    entries = [{key: value for key in keys if (value := getattr(one, key))} for one in kept]
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(tomli_w.dumps({"kept": entries}), encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error}") from error


def is_kept(posting: Posting, kept: Iterable[Kept]) -> bool:
    """Say whether the person keeps this posting, or all of its employer."""
    name = posting.employer_name.casefold().strip()
    return any(one.posting_id == posting.id or (name and one.employer_name.casefold().strip() == name) for one in kept)
