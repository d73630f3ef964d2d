"""Claims from the codebook's JSON form: what hand-coded passages have and ``foedus read --json`` writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.errors import BadInput, BadVocabulary
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Citation, Document, Quote
from foedus.model.vocabulary import PLACE, vocabulary
from foedus.reading.anchor import unplaced
from foedus.reading.readers.protocol import Draft
from foedus.reading.steps.lexicon import lexicon
from foedus.reading.steps.told import pattern

Item = Mapping[str, Any]


def draft(document: Document, places: Mapping[str, Place], told: Item, signed: tuple[str, str]) -> Draft:
    """The actors and claims that `told` gives of a document, signed by a reader and its version.

    `places` are the document's places by name. A name that the lexicon settles becomes that entry, as in reading. A claim
    that the vocabulary refuses, or that names neither one of the actors nor words of the text, becomes a gap. Raises KeyError,
    TypeError, AttributeError, ValueError or BadVocabulary where `told` is not in the codebook's form.
    """
    actors = tuple({actor.id: actor for actor in (_actor(document, item) for item in told["actors"])}.values())
    coder = _Coder(document, {actor.name: actor.kind for actor in actors}, places, signed)
    claims: list[Claim] = []
    gaps: list[Gap] = []
    makers: tuple[tuple[str, Callable[[Item], Claim]], ...] = (("events", coder.event), ("relations", coder.relation))
    for part, make in makers:
        for number, item in enumerate(told[part], 1):
            try:
                claims.append(make(item))
            except (BadInput, BadVocabulary, ValueError) as fault:
                gaps.append(Gap(document.id, GapKind.REFUSED_CLAIM, f"item {number} of {part}: {fault}"))
    return Draft(actors, tuple(claims), tuple(gaps))


def _actor(document: Document, item: Item) -> Actor:
    name, kind = item["name"], vocabulary().kind(item["kind"]).name
    aliases = tuple(item.get("aliases") or ())
    mentions = sorted({span for form in (name, *aliases) for span in _stands(document.text, form)})
    entry = lexicon().settled(name)
    return Actor(document.id, name, kind, aliases, tuple(mentions), entry.key if entry and entry.kind == kind else None)


def _stands(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as words of its own."""
    for found in re.finditer(pattern(form), text) if form.strip() else ():
        at, end = found.span()
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end


def _date(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


@dataclass(frozen=True, slots=True)
class _Coder:
    """Makes claims of one document; `kinds` are its actors' kinds by name."""

    document: Document
    kinds: Mapping[str, str]
    places: Mapping[str, Place]
    signed: tuple[str, str]

    def event(self, item: Item) -> EventClaim:
        vocabulary().event(item["type"])
        people: dict[str, Any] = {slot: tuple(item.get(slot) or ()) for slot in PEOPLE_SLOTS}
        for names in people.values():
            self._known(names)
        counts: dict[str, Any] = {slot: Count.from_json(item[slot]) for slot in COUNT_SLOTS if item.get(slot)}
        return EventClaim(
            **self._evidence(item),
            **people,
            **counts,
            date=_date(item.get("date")),
            place=self._place(item.get("place")),
            country=item.get("country"),
            status=Status(item.get("status") or Status.COMPLETED),
        )

    def relation(self, item: Item) -> RelationClaim:
        terms = vocabulary().relation(item["type"])
        place = self._place(item["b"]) if terms.b == (PLACE,) else None
        a, b = self.kinds.get(item["a"]), PLACE if place else self.kinds.get(item["b"])
        if a and b and not terms.allows(a, b):
            raise BadInput(f"{terms.name} does not hold between a {a} ({item['a']!r}) and a {b} ({item['b']!r})")
        self._known([item["a"]] if place else [item["a"], item["b"]])
        return RelationClaim(
            **self._evidence(item),
            a=item["a"],
            b=item["b"],
            start=_date(item.get("start")),
            end=_date(item.get("end")),
            role=item.get("role"),
            place=place,
        )

    def _evidence(self, item: Item) -> dict[str, Any]:
        start, words = item.get("start_offset"), item["quote"]
        document = self.document
        quote = unplaced(document, words) if start is None else Quote(document.id, start, start + len(words), words)
        sources = item.get("sources") or ()
        return {
            "type": item["type"],
            "quote": quote,
            "origin": Origin(*self.signed, item.get("rule"), item.get("confidence")),
            "certainty": Certainty(item.get("certainty") or Certainty.STATED),
            "attribution": item.get("attribution"),
            "citations": tuple(Citation(one["publisher"], one.get("place"), _date(one.get("date"))) for one in sources),
        }

    def _place(self, name: str | None) -> Place | None:
        return self.places.get(name, Place(name)) if name else None

    def _known(self, names: tuple[str, ...] | list[str]) -> None:
        for name in names:
            if name not in self.kinds and not re.search(pattern(name), self.document.text):
                raise BadInput(f"{name!r} is neither one of the actors nor words of the text")
