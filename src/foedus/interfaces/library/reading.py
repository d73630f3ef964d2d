"""Reading documents from Python, as ``foedus read`` does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus import settings
from foedus.errors import BadInput, ReadingFailed
from foedus.interfaces.library.given import When, span_given
from foedus.interfaces.library.records import ReadRecord
from foedus.interfaces.library.table import Kind, Table, of_kind

if TYPE_CHECKING:
    from foedus.interfaces.batch import Taken, Task
    from foedus.ledger.session import Ledger as Store

READ = Kind("documents read", ReadRecord, ("source", "became", "published", "actors", "claims", "gaps", "fault"))


def tasks(
    files: Iterable[str | Path], published: When | None, title: str | None, publisher: str | None, ledger: str
) -> list[Task]:
    """Every document that the names stand for. Raises BadInput where none is named, or several would share a title."""
    from foedus.interfaces.batch import Task, origin_of
    from foedus.interfaces.limits import limits_set
    from foedus.reading.documents.load import LoadOptions
    from foedus.reading.documents.sources import SourceKind, expand
    from foedus.reading.documents.web import WebPolicy

    sources = expand(files)
    if not sources or any(source.kind is SourceKind.STDIN for source in sources):
        raise BadInput("name the documents to read: files, folders, patterns or http(s) addresses")
    if title is not None and len(sources) > 1:
        raise BadInput(f"{len(sources)} documents cannot share one title; read them one by one")
    options = LoadOptions(span_given(published), title, publisher, limits=limits_set())
    if len(sources) > 1:
        options = replace(options, published=None, published_otherwise=options.published)
    policy = WebPolicy(allow_private=settings.flag("allow_private"))
    return [Task(source, options, policy, origin_of(source, ledger)) for source in sources]


def read_into(store: Store, wanted: list[Task], reader: str | None, jobs: int) -> Table[ReadRecord]:
    """Reads the documents into the ledger. Raises ReadingFailed where none of them could be read."""
    from foedus.interfaces import batch
    from foedus.reading.readers.registry import DEFAULT

    named = reader or settings.text("reader") or DEFAULT
    notes = _announced(named, wanted)
    outcomes = batch.read_all(wanted, named, jobs, batch.known_readings(store))
    records = [_record(taken) for taken in batch.record_all(store, outcomes, reader is not None)]
    faults = [record["fault"] for record in records if record["fault"] is not None]
    if len(faults) == len(records):
        raise ReadingFailed("; ".join(faults))
    undated = sum(record["published"] is None and record["fault"] is None for record in records)
    notes += [f"could not be read: documents: {len(faults)}; the column fault says why"] if faults else []
    notes += [f"no date of publication, so relative dates stay open: documents: {undated}; give published="] if undated else []
    return of_kind(Table[ReadRecord], READ, records, notes)


def _announced(reader: str, wanted: Iterable[Task]) -> list[str]:
    """Where the texts go, if they leave this machine. Raises BadInput or Refused where the reader could not ask anybody."""
    if reader.partition(":")[0] != "llm":
        return []
    from foedus.reading.readers.llm import announce
    from foedus.reading.readers.registry import reader as reader_named

    line = announce(reader_named(reader), [None for _ in wanted])
    return [line] if line is not None else []


def _record(taken: Taken) -> dict[str, Any]:
    outcome, report = taken.outcome, taken.report
    reading = outcome.reading
    date = reading.document.published if reading is not None else None
    return {
        "source": outcome.source.where,
        "became": report.outcome.value if report is not None else None,
        "document": reading.document.id if reading is not None else None,
        "published": date.edtf if date is not None else None,
        "actors": report.actors if report is not None else 0,
        "claims": report.claims if report is not None else 0,
        "gaps": report.gaps if report is not None else 0,
        "fault": None if reading is not None else outcome.fault or f"{outcome.source.where} was not read",
    }
