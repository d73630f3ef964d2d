"""A whole ledger as one JSON object, written piece by piece so that a large one fits in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from foedus.exchange.exporters.claims import claim_json
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.entries import ActorCluster, DocumentInfo, Entry, GapEntry
from foedus.ledger.identity import MACHINE
from foedus.model.judgement import Judgement

FORMAT = 1  # raised whenever a field changes its meaning


def ledger_json(told: Selection, report: Report) -> Iterator[str]:  # noqa: ARG001  (nothing is lost)
    """The view as JSON text: `documents`, `actors`, `claims`, `gaps` and `judgements`, one item a line.

    Without `times`, nothing depends on when it was recorded: the same documents read by the same reader in the same order give
    the same bytes. Files are named relative to the folder that all of them lie in, so that it does not matter either whether
    the ledger is a file or on a server. Then the machine's judgements have neither id nor time; those that people made keep
    both, as they are part of the judgement. `texts` adds the texts of the documents, which may belong to others.
    """
    yield f'{{"format": {FORMAT},\n'
    yield from _items("documents", (_document(told, one) for one in told.documents()))
    yield from _items("actors", (_actor(one) for one in told.cast()))
    yield from _items("claims", (_claim(one, told.times) for one in told.claims()))
    yield from _items("gaps", (_gap(one) for one in told.gaps()))
    yield from _items("judgements", (_judgement(one, told.times) for one in told.judgements()), last=True)
    yield "}\n"


def _items(name: str, items: Iterable[dict[str, Any]], last: bool = False) -> Iterator[str]:
    yield f'"{name}": ['
    for position, item in enumerate(items):
        yield ("," if position else "") + "\n" + json.dumps(item, ensure_ascii=False)
    yield "]\n" if last else "],\n"


def _document(told: Selection, one: DocumentInfo) -> dict[str, Any]:
    known = one.to_json(times=False)
    if told.texts:
        known["text"] = told.view.document(one.id).text
    return known | (one.to_json() if told.times else {})


def _actor(one: ActorCluster) -> dict[str, Any]:
    names = {name: list(documents) for name, documents in one.names.items()}
    return {"id": one.id, "name": one.name, "kind": one.kind, "names": names, "actors": list(one.actors)}


def _claim(entry: Entry, times: bool) -> dict[str, Any]:
    told = {**claim_json(entry.claim), "document": entry.document.id, "who": dict(entry.who)}
    told["judgement"] = entry.judgement.id if entry.judgement else None
    told["original"] = entry.original.id if entry.original else None
    if times:
        told["recorded_at"] = entry.recorded_at.isoformat()
    return told


def _gap(one: GapEntry) -> dict[str, Any]:
    gap = one.gap
    return {
        "id": gap.id,
        "kind": gap.kind.value,
        "detail": gap.detail,
        "document": gap.document,
        "start_offset": gap.start,
        "end_offset": gap.end,
        "reader": f"{one.reader}/{one.version}",
    }


def _judgement(one: Judgement, times: bool) -> dict[str, Any]:
    told = {
        "verdict": one.verdict.value,
        "subject": one.subject,
        "other": one.other,
        "by": one.by,
        "why": one.why,
        "correction": dict(one.correction) if one.correction else None,
        "undone_by": one.undone_by,
        "undone_why": one.undone_why,
    }
    if times or one.by != MACHINE:
        told |= {"id": one.id, "at": one.at.isoformat(), "undone_at": one.undone_at.isoformat() if one.undone_at else None}
    return told
