"""FollowTheMoney entities, one a line: claims from what `foedus export ftm` writes, and from links of other producers."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.dataset import NOTHING_KNOWN, data
from foedus.exchange.importers.handed import Handed, content, handed_over
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS
from foedus.model.numbers import Count
from foedus.model.reading import Reading
from foedus.model.vocabulary import vocabulary

READER, VERSION = "ftm", "1"
_KIND = "Foedus actor kind: "
_COUNT = re.compile(r"(?P<about>about )?(?:(?P<least>at least )|(?P<most>up to ))?(?P<low>\d+)(?: to (?P<high>\d+))?\Z")

Entity = Mapping[str, Any]


@dataclass
class _Entities:
    """The entities of a file: actors with their names and kinds, documents, and what may be claims, in order."""

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Entity] = field(default_factory=dict)
    claims: list[Entity] = field(default_factory=list)
    strange: dict[str, int] = field(default_factory=dict)


def import_ftm(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:  # noqa: ARG001
    """The claims of a file of entities, by document: its events and links that have a summary, which is the quote.

    Ours say in `description` what FollowTheMoney has no property for. A link of others is a claim by its schema. What is no
    actor, document, event or link of a type we have is a gap. Raises NotFound or BadInput.
    """
    found = _read(file)
    documents: dict[str, Handed] = {}
    for entity in found.claims:
        told = _descriptions(entity)
        name = _one(entity, "proof") or told.get("document", "")
        document = documents.setdefault(name, _document(name, found.documents.get(name, {}), entity))
        item = _item(entity, told, found)
        if isinstance(item, str):
            document.gaps.append(item)
            continue
        document.items.append(item)
    if not documents:
        raise BadInput(f"{file} has no events and no links between actors; claims are made of these")
    first = next(iter(documents.values()))
    first.gaps += [
        f"{number} entities of schema {schema} say nothing that can be claimed" for schema, number in found.strange.items()
    ]
    for document in documents.values():
        for id_, names in found.names.items():
            if any(name in _said(document) for name in names):
                document.kinds |= {name: found.kinds[id_] for name in names if name in _said(document)}
    yield from handed_over(file, documents.values(), (READER, VERSION), "application/x-ndjson")


def _said(document: Handed) -> set[str]:
    people = {name for item in document.items for slot in PEOPLE_SLOTS for name in item.get(slot) or ()}
    return people | {item[end] for item in document.items for end in "ab" if item.get(end)}


def _read(file: Path) -> _Entities:
    coded, found = data("ftm"), _Entities()
    for number, line in enumerate(content(file, "FollowTheMoney").split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            schema, id_, properties = one["schema"], one["id"], one["properties"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BadInput(
                f"{file}, line {number}: no FollowTheMoney entity, which is JSON with id, schema and properties; "
                "write one entity a line"
            ) from None
        if not isinstance(properties, dict) or not isinstance(id_, str) or not isinstance(schema, str):
            raise BadInput(f"{file}, line {number}: id and schema are no text or properties no object; export the file again")
        if schema in coded["kinds"]:
            _actor(one, coded["kinds"][schema], found)
        elif schema in coded["documents"]:
            found.documents[id_] = one
        elif schema == "Event" or schema in coded["links"]:
            found.claims.append(one)
        else:
            found.strange[schema] = found.strange.get(schema, 0) + 1
    return found


def _actor(one: Entity, kind: str, found: _Entities) -> None:
    told = (text.removeprefix(_KIND) for text in _all(one, "description") if text.startswith(_KIND))
    names = tuple(dict.fromkeys((*_all(one, "name"), *_all(one, "alias"), *_all(one, "weakAlias"))))
    if names:
        found.names[one["id"]] = names
        found.kinds[one["id"]] = next((word for word in told if word in vocabulary().kinds), kind)


def _document(name: str, entity: Entity, claim: Entity) -> Handed:
    return Handed(
        name,
        title=_one(entity, "title") or None,
        publisher=_one(entity, "publisher") or _one(claim, "publisher") or None,
        author=_one(entity, "author") or None,
        published=_one(entity, "publishedAt") or None,
        url=_one(entity, "sourceUrl") or _one(claim, "sourceUrl") or None,
    )


def _item(entity: Entity, told: Mapping[str, str], found: _Entities) -> dict[str, Any] | str:
    """The claim in the codebook's form, or why there is none."""
    quote = _one(entity, "summary")
    if not quote:
        return f"{entity['schema']} {entity['id']} has no summary, and a claim needs words that it rests on"
    shared = {
        "quote": quote,
        "certainty": told.get("certainty"),
        "attribution": told.get("according to"),
        "sources": [{"publisher": text} for text in _texts(entity, "cites")],
    }
    if entity["schema"] == "Event":
        return _event(entity, told, found) | shared
    return _link(entity, told, found, shared)


