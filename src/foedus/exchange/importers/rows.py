"""Rows of a dataset, whatever kind of file they stand in: delimited text, a spreadsheet or JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.cells import DEFUSED, restored

MOST_COLUMNS = 512  # more are no dataset of events; a wrong separator makes thousands of one row


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, its words as they stand in the file, and its cells by column name in lower case.

    `fault` says why the row cannot be understood; its cells are then empty.
    """

    number: int
    line: str
    values: Sequence[str] = ()
    index: Mapping[str, int] = field(default_factory=dict)
    fault: str | None = None

    def __getitem__(self, column: str) -> str:
        """The cell without blanks around it and as it was before an export defused it; "" where it or its column is missing."""
        at = self.index.get(column)
        if at is None:
            return ""
        cell = self.values[at].strip()
        return restored(cell) if cell.startswith(DEFUSED) else cell


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows. `columns` are its column names in lower case, () where each row brings its own; `header` are the lines
    above the rows as they stand in the file, "" for none; `notes` say what is unsure about the file."""

    columns: Sequence[str]
    header: str
    rows: Iterator[Row]
    media_type: str
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What the files of a dataset look like.

    `known` are its columns in lower case; a file has all of `required` (of names joined by "|" one). `positions` are the columns
    in order where files have no header. `quoted` is false where quotation marks in text files are plain characters.
    """

    dataset: str
    known: frozenset[str]
    required: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    quoted: bool = True


def number(text: str) -> str:
    """A code as a whole number: some releases write 1.0 for 1."""
    return text.removesuffix(".0")


def folded(names: Sequence[str]) -> list[str]:
    """Column names as they are compared."""
    return [" ".join(name.replace("\ufeff", "").split()).lower() for name in names]


def index_of(columns: Sequence[str]) -> dict[str, int]:
    """The position of each column; of two with one name, the first."""
    index: dict[str, int] = {}
    for position, name in enumerate(columns):
        index.setdefault(name, position)
    return index


def check_columns(file: Path, layout: Layout, columns: Sequence[str], how: str) -> None:
    """Raises BadInput where a file has too many columns, or not those that its dataset always has."""
    if len(columns) > MOST_COLUMNS:
        raise BadInput(
            f"{file}, line 1: {len(columns):,} columns {how}, where a table may have {MOST_COLUMNS}; check what separates the "
            "cells, or keep only the columns to be imported"
        )
    for wanted in layout.required:
        if not set(wanted.split("|")) & set(columns):
            shown = ", ".join(repr(name[:40]) for name in columns[:4])
            raise BadInput(
                f"{file}, line 1: no column {wanted.split('|')[0]!r}, which {layout.dataset} has; {len(columns)} columns {how}, "
                f"the first of them {shown}; separate cells by commas, semicolons or tabs, or choose another importer"
            )


def open_table(file: Path, layout: Layout) -> Table:
    """The rows of a file: .xlsx by its first bytes, JSON by its first bracket, else delimited text; gzip is unpacked.

    Raises NotFound for a missing file; BadInput, then or while the rows are read, for one that is not of the layout.
    """
    from foedus.exchange.importers import delimited, records, spreadsheet
    from foedus.exchange.importers.streams import opened

    with opened(file) as stream:
        head = stream.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return spreadsheet.table(file, layout)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return records.table(file, layout)
    return delimited.table(file, layout)
