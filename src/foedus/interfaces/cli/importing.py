"""``foedus import``: what others coded, into the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.common import LedgerOption, ledger_address, opened

if TYPE_CHECKING:
    from foedus.interfaces.batch import Outcome

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE.json...", help="Claims in the codebook's form, each with its text beside it.", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="Brings what others coded into the ledger.")
    group.command("claims", epilog="Example: foedus import claims coded/*.json --ledger study.sqlite")(claims)
    app.add_typer(group, name="import")


def claims(files: Files, ledger: LedgerOption = None) -> None:
    """Records hand-coded claims, or those of read --json, as a reading by "imported".

    The text of FILE.json is FILE.txt beside it; every quote must stand in it word for word. What cannot be taken over is
    named: a claim becomes a gap, a file that is broken costs only itself.
    """
    from foedus.interfaces.batch import record_all
    from foedus.interfaces.cli.summary import Summary

    address = ledger_address(ledger)
    summary = Summary(address, None)
    with opened(ledger, create=True) as one:
        for taken in record_all(one, (_outcome(file, address) for file in files)):
            summary.add(taken)
    summary.show()
    if summary.faults:
        raise typer.Exit(1)


def _outcome(file: Path, address: str) -> Outcome:
    from foedus.errors import FoedusError
    from foedus.exchange.importers.claims import import_claims
    from foedus.interfaces.batch import Outcome, origin_of
    from foedus.reading.documents.sources import source_of

    source = source_of(str(file))
    try:
        reading = import_claims(file)
    except FoedusError as fault:
        return Outcome(source, fault=str(fault))
    origin = origin_of(source_of(str(file.with_suffix(".txt"))), address)
    return Outcome(source, replace(reading, document=replace(reading.document, origin=origin)))
