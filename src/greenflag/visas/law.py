"""The dated law: values from law/*.toml, each the one in force on a day.

A change of law adds an entry with its own ``from``; nothing old is edited. A proposal has an id of its own, so that
no proposal ever answers for what is in force.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from greenflag.errors import LawError
from greenflag.model import LawEntry, LawStatus, LawValue

FOLDER = Path(__file__).parent / "law"
WATCH_FILE = "watch.toml"
SCENARIO_FILE = "scenarios.toml"  # read by scenarios.py

Watch = Literal["court", "season", "bulletin", "rule", "statute", "history"]


class _Row(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One ``[[entry]]`` as the file writes it."""

    id: str
    text: str
    value: LawValue
    unit: str
    status: LawStatus
    cite: str
    source: str
    confidence: Literal["read", "memory", "conflicting"]
    watch: Watch
    from_on: date | None = msgspec.field(default=None, name="from")
    to_on: date | None = msgspec.field(default=None, name="to")
    checked_on: date | None = None
    url: str = ""
    note: str = ""


class _Days(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``[days]`` of the watch file: after how many days a checked value of each class is stale."""

    court: int
    season: int
    bulletin: int
    rule: int
    statute: int


class _WatchFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    days: _Days


@dataclass(frozen=True, slots=True)
class Law:
    """Every entry that was loaded. ``version`` changes with any byte of the files."""

    entries: tuple[LawEntry, ...]
    version: str
    watched: Mapping[LawEntry, Watch] = field(repr=False)
    stale_after_days: Mapping[str, int] = field(repr=False)
    by_id: Mapping[str, tuple[LawEntry, ...]] = field(repr=False)

    @staticmethod
    def load(folder: Path | None = None) -> Law:
        """Read every ``*.toml`` of a folder (the package's own when None).

        Raises:
            LawError: a file cannot be read or an entry is wrong; file, entry and key are named.
        """
        return _load(folder or FOLDER)

    def find(self, entry_id: str, on: date) -> LawEntry | None:
        """Return the entry in force on a day, or None."""
        for entry in self.by_id.get(entry_id, ()):
            if self.holds(entry, on):
                return entry
        return None

    def entry(self, entry_id: str, on: date) -> LawEntry:
        """Return the entry in force on a day.

        Raises:
            LawError: no entry has this id, or none of them covers the day.
        """
        found = self.find(entry_id, on)
        if found is None:
            known = "is not in the law files" if entry_id not in self.by_id else f"has no value for {on}"
            raise LawError(f"law entry {entry_id} {known}; update greenflag, or add a dated entry in visas/law")
        return found

    def value(self, entry_id: str, on: date) -> LawValue:
        """Return the value in force on a day; raises LawError as ``entry`` does."""
        return self.entry(entry_id, on).value

    def number(self, entry_id: str, on: date) -> int:
        """Return a whole number in force on a day; LawError when there is none or it is something else."""
        value = self.value(entry_id, on)
        if not isinstance(value, int) or isinstance(value, bool):
            raise LawError(f"law entry {entry_id}: value {value!r} must be a whole number")
        return value

    def texts(self, entry_id: str, on: date) -> tuple[str, ...]:
        """Return a list in force on a day, written ``a|b|c`` in the file; LawError as for ``number``."""
        value = self.value(entry_id, on)
        if not isinstance(value, str):
            raise LawError(f"law entry {entry_id}: value {value!r} must be text such as 'a|b'")
        return tuple(value.split("|"))

    def stale(self, today: date) -> tuple[LawEntry, ...]:
        """Return the entries still in use whose last check is too old for their class, or that were never checked."""
        return tuple(e for e in self.entries if self.holds(e, today) and self._is_stale(e, today))

    def age(self, entry: LawEntry, today: date) -> tuple[Watch, int | None]:
        """Return an entry's class and how many days ago a source vouched for it; None when none ever did."""
        return self.watched[entry], (today - entry.checked_on).days if entry.checked_on else None

    def with_entry(self, entry: LawEntry, watch: Watch) -> Law:
        """Return the law with one entry in place of all of its id; for what-ifs."""
        entries = (*(e for e in self.entries if e.id != entry.id), entry)
        watched = {**self.watched, entry: watch}
        digest = hashlib.sha256(f"{self.version}{entry}".encode()).hexdigest()[:16]
        return Law(entries, digest, watched, self.stale_after_days, {**self.by_id, entry.id: (entry,)})

    def holds(self, entry: LawEntry, on: date) -> bool:
        """Say whether an entry's dates cover a day."""
        return (entry.from_on is None or entry.from_on <= on) and (entry.to_on is None or on <= entry.to_on)

    def moves(self, entry: LawEntry) -> bool:
        """Say whether courts, proposals, bulletins or a coming season can change an entry within weeks."""
        return self.watched[entry] in ("court", "season", "bulletin")

    def _is_stale(self, entry: LawEntry, today: date) -> bool:
        days = self.stale_after_days.get(self.watched[entry])
        if days is None:
            return False
        return entry.checked_on is None or (today - entry.checked_on).days > days


def _load(folder: Path) -> Law:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise LawError(f"{folder}: no law files (*.toml) are here; give the folder that holds them")
    digest = hashlib.sha256()
    entries: list[LawEntry] = []
    watched: dict[LawEntry, Watch] = {}
    days: dict[str, int] = {}
    for path in paths:
        data = _bytes(path)
        digest.update(path.name.encode() + b"\0" + data + b"\0")
        if path.name == WATCH_FILE:
            days = msgspec.structs.asdict(_watch_file(path, data).days)
            continue
        if path.name == SCENARIO_FILE:
            continue
        for row in _rows(path, data):
            entry = _entry(path, row)
            entries.append(entry)
            watched[entry] = row.watch
    if not days:
        raise LawError(f"{folder / WATCH_FILE}: is missing; it says after how many days a value is stale")
    by_id = _by_id(entries)
    return Law(tuple(entries), digest.hexdigest()[:16], watched, days, by_id)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LawError(f"{path}: cannot be read ({error.strerror})") from error


def _watch_file(path: Path, data: bytes) -> _WatchFile:
    try:
        return msgspec.toml.decode(data, type=_WatchFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LawError(f"{path.name}: {error}") from error


def _rows(path: Path, data: bytes) -> Iterable[_Row]:
    """Yield the entries of a file one by one, so that an error names the entry it is in."""
    try:
        raw = msgspec.toml.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LawError(f"{path.name}: not TOML: {error}") from error
    listed = raw.get("entry")
    if not isinstance(listed, list) or raw.keys() != {"entry"}:
        raise LawError(f"{path.name}: must hold [[entry]] tables and nothing else, and holds {sorted(raw)}")
    for number, item in enumerate(listed, 1):
        name = item.get("id", f"number {number}") if isinstance(item, dict) else f"number {number}"
        try:
            yield msgspec.convert(item, _Row)
        except msgspec.ValidationError as error:
            raise LawError(f"{path.name}: entry {name}: {error}") from error


def _entry(path: Path, row: _Row) -> LawEntry:
    for key in ("id", "text", "cite", "source"):
        if not getattr(row, key).strip():
            raise LawError(f"{path.name}: entry {row.id or '(no id)'}: {key} must not be empty")
    if row.from_on and row.to_on and row.to_on < row.from_on:
        raise LawError(f"{path.name}: entry {row.id}: to = {row.to_on} lies before from = {row.from_on}")
    values = {key: value for key, value in msgspec.structs.asdict(row).items() if key != "watch"}
    return LawEntry(**values)


def _by_id(entries: Iterable[LawEntry]) -> dict[str, tuple[LawEntry, ...]]:
    """Group entries by id, oldest first; two that share a day would leave the answer open, so they are refused."""
    groups: defaultdict[str, list[LawEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.id].append(entry)
    for entry_id, group in groups.items():
        group.sort(key=lambda e: e.from_on or date.min)
        for earlier, later in pairwise(group):
            if later.from_on is None or (earlier.to_on or date.max) >= later.from_on:
                raise LawError(
                    f"law entry {entry_id}: two values hold on {later.from_on or 'one day'}; "
                    "give the earlier one a `to` before the later one's `from`"
                )
    return {entry_id: tuple(group) for entry_id, group in groups.items()}
