"""A claim that the reader missed, added by a person: a reading of its own beside the current one, with one claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from foedus.errors import BadInput, Refused
from foedus.interfaces.reviewing.judging import dated
from foedus.ledger.corrections import HUMAN, corrected
from foedus.ledger.intake import record
from foedus.ledger.restore import actors_from
from foedus.ledger.review import Signature
from foedus.ledger.session import Ledger
from foedus.ledger.tables import document as documents
from foedus.ledger.tables import reading, turn
from foedus.model.actor import Actor
from foedus.model.claim import Claim, EventClaim, Origin, RelationClaim
from foedus.model.reading import Reading
from foedus.model.source import Document, Quote
from foedus.model.vocabulary import PLACE, vocabulary
from foedus.reading.steps.places import Toponym, resolve


@dataclass(frozen=True, slots=True)
class Missed:
    """What is to be added: the words `text[start:end]`, the fields in the codebook's form, and the kinds of actors that no
    reading of the document has yet, by name."""

    document: str
    start: int
    end: int
    fields: Mapping[str, Any]
    kinds: Mapping[str, str]


def cast(ledger: Ledger, document_id: str) -> list[Actor]:
    """The actors of the current readings of a document, a person's own among them, each once."""
    with ledger.reading() as connection:
        wanted = select(reading.c.seq).join(documents, documents.c.seq == reading.c.document).where(documents.c.id == document_id)
        standing = select(turn.c.seq).where(turn.c.reading == reading.c.seq, turn.c.superseded_at.is_(None)).exists()
        seqs = list(connection.scalars(wanted.where(standing).order_by(reading.c.seq)))
        found: dict[str, Actor] = {}
        for seq in seqs:
            found.update((actor.id, actor) for actor in actors_from(connection, seq, document_id))
    return sorted(found.values(), key=lambda actor: (actor.name.casefold(), actor.kind))


def add(ledger: Ledger, missed: Missed, signed: Signature) -> Claim:
    """Records the claim, signed by the version of its reading.

    Raises NotFound for an unknown document, Refused for one that another has replaced, BadInput for words that do not stand
    there and for a name without a kind, BadVocabulary for an unknown word of the codebook.
    """
    view = ledger.view()
    document = view.document(missed.document)
    _check_current(ledger, document)
    quote = Quote(document.id, missed.start, missed.end, document.text[missed.start : missed.end])
    if not quote.stands_in(document) or not quote.text.strip():
        raise BadInput(f"{missed.start} to {missed.end} are no words of {document.id}; select some of its text")
    origin = Origin(HUMAN, f"{signed.by} {signed.at.isoformat()}")
    made = _claim(document, quote, dated(missed.fields))
    actors = list(_actors(document, made, cast(ledger, document.id), missed.kinds))
    claim = replace(_placed(made, document), origin=origin)
    record(ledger, Reading(document, HUMAN, origin.version, tuple(actors), (claim,)), now=signed.at)
    return claim


def _check_current(ledger: Ledger, document: Document) -> None:
    # Recording a reading sights the document anew, which would put an old version in the place of its successor.
    if all(one.id != document.id for one in _current(ledger, document.id)):
        raise Refused(
            f"{document.title or document.origin or document.id!r} was replaced by a newer version; add the claim to that one"
        )


def _current(ledger: Ledger, document_id: str) -> Iterator[Any]:
    wanted = select(documents.c.id).where(documents.c.id == document_id, ledger.view().scope.found())
    with ledger.reading() as connection:
        yield from connection.execute(wanted)


def _claim(document: Document, quote: Quote, fields: Mapping[str, Any]) -> EventClaim | RelationClaim:
    """The claim of these fields, checked as a correction of an empty claim is."""
    kind = fields.get("type")
    words = vocabulary()
    shared: dict[str, Any] = {"type": str(kind), "quote": quote, "origin": Origin(HUMAN, "")}
    if kind in words.relations:
        ends = [fields.get(end) for end in ("a", "b")]
        if not all(isinstance(end, str) and end.strip() for end in ends):
            raise BadInput(f"a {kind} claim needs both a and b; fill them in")
        empty: EventClaim | RelationClaim = RelationClaim(**shared, a=str(ends[0]), b=str(ends[1]))
    else:
        empty = EventClaim(**shared)
    made = corrected(empty, document, {**fields, "quote": quote.text})
    if not isinstance(made, (EventClaim, RelationClaim)):
        raise TypeError(f"{type(made).__name__} is neither an event nor a relation")
    return replace(made, quote=quote)


def _placed(claim: EventClaim | RelationClaim, document: Document) -> EventClaim | RelationClaim:
    """With the place settled as reading settles it, where the name stands in the quote or elsewhere in the text."""
    place = claim.place
    at = _at(document.text, place.name, claim.quote) if place is not None else None
    if place is None or at is None:
        return claim
    settled = resolve([Toponym(place.name, at, at + len(place.name))], document.text)
    return replace(claim, place=replace(settled[0], name=place.name)) if settled else claim


def _at(text: str, name: str, quote: Quote) -> int | None:
    inside = quote.text.find(name)
    found = quote.start + inside if inside >= 0 else text.find(name)
    return found if found >= 0 else None


def _actors(document: Document, claim: Claim, known: Sequence[Actor], kinds: Mapping[str, str]) -> Iterator[Actor]:
    """The actors that the claim names: as a reading of the document has them, else of the kind given."""
    named = {name: actor for actor in reversed(known) for name in actor.names}
    named.update({actor.name: actor for actor in reversed(known)})
    found: dict[str, Actor] = {}
    for name in _names(claim):
        if name in named:
            found[named[name].id] = named[name]
            continue
        if name not in kinds:
            if isinstance(claim, EventClaim) and name in claim.targets and name in document.text:
                continue  # a phrase of the text may stand among the targets (codebook)
            raise BadInput(f"{name!r} is no actor of this document yet; say of which kind it is, or choose one that is listed")
        made = Actor(document.id, name, vocabulary().kind(kinds[name]).name, (), _mentions(document.text, name))
        found[made.id] = made
    _check_ends(claim, {name: actor for actor in found.values() for name in actor.names})
    yield from found.values()


def _names(claim: Claim) -> tuple[str, ...]:
    return claim.actors if isinstance(claim, (EventClaim, RelationClaim)) else ()


def _check_ends(claim: Claim, named: Mapping[str, Actor]) -> None:
    if not isinstance(claim, RelationClaim):
        return
    if claim.a == claim.b:
        raise BadInput(f"{claim.a!r} stands at both ends; a relation is between two")
    relation = vocabulary().relation(claim.type)
    a, b = (named[end].kind if end in named else PLACE for end in (claim.a, claim.b))
    if not relation.allows(a, PLACE if claim.type == "present_in" else b):
        raise BadInput(f"{relation.label!r} does not hold between a {a} and a {b}; choose another type or other actors")


def _mentions(text: str, name: str) -> tuple[tuple[int, int], ...]:
    return tuple((one.start(), one.end()) for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