def _event(entity: Entity, told: Mapping[str, str], found: _Entities) -> dict[str, Any]:
    people: dict[str, list[str]] = {slot: [] for slot in PEOPLE_SLOTS}
    ids = {"initiators": _all(entity, "organizer"), "targets": _all(entity, "involved"), "participants": _all(entity, "involved")}
    for slot in PEOPLE_SLOTS:
        if slot in told:
            people[slot] = _names(told[slot], [name for id_ in ids[slot] for name in found.names.get(id_, ())])
    if not any(slot in told for slot in PEOPLE_SLOTS):
        people["initiators"], people["targets"] = (
            [found.names[id_][0] for id_ in ids[s] if id_ in found.names] for s in PEOPLE_SLOTS[:2]
        )
    counts = {slot: _count(told[slot]) for slot in COUNT_SLOTS if slot in told}
    return {
        "type": told.get("type") or next(iter(_all(entity, "keywords")), ""),
        "date": _one(entity, "date") or _spanned(_one(entity, "startDate"), _one(entity, "endDate")),
        "place": _one(entity, "location") or None,
        "country": _one(entity, "country").upper()[:2] or None,
        "status": told.get("status"),
        **people,
        **{slot: count for slot, count in counts.items() if count is not None},
    }


def _link(entity: Entity, told: Mapping[str, str], found: _Entities, shared: Mapping[str, Any]) -> dict[str, Any] | str:
    link = data("ftm")["links"][entity["schema"]]
    ends = [found.names.get(_one(entity, link[side]), ("",))[0] for side in "ab"]
    if not all(ends):
        return f"{entity['schema']} {entity['id']} has an end that is no actor of the file"
    type_ = told.get("type") or link["type"]
    role: str | None = _one(entity, "role")
    if type_ in vocabulary().relations and role == vocabulary().relation(type_).label:
        role = None
    start, end = _one(entity, "startDate") or _one(entity, "date"), _one(entity, "endDate")
    return {"type": type_, "a": ends[0], "b": ends[1], "start": start or None, "end": end or None, "role": role or None, **shared}


def _names(text: str, known: Sequence[str]) -> list[str]:
    """The names in a list that commas part; names that are known may have commas of their own."""
    names = []
    while text:
        found = next((one for one in sorted(known, key=len, reverse=True) if text == one or text.startswith(f"{one}, ")), None)
        name = found if found is not None else text.partition(", ")[0]
        names.append(name)
        text = text[len(name) :].removeprefix(", ")
    return names


def _count(text: str) -> dict[str, Any] | None:
    """The inverse of how a count is put in words."""
    found = _COUNT.match(text)
    if found is None:
        return None
    low = int(found["low"])
    if found["most"]:
        return Count(None, low, bool(found["about"])).to_json()
    high = None if found["least"] else int(found["high"]) if found["high"] else low
    return Count(low, high, bool(found["about"])).to_json()


def _spanned(start: str, end: str) -> str | None:
    return f"{start or '..'}/{end or '..'}" if start or end else None


def _descriptions(entity: Entity) -> dict[str, str]:
    """What the description says under a name, the first of each."""
    told: dict[str, str] = {}
    for text in _all(entity, "description"):
        name, colon, value = text.partition(": ")
        if colon:
            told.setdefault(name, value)
    return told


def _texts(entity: Entity, name: str) -> list[str]:
    return [text.partition(": ")[2] for text in _all(entity, "description") if text.startswith(f"{name}: ")]


def _all(entity: Entity, name: str) -> list[str]:
    given = entity.get("properties", {}).get(name, [])
    return [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]


def _one(entity: Entity, name: str) -> str:
    return next(iter(_all(entity, name)), "")
