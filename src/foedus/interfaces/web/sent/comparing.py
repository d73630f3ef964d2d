"""Datasets sent in to be compared with the ledger: one at a time, in the background, remembered for as long as the server runs.

The file lies in a private folder until its comparison is forgotten or the server stops. Nothing is recorded unless asked.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
import weakref
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO

from foedus import settings
from foedus.analysis.reconciling import Finding, Kind, paired
from foedus.errors import BadInput, FoedusError, NotFound, Refused
from foedus.exchange.importers.registry import importer
from foedus.exchange.importers.streams import opened
from foedus.exchange.reconcile import Reconciled, reconciled, rows_of
from foedus.interfaces.batch import Outcome, known_readings, record_all
from foedus.interfaces.web.sent.uploads import MEGABYTE, UNNAMED, label_of, store
from foedus.ledger import review
from foedus.ledger.review import Signature
from foedus.ledger.same_event import judge_events, judged_events
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from foedus.reading.documents.parsed import megabytes
from foedus.reading.documents.sources import Source, SourceKind

_KEPT = 8  # comparisons remembered, as each holds its findings
_WAITING = 4
_ODD = re.compile(r"[^\w .()+-]+")
_LONGEST = 60  # characters of a file name
_PIECE = 1 << 20


class State(StrEnum):
    """Where a comparison is."""

    WAITING = "waiting"
    COMPARING = "comparing"
    RECORDING = "recording"
    DONE = "done"
    FAILED = "failed"


OVER = (State.DONE, State.FAILED)


class Shown(StrEnum):
    """Which findings are asked for."""

    ALL = "all"
    BOTH = "both"
    DIFFER = "differ"
    AGAIN = "again"
    ONLY_THEY = "only-they"
    ONLY_WE = "only-we"


OF_KIND = {
    Shown.BOTH: Kind.BOTH,
    Shown.DIFFER: Kind.DIFFER,
    Shown.AGAIN: Kind.AGAIN,
    Shown.ONLY_THEY: Kind.ONLY_THEY,
    Shown.ONLY_WE: Kind.ONLY_WE,
}


@dataclass
class Comparison:
    """A dataset sent in. `made` is what came of it, `judgements` the ids of those that a reviewer had recorded from it."""

    by: str
    label: str
    format: str
    file: Path
    whole: bool = False
    id: str = field(default_factory=lambda: f"rec-{secrets.token_hex(8)}")
    state: State = State.WAITING
    fault: str | None = None
    made: Reconciled | None = None
    judgements: list[str] = field(default_factory=list)
    forget: Callable[[], object] = field(init=False)  # removes the file; happens by itself when nobody holds this any more

    def __post_init__(self) -> None:
        self.forget = weakref.finalize(self, shutil.rmtree, self.file.parent, ignore_errors=True)

    def findings(self, shown: Shown = Shown.ALL) -> list[Finding]:
        """The findings of a kind. Raises Refused while it is not done."""
        if self.made is None:
            raise Refused(self.fault or f"{self.label} is not compared yet; wait until it is done")
        found = self.made.findings
        return found if shown is Shown.ALL else [one for one in found if one.kind is OF_KIND[shown]]


class Comparisons:
    """The comparisons of a server: a queue that one thread works off."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._all: dict[str, Comparison] = {}
        self._queue: deque[tuple[Comparison, State, Callable[[], None]]] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, one: Comparison) -> Comparison:
        """Queues a comparison. Raises Refused where too many wait."""
        with self._lock:
            self._enqueue(one, State.COMPARING, partial(_compare, self._ledger, one))
            self._all[one.id] = one
            over = [key for key, known in self._all.items() if known.state in OVER]
            for key in over[: max(0, len(self._all) - _KEPT)]:
                del self._all[key]
        return one

    def all(self) -> list[Comparison]:
        """The comparisons, the newest first."""
        with self._lock:
            return list(self._all.values())[::-1]

    def one(self, id_: str) -> Comparison:
        """A comparison by its id. Raises NotFound."""
        with self._lock:
            found = self._all.get(id_)
        if found is None:
            raise NotFound(f"there is no comparison {id_!r} any more; send the file in again at /reconcile")
        return found

    def record(self, id_: str, signed: Signature) -> Comparison:
        """Queues that the file is imported and each pair judged one incident. Raises NotFound and Refused."""
        one = self.one(id_)
        with self._lock:
            if one.state is not State.DONE:
                raise Refused(f"{one.label} is {one.state}; only what is compared can be recorded")
            if one.judgements:
                raise Refused(f"the matches of {one.label} are recorded already")
            self._enqueue(one, State.RECORDING, partial(_record, self._ledger, one, signed))
        return one

    def take_back(self, id_: str, signed: Signature) -> Comparison:
        """Queues that the judgements recorded from a comparison are undone. Raises NotFound, and Refused where there are none."""
        one = self.one(id_)
        with self._lock:
            if one.state not in OVER or not one.judgements:
                raise Refused(f"no matches of {one.label} are recorded that could be taken back")
            self._enqueue(one, State.RECORDING, partial(_take_back, self._ledger, one, signed))
        return one

    def close(self) -> None:
        """Removes all files, as the server stops."""
        with self._lock:
            self._queue.clear()
            while self._all:
                self._all.popitem()[1].forget()

    def _enqueue(self, one: Comparison, state: State, work: Callable[[], None]) -> None:
        if len(self._queue) >= _WAITING:
            raise Refused(f"{_WAITING} comparisons wait already; wait until some are done")
        one.state, one.fault = State.WAITING, None
        self._queue.append((one, state, work))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="foedus-reconcile", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._thread = None
                    return
                one, state, work = self._queue.popleft()
                one.state = state
            try:
                work()
            except FoedusError as fault:
                one.fault = str(fault).replace(str(one.file), one.label)
            except Exception as fault:  # noqa: BLE001  the thread must live on for the comparisons behind it
                one.fault = f"the comparison broke down ({type(fault).__name__}); is {one.label} what its format says?"
            one.state = State.DONE if one.made is not None else State.FAILED


