"""A whole ledger as one JSON object, written piece by piece so that a large one fits in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from os.path import commonpath
from pathlib import Path
from typing import Any

from foedus.exchange.exporters.claims import claim_json
from foedus.ledger.entries import ActorCluster, DocumentInfo, Entry, GapEntry
from foedus.ledger.identity import MACHINE
from foedus.ledger.view import View
from foedus.model.judgement import Judgement

FORMAT = 1  # raised whenever a field changes its meaning


def ledger_json(view: View, judgements: Iterable[Judgement], texts: bool = False, times: bool = False) -> Iterator[str]:
    """The view as JSON text: `documents`, `actors`, `claims`, `gaps` and `judgements`, one item a line.

    Without `times`, nothing depends on when it was recorded: the same documents read by the same reader in the same order give
    the same bytes. Files are named relative to the folder that all of them lie in, so that it does not matter either whether
    the ledger is a file or on a server. Then the machine's judgements have neither id nor time; those that people made keep
    both, as they are part of the judgement. `texts` adds the texts of the documents, which may belong to others.
    """
    named = _file_names(view)
    yield f'{{"format": {FORMAT},\n'
    told = (replace(one, origin=named.get(one.id, one.origin)) for one in view.documents())
    yield from _items("documents", (_document(view, one, texts, times) for one in told))
    yield from _items("actors", (_actor(one) for one in view.actors()))
    yield from _items("claims", (_claim(one, times) for one in view.claims()))
    yield from _items("gaps", (_gap(one) for one in view.gaps()))
    yield from _items("judgements", (_judgement(one, times) for one in judgements), last=True)
    yield "}\n"


def _file_names(view: View) -> dict[str, str]:
    """The file of each document that came from one, relative to the folder that all of them lie in."""
    home = Path(view.store.address).resolve().parent if view.store.engine.dialect.name == "sqlite" else Path("/")
    files = {one.id: home / one.origin for one in view.documents() if one.origin is not None and "://" not in one.origin}
    if not files:
        return {}
    try:
        folder = commonpath([file.parent for file in files.values()])
    except ValueError:  # on several drives
        return {name: file.as_posix() for name, file in files.items()}
    return {name: file.relative_to(folder).as_posix() for name, file in files.items()}


def _items(name: str, items: Iterable[dict[str, Any]], last: bool = False) -> Iterator[str]:
    yield f'"{name}": ['
    for position, item in enumerate(items):
        yield ("," if position else "") + "\n" + json.dumps(item, ensure_ascii=False)
    yield "]\n" if last else "],\n"


def _document(view: View, one: DocumentInfo, texts: bool, times: bool) -> dict[str, Any]:
    told = one.to_json(times=False)
    if texts:
        told["text"] = view.document(one.id).text
    return told | (one.to_json() if times else {})


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
