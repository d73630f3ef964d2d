"""An Excel workbook: sheets of actors, events, relations, ties, sources and the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from foedus.errors import BadInput
from foedus.exchange.cells import defused
from foedus.exchange.exporters.deliver import timeless
from foedus.exchange.exporters.extras import needed
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import Cell, Column, Row, Table, claim_row, tables
from foedus.exchange.exporters.xml_text import fit

if TYPE_CHECKING:
    from foedus.ledger.entries import Entry

_LONGEST = 32_767  # characters that a cell can hold
_MOST_ROWS = 1_048_576  # rows that a sheet can hold, the heading included
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = rb"\g<1>1980-01-01T00:00:00Z"
_EXACT = 2**53  # up to which a spreadsheet, whose numbers are doubles, holds every whole number


def xlsx(told: Selection, report: Report) -> Iterator[bytes]:
    """The workbook. Raises BadInput where openpyxl is absent."""
    openpyxl = needed("openpyxl", "xlsx")
    report.note("table people: names in one slot are joined by ' | '; export csv keeps them apart, with the actors' ids")
    report.note("spells and the names that each document uses; export csv has them")
    book = openpyxl.Workbook(write_only=True)
    shown = tables()
    _sheet(book, shown["actors"], shown["actors"].rows(told, report), report)
    for form, name in (("event", "events"), ("relation", "relations")):
        of_form = shown["claims"].of(form, name)
        _sheet(book, _with_citations(of_form), (_cited(entry, report) for entry in told.claims(form)), report)
    for name in ("ties", "sources", "codebook"):
        _sheet(book, shown[name], shown[name].rows(told, report), report)
    made = BytesIO()
    book.save(made)
    yield _timeless(made)


def _with_citations(table: Table) -> Table:
    citations = Column("citations", "text", "Sources that the text cites.")
    return Table(table.name, table.means, table.key, (*table.columns, citations))


def _cited(entry: Entry, report: Report) -> Row:
    cited = ((one.publisher, one.place, one.date.edtf if one.date else None) for one in entry.claim.citations)
    told = (", ".join(filter(None, parts)) for parts in cited)
    return claim_row(entry, report) | {"citations": "; ".join(told) or None}


def _sheet(book: Any, table: Table, rows: Iterable[Row], report: Report) -> None:
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    sheet.append(list(table.names))
    for count, row in enumerate(rows, 2):
        if count > _MOST_ROWS:
            raise BadInput(f"a sheet holds {_MOST_ROWS - 1:,} rows and there are more {table.name}; filter, or export csv")
        claim = row.get("claim")
        sheet.append([_cell(row.get(name), str(claim) if claim else None, report) for name in table.names])


def _cell(value: Cell, claim: str | None, report: Report) -> Any:
    if isinstance(value, date):
        return value.isoformat()  # a date cell would begin in 1900, and lose what is older
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        return str(value)
    if not isinstance(value, str):
        return value
    text = defused(fit(value))
    if claim is not None and fit(value) != value:
        report.reduce(claim, "control characters, which a workbook cannot hold")
    if len(text) > _LONGEST:
        if claim is not None:
            report.reduce(claim, f"what goes beyond {_LONGEST:,} characters in a cell")
        text = text[:_LONGEST]
    return text


def _timeless(made: BytesIO) -> bytes:
    """The same workbook without the time at which it was made."""
    out = BytesIO()
    with ZipFile(made) as packed, ZipFile(out, "w") as again:
        for info, content in timeless(packed):
            again.writestr(info, _MADE.sub(_NO_TIME, content) if info.filename == "docProps/core.xml" else content)
    return out.getvalue()
