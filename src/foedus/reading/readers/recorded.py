"""Replays claims that were coded before: by people, by another reader, by a test. Nothing is found anew.

A folder holds one JSON file a document, in the codebook's form (as ``foedus read --json`` writes it and gold passages have it),
named ``<hash>.json`` after the text (`text_hash`) or ``<stem>.json`` after the file the document came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from foedus.errors import BadInput, BadVocabulary, FoedusError, NotFound
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Citation, Document, Quote
from foedus.model.vocabulary import vocabulary
from foedus.reading.anchor import unplaced
from foedus.reading.prepared import Prepared
from foedus.reading.readers.protocol import Draft
from foedus.reading.steps.told import pattern

NAME = "recorded"

Item = Mapping[str, Any]


def text_hash(text: str) -> str:
    """The stem under which the claims of a text are recorded, wherever it came from: 16 hex digits of its SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class RecordedReader:
    """Reads what stands recorded in a folder. The version is a hash over all of it.

    Raises NotFound where there is no such folder, or no recording in it.
    """

    name = NAME

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        files = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        if not files:
            raise NotFound(f"there are no recorded claims (*.json) in {self.folder}; name a folder written by foedus read --json")
        told = sha256()
        for file in files:
            told.update(f"{file.name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
        self.version = told.hexdigest()[:12]

    def read(self, prepared: Prepared) -> Draft:
        """The recorded claims. One the vocabulary does not allow, or that names nobody known, becomes a gap.

        Raises NotFound where nothing is recorded for the document, BadInput where the recording is broken.
        """
        file = self._file(prepared.document)
        try:
            recording = json.loads(file.read_text(encoding="utf-8"))
            return _replay(prepared, recording, self.version)
        except (ValueError, KeyError, TypeError, AttributeError, BadVocabulary) as fault:
            why = f"{type(fault).__name__}: {fault}"
            raise BadInput(f"{file} is no recording in the codebook's form ({why}); write it with foedus read --json") from fault

    def _file(self, document: Document) -> Path:
        stems = [text_hash(document.text)]
        if document.origin:
            stems.append(PurePath(document.origin).stem)
        for stem in stems:
            file = self.folder / f"{stem}.json"
            if file.is_file():
                return file
        wanted = " nor ".join(f"{stem}.json" for stem in stems)
        raise NotFound(f"{self.folder} holds no claims of {document.origin or 'this text'}: there is no {wanted}")


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the replay of one document needs: the document, its places by name, and how its claims are signed."""

    document: Document
    actors: tuple[Actor, ...]
    places: Mapping[str, Place]
    version: str


def _replay(prepared: Prepared, recording: Item, version: str) -> Draft:
    document = prepared.document
    actors = tuple(_actor(document, item) for item in recording["actors"])
    places = {found.place.name: found.place for found in reversed(prepared.places)}
    stage = _Stage(document, actors, places, version)
    claims: list[Claim] = []
    gaps: list[Gap] = []
    for make, items in ((_event, recording["events"]), (_relation, recording["relations"])):
        for item in items:
            try:
                claim = make(stage, item)
                _check(stage, claim)
                claims.append(claim)
            except FoedusError as fault:
                gaps.append(Gap(document.id, GapKind.REFUSED_CLAIM, f"recorded {item.get('type')} claim: {fault}"))
    return Draft(actors, tuple(claims), tuple(gaps))


def _actor(document: Document, item: Item) -> Actor:
    kind = vocabulary().kind(item["kind"]).name
    aliases = tuple(item.get("aliases") or ())
    spans = {span for form in (item["name"], *aliases) for span in _stands(document.text, form)}
    return Actor(document.id, item["name"], kind, aliases, tuple(sorted(spans)))


def _stands(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as words of its own."""
    for found in re.finditer(pattern(form), text) if form.strip() else ():
        at, end = found.span()
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end


def _event(stage: _Stage, item: Item) -> EventClaim:
    people: dict[str, Any] = {slot: tuple(item.get(slot) or ()) for slot in PEOPLE_SLOTS}
    counts: dict[str, Any] = {slot: Count.from_json(item[slot]) for slot in COUNT_SLOTS if item.get(slot)}
    return EventClaim(
        **_evidence(stage, item), **people, **counts, date=_date(item.get("date")), place=_place(stage, item.get("place")),
        country=item.get("country"), status=Status(item.get("status") or Status.COMPLETED),
    )


def _relation(stage: _Stage, item: Item) -> RelationClaim:
    place = _place(stage, item["b"]) if "place" in vocabulary().relation(item["type"]).b else None
    return RelationClaim(
        **_evidence(stage, item), a=item["a"], b=item["b"], start=_date(item.get("start")), end=_date(item.get("end")),
        role=item.get("role"), place=place,
    )


def _evidence(stage: _Stage, item: Item) -> dict[str, Any]:
    start, words = item.get("start_offset"), item["quote"]
    quote = unplaced(stage.document, words) if start is None else Quote(stage.document.id, start, start + len(words), words)
    cited = tuple(Citation(one["publisher"], one.get("place"), _date(one.get("date"))) for one in item.get("sources") or ())
    return {
        "type": item["type"], "quote": quote, "origin": Origin(NAME, stage.version, item.get("rule"), item.get("confidence")),
        "certainty": Certainty(item.get("certainty") or Certainty.STATED),
        "attribution": item.get("attribution"), "citations": cited,
    }


def _date(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


def _place(stage: _Stage, name: str | None) -> Place | None:
    return stage.places.get(name, Place(name)) if name else None


def _check(stage: _Stage, claim: Claim) -> None:
    """Raises where the vocabulary does not hold the type or the ends, or a name is neither an actor's nor words of the text."""
    kinds = {actor.name: actor.kind for actor in stage.actors}
    if isinstance(claim, RelationClaim):
        terms = vocabulary().relation(claim.type)
        told = [claim.a] if claim.place else [claim.a, claim.b]
        a, b = kinds.get(claim.a), "place" if claim.place else kinds.get(claim.b)
        if a and b and not terms.allows(a, b):
            raise BadInput(f"a {claim.type} relation does not hold between a {a} and a {b}")
    else:
        vocabulary().event(claim.type)
        told = [name for slot in PEOPLE_SLOTS for name in getattr(claim, slot)]
    for name in told:
        if name not in kinds and not re.search(pattern(name), stage.document.text):
            raise BadInput(f"{name!r} is neither one of the actors nor words of the text")
