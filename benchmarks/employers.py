"""How well printed names are resolved to legal entities, and how fast.

    python benchmarks/employers.py [--half tuned|held]

Needs ../shared. Prints, for each set of records, right, wrong and missed of

- 36 brands with the names that they filed under in LCA files of FY2025: with the aliases that ship and by names alone,
  among the brands' own names, among 46,000 names of a year, and in the starter table. The aliases were written with
  these brands in view, names alone were not;
- trade names: of 18,424 pairs "X d/b/a Y" that were filed, whether Y leads to X (recall at 1, precision) among 46,000
  other filers, and whether X is named first, as the answer or as the one that comes nearest; with and without the
  filer's state as the place of a posting, for all pairs and for those that USCIS did not cut. ``--half`` takes one half
  of the pairs, told apart by a hash of X; only ``tuned`` was looked at;

and the time of 20,000 distinct names against 300,000 entities, and of one name. Exit 1 when a brand with the aliases is
resolved wrongly.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
import weakref
from collections import defaultdict
from pathlib import Path

import duckdb

from greenflag.employers import Resolver
from greenflag.ports import Records
from greenflag.records import RecordTables, starter_records
from greenflag.records.build import open_database
from greenflag.records.entities import Filer, write_entities
from shared import need

MANY_ENTITIES = 300_000
NAMES_AT_ONCE = 20_000
CUT_AT = (33, 34)  # characters: through FY2021 USCIS cut names there, so that "BANFIELD" became "BANF"
NO_FIGURES = """
  copy (select 1 as entity, 'LCA' as dataset, 'H-1B' as program, 2025::smallint as fiscal_year, 1 as certified,
    0 as denied, 0 as withdrawn, 'none' as cite, null::int as "new", null::int as ml_titles, null::int as continuing,
    null::int as change_employer) to '{}' (format parquet)
