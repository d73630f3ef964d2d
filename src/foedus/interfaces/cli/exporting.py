"""``foedus export``: taking the ledger elsewhere, whole or in part."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.errors import BadInput
from foedus.exchange.exporters.registry import EXPORTERS
from foedus.exchange.exporters.registry import Entry as Format
from foedus.interfaces.cli.common import AsOfOption, KnownByOption, LedgerOption, span_given, viewed
from foedus.interfaces.cli.formats import brief, formats
from foedus.interfaces.cli.output import note, on_terminal

if TYPE_CHECKING:
    from foedus.exchange.exporters.report import Report
    from foedus.exchange.exporters.selection import Selection
    from foedus.ledger.entries import ClaimFilter
    from foedus.ledger.view import View
    from foedus.model.dates import DateSpan

OutOption = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write it (default: standard output).")
]
FolderOption = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FOLDER|FILE.zip", help="The folder to write, or a zip of it.")
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", "-t", metavar="TYPE", help="Only that type; repeat for several; foedus vocabulary lists them."),
]
ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", "-a", metavar="NAME", help="Only where it takes part; repeat for all of several.")
]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="Only ties that held then, and the claims they rest on.")
]
CertaintyOption = Annotated[
    list[str] | None,
    typer.Option("--certainty", metavar="WORD", help="Only what is so sure: stated, hedged, denied, hypothetical; repeatable."),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what was not over before that date.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what had begun by that date.")]
ReportOption = Annotated[
    str | None, typer.Option("--report", metavar="FILE.json", help="Write there by claim what the format could not carry.")
]
TextsOption = Annotated[bool, typer.Option("--texts", help="With the texts of the documents, which may belong to others.")]
TimesOption = Annotated[
    bool, typer.Option("--times", help="With when each thing was recorded; the bytes then differ from ledger to ledger.")
]

# The options of every format, in the order of the help, with their defaults; `_command` gives a format those that it has.
_OPTIONS: dict[str, tuple[Any, Any]] = {
    "out": (OutOption, None),
    "type_": (TypeOption, None),
    "actor": (ActorOption, None),
    "at": (AtOption, None),
    "certainty": (CertaintyOption, None),
    "since": (SinceOption, None),
    "until": (UntilOption, None),
    "texts": (TextsOption, False),
    "times": (TimesOption, False),
    "report": (ReportOption, None),
    "ledger": (LedgerOption, None),
    "as_of": (AsOfOption, None),
    "known_by": (KnownByOption, None),
}


_ABOUT = """Writes the ledger in a format for other programs, whole or in part.

Exporting twice gives the same bytes. What a format cannot carry is said at the end, and by claim with --report.
"""
_EXAMPLES = "Examples: foedus export csv --out study-csv; foedus export gexf --type fights --since 2012 --out ties.gexf"


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = formats(_ABOUT, "--out FILE")
    for name, entry in EXPORTERS.items():
        example = f"Example: foedus export {name} --out {entry.example}"
        group.command(name, help=entry.help, short_help=brief(entry.help), epilog=example)(_command(name, entry))
    app.add_typer(group, name="export", epilog=_EXAMPLES)


def _command(name: str, entry: Format) -> Callable[..., None]:
    """The command of a format; what it takes is told by its signature, as formats differ in their options."""
    from inspect import Parameter, Signature

    def command(**given: Any) -> None:
        _export(name, entry, given)

    left_out = {option for option in ("texts", "times") if not getattr(entry, option)}
    options = {**_OPTIONS, "out": (FolderOption, None)} if entry.folder else _OPTIONS
    shown = {option: told for option, told in options.items() if option not in left_out}
    command.__annotations__ = {option: hint for option, (hint, _) in shown.items()}
    command.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(option, Parameter.KEYWORD_ONLY, default=default, annotation=hint) for option, (hint, default) in shown.items()]
    )
    return command


def _export(name: str, entry: Format, given: dict[str, Any]) -> None:
    from foedus.exchange.exporters.registry import exporter
    from foedus.exchange.exporters.report import Report

    out: str | None = given["out"]
    if out is None and entry.folder:
        raise typer.BadParameter(f"{name} is several files; name a folder or .zip: --out {entry.example}", param_hint="--out")
    if out is None and entry.binary and on_terminal():
        raise typer.BadParameter(f"{name} is nothing to print; name a file: --out {entry.example}", param_hint="--out")
    write, report = exporter(name), Report()
    with viewed(given["ledger"], given["as_of"], given["known_by"]) as view:
        told = _selection(view, given)
        with _progress(told):
            _deliver(out, entry, write(told, report))
    for line in report.lines():
        note(line)
    if given["report"] is not None:
        _write_report(given["report"], report)
    elif report.left_out:
        note("--report FILE.json names these claims")
    if out is not None:
        note(f"written to {out}")


def _selection(view: View, given: dict[str, Any]) -> Selection:
    from foedus.exchange.exporters.selection import Selection
    from foedus.interfaces.cli.names import asked

    at: DateSpan | None = span_given(given["at"], "--at")
    actors = tuple(frozenset(one.id for one in asked(view, name).actors) for name in given["actor"] or ())
    return Selection(view, _filter(given), actors, at, given.get("texts", False), given.get("times", False))


def _filter(given: dict[str, Any]) -> ClaimFilter:
    from foedus.ledger.entries import ClaimFilter
    from foedus.model.claim import Certainty

    certainties = []
    for word in given["certainty"] or ():
        if word not in list(Certainty):
            choices = ", ".join(Certainty)
            raise typer.BadParameter(f"{word!r} is no certainty; choose of {choices}", param_hint="--certainty")
        certainties.append(Certainty(word))
    return ClaimFilter(
        types=tuple(_type(word) for word in given["type_"] or ()),
        certainties=tuple(certainties),
        span=_span(given["since"], given["until"]),
    )


def _type(word: str) -> str:
    from foedus.errors import BadVocabulary
    from foedus.model.vocabulary import vocabulary

    words = vocabulary()
    if word not in words.events and word not in words.relations:
        raise BadVocabulary("type", word, [*words.events, *words.relations])
    return word


def _span(since: str | None, until: str | None) -> DateSpan | None:
    from dataclasses import replace

    from foedus.model.dates import DateSpan, Precision

    first, last = span_given(since, "--since"), span_given(until, "--until")
    if first is None and last is None:
        return None
    earliest, latest = first.earliest if first else None, last.latest if last else None
    if earliest is not None and latest is not None and earliest > latest:
        raise typer.BadParameter(f"{since} is after {until}; give the earlier date first", param_hint="--since")
    return replace(first or last or DateSpan("", None, None, Precision.INTERVAL), earliest=earliest, latest=latest)


def _deliver(out: str | None, entry: Format, written: Iterator[Any]) -> None:
    from foedus.exchange.exporters.deliver import encoded, write_file, write_folder, write_zip

    if out is None:
        for piece in encoded(written):
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
    elif not entry.folder:
        write_file(Path(out), written)
    elif out.lower().endswith(".zip"):
        write_zip(Path(out), written)
    else:
        write_folder(Path(out), written)


def _write_report(out: str, report: Report) -> None:
    from foedus.exchange.exporters.deliver import write_file

    try:
        write_file(Path(out), [json.dumps(report.to_json(), ensure_ascii=False, indent=1), "\n"])
    except BadInput as fault:
        raise BadInput(str(fault).replace("--out", "--report")) from None


@contextmanager
def _progress(told: Selection) -> Iterator[None]:
    """Counts claims on standard error while they are written, where a person sees it."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} claims"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        told.seen = lambda: bar.advance(task)
        yield
