"""Tidy CSV: a folder of tables, one claim a row in a long one, with the codebook beside it."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.exchange.exporters.csv_text import csv_lines
from foedus.exchange.exporters.deliver import Part
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import tables


def tidy_csv(told: Selection, report: Report) -> Iterator[Part]:
    """A CSV file for each table."""
    for table in tables().values():
        yield f"{table.name}.csv", csv_lines(table.names, table.rows(told, report))
