"""Documents of which a file has the claims in the codebook's form, with the words they rest on: how they become readings.

Where the file has not the text itself, the document is the quotes, each on lines of its own, in the order of the text: nothing is
made up around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.streams import opened
from foedus.ledger.columns import LARGEST
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS
from foedus.model.dates import DateSpan
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Document
from foedus.model.vocabulary import PLACE, vocabulary
from foedus.reading import anchor
from foedus.reading.readers import coded

Item = Mapping[str, Any]

_MOST = 1 << 28  # bytes of a file that is read as a whole
_KINDS = ("group", "person", "state", "force", "community", "unit", "media", "bloc")  # the likeliest first


@dataclass
class Handed:
    """A document in the making. `text` is None where the file has it not; `items` are claims with their `quote`, and with
    `start_offset` where the file says where it begins; `kinds` and `aliases` are those of actors by name, as far as they are
    told; `gaps` say what of the file could not be taken over."""

    name: str
    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    items: list[dict[str, Any]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)


def handed_over(file: Path, documents: Iterable[Handed], signed: tuple[str, str], media_type: str) -> Iterator[Reading]:
    """The readings of a file's documents, signed by a reader and its version."""
    for one in documents:
        yield reading_of(one, signed, (f"{file}#document={one.name}" if one.name else str(file), media_type))


def reading_of(one: Handed, signed: tuple[str, str], taken_from: tuple[str, str]) -> Reading:
    """The reading of one document, taken from an origin of a media type.

    A claim that the vocabulary refuses, or whose words do not stand in the text, becomes a gap.
    """
    items, gaps = _fit(one)
    text, placed = (one.text, items) if one.text is not None else _assembled(items)
    published = _date(one.published, gaps)
    origin, media_type = taken_from
    document = Document(text, one.title, one.publisher, one.author, published, one.url, origin, media_type)
    told = {
        "actors": [
            {"name": name, "kind": kind, "aliases": one.aliases.get(name, ())} for name, kind in _kinds(one, placed, text).items()
        ],
        "events": [item for item in placed if item["type"] in vocabulary().events],
        "relations": [item for item in placed if item["type"] in vocabulary().relations],
    }
    drafted = coded.draft(document, {}, told, signed)
    claims, unplaced = anchor.place(document, drafted.claims)
    found = tuple(Gap(document.id, GapKind.NOT_TAKEN_OVER, gap) for gap in gaps)
    return Reading(document, *signed, drafted.actors, claims, tuple(dict.fromkeys((*drafted.gaps, *unplaced, *found))))


def content(file: Path, what: str) -> str:
    """The text of a file that is read as a whole, without a byte order mark. Raises NotFound or BadInput."""
    with opened(file) as stream:
        read = stream.read(_MOST + 1)
    if len(read) > _MOST:
        raise BadInput(f"{file} is larger than {_MOST >> 20} MB, which {what} is not read above; export it in parts")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = read.count(b"\n", 0, fault.start) + 1
        raise BadInput(
            f"{file}, line {line}: not UTF-8, which {what} is written in; export it again, or save it as UTF-8"
        ) from None


def _fit(one: Handed) -> tuple[list[dict[str, Any]], list[str]]:
    """The items that are claims as far as one can see before the text is known, and gaps for the rest."""
    words, kept, gaps = vocabulary(), [], list(one.gaps)
    for item in one.items:
        type_, quote = item.get("type"), item.get("quote")
        if not isinstance(type_, str) or (type_ not in words.events and type_ not in words.relations):
            gaps.append(f"type {type_!r} is none of the vocabulary; foedus vocabulary lists them")
        elif not isinstance(quote, str) or not quote.strip():
            gaps.append(f"a claim of type {type_} has no words that it rests on")
        elif why := _malformed(item, relation=type_ in words.relations):
            gaps.append(f"a claim of type {type_} is not in the codebook's form: {why}")
        else:
            kept.append(item)
    return kept, gaps


def _malformed(item: Item, relation: bool) -> str | None:
    """What of an item is not of its kind; None where all is."""
    texts = ("a", "b", "start", "end", "role") if relation else ("date", "place", "country", "status")
    for name in (*texts, "certainty", "attribution", "rule"):
        if item.get(name) is not None and not isinstance(item[name], str):
            return f"{name} is no text"
    if relation and not (item.get("a") and item.get("b")):
        return "a or b is missing"
    for slot in () if relation else PEOPLE_SLOTS:
        names = item.get(slot) or []
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            return f"{slot} is no list of names"
    for slot in () if relation else COUNT_SLOTS:
        count = item.get(slot)
        if count and not (isinstance(count, dict) and all(_is_bound(count.get(bound)) for bound in ("min", "max"))):
            return f"{slot} has no min and max that are numbers"
    sources = item.get("sources") or []
    if not isinstance(sources, list) or not all(isinstance(one, dict) and _is_source(one) for one in sources):
        return "sources is no list of publishers"
    start, confidence = item.get("start_offset"), item.get("confidence")
    if start is not None and (not isinstance(start, int) or start < 0):
        return "start_offset is no number from 0"
    return "confidence is no number" if confidence is not None and not isinstance(confidence, int | float) else None


def _is_source(told: dict[str, Any]) -> bool:
    place, date = told.get("place"), told.get("date")
    return isinstance(told.get("publisher"), str) and all(one is None or isinstance(one, str) for one in (place, date))


def _is_bound(told: object) -> bool:
    return told is None or (isinstance(told, int) and not isinstance(told, bool) and told <= LARGEST)


def _assembled(items: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """A text of the quotes alone, each once, and the items with where their quotes stand in it."""
    ordered = sorted(
        enumerate(items), key=lambda told: (told[1].get("start_offset") is None, told[1].get("start_offset") or 0, told[0])
    )
    starts: dict[tuple[object, str], int] = {}
    parts, at = [], 0
    for _, item in ordered:
        words = (item.get("start_offset"), item["quote"])
        if words not in starts:
            starts[words] = at
            parts.append(item["quote"])
            at += len(item["quote"]) + 1
    placed = [{**item, "start_offset": starts[item.get("start_offset"), item["quote"]]} for item in items]
    return "\n".join(parts) or "\n", placed


def _kinds(one: Handed, items: Iterable[Item], text: str) -> dict[str, str]:
    """Every actor that a claim names, with its kind: as told, else the likeliest that its relations allow."""
    told = {name: [kind] for name, kind in one.kinds.items() if kind in vocabulary().kinds}
    for item in items:
        for name, allowed in _named(item):
            if name not in one.kinds and not (name.islower() and name in text):
                known = told.get(name, list(_KINDS))
                told[name] = [kind for kind in known if not allowed or kind in allowed] or known
    return {name: kinds[0] for name, kinds in told.items()}


def _named(item: Item) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of a claim with the kinds that its type allows there, () for all."""
    for slot in PEOPLE_SLOTS:
        yield from ((name, ()) for name in item.get(slot) or ())
    if item["type"] in vocabulary().relations:
        terms = vocabulary().relation(item["type"])
        yield item["a"], terms.a
        if terms.b != (PLACE,):
            yield item["b"], terms.b


def _date(edtf: str | None, gaps: list[str]) -> DateSpan | None:
    try:
        return DateSpan.parse(edtf) if edtf else None
    except BadInput as fault:
        gaps.append(f"the date of the document was not taken: {fault}")
        return None
