"""Workbooks (.xlsx): the rows of the first sheet, each as its cells with tabs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.rows import Layout, Row, Table, check_columns, folded, index_of

_BREAKS = re.compile(r"[\x00-\x1f\x7f]+")  # what would break a row that is written on one line


def table(file: Path, layout: Layout) -> Table:
    """The rows of a workbook. Raises BadInput as `open_table` does, and where the extra xlsx is not installed."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise BadInput(f"to read {file}, install openpyxl: pip install 'foedus[xlsx]'; or save it as CSV") from None
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as fault:  # noqa: BLE001, openpyxl lets out whatever a broken archive brings about
        raise BadInput(f"{file} is no readable workbook ({fault}); save it again as .xlsx or CSV") from None
    sheets = [sheet for sheet in book.worksheets if sheet.max_row is None or sheet.max_row > 0]
    rows = _lines(file, sheets[0]) if sheets else iter(())
    head = next(rows, None)
    if head is None:
        raise BadInput(f"the first sheet of {file} is empty; {layout.dataset} has a row for each event or tie")
    if layout.positions and folded(head)[0] not in layout.known:
        columns, header, rows = list(layout.positions), "", chain([head], rows)
    else:
        columns, header = folded(head), "\t".join(head)
        check_columns(file, layout, columns, "in the first sheet")
    others = [sheet.title for sheet in sheets[1:]]
    notes = (f"only the first sheet was read, not {', '.join(others)}",) if others else ()
    return Table(columns, header, _rows(rows, columns), "text/tab-separated-values", notes)


def _lines(file: Path, sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    try:
        for values in sheet.iter_rows(values_only=True):
            cells = [_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield cells
    except Exception as fault:  # noqa: BLE001, as above
        raise BadInput(f"{file} is no readable workbook ({fault}); save it again as .xlsx or CSV") from None


def _rows(rows: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    index, width = index_of(columns), len(columns)
    for number, cells in enumerate(rows, 1):
        line = "\t".join(cells)
        if len(cells) > width:
            yield Row(number, line, fault=f"{len(cells)} cells for {width} columns")
        else:
            yield Row(number, line, [*cells, *[""] * (width - len(cells))], index)


def _text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _BREAKS.sub(" ", str(value))
