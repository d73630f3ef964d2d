"""The tables of the CSV, XLSX, Parquet and SQLite exports: their columns are data, their rows follow from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foedus.analysis.spells import Bound
from foedus.exchange.datafiles import knowledge
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.entries import Entry
from foedus.ledger.rows import slots_of
from foedus.model.claim import COUNT_SLOTS, EventClaim, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.vocabulary import vocabulary

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]

BETWEEN = " | "
SIGNS: Mapping[str, int] = {"+": 1, "0": 0, "-": -1}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (text, int, float, bool or date), what it means, of which form of claim (None: of both), and the table
    and column it points to."""

    name: str
    type: str
    means: str
    of: str | None = None
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, the columns that name one, and all columns."""

    name: str
    means: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def rows(self, told: Selection, report: Report) -> Iterator[Row]:
        """The rows, every column in each."""
        empty: Row = dict.fromkeys(self.names)
        return ({**empty, **row} for row in _ROWS[self.name](told, report))

    def of(self, form: str, name: str) -> Table:
        """The table of one form of claim, without the columns of the other."""
        return Table(name, self.means, self.key, tuple(one for one in self.columns if one.of in (None, form)))


@cache
def tables() -> Mapping[str, Table]:
    """The tables by name."""
    return {
        name: Table(
            name,
            told["means"],
            tuple(told["key"]),
            tuple(
                Column(column, known["type"], known["means"], known.get("of"), known.get("refers"))
                for column, known in told["columns"].items()
            ),
        )
        for name, told in knowledge("tables", "exporters").items()
    }


def claim_row(entry: Entry, report: Report) -> Row:
    """A row of the long table of claims; the report gets what no table has."""
    claim = entry.claim
    report_candidates(entry, report)
    row: Row = {
        "claim": claim.id,
        "type": claim.type,
        "certainty": claim.certainty.value,
        "attribution": claim.attribution,
        "quote": claim.quote.text,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "document": entry.document.id,
        "reader": claim.origin.reader,
        "version": claim.origin.version,
        "rule": claim.origin.rule,
        "confidence": claim.origin.confidence,
        "judgement": entry.judgement.verdict.value if entry.judgement else None,
        "original": entry.original.id if entry.original else None,
        **_place(claim.place),
    }
    return row | (_event(claim) if isinstance(claim, EventClaim) else _relation(claim))


def report_candidates(entry: Entry, report: Report) -> None:
    """Says of a claim whose place could also be others that these are not carried."""
    if entry.claim.place is not None and entry.claim.place.candidates:
        report.reduce(entry.claim.id, "the other places that bear the name of the place")


def _event(claim: EventClaim) -> Row:
    row: Row = {"form": "event", "status": claim.status.value, "country": claim.country, **_span("date", claim.date)}
    for slot in ("initiators", "targets", "participants"):
        row[slot] = BETWEEN.join(getattr(claim, slot)) or None
    for slot in COUNT_SLOTS:
        count = getattr(claim, slot)
        if count is not None:
            row |= {f"{slot}_min": count.min, f"{slot}_max": count.max, f"{slot}_approx": count.approx}
    return row


def _relation(claim: RelationClaim) -> Row:
    sign = SIGNS.get(vocabulary().relation(claim.type).sign)
    ends: Row = {"form": "relation", "sign": sign, "a": claim.a, "b": claim.b, "role": claim.role}
    return ends | _span("start", claim.start) | _span("end", claim.end)


def _span(prefix: str, span: DateSpan | None) -> Row:
    if span is None:
        return {}
    return {
        prefix: span.edtf,
        f"{prefix}_earliest": span.earliest,
        f"{prefix}_latest": span.latest,
        f"{prefix}_words": span.words,
        f"{prefix}_anchor": span.anchor,
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    row: Row = {"place": place.name}
    if place.location is not None:
        at = place.location
        row |= {"place_key": at.key, "place_name": at.name, "latitude": at.latitude, "longitude": at.longitude}
        row |= {"place_country": at.country, "place_precision": at.precision.value}
    return row


def _sources(told: Selection, _: Report) -> Iterator[Row]:
    for one in told.documents():
        published = one.published
        yield {
            "document": one.id,
            "title": one.title,
            "publisher": one.publisher,
            "author": one.author,
            "published": published.edtf if published else None,
            "published_earliest": published.earliest if published else None,
            "published_latest": published.latest if published else None,
            "url": one.url,
            "origin": one.origin,
            "media_type": one.media_type,
            "characters": one.characters,
            "text_sha256": one.text_sha256,
        }


def _actors(told: Selection, _: Report) -> Iterator[Row]:
    for one in told.cast():
        documents = {document for named_in in one.names.values() for document in named_in}
        names = BETWEEN.join(one.names)
        yield {"actor": one.id, "name": one.name, "kind": one.kind, "names": names, "documents": len(documents)}


def _names(told: Selection, _: Report) -> Iterator[Row]:
    shown = {one.id for one in told.documents()}
    for one in told.cast():
        for name, documents in one.names.items():
            for document in dict.fromkeys(documents):
                if document in shown:
                    yield {"actor": one.id, "name": name, "document": document}


def _claims(told: Selection, report: Report) -> Iterator[Row]:
    return (claim_row(entry, report) for entry in told.claims())


def _people(told: Selection, _: Report) -> Iterator[Row]:
    for entry in told.claims():
        for slot, names in slots_of(entry.claim).items():
            for position, name in enumerate(names):
                is_place = slot == "b" and entry.claim.type == "present_in"
                actor = None if is_place else entry.who.get(name)
                yield {"claim": entry.claim.id, "slot": slot, "position": position, "name": name, "actor": actor}


def _citations(told: Selection, _: Report) -> Iterator[Row]:
    for entry in told.claims():
        for position, one in enumerate(entry.claim.citations):
            when = one.date.edtf if one.date else None
            yield {"claim": entry.claim.id, "position": position, "publisher": one.publisher, "place": one.place, "date": when}


def _ties(told: Selection, _: Report) -> Iterator[Row]:
    for tie in told.ties:
        start_earliest, start_latest, end_earliest, end_latest = tie.band
        yield {
            "a": tie.a,
            "a_name": told.name(tie.a),
            "b": tie.b,
            "b_name": told.name(tie.b),
            "sign": SIGNS[tie.sign],
            "state": tie.state.value,
            "types": BETWEEN.join(tie.types),
            "quotes_for": tie.quotes_for,
            "hedged": tie.hedged,
            "quotes_against": tie.quotes_against,
            "hypothetical": tie.hypothetical,
            "sources": tie.sources,
            "start_earliest": start_earliest,
            "start_latest": start_latest,
            "end_earliest": end_earliest,
            "end_latest": end_latest,
            "end_known": tie.end.kind.value,
            "disputed": tie.disputed,
            "claims": BETWEEN.join(dict.fromkeys(one.entry.claim.id for one in tie.speaking)),
        }


def _spells(told: Selection, _: Report) -> Iterator[Row]:
    for one in told.spells:
        yield {
            "a": one.a,
            "a_name": told.name(one.a),
            "b": one.b,
            "b_name": told.name(one.b),
            "type": one.kind,
            "sign": SIGNS[one.sign],
            "directed": one.directed,
            "from_event": one.derived,
            **_bound("start", one.start),
            **_bound("end", one.end),
            "disputed": one.disputed,
            "claims": BETWEEN.join(dict.fromkeys(bearing.entry.claim.id for bearing in one.evidence)),
        }


def _bound(prefix: str, bound: Bound) -> Row:
    return {f"{prefix}_earliest": bound.earliest, f"{prefix}_latest": bound.latest, f"{prefix}_known": bound.known.value}


def _codebook(_: Selection, __: Report) -> Iterator[Row]:
    words = vocabulary()
    values: Mapping[tuple[str, str], Iterable[Any]] = {
        ("actors", "kind"): words.kinds.values(),
        ("claims", "type"): (*words.events.values(), *words.relations.values()),
        ("claims", "certainty"): words.certainties.values(),
        ("claims", "status"): words.statuses.values(),
    }
    for table in tables().values():
        yield {"table": table.name, "means": table.means}
        for column in table.columns:
            yield {"table": table.name, "column": column.name, "type": column.type, "means": column.means}
            for term in values.get((table.name, column.name), ()):
                yield {"table": table.name, "column": column.name, "value": term.name, "means": f"{term.label}: {term.means}"}


_ROWS: Mapping[str, Callable[[Selection, Report], Iterator[Row]]] = {
    "sources": _sources,
    "actors": _actors,
    "names": _names,
    "claims": _claims,
    "people": _people,
    "citations": _citations,
    "ties": _ties,
    "spells": _spells,
    "codebook": _codebook,
}
