"""``foedus import``: what others coded, into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.exchange.importers.registry import IMPORTERS
from foedus.interfaces.cli.common import LedgerOption, ledger_address, opened, span_given
from foedus.interfaces.cli.formats import brief, formats

if TYPE_CHECKING:
    from foedus.exchange.importers.registry import Importer
    from foedus.interfaces.batch import Outcome, Taken
    from foedus.interfaces.cli.imported import ImportSummary
    from foedus.ledger.session import Ledger

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Files of that format; .gz is unpacked.", show_default=False)
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE.yml", help="What the columns are (default: NAME.mapping.yml beside NAME.csv)."),
]
Table = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The same names on top and at the side.", show_default=False)]
TypeOption = Annotated[str, typer.Option("--type", "-t", metavar="TYPE", help="What a cell above zero says of the two.")]
KindOption = Annotated[str, typer.Option("--kind", metavar="KIND", help="What the actors are.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Since when it holds.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until when.")]
PublishedOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="When the table was published.")]

_MATRIX_EXAMPLE = "Example: foedus import matrix infighting.csv --type fights --from 2014 --to 2017-09 --published 2018-06"
_ABOUT = """Brings what others coded into the ledger: datasets, tables, annotations.

A row or annotation becomes a claim that rests on its own words. What is in the ledger already is passed over; what cannot be
taken over is named: foedus gaps. foedus import FORMAT --help says what a format takes.
"""
_EXAMPLES = (
    "Examples: foedus import ucdp-ged GEDEvent_v25_1.csv; foedus import table incidents.csv --mapping incidents.mapping.yml"
)
_LARGE = 2_000_000  # bytes; what is smaller is done before a bar would help
_PACKED = (".gz", ".xlsx")


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = formats(_ABOUT, "FILE...")
    for name, entry in IMPORTERS.items():
        example = f"Example: foedus import {name} {entry.example} --ledger study.sqlite"
        command = _table if name == "table" else _command(name)
        group.command(name, help=entry.help, short_help=brief(entry.help), epilog=example)(command)
    group.command("matrix", short_help="Records a square table of who had to do with whom.", epilog=_MATRIX_EXAMPLE)(matrix)
    app.add_typer(group, name="import", epilog=_EXAMPLES)


def _command(name: str) -> Callable[..., None]:
    def command(files: Files, ledger: LedgerOption = None) -> None:
        from foedus.exchange.importers.registry import importer

        _import(importer(name), files, ledger)

    return command


def _table(files: Files, mapping: Mapping = None, ledger: LedgerOption = None) -> None:
    from foedus.exchange.importers.mapped import import_table

    _import(partial(import_table, mapping=mapping), files, ledger)


def _import(take: Importer, files: list[Path], ledger: str | None) -> None:
    """Records what the importer makes of the files, as the current readings of their documents.

    What the ledger has already is passed over, so that a run that was stopped can be run again.
    """
    from foedus.interfaces.batch import known_readings, record_all
    from foedus.interfaces.cli.imported import ImportSummary

    address = ledger_address(ledger)
    summary = ImportSummary(address, None, "give it in the file as published, and import that again")
    with opened(ledger, create=True) as one:
        known = known_readings(one)
        found = (outcome for file in files for outcome in outcomes(take, file, address, known))
        try:
            for taken in _with_progress(record_all(one, found, preferred=True), files):
                summary.add(taken)
            _let_go(one, files, summary)
        except BaseException:
            if summary.has_news:
                summary.show()
            raise
    summary.show()
    if summary.faults:
        raise typer.Exit(1)


def _let_go(ledger: Ledger, files: list[Path], summary: ImportSummary) -> None:
    """Of files that were read to their end, supersedes the blocks of rows that an earlier release had under another count."""
    from datetime import UTC, datetime

    from foedus.interfaces.batch import origin_of
    from foedus.interfaces.cli.imported import ROWS
    from foedus.ledger.intake import let_go
    from foedus.reading.documents.sources import source_of

    for file in dict.fromkeys(map(str, files)):
        if file not in summary.broken:
            begin = f"{origin_of(source_of(file), summary.ledger)}{ROWS}"
            summary.let_go(file, let_go(ledger, begin, summary.origins, datetime.now(UTC)))


def matrix(
    file: Table,
    type_: TypeOption = "fights",
    kind: KindOption = "group",
    from_: FromOption = None,
    to: ToOption = None,
    published: PublishedOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Records a square table of who had to do with whom: a tie for each pair whose cell is above zero, with its line as quote."""
    from foedus.exchange.importers.matrix import Meaning, import_matrix
    from foedus.interfaces.batch import Outcome, origin_of, record_all
    from foedus.interfaces.cli.summary import Summary
    from foedus.reading.documents.sources import source_of

    meaning = Meaning(type_, span_given(from_, "--from"), span_given(to, "--to"), kind)
    reading = import_matrix(file, meaning, span_given(published, "--published"))
    address, source = ledger_address(ledger), source_of(str(file))
    document = replace(reading.document, origin=origin_of(source, address))
    summary = Summary(address, None)
    with opened(ledger, create=True) as one:
        for taken in record_all(one, [Outcome(source, replace(reading, document=document))]):
            summary.add(taken)
    summary.show()


def outcomes(take: Importer, file: Path, address: str, known: Container[str]) -> Iterator[Outcome]:
    """What becomes of a file: its readings one by one, and a fault where it breaks off."""
    from foedus.errors import FoedusError
    from foedus.interfaces.batch import Outcome, origin_of
    from foedus.interfaces.cli.imported import ROWS
    from foedus.reading.documents.sources import source_of

    source = source_of(str(file))
    try:
        for reading in take(file, known):
            path, mark, rows = (reading.document.origin or str(file)).partition(ROWS)
            origin = f"{origin_of(source_of(path), address)}{mark}{rows}"
            document = replace(reading.document, origin=origin)
            yield Outcome(source, replace(reading, document=document), known=not reading.claims and reading.id in known)
    except FoedusError as fault:
        yield Outcome(source, fault=str(fault))


def _with_progress(taken: Iterable[Taken], files: list[Path]) -> Iterator[Taken]:
    """The same, with a bar on standard error where a person sees it: how much of the files is recorded, and how many claims."""
    sizes = [file.stat().st_size if file.is_file() else 0 for file in files]
    if not sys.stderr.isatty() or sum(sizes) < _LARGE:
        yield from taken
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    total = None if any(file.suffix.lower() in _PACKED for file in files) else sum(sizes)
    shown = (TextColumn("importing"), BarColumn(), TextColumn("{task.fields[claims]:,} claims"), TimeElapsedColumn())
    with Progress(*shown, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task, claims = bar.add_task("", total=total, claims=0), 0
        for one in taken:
            yield one
            reading = one.outcome.reading
            if reading is not None:
                claims += len(reading.claims)
                bar.update(task, advance=len(reading.document.text), claims=claims)
