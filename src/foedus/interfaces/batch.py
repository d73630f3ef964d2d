"""Reading many documents, in one process or several, and recording them in the order they were named."""

from __future__ import annotations

import io
import os
import signal
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import select

from foedus import settings
from foedus.errors import BadInput, FoedusError
from foedus.ledger import tables
from foedus.ledger.intake import Intake, IntakeReport, prefer, record
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from foedus.reading.documents.load import LoadOptions, load_source
from foedus.reading.documents.sources import Source, SourceKind
from foedus.reading.documents.web import WebPolicy
from foedus.reading.pipeline import read
from foedus.reading.readers.protocol import Reader
from foedus.reading.readers.registry import reader as reader_named
from foedus.reading.steps.lexicon import lexicon

NONE_KNOWN: frozenset[str] = frozenset()
_AHEAD = 3  # documents handed out per process before the first of them is recorded; bounds what waits in memory


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `origin` is what the ledger is to call the place it came from, None for standard input, whose
    bytes are in `data` because only the first process has it."""

    source: Source
    options: LoadOptions
    policy: WebPolicy
    origin: str | None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: a reading, or a `fault` in one sentence. `known` is true where the ledger has the reading, which
    then holds no claims here; `raw` are the bytes of a web page as fetched at `fetched_at`."""

    source: Source
    reading: Reading | None = None
    fault: str | None = None
    known: bool = False
    raw: bytes | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """An outcome with what the ledger made of it; `report` None where there is no ledger or nothing was recorded."""

    outcome: Outcome
    report: IntakeReport | None = None


def origin_of(source: Source, ledger: str | None) -> str | None:
    """What to call the place a document came from.

    A file below the ledger's own folder is named relative to it, so that the folder can be moved and shared; any other by
    its full path, so that two files of the same name are never taken for versions of one document.
    """
    if source.kind is not SourceKind.FILE:
        return source.where if source.kind is SourceKind.WEB else None
    path = Path(source.where).resolve()
    home = Path(ledger).resolve().parent if ledger is not None and "://" not in ledger else None
    return path.relative_to(home).as_posix() if home is not None and path.is_relative_to(home) else str(path)


def known_readings(ledger: Ledger) -> frozenset[str]:
    """The ids of all readings in the ledger: what need not be read again."""
    with ledger.reading() as connection:
        return frozenset(connection.scalars(select(tables.reading.c.id)))


def read_all(tasks: Sequence[Task], reader: str, jobs: int = 1, known: Collection[str] = NONE_KNOWN) -> Iterator[Outcome]:
    """The outcome of each task, in their order whatever the number of processes. `known` are ids of readings not to repeat.

    A document that cannot be read, or that brings down the process reading it, is an outcome with a fault; the rest goes on.
    Raises NotFound for an unknown reader.
    """
    coder = reader_named(reader)
    if jobs == 1 or len(tasks) < 2:
        return (_read_one(task, coder, known) for task in tasks)
    return _read_apart(tasks, reader, min(jobs, len(tasks)), known)


def record_all(ledger: Ledger, outcomes: Iterable[Outcome], preferred: bool = False) -> Iterator[Taken]:
    """Records each outcome as it comes. `preferred` where a person named the reader: its reading of a document is then the
    current one, also where the ledger had it before another's. A document that no ledger can hold becomes a fault; a ledger
    that cannot be written (Refused) ends the batch, as no other document would fare better."""
    names = {key: entry.name for key, entry in lexicon().entries.items()}
    for outcome in outcomes:
        if outcome.reading is None:
            yield Taken(outcome)
            continue
        try:
            report = record(
                ledger,
                outcome.reading,
                raw=outcome.raw,
                fetched_at=outcome.fetched_at,
                now=datetime.now(UTC),
                lexicon=names,
            )
            if preferred and report.outcome is Intake.KNOWN and prefer(ledger, outcome.reading, datetime.now(UTC)):
                report = replace(report, outcome=Intake.CURRENT_AGAIN)
        except BadInput as fault:
            yield Taken(replace(outcome, reading=None, fault=f"cannot record {outcome.source.where}: {fault}"))
        else:
            yield Taken(outcome, report)


def _read_one(task: Task, reader: Reader, known: Collection[str]) -> Outcome:
    stdin = io.BytesIO(task.data) if task.data is not None else None
    fetched_at = datetime.now(UTC) if task.source.kind is SourceKind.WEB else None
    try:
        loaded = load_source(task.source, task.options, task.policy, stdin)
        document = replace(loaded.document, origin=task.origin)
        nothing = Reading(document, reader.name, reader.version)
        is_known = nothing.id in known
        reading = nothing if is_known else read(document, reader, loaded.notes)
    except FoedusError as fault:
        return Outcome(task.source, fault=str(fault))
    except Exception as fault:
        if settings.flag("debug"):
            raise
        broke = f"{type(fault).__name__} {fault}".strip()
        return Outcome(
            task.source,
            fault=(
                f"cannot read {task.source.where}: the reader {reader.name} broke down on it ({broke}); "
                "run it again with FOEDUS_DEBUG=1 and report what is printed"
            ),
        )
    return Outcome(task.source, reading, known=is_known, raw=loaded.raw, fetched_at=fetched_at)


def _read_apart(tasks: Sequence[Task], reader: str, jobs: int, known: Collection[str]) -> Iterator[Outcome]:
    left = deque(tasks)
    while left:
        yield from _until_broken(left, reader, jobs, known)


def _until_broken(left: deque[Task], reader: str, jobs: int, known: Collection[str]) -> Iterator[Outcome]:
    """Outcomes until all are read or a process dies; then of what was under way, each read alone, as one of them is at fault."""
    waiting: deque[tuple[Task, Future[Outcome]]] = deque()
    with _pool(jobs, reader, known) as pool:
        try:
            while left or waiting:
                while left and len(waiting) < jobs * _AHEAD:
                    waiting.append((left[0], pool.submit(_work, left[0])))
                    left.popleft()
                outcome = waiting[0][1].result()
                waiting.popleft()
                yield outcome
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    for task, _ in waiting:
        yield _read_alone(task, reader, known)


def _read_alone(task: Task, reader: str, known: Collection[str]) -> Outcome:
    try:
        with _pool(1, reader, known) as pool:
            return pool.submit(_work, task).result()
    except BrokenProcessPool:
        return Outcome(
            task.source,
            fault=(
                f"cannot read {task.source.where}: the process that read it was stopped, perhaps for want of memory; "
                "split it into parts, or read it on a larger machine"
            ),
        )


def _pool(jobs: int, reader: str, known: Collection[str]) -> ProcessPoolExecutor:
    # Spawned, not forked: the ledger's connection and its threads must not be shared.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(reader, known))


_worker: tuple[Reader, Collection[str]] | None = None


def _start_worker(reader: str, known: Collection[str]) -> None:
    global _worker  # noqa: PLW0603  one reader for each worker process, made when it starts
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which then stops the others
    _worker = (reader_named(reader), known)


def _work(task: Task) -> Outcome:
    if _worker is None:
        raise RuntimeError(f"worker {os.getpid()} was not started")
    return _read_one(task, *_worker)