def taken_in(name: str, stream: BinaryIO, format_: str, by: str, whole: bool) -> Comparison:
    """A file as stored in a private folder of its own. Raises BadInput where it is too large.

    The importers tell the release of a dataset, and what it brought in before, by the name of its file; that is kept as far as
    it is harmless.
    """
    label = label_of(name).rsplit("/", 1)[-1]
    stem, dot, ending = _ODD.sub("_", label).strip(" .").rpartition(".")
    plain = f"{stem[:_LONGEST]}{dot}{ending[:_LONGEST]}".encode()[:200].decode(errors="ignore") or UNNAMED
    made = Comparison(by, label, format_, Path(tempfile.mkdtemp(prefix="foedus-reconcile-")) / plain, whole)
    store(stream, made.file)
    return made


def _compare(ledger: Ledger, one: Comparison) -> None:
    _check_unpacked(one)
    one.made = reconciled(ledger.view(), one.format, rows_of(one.format, one.file), one.file, one.whole)


def _check_unpacked(one: Comparison) -> None:
    """Raises BadInput for an archive that unpacks to more than a file may have."""
    most, size = settings.number("file_mb") * MEGABYTE, 0
    if zipfile.is_zipfile(one.file):
        with zipfile.ZipFile(one.file) as packed:
            size = sum(part.file_size for part in packed.infolist())
    else:
        with opened(one.file) as stream:
            while size <= most and (piece := stream.read(_PIECE)):
                size += len(piece)
    if size > most:
        raise BadInput(f"{one.label} unpacks to more than {megabytes(most)}; split it, or use foedus reconcile")


def _record(ledger: Ledger, one: Comparison, signed: Signature) -> None:
    """Imports the file, and judges each pair one incident that nobody has judged meanwhile."""
    for taken in record_all(ledger, _outcomes(one, known_readings(ledger)), preferred=True):
        if taken.outcome.fault is not None:
            raise BadInput(taken.outcome.fault)
    judged = judged_events(ledger.view())
    for pair in paired(one.findings()):
        if frozenset(pair) not in judged:
            one.judgements.append(judge_events(ledger, pair, True, signed).id)
    _compare(ledger, one)


def _take_back(ledger: Ledger, one: Comparison, signed: Signature) -> None:
    while one.judgements:
        with suppress(Refused):  # somebody undid it already
            review.undo(ledger, one.judgements[-1], signed)
        one.judgements.pop()
    _compare(ledger, one)


def _outcomes(one: Comparison, known: frozenset[str]) -> Iterator[Outcome]:
    source = Source(str(one.file), SourceKind.FILE)
    for reading in importer(one.format)(one.file, known):
        yield Outcome(source, _named(one, reading), known=not reading.claims and reading.id in known)


def _named(one: Comparison, reading: Reading) -> Reading:
    """Under an origin of its own: it takes the place of no other file of the same name."""
    _, mark, rows = (reading.document.origin or "").partition("#rows=")
    return replace(reading, document=replace(reading.document, origin=f"{one.label} ({one.id}){mark}{rows}"))


def signature_for(one: Comparison, by: str) -> Signature:
    """Who records the matches of a comparison, and what for."""
    return Signature(by, datetime.now(UTC), f"reconciled with {one.format} {one.label}")
