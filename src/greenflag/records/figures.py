"""Figures: names as filed gathered into legal entities, with what each entity was granted in each fiscal year."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from greenflag.model import Entity, Problem, Program, SponsorRecord
from greenflag.records.names import employer_id, entity_key, split_names, without_form

CUT_AT = 34  # characters that USCIS kept of a name through FY2021
NOT_CUT_SINCE = 2022


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one name as filed; see SponsorRecord for what each means."""

    name: str
    dataset: Literal["LCA", "USCIS"]
    program: Program
    fiscal_year: int
    certified: int
    denied: int
    withdrawn: int
    new: int | None
    ml_titles: int | None
    cite: str


@dataclass(frozen=True, slots=True)
class Filing:
    """That a name was filed from a state, and under which trade name ("" for none)."""

    name: str
    state: str
    trade_name: str = ""


class Figures:
    """The government's figures per legal entity (a ports.Records).

    ``version`` is a hash of the figures: it changes exactly when they do. ``problems`` say what could not be read.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        records: Mapping[str, tuple[SponsorRecord, ...]],
        coverage: str,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self._entities = tuple(entities)
        self._records = dict(records)
        self._coverage = coverage
        self.problems = problems
        digest = hashlib.sha256()
        for entity in self._entities:
            digest.update(repr((entity, self._records.get(entity.employer_id))).encode())
        self.version = digest.hexdigest()[:16]

    def entities(self) -> Sequence[Entity]:
        """Return every legal entity, by id."""
        return self._entities

    def of(self, employer_id: str) -> tuple[SponsorRecord, ...]:
        """Return an entity's figures, newest fiscal year first; empty for an id that is not here."""
        return self._records.get(employer_id, ())

    def coverage(self) -> str:
        """Say in one line which files and periods the figures come from."""
        return self._coverage


def gather(
    tallies: Iterable[Tally], filings: Iterable[Filing], coverage: str, problems: tuple[Problem, ...] = ()
) -> Figures:
    """Return figures per legal entity from counts per name as filed.

    Names whose ``entity_key`` is the same are one entity. A name filed without its legal form joins the only entity
    that has the same name with one, and a name that USCIS cut joins the only entity whose name goes on from there.
    """
    tallies = list(tallies)
    home = _homes(tallies)
    counts: dict[str, list[Tally]] = defaultdict(list)
    filed: dict[str, list[Filing]] = defaultdict(list)
    for tally in tallies:
        counts[home[tally.name]].append(tally)
    for filing in filings:
        if filing.name in home:
            filed[home[filing.name]].append(filing)
    entities = [_entity(key, counts[key], filed[key]) for key in sorted(counts)]
    records = {
        entity.employer_id: _records(entity, counts[key]) for entity, key in zip(entities, sorted(counts), strict=True)
    }
    return Figures(entities, records, coverage, problems)


def _entity(key: str, tallies: Sequence[Tally], filings: Sequence[Filing]) -> Entity:
    """Return the entity of one key: the name that employers typed most often stands for it."""
    typed: Counter[str] = Counter()  # by employers, in LCA files; USCIS shortens names and writes capitals
    every: Counter[str] = Counter()
    for tally in tallies:
        cases = tally.certified + tally.denied + tally.withdrawn
        every[tally.name] += cases
        typed[tally.name] += cases if tally.dataset == "LCA" else 0

    def order(name: str) -> tuple[bool, bool, int, int, str]:
        return entity_key(name) != key, split_names(name)[1] != "", -typed[name], -every[name], name

    spellings = sorted(every, key=order)
    others = [split_names(name)[1] for name in spellings] + [filing.trade_name for filing in filings]
    return Entity(
        employer_id=employer_id(entity_key(spellings[0]), spellings[0]),
        legal_name=spellings[0],
        names=tuple(dict.fromkeys([*spellings, *filter(None, others)])),
        states=tuple(sorted({filing.state for filing in filings} - {""})),
    )


def _homes(tallies: Iterable[Tally]) -> dict[str, str]:
    """Return for every name as filed the key of the entity that it belongs to."""
    keys = {tally.name: entity_key(tally.name) or tally.name for tally in tallies}
    with_form: dict[str, set[str]] = defaultdict(set)
    for key in keys.values():
        if without_form(key) != key:
            with_form[without_form(key)].add(key)
    cut = {t.name for t in tallies if t.dataset == "USCIS" and t.fiscal_year < NOT_CUT_SINCE and len(t.name) == CUT_AT}
    whole = sorted({key for name, key in keys.items() if name not in cut})
    homes = {}
    for name, key in keys.items():
        twins = with_form.get(key, set())
        if name in cut:
            homes[name] = _only_longer(key, whole) or key
        else:
            homes[name] = next(iter(twins)) if len(twins) == 1 else key
    return homes


def _only_longer(key: str, ordered: Sequence[str]) -> str | None:
    """Return the only one of the ordered keys that begins with ``key``, or None."""
    at = bisect_right(ordered, key)
    if key in ordered[max(0, at - 1) : at]:
        return key
    found = [other for other in ordered[at : at + 2] if other.startswith(key)]
    return found[0] if len(found) == 1 else None


def _records(entity: Entity, tallies: Iterable[Tally]) -> tuple[SponsorRecord, ...]:
    groups: dict[tuple[int, str, Program], list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[tally.fiscal_year, tally.dataset, tally.program].append(tally)
    records = [
        SponsorRecord(
            employer_id=entity.employer_id,
            legal_name=entity.legal_name,
            dataset=group[0].dataset,
            program=program,
            fiscal_year=year,
            certified=sum(tally.certified for tally in group),
            denied=sum(tally.denied for tally in group),
            withdrawn=sum(tally.withdrawn for tally in group),
            cite="; ".join(dict.fromkeys(tally.cite for tally in group)),
            new=_sum(tally.new for tally in group),
            ml_titles=_sum(tally.ml_titles for tally in group),
        )
        for (year, _, program), group in groups.items()
    ]
    return tuple(sorted(records, key=lambda record: (-record.fiscal_year, record.dataset, record.program)))


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
