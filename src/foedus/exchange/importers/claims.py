"""Claims in the codebook's JSON form, each file with its text beside it: hand-coded passages, and what ``read --json`` writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from foedus.errors import BadInput, BadVocabulary, NotFound
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Citation, Document, Quote
from foedus.model.vocabulary import PLACE, vocabulary
from foedus.reading import anchor
from foedus.reading.documents.load import LoadOptions, load
from foedus.reading.steps import places, sentences
from foedus.reading.steps.lexicon import lexicon

READER = "imported"

Item = Mapping[str, Any]


def import_claims(file: Path) -> Reading:
    """The document `<stem>.txt` beside the file, with the actors and claims that the file gives, as a reading by "imported".

    The reading's version is a hash of the file. A name that the lexicon settles becomes that entry, as in reading. A claim
    that the vocabulary refuses, or whose quote does not stand in the text word for word, becomes a gap. Raises NotFound where
    one of the two files is missing, BadInput where the file is not in the codebook's form.
    """
    told = _told(file)
    text = file.with_suffix(".txt")
    if not text.is_file():
        raise NotFound(f"the text of {file} is missing: there is no {text}; put it beside the claims, as a quote needs its text")
    published = _date(told.get("published"))
    document = load(text, LoadOptions(published, told.get("title"), told.get("publisher"), told.get("url"))).document
    version = sha256(file.read_bytes()).hexdigest()[:12]
    try:
        actors = tuple(_actor(document, item) for item in told["actors"])
        claims, refused = _Coder(document, _places(document), version).claims(told, {one.name: one.kind for one in actors})
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        why = f"{type(fault).__name__}: {fault}"
        raise BadInput(f"{file} is not in the codebook's form ({why}); foedus read --json writes it") from fault
    placed, unplaced = anchor.place(document, claims)
    return Reading(document, READER, version, _once(actors), placed, (*refused, *unplaced))


def _told(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}; name a JSON file of claims") from None
    except (OSError, ValueError) as fault:
        raise BadInput(f"cannot read {file} as JSON in UTF-8: {fault}") from None
    missing = [
        key for key in ("actors", "events", "relations") if not isinstance(told, dict) or not isinstance(told.get(key), list)
    ]
    if missing:
        raise BadInput(f"{file} has no list {missing[0]!r}; claims in the codebook's form have actors, events and relations")
    return dict(told)


def _actor(document: Document, item: Item) -> Actor:
    name, kind = item["name"], vocabulary().kind(item["kind"]).name
    entry = lexicon().settled(name)
    aliases = tuple(item.get("aliases") or ())
    mentions = sorted({span for form in (name, *aliases) for span in _stands(document.text, form)})
    return Actor(document.id, name, kind, aliases, tuple(mentions), entry.key if entry and entry.kind == kind else None)


def _stands(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as words of its own."""
    at = text.find(form) if form else -1
    while at >= 0:
        end = at + len(form)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end
        at = text.find(form, end)


def _once(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({actor.id: actor for actor in actors}.values())


def _places(document: Document) -> Mapping[str, Place]:
    found = places.find(document.text, sentences.split(document.text))
    return {one.place.name: one.place for one in reversed(found)}


def _date(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


@dataclass(frozen=True, slots=True)
class _Coder:
    """Makes claims of one document from items of a file."""

    document: Document
    places: Mapping[str, Place]
    version: str

    def claims(self, told: Item, kinds: Mapping[str, str]) -> tuple[list[Claim], list[Gap]]:
        """The claims, and a gap for each item that the vocabulary refuses."""
        claims: list[Claim] = []
        gaps: list[Gap] = []
        makers: tuple[tuple[str, Callable[[Item], Claim]], ...] = (("events", self._event), ("relations", self._relation))
        for part, make in makers:
            for number, item in enumerate(told[part], 1):
                try:
                    claim = make(item)
                    _check(claim, kinds)
                    claims.append(claim)
                except (BadInput, BadVocabulary, ValueError) as fault:
                    gaps.append(Gap(self.document.id, GapKind.REFUSED_CLAIM, f"item {number} of {part}: {fault}"))
        return claims, gaps

    def _event(self, item: Item) -> EventClaim:
        people = {slot: tuple(item.get(slot) or ()) for slot in PEOPLE_SLOTS}
        counts = {slot: Count.from_json(item[slot]) for slot in COUNT_SLOTS if item.get(slot)}
        told: dict[str, Any] = {**self._evidence(item), **people, **counts}
        status = Status(item.get("status") or Status.COMPLETED)
        place = self._place(item.get("place"))
        return EventClaim(**told, date=_date(item.get("date")), place=place, country=item.get("country"), status=status)

    def _relation(self, item: Item) -> RelationClaim:
        place = self._place(item["b"]) if vocabulary().relation(item["type"]).b == (PLACE,) else None
        start, end = _date(item.get("start")), _date(item.get("end"))
        told = self._evidence(item)
        return RelationClaim(**told, a=item["a"], b=item["b"], start=start, end=end, role=item.get("role"), place=place)

    def _evidence(self, item: Item) -> dict[str, Any]:
        start, words = item.get("start_offset"), item["quote"]
        quote = anchor.unplaced(self.document, words)
        if start is not None:
            quote = Quote(self.document.id, start, start + len(words), words)
        sources = item.get("sources") or ()
        return {
            "type": item["type"],
            "quote": quote,
            "origin": Origin(READER, self.version, item.get("rule"), item.get("confidence")),
            "certainty": Certainty(item.get("certainty") or Certainty.STATED),
            "attribution": item.get("attribution"),
            "citations": tuple(Citation(one["publisher"], one.get("place"), _date(one.get("date"))) for one in sources),
        }

    def _place(self, name: str | None) -> Place | None:
        return self.places.get(name, Place(name)) if name else None


def _check(claim: Claim, kinds: Mapping[str, str]) -> None:
    """Raises where the vocabulary does not hold the type, or refuses it between actors of these kinds."""
    if not isinstance(claim, RelationClaim):
        vocabulary().event(claim.type)
        return
    a, b = kinds.get(claim.a), PLACE if claim.place else kinds.get(claim.b)
    if a and b and not vocabulary().relation(claim.type).allows(a, b):
        raise BadInput(f"{claim.type} does not hold between a {a} ({claim.a!r}) and a {b} ({claim.b!r})")
