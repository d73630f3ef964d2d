"""Parquet: the tables in typed columns, for R, pandas, polars, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from foedus.exchange.exporters.deliver import Part
from foedus.exchange.exporters.extras import needed
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import Row, Table, tables

_ROWS = 50_000  # rows held in memory at a time: one row group


def parquet(told: Selection, report: Report) -> Iterator[Part]:
    """A Parquet file for each table; dates are dates, text is text as it stands. Raises BadInput where pyarrow is absent."""
    arrow, writer = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    for table in tables().values():
        yield f"{table.name}.parquet", [_file(table, table.rows(told, report), arrow, writer)]


def _file(table: Table, rows: Iterator[Row], arrow: Any, writer: Any) -> bytes:
    types = {"text": arrow.string(), "int": arrow.int64(), "float": arrow.float64(), "bool": arrow.bool_()}
    types["date"] = arrow.date32()
    fields = [arrow.field(one.name, types[one.type], metadata={"means": one.means}) for one in table.columns]
    schema = arrow.schema(fields, metadata={"means": table.means})
    made = BytesIO()
    with writer.ParquetWriter(made, schema, compression="zstd") as file:
        while group := list(islice(rows, _ROWS)):
            file.write_table(arrow.Table.from_pylist(group, schema=schema))
    return made.getvalue()
