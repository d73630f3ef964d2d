"""How commands print: tables on a terminal, tab-separated lines into a pipe, JSON when asked for; notes go to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer

from foedus.interfaces.wording.plain import clean


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and whether its words may be broken over lines."""

    heading: str
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, as a terminal shows them."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a command found: `lines` for a pipe, `records` for programs, `table` for a terminal (narrow enough for 80
    columns), and what to say where there is nothing."""

    table: Table
    lines: Sequence[Sequence[object]]
    records: Sequence[dict[str, Any]]
    nothing: str


def columns(*headings: str) -> tuple[Column, ...]:
    """Columns of these headings; one that begins with "!" is never broken."""
    return tuple(Column(heading.removeprefix("!"), not heading.startswith("!")) for heading in headings)


def listing(
    table: Table, records: Sequence[dict[str, Any]], nothing: str, lines: Sequence[Sequence[object]] | None = None
) -> Listing:
    """A listing whose lines for a pipe are the rows of the table, unless given."""
    return Listing(table, table.rows if lines is None else lines, records, nothing)


def show(listing: Listing, as_json: bool) -> None:
    """Prints a listing in the form that suits where it goes."""
    if as_json:
        show_json(listing.records)
    elif not listing.lines:
        note(listing.nothing)
    elif on_terminal():
        _show_table(listing.table)
    else:
        for line in listing.lines:
            typer.echo("\t".join(map(clean, line)))


def show_json(value: object) -> None:
    """Prints a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def note(sentence: str) -> None:
    """Says something besides the answer, on standard error."""
    typer.echo(clean(sentence), err=True)


def on_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def _show_table(shown: Table) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in shown.columns:
        table.add_column(column.heading, no_wrap=not column.breaks, overflow="fold" if column.breaks else "ellipsis")
    for row in shown.rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    Console(highlight=False).print(table)
