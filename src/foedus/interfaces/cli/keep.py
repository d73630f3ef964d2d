"""``foedus verify`` and ``foedus export``: proof that a ledger is sound, and taking it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.errors import BadInput
from foedus.exchange.exporters.registry import EXPORTERS
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, opened, plural, viewed
from foedus.interfaces.cli.output import Table, columns, listing, note, show

if TYPE_CHECKING:
    from foedus.ledger.rereading import Reread
    from foedus.ledger.session import Ledger
    from foedus.model.reading import Reading
    from foedus.model.source import Document

QuickOption = Annotated[bool, typer.Option("--quick", help="Check hashes, ids and quotes, without reading the documents again.")]
OutOption = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write it (default: standard output).")
]
TextsOption = Annotated[bool, typer.Option("--texts", help="With the texts of the documents, which may belong to others.")]
TimesOption = Annotated[
    bool, typer.Option("--times", help="With when each thing was recorded; the bytes then differ from ledger to ledger.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    export = typer.Typer(help="Writes the ledger in a format for other programs.", no_args_is_help=True, rich_markup_mode=None)
    for name, entry in EXPORTERS.items():
        export.command(name, help=entry.help, epilog=f"Example: foedus export {name} --out ledger.{name}")(_exporting(name))
    app.command("verify", epilog="Example: foedus verify --ledger foedus.sqlite")(verify)
    app.add_typer(export, name="export", epilog="Example: foedus export json")


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


def _exporting(name: str) -> Callable[..., None]:
    def command(
        out: OutOption = None,
        texts: TextsOption = False,
        times: TimesOption = False,
        ledger: LedgerOption = None,
        as_of: AsOfOption = None,
        known_by: KnownByOption = None,
    ) -> None:
        from foedus.exchange.exporters.registry import exporter
        from foedus.ledger.review import judgements

        with viewed(ledger, as_of, known_by) as view:
            pieces = exporter(name)(view, judgements(view.store), texts, times)
            if out is None:
                for piece in pieces:
                    typer.echo(piece, nl=False)
            else:
                _write(out, pieces)

    return command


def _write(out: str, pieces: Iterator[str]) -> None:
    """Writes beside the file first, so that a broken-off export never passes for a whole one."""
    target = Path(out)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        part.replace(target)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise BadInput(f"cannot write {out}: {(fault.strerror or str(fault)).lower()}; name another file with --out") from None
    note(f"written to {out}")


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