"""


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--half", choices=("tuned", "held"), default="held")
    asked = options.parse_args()
    data = need("data", "records")
    rows = duckdb.sql(f"from '{data}/brand_to_legal_names_dev.parquet'").fetchall()
    filed_as: dict[str, set[str]] = defaultdict(set)
    own: dict[str, tuple[int, str]] = {}
    for brand, legal, cases, *_ in rows:
        filed_as[brand].update([legal] if legal else [])
        if legal:
            own[legal] = (cases or 0, "")
    year = {
        name: (cases, state or "")
        for name, cases, state in duckdb.sql(
            f"select employer_name, lca_total, top_state from '{data}/lca_2025_employer_agg_jobhunt.parquet'"
        ).fetchall()
    }
    wrong = 0
    for label, records in (
        ("the brands' own names", tables(own)),
        ("all names of a year", tables(own | year)),
        ("the starter table", starter_records()),
    ):
        wrong += measure(f"{label}, with aliases", records, Resolver(records), filed_as)
        measure(f"{label}, names alone", records, Resolver(records, aliases={}), filed_as)
    trade_names(data, year, asked.half)
    speed(year)
    return 1 if wrong else 0


def tables(names: dict[str, tuple[int, str]]) -> RecordTables:
    """Return records of names as filed, with how many cases and from which state."""
    filers = [Filer(name, cases, cases, states={state}, cut=False) for name, (cases, state) in names.items()]
    path = Path(tempfile.mkdtemp())
    with open_database(path) as (database, _):
        write_entities(database, path, filers)
        database.execute(NO_FIGURES.format(path / "figures.parquet"))
    records = RecordTables(path, "benchmark")
    weakref.finalize(records, shutil.rmtree, path)
    return records


def measure(label: str, records: Records, resolver: Resolver, filed_as: dict[str, set[str]]) -> int:
    right, wrong, missed = [], [], []
    for brand, legal in filed_as.items():
        match = resolver.resolve(brand)
        if match.employer_id is None:
            (missed if legal else right).append(brand)
        else:
            names = {name.strip() for name in records.entity(match.employer_id).names}
            (right if {plain(name) for name in names} & {plain(name) for name in legal} else wrong).append(
                f"{brand} -> {match.legal_names}"
            )
    print(f"{label}: of {len(filed_as)} brands {len(right)} right, {len(wrong)} wrong, {len(missed)} missed")
    for what, brands in (("wrong", wrong), ("missed", missed)):
        if brands:
            print(f"  {what}: {', '.join(brands)}")
    return len(wrong)


def plain(name: str) -> str:
    return " ".join(name.lower().replace(".", "").replace(",", "").split())


def trade_names(data: Path, year: dict[str, tuple[int, str]], half: str) -> None:
    pairs = [
        (raw.strip(), right)
        for raw, right in duckdb.sql(
            f"select raw_name, right_name from '{data}/employer_dba_alias_pairs.parquet' "
            "where right_norm != '' and left_norm != ''"
        ).fetchall()
    ]
    hub = f"select trim(employer), mode(state) from '{data}/uscis_h1b_hub_rows.parquet' group by 1"
    state_of = {name: state or "" for name, state in duckdb.sql(hub).fetchall()} | {n: s for n, (_, s) in year.items()}
    records = tables(year | {raw: (1, state_of.get(raw, "")) for raw, _ in pairs if raw not in year})
    of_half = [(raw, right) for raw, right in pairs if (half == "held") == is_held(raw)]
    whole = [pair for pair in of_half if len(pair[0]) not in CUT_AT]
    resolver = Resolver(records)
    resolver.prepare(right for _, right in of_half)
    entity_of = {name: entity.legal_name for entity in records.entities() for name in entity.names}
    for label, chosen, placed in (
        (f"{half} half", of_half, False),
        (f"{half} half, with the filer's state", of_half, True),
        ("of these not cut by USCIS", whole, False),
        ("of these not cut by USCIS, with the filer's state", whole, True),
    ):
        found = right_ones = first = 0
        for raw, printed in chosen:
            state = state_of.get(raw, "") if placed else ""
            match = resolver.resolve(printed, (state,) if state else ())
            meant = entity_of[raw]
            first += meant in (match.legal_names or (match.runner_up,))
            found += match.employer_id is not None
            right_ones += meant in match.legal_names
            if match.employer_id and meant not in match.legal_names and half == "tuned":
                print(f"  {printed} -> {match.legal_names[0]} (filed: {raw})")
        print(
            f"trade names ({label}, {len(chosen):,}): recall@1 {right_ones / len(chosen):.3f}, precision "
            f"{right_ones / max(found, 1):.3f}; named first, accepted or not: {first / len(chosen):.3f}"
        )


def is_held(raw: str) -> bool:
    return hashlib.sha256(raw.strip().lower().encode()).digest()[0] % 2 == 1


def speed(year: dict[str, tuple[int, str]]) -> None:
    names = dict(year)
    real = list(year.items())
    for number in range(MANY_ENTITIES - len(year)):
        name, filed = real[number % len(real)]
        names[f"{name_word(number)} {name}"] = filed
    began = time.perf_counter()
    records = tables(names)
    built = time.perf_counter()
    printed = [name for number, name in enumerate(names) if number % (len(names) // NAMES_AT_ONCE) == 0][:NAMES_AT_ONCE]
    resolver = Resolver(records)
    resolver.prepare(printed)
    found = sum(resolver.resolve(name).employer_id is not None for name in printed)
    done = time.perf_counter()
    single = Resolver(records)
    single.resolve(printed[0])
    warm = time.perf_counter()
    for name in printed[1:201]:
        single.resolve(name)
    each = (time.perf_counter() - warm) / 200
    print(
        f"{len(names):,} entities: tables in {built - began:.1f} s; {len(printed):,} names in {done - built:.1f} s "
        f"({found / len(printed):.0%} found); one name {each * 1_000:.1f} ms"
    )


def name_word(number: int) -> str:
    letters = "bcdfglmnprst"
    return "".join(letters[number // 12**k % 12] + "aeiou"[number // 5**k % 5] for k in range(4)).capitalize()


if __name__ == "__main__":
    sys.exit(main())
