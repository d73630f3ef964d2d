"""A dataset on its way into readings: its knowledge from a YAML file, its rows in blocks, each block a document.

A row is a claim whose quote is the row itself, as it stands in the file. A block of 500 rows is one document with one reading,
so that a file of any size takes the memory of one block, and what is recorded already is known by its hash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from foedus.exchange.datafiles import knowledge
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.naming import Naming
from foedus.exchange.importers.rows import Layout, Row, Table, open_table
from foedus.model.reading import Reading
from foedus.model.source import Document

BLOCK = 500
NOTHING_KNOWN: frozenset[str] = frozenset()

Code = Callable[[Row, Coding], None]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is known of a dataset: the `reader` and `version` that sign its claims, its `name`, the layout of its files, how its
    actors are told apart, and its `codes` by the column they stand in."""

    reader: str
    version: str
    name: str
    layout: Layout
    naming: Naming
    codes: Mapping[str, Any] = field(default_factory=dict)
    release: str | None = None  # a pattern that finds its version in the name of a file

    def publisher(self, file: Path) -> str:
        """The name with the version that the file's own name tells ("UCDP GED 23.1")."""
        found = re.search(self.release, file.name) if self.release else None
        return f"{self.name} {'.'.join(filter(None, found.groups()))}" if found else self.name


@cache
def dataset(name: str) -> Dataset:
    """The dataset that `data/NAME.yml` describes."""
    return described(data(name))


def described(told: Mapping[str, Any]) -> Dataset:
    """The dataset that a mapping describes, as a file of `data/` does."""
    layout = Layout(
        told["name"],
        frozenset(column.lower() for column in (*told.get("columns", ()), *told.get("positions", ()))),
        tuple(told.get("required", ())),
        tuple(column.lower() for column in told.get("positions", ())),
        told.get("quoted", True),
    )
    naming = Naming.of(told.get("actors", {}))
    return Dataset(told["reader"], str(told["version"]), told["name"], layout, naming, told.get("codes", {}), told.get("release"))


def data(name: str) -> dict[str, Any]:
    """The content of `data/NAME.yml`."""
    return knowledge(name, "importers")


def readings(file: Path, told: Dataset, code: Code, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The readings of a file, a block at a time; `code` says what a row claims. One whose id is in `known` comes empty.

    Raises NotFound or BadInput as `open_table` does, before or between two readings.
    """
    table = open_table(file, told.layout)
    publisher = told.publisher(file)
    is_first = True
    while rows := list(islice(table.rows, BLOCK)):
        document, starts = _document(file, publisher, table, rows)
        blank = Reading(document, told.reader, told.version)
        yield blank if blank.id in known else _coded(told, document, code, (table, rows, starts), is_first)
        is_first = False


def _document(file: Path, publisher: str, table: Table, rows: Sequence[Row]) -> tuple[Document, list[int]]:
    """The block as a document, and where each of its rows begins."""
    parts = [table.header] if table.header else []
    at = len(table.header) + 1 if table.header else 0
    starts: list[int] = []
    for row in rows:
        starts.append(at)
        parts.append(row.line)
        at += len(row.line) + 1
    span = f"{rows[0].number}-{rows[-1].number}"
    return Document(
        "\n".join(parts) + "\n",
        f"{file.name}, rows {span}",
        publisher,
        origin=f"{file}#rows={span}",
        media_type=table.media_type,
    ), starts


def _coded(
    told: Dataset, document: Document, code: Code, block: tuple[Table, Sequence[Row], Sequence[int]], is_first: bool
) -> Reading:
    table, rows, starts = block
    coding = Coding(document, (told.reader, told.version), told.naming)
    if is_first:
        _remark(told, table, coding)
    strange: set[str] = set()
    for row, start in zip(rows, starts, strict=True):
        coding.begin(row, start)
        if row.fault is not None:
            coding.gap(f"row {row.number} cannot be understood: {row.fault}")
            continue
        if not table.columns:
            _strangers(told, row, strange, coding)
        code(row, coding)
    return Reading(document, told.reader, told.version, coding.actors, tuple(coding.claims), tuple(coding.gaps))


def _remark(told: Dataset, table: Table, coding: Coding) -> None:
    """What is to be said once a file, on its first block."""
    for note in table.notes:
        coding.note(note)
    for column in dict.fromkeys(table.columns):
        if column and column not in told.layout.known:
            at = table.header.lower().find(column)
            where = (at, at + len(column)) if at >= 0 else None
            coding.note(_stranger(column, told), where)
    nearest = list(_nearest(told.codes))
    if nearest:
        coding.note(f"codes that have no equal here are taken over as the nearest type: {'; '.join(nearest)}")


def _strangers(told: Dataset, row: Row, strange: set[str], coding: Coding) -> None:
    for column in row.index:
        if column not in told.layout.known and column not in strange:
            strange.add(column)
            coding.gap(_stranger(column, told))


def _stranger(column: str, told: Dataset) -> str:
    return f"column {column!r} is none that the importer of {told.name} knows; its cells stand in the quotes alone"


def _nearest(codes: Mapping[str, Any]) -> Iterator[str]:
    for column, table in codes.items():
        for code, meaning in table.items() if isinstance(table, dict) else ():
            if isinstance(meaning, dict) and meaning.get("nearest"):
                yield f"{column} {code} as {meaning['type']}"
