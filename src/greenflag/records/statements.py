"""The SQL statements beside this module (``sql/``), and the macros they share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from greenflag.geography import STATES
from greenflag.records.titles import ML_TITLE

if TYPE_CHECKING:
    import duckdb

_FOLDER = Path(__file__).parent / "sql"


def statement(name: str, **parts: object) -> str:
    """Return a statement with ``parts`` in place of ``{their names}``."""
    text = _read(name)
    for part, value in parts.items():
        text = text.replace(f"{{{part}}}", str(value))
    return text


def literal(text: object) -> str:
    """Return a text as an SQL string."""
    return "'" + str(text).replace("'", "''") + "'"


def define_macros(database: duckdb.DuckDBPyConnection) -> None:
    """Give a database the macros by which the statements read cells."""
    states = ", ".join(f"{literal(name.upper())}: '{code}'" for code, name in STATES.items())
    database.execute(_read("cells"))
    database.execute(  # PERM's older form writes states out
        "create or replace temp macro state_code(cell) as case when length(cell) = 2 then upper(cell) "
        f"else coalesce(map {{{states}}}[upper(bare(cell))], upper(bare(cell))) end"
    )
    database.execute(
        "create or replace temp macro is_ml(title, code) as "
        f"starts_with(bare(code), '15') and regexp_matches(bare(title), {literal(ML_TITLE)}, 'i')"
    )


@cache
def _read(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
