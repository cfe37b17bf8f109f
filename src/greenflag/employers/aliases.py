"""Brands and the legal entities behind them, from ``aliases.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from greenflag.employers.key import read_key
from greenflag.errors import RecordsError


@dataclass(frozen=True, slots=True)
class Alias:
    """Brands as printed, legal names as filed (best first), the source, and states that a common word needs."""

    brands: tuple[str, ...]
    legal: tuple[str, ...]
    source: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    alias: tuple[Alias, ...]


def load_aliases(path: Path) -> dict[str, Alias]:
    """Return aliases by the joined key of each brand.

    Raises:
        RecordsError: a key is wrong, a brand stands twice, or an entry lacks legal names or a source.
    """
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=_File).alias
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path}: {error}") from error
    found: dict[str, Alias] = {}
    for entry in entries:
        if not entry.legal or not entry.source:
            raise RecordsError(f"{path}: alias {entry.brands}: needs legal names and a source")
        for brand in entry.brands:
            if found.setdefault(read_key(brand).joined, entry) is not entry:
                raise RecordsError(f"{path}: brand {brand!r} stands in two entries")
    return found


@cache
def known_aliases() -> dict[str, Alias]:
    """Return the aliases that ship with greenflag."""
    return load_aliases(Path(__file__).parent / "aliases.toml")
