"""``foedus import``: what others coded, into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.exchange.importers.registry import IMPORTERS
from foedus.interfaces.cli.common import LedgerOption, ledger_address, opened, span_given

if TYPE_CHECKING:
    from foedus.exchange.importers.registry import Importer
    from foedus.interfaces.batch import Outcome

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE.json...", help="Claims in the codebook's form, each with its text beside it.", show_default=False
    ),
]


Table = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The same names on top and at the side.", show_default=False)]
TypeOption = Annotated[str, typer.Option("--type", "-t", metavar="TYPE", help="What a cell above zero says of the two.")]
KindOption = Annotated[str, typer.Option("--kind", metavar="KIND", help="What the actors are.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Since when it holds.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until when.")]
PublishedOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="When the table was published.")]

_MATRIX_EXAMPLE = "Example: foedus import matrix infighting.csv --type fights --from 2014 --to 2017-09 --published 2018-06"


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="Brings what others coded into the ledger.")
    for name, entry in IMPORTERS.items():
        example = f"Example: foedus import {name} {entry.example} --ledger study.sqlite"
        group.command(name, help=entry.help, epilog=example)(_command(name))
    group.command("matrix", epilog=_MATRIX_EXAMPLE)(matrix)
    app.add_typer(group, name="import")


def _command(name: str) -> Callable[..., None]:
    def command(files: Files, ledger: LedgerOption = None) -> None:
        _import(name, files, ledger)

    return command


def _import(name: str, files: list[Path], ledger: str | None) -> None:
    """Records what the importer of that name makes of the files, as the current readings of their documents."""
    from foedus.exchange.importers.registry import importer
    from foedus.interfaces.batch import record_all
    from foedus.interfaces.cli.summary import Summary

    address, take = ledger_address(ledger), importer(name)
    summary = Summary(address, None, "give it in the file as published, and import that again")
    with opened(ledger, create=True) as one:
        for taken in record_all(one, (_outcome(take, file, address) for file in files), preferred=True):
            summary.add(taken)
    summary.show()
    if summary.faults:
        raise typer.Exit(1)


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


def _outcome(take: Importer, file: Path, address: str) -> Outcome:
    from foedus.errors import FoedusError
    from foedus.interfaces.batch import Outcome, origin_of
    from foedus.reading.documents.sources import source_of

    source = source_of(str(file))
    try:
        reading = take(file)
    except FoedusError as fault:
        return Outcome(source, fault=str(fault))
    origin = origin_of(source_of(str(file.with_suffix(".txt"))), address)
    return Outcome(source, replace(reading, document=replace(reading.document, origin=origin)))
