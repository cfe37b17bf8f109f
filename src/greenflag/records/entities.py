"""From names as filed to legal entities, and what each was granted in each fiscal year.

    names as filed --entity_key, tax number, cut names--> entities.parquet --counted--> figures.parquet, words.parquet

``tables.py`` reads what is written here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from greenflag.model import RecordsFile
from greenflag.records.names import employer_id, entity_key, split_names, without_form
from greenflag.records.statements import literal, statement

if TYPE_CHECKING:
    import duckdb

SURE_OF_NUMBER = 3  # cases under one name that carry the same tax number
RARE = 40  # a word in more entities' names than this finds only those whose whole name it is
DATASETS = {  # by family: what figures call it, and how it is cited
    "lca": ("LCA", "DOL LCA disclosure data"),
    "perm": ("PERM", "DOL PERM disclosure data"),
    "hub": ("USCIS", "USCIS H-1B Employer Data Hub"),
}


@dataclass(slots=True)
class Filer:
    """A name as filed, with what its cases say of it.

    ``typed`` are the cases of files whose names employers wrote themselves; ``cut`` tells a name that USCIS cut.
    """

    name: str
    typed: int = 0
    cases: int = 0
    fein: str = ""
    sectors: dict[str, int] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    trade_names: dict[str, None] = field(default_factory=dict)
    cut: bool = True


class EntityRow(msgspec.Struct):
    """A row of ``entities.parquet``."""

    employer_id: str
    names: list[str]  # the first stands for the entity
    states: list[str]
    filings: int
    sector: str
    entity: int = 0  # its number from 1, by which the other tables refer to it


def write_entities(database: duckdb.DuckDBPyConnection, folder: Path, filers: Sequence[Filer]) -> None:
    """Write ``entities``, ``names`` and ``words`` (parquet) of names as filed; ``names`` stays in the database too."""
    homes = name_homes(filers)
    by_home: dict[str, list[Filer]] = defaultdict(list)
    for filer in filers:
        by_home[homes[filer.name]].append(filer)
    rows = {key: entity_of(key, by_home[key]) for key in sorted(by_home)}
    for number, row in enumerate(rows.values(), 1):
        row.entity = number
    columns = "employer_id varchar, names varchar[], states varchar[], filings int, sector varchar, entity int"
    _load(database, folder, "entities", rows.values(), columns)
    names = ({"name": filer.name, "entity": rows[homes[filer.name]].entity} for filer in filers)
    _load(database, folder, "names", names, "name varchar, entity int")
    words = (
        {"word": word, "entity": row.entity, "whole": whole}
        for row in rows.values()
        for word, whole in words_of(row.names).items()
    )
    _load(database, folder, "words", words, "word varchar, entity int, whole boolean")
    common = f"select word from words group by 1 having count(*) > {RARE}"
    database.execute(f"delete from words where not whole and word in ({common}); alter table words drop whole")
    _save(database, folder, "entities", "entity", 2_048)
    _save(database, folder, "names", "name", 20_000)
    _save(database, folder, "words", "word, entity", 10_000)


def read_filers(database: duckdb.DuckDBPyConnection, families: Iterable[str]) -> list[Filer]:
    """Return every name as filed in the database's tables of these families, with what its cases say of it."""
    filers: dict[str, Filer] = {}
    for family in families:
        filed = statement("hub_filers" if family == "hub" else "filers", table=family)
        for name, cases, fein, sector, states, trade_names, cut in database.execute(filed).fetchall():
            filer = filers.setdefault(name, Filer(name))
            filer.cases += cases
            filer.typed += cases if family != "hub" else 0
            filer.fein = filer.fein or fein
            filer.states.update(states)
            filer.trade_names.update(dict.fromkeys(filter(None, sorted(trade_names))))
            filer.cut = filer.cut and cut
            if sector:
                filer.sectors[sector] = filer.sectors.get(sector, 0) + cases
    return [filers[name] for name in sorted(filers)]


def name_homes(filers: Sequence[Filer]) -> dict[str, str]:
    """Return for every name as filed the key of the entity that it belongs to.

    Names whose ``entity_key`` is the same are one entity. A name filed without its legal form joins the only entity
    that has the same name with one; a name that USCIS cut joins the only entity whose name goes on from there; and
    names that give one tax number (LCA files since FY2024 Q4; of several the commonest) are one entity, however they
    are spelled.
    """
    keys = {filer.name: entity_key(filer.name) or filer.name for filer in filers}
    with_form: dict[str, set[str]] = defaultdict(set)
    for key in keys.values():
        if without_form(key) != key:
            with_form[without_form(key)].add(key)
    cut = {filer.name for filer in filers if filer.cut}
    whole = sorted({key for name, key in keys.items() if name not in cut})
    homes = {}
    for name, key in keys.items():
        twins = with_form.get(key, set())
        if name in cut:
            homes[name] = _only_longer(key, whole) or key
        else:
            homes[name] = next(iter(twins)) if len(twins) == 1 else key
    return _joined_by_tax_number(filers, homes)


