"""What annotation tools get: a text a document, with each claim as features on its words.

Without the selection's `texts` the text is the quotes, each on lines of its own, as the texts may belong to others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.features import to_features
from foedus.ledger.entries import DocumentInfo, Entry


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim's features on half-open offsets of the text."""

    claim: str
    start: int
    end: int
    features: dict[str, str]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document as an annotation tool shows it. `file` is a name for its file, without a suffix."""

    document: DocumentInfo
    file: str
    text: str
    marked: tuple[Marked, ...]


def annotated(told: Selection, report: Report) -> Iterator[Annotated]:
    """The documents that have claims, in order of recording."""
    report.note(
        "judgements, identities of actors, readers and rules, and what the gazetteer settled places to be; export json has them"
    )
    entries = sorted(told.claims(), key=lambda entry: entry.document.id)
    by_document = {id_: list(some) for id_, some in groupby(entries, key=lambda entry: entry.document.id)}
    for number, document in enumerate(told.documents(), 1):
        some = by_document.get(document.id)
        if some:
            some.sort(key=lambda entry: (entry.claim.quote.start, entry.claim.quote.end, entry.claim.id))
            text, starts = _text(told, document, some)
            marked = tuple(
                Marked(one.claim.id, start, start + len(one.claim.quote.text), to_features(one.claim, _kinds(told, one)))
                for one, start in zip(some, starts, strict=True)
            )
            yield Annotated(document, f"{number:04}-{document.id.removeprefix('doc-')[:12]}", text, marked)


def _text(told: Selection, document: DocumentInfo, entries: list[Entry]) -> tuple[str, list[int]]:
    quotes = [entry.claim.quote for entry in entries]
    if told.texts:
        return told.view.document(document.id).text, [quote.start for quote in quotes]
    starts: dict[tuple[int, str], int] = {}
    parts, at = [], 0
    for quote in quotes:
        if (quote.start, quote.text) not in starts:
            starts[quote.start, quote.text] = at
            parts.append(quote.text)
            at += len(quote.text) + 1
    return "\n".join(parts) + "\n", [starts[quote.start, quote.text] for quote in quotes]


def _kinds(told: Selection, entry: Entry) -> dict[str, str]:
    kinds = ((name, told.kind(entry, name)) for name in entry.claim.actors)
    return {name: kind for name, kind in kinds if kind is not None}
