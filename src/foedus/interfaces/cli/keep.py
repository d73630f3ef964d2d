"""``foedus verify``: proof that a ledger is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.common import JsonOption, LedgerOption, opened, plural
from foedus.interfaces.cli.output import Table, columns, listing, note, show

if TYPE_CHECKING:
    from foedus.ledger.rereading import Reread
    from foedus.ledger.session import Ledger
    from foedus.model.reading import Reading
    from foedus.model.source import Document

QuickOption = Annotated[bool, typer.Option("--quick", help="Check hashes, ids and quotes, without reading the documents again.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("verify", epilog="Example: foedus verify --ledger foedus.sqlite")(verify)


def verify(quick: QuickOption = False, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Proves the ledger: hashes, ids and quotes are worked out again, and each document is read again and compared.

    Exit status 1 if anything differs. Documents whose reader is not at hand are counted in a note.
    """
    from foedus.ledger.verify import verify as differences

    with opened(ledger) as store:
        found = differences(store, None if quick else _reread(store))
        documents, claims = _counts(store)
    faults = [one for one in found if not one.is_note]
    left = len(found) - len(faults)
    rows = [(one.fault.value, one.subject, one.sentence) for one in faults]
    records = [{"fault": one.fault.value, "subject": one.subject, "sentence": one.sentence} for one in found]
    if faults or as_json:
        show(listing(Table(columns("!fault", "difference"), [row[::2] for row in rows]), records, "", rows), as_json)
    if left:
        note(
            f"{plural(left, 'document')} not read again, as the reader or its version is not at hand; all else was checked; "
            "--json names them"
        )
    if faults:
        note(f"{plural(len(faults), 'difference')} in ledger {store.address}")
        raise typer.Exit(1)
    if not as_json:
        which = "the others" if left else "every document"
        again = "" if quick or left == documents else f", {which} read again with the same result"
        typer.echo(
            f"ledger {store.address} is sound: {plural(documents, 'document')}, {plural(claims, 'quote')} in their places{again}"
        )


def _reread(store: Ledger) -> Reread:
    """Reads a document anew by the reader and version of its current reading, if they are at hand."""
    from sqlalchemy import select

    from foedus.ledger import tables
    from foedus.ledger.corrections import HUMAN
    from foedus.model.reading import GapKind
    from foedus.reading.pipeline import read
    from foedus.reading.readers.registry import names, reader

    table, turn = tables.reading, tables.turn
    with store.reading() as connection:
        wanted = select(tables.document.c.id, table.c.reader, table.c.version).join_from(table, tables.document)
        current = wanted.join(turn, turn.c.reading == table.c.seq).where(turn.c.superseded_at.is_(None), table.c.reader != HUMAN)
        by = {row.id: (row.reader, row.version) for row in connection.execute(current)}
    readers = {name: reader(name) for name in sorted({name for name, _ in by.values()} & set(names()))}
    # What the file's parser could not read is no property of the text, so it is taken over from the ledger.
    notes: dict[str, list[str]] = {}
    for one in store.view().gaps():
        if one.gap.kind is GapKind.UNREADABLE_PART:
            notes.setdefault(one.document.id, []).append(one.gap.detail)

    def reread(document: Document) -> Reading | None:
        name, version = by.get(document.id, ("", ""))
        known = readers.get(name)
        return read(document, known, notes.get(document.id, ())) if known and known.version == version else None

    return reread


def _counts(store: Ledger) -> tuple[int, int]:
    from sqlalchemy import func, select

    from foedus.ledger import tables

    with store.reading() as connection:
        documents = connection.scalar(select(func.count()).select_from(tables.document))
        claims = connection.scalar(select(func.count()).select_from(tables.claim))
    return documents or 0, claims or 0
