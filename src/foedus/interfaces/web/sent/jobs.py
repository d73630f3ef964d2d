"""Imports under way: one at a time, document by document, for as long as the server runs."""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select

from foedus import settings
from foedus.errors import FoedusError, NotFound, Refused
from foedus.interfaces.batch import Outcome, Taken, Task, known_readings, read_all, record_all
from foedus.ledger import tables
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading

_KEPT = 500  # jobs remembered
_WAITING = 20  # jobs that may wait, as their files lie on the disk until they are read
_SHOWN_BESIDE = ("application/pdf", "text/html")  # kept as they came, so that a person can look at the original


class State(StrEnum):
    """Where a job or one of its documents is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = (State.DONE, State.FAILED, State.CANCELLED)


@dataclass
class Step:
    """One document of a job. `outcome` is what the ledger made of it, `note` what a person should know besides."""

    label: str
    task: Task | None = None
    state: State = State.WAITING
    outcome: str | None = None
    document: str | None = None
    claims: int = 0
    actors: int = 0
    gaps: int = 0
    fault: str | None = None
    note: str | None = None


@dataclass
class Job:
    """Documents sent in together. `named` is whether a person chose the reader, `replaces` whether a document takes the place
    of an earlier one of the same label, `afterwards` what is done when all are read; `closing` gives its files up."""

    by: str
    steps: list[Step]
    reader: str
    named: bool = False
    replaces: bool = False
    afterwards: Callable[[], object] | None = None
    closing: ExitStack = field(default_factory=ExitStack)
    id: str = field(default_factory=lambda: f"job-{secrets.token_hex(8)}")
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: State = State.WAITING
    fault: str | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def finish(self, state: State) -> None:
        """Ends the job and forgets its files; what was not read yet is cancelled, or failed as the job did."""
        left = State.FAILED if state is State.FAILED else State.CANCELLED
        for step in self.steps:
            if step.state not in OVER:
                step.state = left
            step.task = None
        self.closing.close()
        self.state = state


class Jobs:
    """The jobs of a server: a queue that one thread works off."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._jobs: dict[str, Job] = {}
        self._queue: deque[Job] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, job: Job) -> Job:
        """Queues a job. Raises Refused where too many wait."""
        with self._lock:
            if len(self._queue) >= _WAITING:
                job.closing.close()
                raise Refused(f"{_WAITING} imports wait already; wait until some are done")
            self._jobs[job.id] = job
            self._queue.append(job)
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="foedus-intake", daemon=True)
                self._thread.start()
        return job

    def all(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def one(self, job: str) -> Job:
        """A job by its id. Raises NotFound."""
        with self._lock:
            found = self._jobs.get(job)
        if found is None:
            raise NotFound(f"there is no import {job!r}; those of this server are listed at /api/intake")
        return found

    def cancel(self, job: str) -> Job:
        """Stops a job before its next document; what is recorded stays. Raises NotFound."""
        found = self.one(job)
        found.cancelled.set()
        with self._lock:
            waits = found in self._queue
            if waits:
                self._queue.remove(found)
        if waits:
            found.finish(State.CANCELLED)
        return found

    def _forget(self) -> None:
        over = [key for key, job in self._jobs.items() if job.state in OVER]
        for key in over[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[key]

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._thread = None
                    return
                job = self._queue.popleft()
            job.state = State.READING
            try:
                _read(self._ledger, job)
            except FoedusError as fault:
                job.fault = str(fault)
            except Exception as fault:  # noqa: BLE001  the thread must live on for the jobs behind it
                job.fault = f"the import broke down ({type(fault).__name__} {fault})"
            job.finish(State.FAILED if job.fault else State.CANCELLED if job.cancelled.is_set() else State.DONE)


def _read(ledger: Ledger, job: Job) -> None:
    steps = [step for step in job.steps if step.task is not None]
    tasks = [step.task for step in steps if step.task is not None]
    outcomes = read_all(tasks, job.reader, settings.number("jobs"), known_readings(ledger))
    watched = _watched(ledger, job, steps, outcomes)
    for step, taken in zip(steps, record_all(ledger, watched, job.named), strict=False):
        _note(step, taken)
    if job.afterwards is not None and not job.cancelled.is_set():
        job.afterwards()


def _watched(ledger: Ledger, job: Job, steps: list[Step], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes as they come, each step marked as under way before; ends early where the job is cancelled."""
    for step in steps:
        if job.cancelled.is_set():
            return
        step.state = State.READING
        outcome = next(outcomes, None)
        if outcome is None:
            return
        if outcome.fault is not None:
            outcome = replace(outcome, fault=outcome.fault.replace(outcome.source.where, step.label))
        elif outcome.reading is not None and step.task is not None and step.task.origin == step.label:
            outcome = _as_sent(ledger, step, outcome, outcome.reading, job.replaces)
        yield outcome


def _as_sent(ledger: Ledger, step: Step, outcome: Outcome, reading: Reading, replaces: bool) -> Outcome:
    """The outcome of an uploaded file: with its bytes where they can be looked at, and under a label of its own unless it
    replaces what the label stood for."""
    document = reading.document
    if not replaces and (free := _free(ledger, step.label, document.id)) != step.label:
        step.note = f"another document is called {step.label}; both are kept, this one as {free}"
        reading = replace(reading, document=replace(document, origin=free))
    if outcome.known or document.media_type not in _SHOWN_BESIDE:
        return replace(outcome, reading=reading)
    return replace(outcome, reading=reading, raw=Path(outcome.source.where).read_bytes(), fetched_at=datetime.now(UTC))


def _free(ledger: Ledger, label: str, document: str) -> str:
    """The label, or the first one made from it that stands for no other document."""
    sighting = tables.sighting.c
    wanted = select(tables.document.c.id).join_from(tables.sighting, tables.document).where(sighting.superseded_at.is_(None))
    number, name = 1, label
    with ledger.reading() as connection:
        while connection.scalar(wanted.where(sighting.origin == name)) not in (None, document):
            number += 1
            name = f"{label} ({number})"
    return name


def _note(step: Step, taken: Taken) -> None:
    outcome, report = taken.outcome, taken.report
    if outcome.fault is not None or report is None:
        step.state, step.fault = State.FAILED, outcome.fault or f"{step.label} was not read"
        step.fault = step.fault.replace(outcome.source.where, step.label)
        return
    step.outcome, step.document = report.outcome.value, report.document
    step.claims, step.actors, step.gaps = report.claims, report.actors, report.gaps
    step.state = State.DONE
