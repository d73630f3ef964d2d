"""From the items of an answer to claims: what the vocabulary and the report allow; every refusal is a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foedus.errors import BadInput, BadVocabulary
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Claim, EventClaim, Origin, RelationClaim
from foedus.model.vocabulary import PLACE, RelationType, vocabulary
from foedus.reading.readers.llm.answer import Answer, Item
from foedus.reading.readers.llm.cast import Cast, Roll, Somebody
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.fields import Fields
from foedus.reading.readers.llm.ground import Ground, Notes, shown

_TITLED = ("leads", "member_of")


@dataclass(frozen=True, slots=True)
class Coder:
    """Makes the claims of one document."""

    ground: Ground
    notes: Notes
    cast: Cast
    origin: Origin

    def claims(self, answer: Answer, chunk: Chunk, roll: Roll) -> list[Claim]:
        """The claims of one chunk's answer, events before relations. `roll` says who is meant by the names in it."""
        made: list[Claim] = []
        for kind, items, make in (("event", answer.events, self._event), ("relation", answer.relations, self._relation)):
            for item in items:
                claim = self._tried(Fields(item, _title(item, kind), chunk, self.ground, self.notes), roll, make)
                if claim is not None:
                    made.append(claim)
        return made

    def _tried(self, fields: Fields, roll: Roll, make: Callable[[Fields, Roll], Claim]) -> Claim | None:
        try:
            return make(fields, roll)
        except (BadInput, BadVocabulary) as fault:
            self.notes.add(f"{fields.what} was refused: {fault}", fields.span)
            return None

    def _event(self, fields: Fields, roll: Roll) -> EventClaim:
        kind = vocabulary().event(str(fields.item.get("type")))
        quote = fields.quote()
        place = fields.place("place", quote)
        return EventClaim(
            type=kind.name, quote=quote, origin=self.origin, certainty=fields.certainty(), status=fields.status(),
            date=fields.date("date"), place=place, country=fields.country(place), attribution=fields.words("attribution"),
            citations=fields.citations(),
            **{slot: self._people(fields, slot, roll) for slot in PEOPLE_SLOTS},
            **{slot: fields.count(slot) for slot in COUNT_SLOTS},   # type: ignore[arg-type]
        )

    def _relation(self, fields: Fields, roll: Roll) -> RelationClaim:
        kind = vocabulary().relation(str(fields.item.get("type")))
        quote = fields.quote()
        a = self._somebody(fields, "a", roll)
        takes_place = kind.b == (PLACE,)
        place = fields.place("b", quote) if takes_place else None
        if takes_place and place is None:
            raise BadInput(f"b {shown(fields.item.get('b'))} is no place of the text")
        other = None if takes_place else self._somebody(fields, "b", roll)
        if other is a:
            raise BadInput(f"both its ends are {a.name!r}")
        _check_ends(kind, a, other)
        return RelationClaim(
            type=kind.name, quote=quote, origin=self.origin, certainty=fields.certainty(), a=a.name,
            b=other.name if other else place.name if place else "", place=place, start=fields.date("start"), end=fields.date("end"),
            role=fields.words("role") if kind.name in _TITLED else None, attribution=fields.words("attribution"),
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
            elif isinstance(name, str) and self.ground.is_leaked(name):
                raise BadInput(f"{shown(name)} of its {slot} stands in the prompt's example, not in the text")
            else:
                fields.leave_out(f"{shown(name)} of its {slot} is no actor of the text")
        return tuple(dict.fromkeys(found))

    def _somebody(self, fields: Fields, end: str, roll: Roll) -> Somebody:
        name = fields.item.get(end)
        somebody = self.cast.find(name, roll) if isinstance(name, str) else None
        if somebody is None:
            leaked = isinstance(name, str) and self.ground.is_leaked(name)
            reason = "stands in the prompt's example, not in the text" if leaked else "is no actor of the text"
            raise BadInput(f"{end} {shown(name)} {reason}")
        return somebody


def _title(item: Item, kind: str) -> str:
    """How a gap names the claim."""
    name = item.get("type")
    return f"{name if isinstance(name, str) and name.isidentifier() else 'untyped'} {kind} of reader llm"


def _check_ends(kind: RelationType, a: Somebody, b: Somebody | None) -> None:
    b_kind = b.kind if b else PLACE
    if not kind.allows(a.kind, b_kind):
        raise BadInput(f"the vocabulary does not let a {a.kind} stand in {kind.name} to a {b_kind} ({a.name!r}, {b.name if b else 'a place'!r})")


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, events before relations, in order of the text; what two chunks both tell of one quote is one claim."""
    kept: dict[object, Claim] = {}
    for claim in claims:
        told = claim.date if isinstance(claim, EventClaim) else (claim.start, claim.end) if isinstance(claim, RelationClaim) else None
        key = (claim.type, claim.quote, claim.actors, str(told))
        kept.setdefault(key, claim)
    return tuple(sorted(kept.values(), key=lambda claim: (isinstance(claim, RelationClaim), claim.quote.start)))
