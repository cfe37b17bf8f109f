"""What if: the law with a proposal made law, or with a court's order gone (``law/scenarios.toml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from greenflag.errors import InputError, LawError
from greenflag.model import LawValue
from greenflag.visas.law import FOLDER, SCENARIO_FILE, Law


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: ``values`` take the place of law entries, by id; ``rests_on`` is the entry that tells of it."""

    id: str
    text: str
    rests_on: str
    values: dict[str, LawValue]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    scenario: tuple[Scenario, ...]


def load_scenarios(folder: Path | None = None) -> tuple[Scenario, ...]:
    """Return every scenario of a folder of law files (the package's own when None).

    Raises:
        LawError: the file cannot be read or a key of it is wrong.
    """
    path = (folder or FOLDER) / SCENARIO_FILE
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File).scenario
    except (OSError, msgspec.DecodeError) as error:
        raise LawError(f"{path.name}: {error}") from error


def under(law: Law, scenarios: Iterable[str], on: date) -> tuple[Law, tuple[Scenario, ...]]:
    """Return the law as it would be from a day on, and the scenarios that were meant.

    Every entry that a scenario replaces keeps its id, and says in its text that it is a scenario.

    Raises:
        InputError: there is no such scenario; those that there are are named.
    """
    known = {scenario.id: scenario for scenario in load_scenarios()}
    wanted = tuple(dict.fromkeys(scenarios))
    for name in wanted:
        if name not in known:
            raise InputError(f"scenario {name!r}: there is {', '.join(sorted(known))}")
    chosen = tuple(known[name] for name in wanted)
    for scenario in chosen:
        told = law.entry(scenario.rests_on, on)
        for entry_id, value in scenario.values.items():
            text = f"Scenario {scenario.id}, not law: {scenario.text}"
            entry = replace(told, id=entry_id, value=value, text=text, status="proposed", from_on=None, to_on=None)
            law = law.with_entry(entry, law.watched[told])
    return law, chosen
