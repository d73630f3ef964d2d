"""A document read again, and what came out otherwise: each difference names the claim, actor or gap and its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import Connection, Row

from foedus.errors import FoedusError
from foedus.ledger.recheck import Difference, Fault
from foedus.ledger.restore import actors_from, gaps_from, reading_claims
from foedus.model.actor import Actor
from foedus.model.claim import Claim
from foedus.model.reading import Gap, Reading
from foedus.model.source import Document

Part = Claim | Actor | Gap
Reread = Callable[[Document], Reading | None]  # None where the reader that the ledger names is not at hand

_SHOWN = 60   # characters of a value or quote in a sentence
_NAMED = 4    # fields named of one thing


def rereading_differences(
    connection: Connection, readings: Sequence[Row[Any]], document: Document, reread: Reread
) -> Iterator[Difference]:
    """How reading the document again differs from the current reading, if that is by the same reader and version."""
    try:
        again = reread(document)
    except FoedusError as fault:
        yield Difference(Fault.REREADING, document.id, f"document {document.id} could not be read again: {fault}")
        return
    by = ", ".join(f"{row.reader} {row.version}" for row in readings) or "no reader that still counts"
    if again is None:
        sentence = f"document {document.id} was read by {by}, which is not at hand, so it was not read again"
        yield Difference(Fault.NOT_REREAD, document.id, sentence)
        return
    stored = next((row for row in readings if (row.reader, row.version) == (again.reader, again.version)), None)
    if stored is None:
        sentence = f"document {document.id} was read by {by}; this is {again.reader} {again.version}, so they cannot be compared"
        yield Difference(Fault.NOT_REREAD, document.id, sentence)
        return
    claims = reading_claims(connection, stored.seq, (stored.document, document.id))
    unlike_claims = {claim.id: claim for claim in reversed(again.claims)}.values()  # as intake: of the very same, the first
    yield from _compared("claim", document.id, claims, unlike_claims)
    yield from _compared("actor", document.id, actors_from(connection, stored.seq, document.id), again.actors)
    yield from _compared("gap", document.id, gaps_from(connection, stored.seq, document.id), again.gaps)


def _compared(thing: str, document: str, before: Iterable[Part], again: Iterable[Part]) -> Iterator[Difference]:
    recorded, given = {repr(one): one for one in before}, {repr(one): one for one in again}
    new = {key: given[key] for key in sorted(given.keys() - recorded.keys())}
    for key in sorted(recorded.keys() - given.keys()):
        lost = recorded[key]
        alike = [other for other in new if _anchor(new[other]) == _anchor(lost)]
        if alike:
            other = min(alike, key=lambda name: len(list(_unlike("", lost, new[name]))))
            sentence = f"read again, {thing} {_called(lost)} has another {_told(lost, new.pop(other))}"
        else:
            sentence = f"read again, it no longer gives {thing} {_called(lost)}"
        yield Difference(Fault.REREADING, document, f"document {document}: {sentence}")
    for one in new.values():
        sentence = f"document {document}: read again, it gives {thing} {_called(one)}, which the ledger has not"
        yield Difference(Fault.REREADING, document, sentence)


def _anchor(one: Part) -> object:
    """What two readings' versions of one thing have in common."""
    match one:
        case Claim():
            return one.quote
        case Actor():
            return one.name
        case Gap():
            return one.kind, one.start, one.end


def _called(one: Part) -> str:
    match one:
        case Claim():
            return f"{one.id} ({one.type}, {_brief(one.quote.text)})"
        case Actor():
            return f"{one.id} ({one.kind}, {_brief(one.name)})"
        case Gap():
            return f"{one.id} ({one.kind.value}, {_brief(one.detail)})"


def _told(before: Part, again: Part) -> str:
    """The fields that differ, with both values."""
    if type(before) is not type(again):
        return f"form: {_brief(before)} before, {_brief(again)} now"
    told = [f"{name} ({_brief(old)} before, {_brief(now)} now)" for name, old, now in _unlike("", before, again)]
    return ", ".join(told[:_NAMED]) + (f" and {len(told) - _NAMED} more" if len(told) > _NAMED else "")


def _unlike(path: str, before: object, again: object) -> Iterator[tuple[str, object, object]]:
    """The fields that differ, those of nested values by their path; dates and counts whole, where they are written otherwise."""
    if before == again:
        return
    if is_dataclass(before) and type(before) is type(again) and (not _is_written(before) or str(before) == str(again)):
        for field in fields(before):
            inner = f"{path}.{field.name}" if path else field.name
            yield from _unlike(inner, getattr(before, field.name), getattr(again, field.name))
    else:
        yield path, before, again


def _is_written(value: object) -> bool:
    """Whether people read it as one value."""
    return type(value).__str__ is not object.__str__


def _brief(value: object) -> str:
    if value is None or (_is_written(value) and is_dataclass(value)):
        return "none" if value is None else str(value)
    told = json.dumps(value.to_json(), ensure_ascii=False) if hasattr(value, "to_json") else value
    words = repr(str(told)) if isinstance(told, str) else str(told)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
