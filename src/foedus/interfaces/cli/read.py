"""``foedus read``: documents into the ledger, into JSON files, or both."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus import settings
from foedus.errors import BadInput, FoedusError
from foedus.interfaces.cli.common import LedgerOption, ledger_address, opened, span_given
from foedus.interfaces.cli.output import note

if TYPE_CHECKING:
    from foedus.interfaces.batch import Outcome, Taken, Task
    from foedus.interfaces.cli.summary import Summary
    from foedus.reading.documents.load import LoadOptions
    from foedus.reading.readers.protocol import Reader

_PLAIN = (".txt", ".text", ".md", ".markdown")

_EPILOG = """\b
Examples:
  foedus read report.pdf --published 2013-03-08
  foedus read reports/ 'archive/**/*.html' --jobs 2
  foedus read --manifest reports.csv --ledger postgresql://me@server/foedus
  foedus read report.txt --json claims/
"""

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns, http(s) addresses, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="When it was published (EDTF: 2013-03-08); of several documents, only of those that give no date.",
    ),
]
Title = Annotated[str | None, typer.Option("--title", help="The title of a single document.")]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published it.")]
Manifest = Annotated[
    str | None,
    typer.Option(
        "--manifest",
        metavar="FILE.csv",
        help="A table of documents: path, published, title, publisher, url.",
    ),
]
JsonFolder = Annotated[
    str | None,
    typer.Option(
        "--json",
        metavar="DIR",
        help="Write one JSON file a document there; nothing is recorded unless --ledger is given too.",
    ),
]
ReaderName = Annotated[str | None, typer.Option("--reader", metavar="NAME", help="Which reader codes the claims.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="How many documents to read at the same time.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch addresses inside your own network too.")]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to read and how, where it goes, and the rows of the manifest that cannot be read.

    `chosen` is whether the command itself names the reader.
    """

    tasks: list[Task]
    faults: tuple[str, ...]
    reader: str
    chosen: bool
    jobs: int
    folder: str | None


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("read", epilog=_EPILOG)(read)


