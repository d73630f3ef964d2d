"""From the items of an answer to claims: what the vocabulary and the report allow; every refusal is a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foedus.errors import BadInput, BadVocabulary
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Claim, EventClaim, Origin, RelationClaim
from foedus.model.place import Place
from foedus.model.source import Quote
from foedus.model.vocabulary import PLACE, RelationType, vocabulary
from foedus.reading.readers.llm.answer import Answer, Item
from foedus.reading.readers.llm.cast import Cast, Roll, Somebody
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.fields import Fields
from foedus.reading.readers.llm.ground import Ground, Notes, shown

_TITLED = ("leads", "member_of")

_Make = Callable[[Fields, Roll], EventClaim | RelationClaim]


@dataclass(frozen=True, slots=True)
class Coder:
    """Makes the claims of one document."""

    ground: Ground
    notes: Notes
    cast: Cast
    origin: Origin

    def claims(self, answer: Answer, chunk: Chunk, roll: Roll) -> list[EventClaim | RelationClaim]:
        """The claims of one chunk's answer, events before relations. `roll` says who is meant by the names in it."""
        made: list[EventClaim | RelationClaim] = []
        of_kind: tuple[tuple[str, tuple[Item, ...], _Make], ...] = (
            ("event", answer.events, self._event), ("relation", answer.relations, self._relation),
        )
        for kind, items, make in of_kind:
            for item in items:
                claim = self._tried(Fields(item, _title(item, kind), chunk, self.ground), roll, make)
                if claim is not None:
                    made.append(claim)
        return made

    def _tried(self, fields: Fields, roll: Roll, make: _Make) -> EventClaim | RelationClaim | None:
        try:
            claim = make(fields, roll)
        except (BadInput, BadVocabulary) as fault:
            self.notes.add(f"{fields.what} was refused: {fault}", fields.span)
            return None
        for detail in fields.left_out:
            self.notes.add(f"{fields.what} was kept in part: {detail}", fields.span)
        return claim

    def _event(self, fields: Fields, roll: Roll) -> EventClaim:
        kind = vocabulary().event(str(fields.item.get("type")))
        quote = fields.quote()
        place = fields.place("place", quote)
        initiators, targets, participants = (self._people(fields, slot, roll) for slot in PEOPLE_SLOTS)
        killed, wounded, captured, freed, displaced = (fields.count(slot) for slot in COUNT_SLOTS)
        return EventClaim(
            type=kind.name, quote=quote, origin=self.origin, certainty=fields.certainty(), status=fields.status(),
            date=fields.date("date"), place=place, country=fields.country(place), attribution=fields.speaker(),
            citations=fields.citations(), initiators=initiators, targets=targets, participants=participants,
            killed=killed, wounded=wounded, captured=captured, freed=freed, displaced=displaced,
        )

    def _relation(self, fields: Fields, roll: Roll) -> RelationClaim:
        kind = vocabulary().relation(str(fields.item.get("type")))
        quote = fields.quote()
        a = self._somebody(fields, "a", roll)
        place = self._place(fields, quote) if kind.b == (PLACE,) else None
        other = None if place else self._somebody(fields, "b", roll)
        if other is a:
            raise BadInput(f"both its ends are {a.name!r}")
        _check_ends(kind, a, other)
        return RelationClaim(
            type=kind.name, quote=quote, origin=self.origin, certainty=fields.certainty(), a=a.name,
            b=_name_of(other, place), place=place, start=fields.date("start"), end=fields.date("end"),
            role=fields.words("role") if kind.name in _TITLED else None, attribution=fields.speaker(),
            citations=fields.citations(),
        )

    def _people(self, fields: Fields, slot: str, roll: Roll) -> tuple[str, ...]:
        """The actors of a slot; a name that is not settled is left out."""
        names = fields.item.get(slot) or []
        if not isinstance(names, list):
            fields.leave_out(f"{slot} {shown(names)} are no list")
            return ()
        found = []
        for name in names:
            somebody = self.cast.find(name, roll) if isinstance(name, str) else None
            if somebody is not None:
                found.append(somebody.name)
                continue
            fields.refuse_leaked(slot, name)
            fields.leave_out(f"{shown(name)} of its {slot} is no actor of the text")
        return tuple(dict.fromkeys(found))

    def _somebody(self, fields: Fields, end: str, roll: Roll) -> Somebody:
        name = fields.item.get(end)
        somebody = self.cast.find(name, roll) if isinstance(name, str) else None
        if somebody is None:
            fields.refuse_leaked(end, name)
            raise BadInput(f"its {end} {shown(name)} is no actor of the text")
        return somebody

    def _place(self, fields: Fields, quote: Quote) -> Place:
        name = fields.text("b")
        place = fields.place_of(name, quote) if name else None
        if place is None:
            fields.refuse_leaked("b", name)
            raise BadInput(f"its b {shown(fields.item.get('b'))} is no place of the text")
        return place


def _title(item: Item, kind: str) -> str:
    """How a gap names the claim."""
    name = item.get("type")
    return f"{name if isinstance(name, str) and name.isidentifier() else 'untyped'} {kind} of reader llm"


def _check_ends(kind: RelationType, a: Somebody, b: Somebody | None) -> None:
    b_kind = b.kind if b else PLACE
    if not kind.allows(a.kind, b_kind):
        allowed = "; ".join(f"{end} is a {' or '.join(kinds)}" for end, kinds in (("a", kind.a), ("b", kind.b)) if kinds)
        raise BadInput(f"{kind.name} is not said of a {a.kind} and a {b_kind}; in the vocabulary {allowed or 'both are actors'}")


def _name_of(other: Somebody | None, place: Place | None) -> str:
    if other is not None:
        return other.name
    return place.name if place is not None else ""


def distinct(claims: Iterable[EventClaim | RelationClaim]) -> tuple[Claim, ...]:
    """Each claim once, events before relations, in order of the text; what two chunks both tell of one quote is one claim."""
    kept: dict[object, EventClaim | RelationClaim] = {}
    for claim in claims:
        told = (claim.date,) if isinstance(claim, EventClaim) else (claim.start, claim.end)
        kept.setdefault((claim.type, claim.quote, claim.actors, told), claim)
    return tuple(sorted(kept.values(), key=lambda claim: (isinstance(claim, RelationClaim), claim.quote.start)))
