"""Rows as CSV (RFC 4180, UTF-8), with what a spreadsheet could run defused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from foedus.exchange.cells import defused

Cell = str | int | float | bool | date | None


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """The heading, then a record a row; a column that a row lacks is empty."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    for cells in _records(columns, rows):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _records(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[list[Cell]]:
    yield list(columns)
    for row in rows:
        yield [_cell(row.get(column)) for column in columns]


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(value) if isinstance(value, str) else value