def read(
    paths: Paths = None,
    published: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    manifest: Manifest = None,
    ledger: LedgerOption = None,
    json_folder: JsonFolder = None,
    reader: ReaderName = None,
    jobs: Jobs = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Reads documents and records who is said to have done what, and who stands how to whom.

    Reads .txt, .md, .html, .pdf and .docx. What is read already is not read again. A document that cannot be read costs
    only itself: it is named with the reason, the rest is read, and the exit status is 1. Without a date of publication,
    dates like "last Friday" stay open and are listed as gaps.
    """
    if not paths and manifest is None:
        raise typer.BadParameter("name a file, folder, pattern or address, or a --manifest", param_hint="PATH...")
    from foedus.interfaces.cli.summary import Summary
    from foedus.reading.readers.registry import DEFAULT
    from foedus.reading.readers.registry import reader as reader_named

    options = _options(published, title, publisher)
    address = ledger_address(ledger) if ledger is not None or json_folder is None else None
    named = reader or settings.text("reader") or DEFAULT
    coder = reader_named(named)
    tasks, faults = _tasks(paths or [], manifest, options, (address, allow_private or settings.flag("allow_private")))
    if coder.name == "llm":
        _announce(coder, tasks)
    plan = _Plan(tasks, faults, named, reader is not None, jobs or settings.number("jobs"), json_folder)
    summary = Summary(address, json_folder)
    for task in tasks:
        if task.options.published_otherwise is not None:
            summary.may_be_dated(task.source.where, task.options.published_otherwise)
    try:
        _run(plan, address, summary)
    except FoedusError:
        if summary.has_news:
            summary.show()
        raise
    summary.show()
    if summary.faults:
        raise typer.Exit(1)


def _announce(reader: Reader, tasks: list[Task]) -> None:
    """Says where the texts will go. Raises BadInput or Refused where the reader could not ask anybody, before any is read."""
    from foedus.reading.readers.llm import announce

    line = announce(reader, [_size(task) for task in tasks])
    if line is not None:
        note(line)


def _size(task: Task) -> int | None:
    """About how many characters the text has, None where only reading it would tell."""
    path = Path(task.source.where)
    if task.data is not None:
        return len(task.data)
    return path.stat().st_size if path.suffix.lower() in _PLAIN and path.is_file() else None


def _options(published: str | None, title: str | None, publisher: str | None) -> LoadOptions:
    from foedus.interfaces.limits import limits_set
    from foedus.reading.documents.load import LoadOptions

    return LoadOptions(span_given(published, "--published"), title, publisher, limits=limits_set())


def _tasks(
    paths: list[str], manifest: str | None, options: LoadOptions, place: tuple[str | None, bool]
) -> tuple[list[Task], tuple[str, ...]]:
    """The documents of the manifest, then those of the paths; `place` is the ledger and whether private addresses may be read."""
    from foedus.interfaces.batch import Task, origin_of
    from foedus.reading.documents.manifest import read_manifest
    from foedus.reading.documents.sources import SourceKind, expand
    from foedus.reading.documents.web import WebPolicy

    address, allow_private = place
    sources = expand(paths)
    if options.title is not None and len(sources) > 1:
        raise typer.BadParameter(f"{len(sources)} documents cannot share one title; use --manifest", param_hint="--title")
    table = read_manifest(manifest, options.limits) if manifest is not None else None
    if table is not None or len(sources) > 1:
        options = replace(options, published=None, published_otherwise=options.published)
    wanted = [(entry.source, _filled(entry.options, options)) for entry in table.entries] if table else []
    wanted += [(source, options) for source in sources]
    policy = WebPolicy(allow_private=allow_private)
    most = options.limits.file_bytes + 1
    tasks = [
        Task(
            source,
            said,
            policy,
            origin_of(source, address),
            sys.stdin.buffer.read(most) if source.kind is SourceKind.STDIN else None,
        )
        for source, said in wanted
    ]
    return tasks, table.faults if table else ()


def _filled(said: LoadOptions, otherwise: LoadOptions) -> LoadOptions:
    """What a row of the manifest says, and where it is silent, what the options say of all."""
    date = None if said.published else otherwise.published_otherwise
    return replace(said, published_otherwise=date, publisher=said.publisher or otherwise.publisher)


def _run(plan: _Plan, address: str | None, summary: Summary) -> None:
    from foedus.interfaces import batch
    from foedus.interfaces.cli.json_files import JsonFolder as Folder

    folder = Folder(plan.folder) if plan.folder is not None else None
    for fault in plan.faults:
        summary.add_fault(fault)
    if address is None:
        outcomes = batch.read_all(plan.tasks, plan.reader, plan.jobs)
        _take(plan, (batch.Taken(outcome) for outcome in outcomes), folder, summary)
        return
    with opened(address, create=True) as ledger:
        known = batch.known_readings(ledger) if folder is None else batch.NONE_KNOWN
        outcomes = batch.read_all(plan.tasks, plan.reader, plan.jobs, known)
        _take(plan, batch.record_all(ledger, outcomes, plan.chosen), folder, summary)


def _take(plan: _Plan, taken: Iterable[Taken], folder: Any, summary: Summary) -> None:
    for one in _with_progress(taken, len(plan.tasks)):
        summary.add(one)
        if folder is not None and one.outcome.reading is not None:
            _write(folder, one.outcome, summary)


def _write(folder: Any, outcome: Outcome, summary: Summary) -> None:
    try:
        folder.write(outcome)
    except BadInput as fault:
        summary.add_fault(str(fault))


def _with_progress(taken: Iterable[Taken], total: int) -> Iterator[Taken]:
    """The same, with a bar on standard error where a person sees it."""
    if not sys.stderr.isatty() or total < 2:
        yield from taken
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=total)
        for one in taken:
            yield one
            bar.advance(task)
