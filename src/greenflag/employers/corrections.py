"""A user's own word on who an employer is: kept in a file of the user's, and it wins over all that greenflag finds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import tomli_w

from greenflag.employers.key import read_key
from greenflag.errors import RecordsError


@dataclass(frozen=True, slots=True)
class Correction:
    """That a printed name means the entity that files as ``legal``, or none of the records (``""``); said on a day."""

    printed: str
    legal: str
    said_on: date


@dataclass(frozen=True, slots=True)
class _File:
    correction: tuple[Correction, ...] = ()


def load_corrections(path: Path) -> dict[str, Correction]:
    """Return corrections by the joined key of their printed name; none where there is no file.

    Raises:
        RecordsError: the file is wrong; it names the key.
    """
    if not path.exists():
        return {}
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=_File).correction
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path}: {error}; mend the entry or delete the file") from error
    return {read_key(entry.printed).joined: entry for entry in entries}


def save_correction(path: Path, correction: Correction) -> None:
    """Add a correction to the file, in place of an earlier one of the same name.

    Raises:
        RecordsError: the file is wrong or cannot be written.
    """
    kept: Mapping[str, Correction] = load_corrections(path) | {read_key(correction.printed).joined: correction}
    entries = [{"printed": c.printed, "legal": c.legal, "said_on": c.said_on} for c in kept.values()]
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(tomli_w.dumps({"correction": entries}), encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise RecordsError(f"{path}: cannot be written: {error}") from error
