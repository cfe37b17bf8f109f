"""What a filing asks for, and what of it a person has: a checklist for each path, its state kept in one file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import tomli_w

from greenflag.errors import InputError, LawError


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a filing asks for, and who brings it; ``law`` is the entry that asks for it, "" for none."""

    id: str
    who: Literal["person", "employer", "school"]
    what: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that one path's filing asks for; ``filing`` says what is filed, by whom and where."""

    filing: str
    items: tuple[Document, ...]


@cache
def checklists() -> dict[str, Checklist]:
    """Return the checklist of each path, by its id.

    Raises:
        LawError: the file is damaged.
    """
    path = Path(__file__).with_name("documents.toml")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Checklist])
    except (OSError, msgspec.DecodeError) as error:
        raise LawError(f"{path.name}: {error}") from error


def checklist(path_id: str) -> Checklist:
    """Return the checklist of a path.

    Raises:
        InputError: there is none of this name; those that there are are named.
    """
    if path_id not in checklists():
        raise InputError(f"documents: no path is called {path_id!r}; there is {', '.join(checklists())}")
    return checklists()[path_id]


def held(file: Path) -> dict[str, dict[str, date]]:
    """Return for each path which documents a person has, and since when it was said; empty without a file.

    Raises:
        InputError: the file is wrong.
    """
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, dict[str, date]]) if file.exists() else {}
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: {error}; mend it or delete the file") from error


def mark(file: Path, path_id: str, have: Iterable[str], lack: Iterable[str], today: date) -> dict[str, date]:
    """Keep what a person has, or lacks after all, of a path's documents, and return what is there now.

    Raises:
        InputError: a document is not on the list, or the file is wrong or cannot be written.
    """
    have, lack = tuple(have), tuple(lack)
    known = {document.id for document in checklist(path_id).items}
    for name in (*have, *lack):
        if name not in known:
            raise InputError(f"documents: {path_id} asks for no {name!r}; its documents are {', '.join(sorted(known))}")
    kept = held(file)
    own = {name: on for name, on in kept.get(path_id, {}).items() if name not in lack}
    own |= {name: own.get(name, today) for name in have}
    if have or lack:
        part = file.with_suffix(".part")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(tomli_w.dumps(kept | {path_id: own}), encoding="utf-8")
            os.replace(part, file)
        except OSError as error:
            raise InputError(f"{file}: cannot be written: {error}") from error
    return own
