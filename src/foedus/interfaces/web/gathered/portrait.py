"""What is known of one actor: its claims read once, and what the parts of its page make of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import func, select

from foedus.analysis.bearings import NO_ONE, Bearing, Voice, claims_about, voice
from foedus.analysis.coverage import Coverage, coverage
from foedus.analysis.ends import ends_of
from foedus.analysis.grounds import Grounds, grounds_from
from foedus.analysis.rollup import NO_ROLLUP
from foedus.analysis.spells import Known, Spell, spells_in
from foedus.analysis.ties import State, Tie, ties
from foedus.interfaces.web.gathered.directory import PERSON
from foedus.ledger.entries import ActorCluster, Entry
from foedus.ledger.tables import document
from foedus.ledger.view import View
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.place import Place
from foedus.model.vocabulary import vocabulary

INSIDE = ("leads", "part_of", "media_arm_of", "member_of")  # how a body is made, not with whom it stands
HELD, LAST_SEEN, ENDED, LATER = "held", "last seen", "ended", "later"


@dataclass(frozen=True, slots=True)
class Row:
    """One spell or undated tie with another actor, in words read from this actor; `stage` is where it is at the day asked for."""

    other: str
    sign: str
    words: str
    stage: str
    spell: Spell | None
    evidence: tuple[Entry, ...]
    disputed: bool
    hedged: bool


@dataclass(frozen=True, slots=True)
class Belonging:
    """What one is of another body, or it of this one: the spells, and the claims that nothing dates. `role` is as told."""

    other: str
    kind: str
    upward: bool
    spells: tuple[Spell, ...]
    undated: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All claims that tell it, each once."""
        told = [one.entry for spell in self.spells for one in spell.evidence]
        return tuple({entry.claim.id: entry for entry in (*told, *self.undated)}.values())

    @property
    def roles(self) -> str:
        """The roles as told, each once."""
        claims = (entry.claim for entry in self.entries)
        return ", ".join(dict.fromkeys(one.role for one in claims if isinstance(one, RelationClaim) and one.role))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of which claims tell, with those that say the actor is present there, and events in which it took part."""

    name: str
    place: Place | None
    present: tuple[Entry, ...]
    events: tuple[Entry, ...]


@dataclass(frozen=True)
class Portrait:
    """An actor with all claims it takes part in; `names` shows every actor in them, `day` is the one the page looks from."""

    actor: ActorCluster
    entries: Sequence[Entry]
    grounds: Grounds
    names: Mapping[str, str]
    day: date

    @cached_property
    def spells(self) -> list[Spell]:
        """Its spells, by pair and start."""
        return spells_in(self.grounds)

    @cached_property
    def ties(self) -> list[Row]:
        """With whom it stands and stood: dated ones as spells, the others as ties; who belongs to whom left out."""
        rows = [self._spell_row(one) for one in self.spells if one.derived or one.kind not in INSIDE]
        rows += [self._tie_row(one) for one in ties(self.grounds) if one.state in (State.UNDATED, State.UNFOUNDED)]
        return sorted(rows, key=lambda row: (self.names.get(row.other, row.other).casefold(), row.other, _starts(row.spell)))

    @cached_property
    def belongings(self) -> list[Belonging]:
        """To whom it belongs, and who to it."""
        spells: dict[tuple[str, str, bool], list[Spell]] = defaultdict(list)
        for one in self.spells:
            if one.kind in INSIDE and not one.derived:
                spells[self._side(one.a, one.b, one.kind)].append(one)
        undated: dict[tuple[str, str, bool], list[Entry]] = defaultdict(list)
        for bearing in self._bearings():
            if bearing.type in INSIDE and not bearing.derived and bearing.first is None and bearing.voice is Voice.FOR:
                undated[self._side(bearing.a, bearing.b, bearing.type)].append(bearing.entry)
        keys = sorted({*spells, *undated}, key=lambda key: (INSIDE.index(key[1]), self.names.get(key[0], key[0]).casefold(), key))
        return [Belonging(*key, tuple(spells[key]), tuple(undated[key])) for key in keys]

    @cached_property
    def events(self) -> list[Entry]:
        """The events it took part in, the latest first, those without a date last."""
        told = [entry for entry in self.entries if isinstance(entry.claim, EventClaim)]
        return sorted(told, key=_latest_first)

    @cached_property
    def spots(self) -> list[Spot]:
        """The places of which its claims tell; of a person none are gathered."""
        return [] if self.actor.kind == PERSON else _spots(self.entries)

    @cached_property
    def coverage(self) -> Coverage:
        """How well it is covered until the day."""
        return coverage((self.actor.id,), self.entries, self.day)

    @cached_property
    def years(self) -> Mapping[int, int]:
        """How many claims tell of each year; those of several years count in the first."""
        days = (_first_day(entry) for entry in self.entries)
        return Counter(day.year for day in days if day is not None)

    def _bearings(self) -> Iterator[Bearing]:
        return (bearing for pair in self.grounds.pairs.values() for bearing in pair)

    def _side(self, a: str, b: str, kind: str) -> tuple[str, str, bool]:
        return (b, kind, True) if a == self.actor.id else (a, kind, False)

    def _spell_row(self, one: Spell) -> Row:
        evidence = tuple({bearing.entry.claim.id: bearing.entry for bearing in one.evidence}.values())
        upward = one.a == self.actor.id
        words = _words(one.kind, one.derived, one.directed and not upward, one.sign)
        hedged = all(bearing.hedged for bearing in one.evidence)
        return Row(one.b if upward else one.a, one.sign, words, stage(one, self.day), one, evidence, one.disputed, hedged)

    def _tie_row(self, one: Tie) -> Row:
        leading = (one.speaking or one.evidence)[0]
        upward = leading.a == self.actor.id
        words = _words(leading.type, leading.derived, leading.directed and not upward, one.sign)
        evidence = tuple({bearing.entry.claim.id: bearing.entry for bearing in one.evidence}.values())
        other = one.b if one.a == self.actor.id else one.a
        hedged = one.quotes_for > 0 and one.hedged == one.quotes_for
        return Row(other, one.sign, words, one.state.value, None, evidence, one.disputed, hedged)


def portrait(view: View, actor: str, day: date) -> Portrait:
    """Everything on an actor, by its id or that of one it joins. Raises NotFound."""
    found = view.actor(actor)
    entries = claims_about(view, [found.id])
    others = sorted({name for entry in entries for name in entry.who.values()})
    involved = view.actors_of(others) if others else []
    told = grounds_from(entries, ends_of(view, involved), NO_ONE, NO_ROLLUP)
    own = {pair: bearings for pair, bearings in told.pairs.items() if found.id in pair}
    return Portrait(found, entries, Grounds(own, told.ends), {one.id: one.name for one in involved}, day)


def last_report(view: View) -> date | None:
    """The day of the latest report, None where none is dated."""
    wanted = select(func.max(document.c.published_latest)).where(view.scope.found(), view.scope.published())
    with view.store.reading() as connection:
        found: date | None = connection.scalar(wanted)
    return found


def stage(one: Spell, day: date) -> str:
    """Where a spell is at a day: held, last seen before, over, or still to come."""
    begins = one.start.earliest or one.start.latest
    if begins is not None and begins > day and (one.start.latest or begins) > day:
        return LATER
    if one.surely(day):
        return HELD
    over = one.end.known is not Known.LAST_SEEN and one.end.latest is not None and one.end.latest < day
    if over:
        return ENDED
    return HELD if one.end.known is not Known.LAST_SEEN and one.possibly(day) else LAST_SEEN


def _words(kind: str, derived: bool, passive: bool, sign: str) -> str:
    words = vocabulary()
    if not derived:
        relation = words.relation(kind)
        return relation.inverse if passive else relation.label
    label = words.event(kind).label
    if sign in ("+", "0"):
        return f"joint {label} with" if sign == "+" else f"{label} with"
    return f"{label} by" if passive else f"{label} on"


def _spots(entries: Iterable[Entry]) -> list[Spot]:
    present: dict[str, list[Entry]] = defaultdict(list)
    events: dict[str, list[Entry]] = defaultdict(list)
    places: dict[str, Place] = {}
    for entry in entries:
        place = entry.claim.place if isinstance(entry.claim, (EventClaim, RelationClaim)) else None
        if place is None or voice(entry) is not Voice.FOR:
            continue
        name = place.location.name if place.location else place.name
        places.setdefault(name, place)
        (events if isinstance(entry.claim, EventClaim) else present)[name].append(entry)
    spots = [Spot(name, places[name], tuple(present[name]), tuple(events[name])) for name in places]
    return sorted(spots, key=lambda spot: (not spot.present, spot.name.casefold()))


def _first_day(entry: Entry) -> date | None:
    claim = entry.claim
    told = claim.date if isinstance(claim, EventClaim) else claim.start or claim.end
    told = told or entry.document.published
    return (told.earliest or told.latest) if told else None


def _latest_first(entry: Entry) -> tuple[int, str, int]:
    claim = entry.claim
    when = claim.date if isinstance(claim, EventClaim) else None
    day = (when.earliest or when.latest) if when else None
    return -(day.toordinal() if day else 0), entry.document.id, claim.quote.start


def _starts(one: Spell | None) -> int:
    day = (one.start.earliest or one.start.latest) if one else None
    return -(day.toordinal() if day else 0)