def _joined_by_tax_number(filers: Sequence[Filer], homes: dict[str, str]) -> dict[str, str]:
    """Return the homes with entities of one tax number made one: that of the name that files most."""
    cases: Counter[str] = Counter()
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for filer in filers:
        cases[homes[filer.name]] += filer.cases
        if len(filer.fein) == 9:
            numbers[homes[filer.name]][filer.fein] += filer.cases
    number_of = {key: counted.most_common(1)[0][0] for key, counted in numbers.items()}
    same: dict[str, list[str]] = defaultdict(list)
    for key, number in number_of.items():
        same[number].append(key)
    chief = {}
    for number, keys in same.items():
        first = max(keys, key=lambda k: (cases[k], k))
        for key in keys:
            # a number typed once may be a slip; under names that share nothing it takes as many cases as no slip makes
            sure = numbers[key][number] >= SURE_OF_NUMBER or set(key.split()[:1]) & set(first.split())
            chief[key] = first if sure else key
    return {name: chief.get(key, key) for name, key in homes.items()}


def _only_longer(key: str, ordered: Sequence[str]) -> str | None:
    """Return the only one of the ordered keys that begins with ``key``, or None."""
    at = bisect_right(ordered, key)
    if key in ordered[max(0, at - 1) : at]:
        return key
    found = [other for other in ordered[at : at + 2] if other.startswith(key)]
    return found[0] if len(found) == 1 else None


def entity_of(key: str, filers: Sequence[Filer]) -> EntityRow:
    """Return the entity of one key: the name that employers typed most often stands for it."""

    def order(filer: Filer) -> tuple[bool, bool, int, int, str]:
        name = filer.name
        return entity_key(name) != key, split_names(name)[1] != "", -filer.typed, -filer.cases, name

    ordered = sorted(filers, key=order)
    chief = ordered[0].name
    # What follows "d/b/a" in a name that USCIS cut is itself cut: "D/B/A KITE" was Kitestring.
    filed = [split_names(filer.name)[0] if filer.cut else filer.name for filer in ordered]
    others = [split_names(name)[1] for name in filed] + [t for filer in ordered for t in filer.trade_names]
    sectors: Counter[str] = Counter()
    for filer in filers:
        sectors.update(filer.sectors)
    return EntityRow(
        employer_id=employer_id(entity_key(chief), chief),
        names=list(dict.fromkeys([*filed, *filter(None, others)])),
        states=sorted({state for filer in filers for state in filer.states} - {""}),
        filings=sum(filer.cases for filer in filers),
        sector=max(sectors, key=lambda s: (sectors[s], s)) if sectors else "",
    )


def words_of(names: Iterable[str]) -> dict[str, bool]:
    """Return the words that names are found by, and whether each is a whole name run together, legal form or not."""
    found: dict[str, bool] = {}
    for name in names:
        for part in dict.fromkeys(filter(None, (name, *split_names(name)))):
            key = entity_key(part)
            found = dict.fromkeys(key.split(), False) | found
            found |= dict.fromkeys((key.replace(" ", ""), without_form(key).replace(" ", "")), True)
    found.pop("", None)
    return found


def write_figures(
    database: duckdb.DuckDBPyConnection, folder: Path, families: Iterable[str], files: Sequence[RecordsFile]
) -> None:
    """Write ``figures`` (parquet): counts per entity, dataset, program and fiscal year, from the families' tables."""
    database.execute("create or replace temp table cites (dataset varchar, file int, name varchar, title varchar)")
    told = [(*DATASETS[f.family], number, f.name) for number, f in enumerate(files) if f.family in DATASETS]
    for dataset, title, number, name in told:
        database.execute("insert into cites values (?, ?, ?, ?)", [dataset, number, name, title])
    counts = " union all by name ".join(f"({statement(f'{family}_figures')})" for family in families)
    database.execute(statement("figures", counts=counts, out=literal(folder / "figures.parquet")))


def _load(database: duckdb.DuckDBPyConnection, folder: Path, name: str, rows: Iterable[object], columns: str) -> None:
    """Make a table of rows; through a file of JSON lines, which is a hundred times quicker than inserting."""
    encoder = msgspec.json.Encoder()
    path = folder / f"{name}.jsonl"
    with path.open("wb") as file:
        for row in rows:
            file.write(encoder.encode(row) + b"\n")
    listed = ", ".join("{}: '{}'".format(*column.strip().split(" ")) for column in columns.split(","))
    database.execute(
        f"create or replace temp table {name} as from read_json({literal(path)}, format = 'newline_delimited', "
        f"columns = {{{listed}}})"
    )
    path.unlink()


def _save(database: duckdb.DuckDBPyConnection, folder: Path, name: str, order: str, together: int) -> None:
    """Write a table in order, ``together`` rows at a time: few where single rows are asked for."""
    out = literal(folder / f"{name}.parquet")
    kind = f"format parquet, compression zstd, compression_level 9, row_group_size {together}"
    database.execute(f"copy (from {name} order by {order}) to {out} ({kind})")
