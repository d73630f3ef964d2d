"""A SQLite file of the tables, ready for Datasette: keys, references, and a full-text index of the quotes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import Cell, Row, Table, tables

_TYPES = {"text": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER", "date": "TEXT"}
_PIECE = 1 << 20


def sqlite(told: Selection, report: Report) -> Iterator[bytes]:
    """The database. It is not a ledger: it holds the claims as they stand, and nothing of what became of them."""
    report.note("judgements that are superseded or undone, and superseded readings; export json has the judgements")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.sqlite"
        with closing(sqlite3.connect(path)) as made:
            for table in tables().values():
                _fill(made, table, table.rows(told, report))
            made.execute("CREATE VIRTUAL TABLE claims_fts USING fts5(quote, attribution, content='claims')")
            made.execute("INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')")
            made.commit()
            made.execute("VACUUM")
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _fill(made: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    columns = [f"{_quoted(one.name)} {_TYPES[one.type]}" for one in table.columns]
    if table.key:
        columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    for one in table.columns:
        if one.refers is not None:
            other, _, column = one.refers.partition(".")
            columns.append(f"FOREIGN KEY ({_quoted(one.name)}) REFERENCES {_quoted(other)} ({_quoted(column)})")
    made.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})")
    places = ", ".join("?" * len(table.columns))
    made.executemany(
        f"INSERT INTO {_quoted(table.name)} VALUES ({places})",
        ([_cell(row[name]) for name in table.names] for row in rows),
    )
    for one in table.columns:
        if one.refers is not None and table.key[:1] != (one.name,):
            made.execute(f"CREATE INDEX {_quoted(f'{table.name}_{one.name}')} ON {_quoted(table.name)} ({_quoted(one.name)})")


def _cell(value: Cell) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value


def _quoted(name: str) -> str:
    return f'"{name}"'
