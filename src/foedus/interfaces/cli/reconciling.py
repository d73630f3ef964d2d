"""``foedus reconcile``: where the ledger and a copy of a dataset agree, differ, and are silent."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.common import (
    ByOption,
    JsonOption,
    KnownByOption,
    LedgerOption,
    WhyOption,
    ledger_address,
    plural,
    viewed,
)
from foedus.interfaces.cli.output import Table, columns, listing, note, show, show_json

if TYPE_CHECKING:
    from foedus.analysis.differing import Aspect
    from foedus.analysis.reconciling import Finding
    from foedus.exchange.reconcile import Reconciled
    from foedus.ledger.session import Ledger
    from foedus.model.reading import Reading

Format = Annotated[str, typer.Argument(metavar="FORMAT", help="ucdp-ged, acled or gtd.", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Your copy of it; .gz is unpacked.", show_default=False)]
CsvOption = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write the findings there as CSV, with both quotes.")
]
HtmlOption = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write them there as a page for a browser.")]
AllOption = Annotated[bool, typer.Option("--all", help="Also rows from times and countries of which the ledger has no event.")]
DaysOption = Annotated[int, typer.Option("--days", min=0, max=31, help="By how many days two accounts of one may be apart.")]
RecordOption = Annotated[
    bool, typer.Option("--record", help="Import the file and judge each pair one incident; foedus undo takes it back.")
]
_WORDS = 60  # characters of a cell on a terminal


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("reconcile", epilog="Example: foedus reconcile ucdp-ged GEDEvent_v25_1.csv --html differences.html")(reconcile)


def reconcile(
    format_: Format,
    file: File,
    csv: CsvOption = None,
    html: HtmlOption = None,
    whole: AllOption = False,
    days: DaysOption = 5,
    record: RecordOption = False,
    by: ByOption = None,
    why: WhyOption = "",
    ledger: LedgerOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compares the ledger's events with a dataset's, row by row: what both have, what only one has, and in what they differ.

    Events are matched by date, place, actors and type, each as exactly as it is told. Nothing is recorded unless you say so.
    """
    from foedus.exchange.reconcile import FORMATS, reconciled, rows_of

    if format_ not in FORMATS:
        raise typer.BadParameter(f"{format_!r} cannot be reconciled; choose of {', '.join(FORMATS)}", param_hint="FORMAT")
    if record and known_by is not None:
        raise typer.BadParameter(
            "judgements are made on all that the ledger holds; leave it out with --record", param_hint="--known-by"
        )
    with viewed(ledger, None, known_by) as view:
        readings = _with_progress(rows_of(format_, file))
        found = reconciled(view, format_, readings, file, whole, days)
    _written(found.findings, file, csv, html)
    if record:
        _record(found.findings, (format_, file), ledger_address(ledger), (by, why))
    _show(found, as_json, csv is not None or html is not None)


def _show(found: Reconciled, as_json: bool, is_written: bool) -> None:
    from foedus.analysis.reconciling import counts
    from foedus.interfaces.records.reconciling import finding_record

    for name, number in counts(found.findings).items():
        note(f"{name}: {number:,}")
    if found.beyond and found.coverage is not None:
        told = found.coverage
        where = f"outside {told.first} to {told.last} or the countries of the ledger's events"
        note(f"not compared, {plural(found.beyond, 'row')}: {where}; --all adds them")
    if found.not_held:
        note(f"not compared, {plural(found.not_held, 'claim')} of ours: denied, planned or hypothetical")
    if found.refused:
        note(f"not compared, {plural(len(found.refused), 'row')} that cannot be taken over, the first: {found.refused[0]}")
    if as_json:
        show_json([finding_record(one) for one in found.findings])
    elif not is_written:
        _list(found.findings)


def _list(findings: Iterable[Finding]) -> None:
    from foedus.analysis.differing import Aspect
    from foedus.interfaces.records.reconciling import finding_record
    from foedus.interfaces.wording.plain import short

    told = list(findings)
    table = Table(
        columns("!finding", *(aspect.value for aspect in Aspect), "!we", "they"),
        [
            (
                one.kind.value,
                *(_cell(one, aspect)[:_WORDS] for aspect in Aspect),
                short(one.ours.id) if one.ours else "",
                one.theirs.where if one.theirs else "",
            )
            for one in told
        ],
    )
    lines = [
        (
            one.kind.value,
            *(_cell(one, aspect) for aspect in Aspect),
            one.ours.id if one.ours else "",
            one.theirs.where if one.theirs else "",
            one.ours.quote if one.ours else "",
            one.theirs.quote if one.theirs else "",
        )
        for one in told
    ]
    show(listing(table, [finding_record(one) for one in told], "neither the ledger nor the file has an event", lines), False)


def _cell(one: Finding, aspect: Aspect) -> str:
    """What both say, or each where they do not say the same: "5 | 7"."""
    from foedus.analysis.differing import said

    found = next((known for known in one.differences if known.aspect is aspect), None)
    if found is not None:
        return f"{found.ours or '-'} | {found.theirs or '-'}"
    told = one.ours or one.theirs
    return said(told, aspect) if told else ""


def _written(findings: list[Finding], file: Path, csv: Path | None, html: Path | None) -> None:
    from foedus.analysis.reconciling import counts
    from foedus.exchange.exporters.deliver import write_file

    if csv is not None:
        from foedus.exchange.reconcile import csv_text

        write_file(csv, csv_text(findings))
        note(f"written to {csv}")
    if html is not None:
        from foedus.exchange.reconcile_html import html_text

        write_file(html, html_text(findings, f"The ledger and {file.name}", counts(findings)))
        note(f"written to {html}")


def _record(findings: list[Finding], given: tuple[str, Path], address: str, signed: tuple[str | None, str]) -> None:
    from foedus.analysis.reconciling import paired
    from foedus.interfaces.cli.common import opened
    from foedus.interfaces.signing import signature
    from foedus.ledger.same_event import judge_events

    by, why = signed
    format_, file = given
    signed_by = signature(by, why or f"foedus reconcile {format_} {file.name}")
    with opened(address) as store:
        _import(store, format_, file, address)
        made = 0
        for pair in paired(findings):
            judge_events(store, pair, True, signed_by)
            made += 1
    note(f"{plural(made, 'judgement')} recorded; foedus judgements lists them, foedus undo takes one back")


def _import(store: Ledger, format_: str, file: Path, address: str) -> None:
    from foedus.errors import BadInput
    from foedus.exchange.importers.registry import importer
    from foedus.interfaces.batch import known_readings, record_all
    from foedus.interfaces.cli.importing import outcomes

    for taken in record_all(store, outcomes(importer(format_), file, address, known_readings(store)), preferred=True):
        if taken.outcome.fault is not None:
            raise BadInput(taken.outcome.fault)


def _with_progress(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The same, counted on standard error where a person sees it."""
    if not sys.stderr.isatty():
        yield from readings
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = (SpinnerColumn(), TextColumn("comparing {task.completed:,.0f} rows"), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        for one in readings:
            bar.update(task, advance=len(one.claims))
            yield one
