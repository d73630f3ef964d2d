"""How commands print: tables on a terminal, tab-separated lines into a pipe, JSON when asked for; notes go to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

# Control characters and changes of writing direction, with which a document could rewrite what stands on a terminal.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and whether its words may be broken over lines."""

    heading: str
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """What a command found: `rows` for people, `records` for programs, and what to say where there is nothing."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    records: Sequence[dict[str, Any]]
    nothing: str


def columns(*headings: str) -> tuple[Column, ...]:
    """Columns of these headings; one that begins with "!" is never broken."""
    return tuple(Column(heading.removeprefix("!"), not heading.startswith("!")) for heading in headings)


def clean(value: object) -> str:
    """A value on one line, without characters that could disturb a terminal; "" for None."""
    return "" if value is None else _UNSAFE.sub("", _BLANKS.sub(" ", str(value))).strip()


def show(listing: Listing, as_json: bool) -> None:
    """Prints a listing in the form that suits where it goes."""
    if as_json:
        show_json(listing.records)
    elif not listing.rows:
        note(listing.nothing)
    elif on_terminal():
        _show_table(listing)
    else:
        for row in listing.rows:
            typer.echo("\t".join(map(clean, row)))


def show_json(value: object) -> None:
    """Prints a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_blocks(blocks: Iterable[Callable[[], None]]) -> None:
    """Prints parts with an empty line between them."""
    for position, block in enumerate(blocks):
        if position:
            typer.echo("")
        block()


def note(sentence: str) -> None:
    """Says something besides the answer, on standard error."""
    typer.echo(clean(sentence), err=True)


def on_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def _show_table(listing: Listing) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for column in listing.columns:
        table.add_column(column.heading, no_wrap=not column.breaks, overflow="fold" if column.breaks else "ellipsis")
    for row in listing.rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    Console(highlight=False).print(table)
