"""What one claim says of a pair of actors: for or against which tie, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, product

from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import Certainty, EventClaim, RelationClaim, Status
from foedus.model.dates import OPEN, DateSpan
from foedus.model.vocabulary import vocabulary

WITH, NEITHER, AGAINST, UNSIGNED = "+", "0", "-", "."
NO_ONE: Mapping[str, str] = {}


class Voice(StrEnum):
    """Whether a claim speaks for the tie."""

    FOR = "for"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"  # a plan, threat or forecast, events that are only planned included


class Basis(StrEnum):
    """Where a moment comes from."""

    TOLD = "told"  # the text dates it
    PUBLISHED = "published"  # the text does not; it was so when the report was published
    BEFORE_END = "before its end"  # only its end is told; it held on the eve of that, and since when is unknown
    CEASED = "ceased"  # the text does not; one of the two was dead before the report was published


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with what it rests on."""

    span: DateSpan
    basis: Basis

    def __str__(self) -> str:
        return self.span.edtf


@dataclass(frozen=True, slots=True)
class Link:
    """`child` counts as `parent` by a tie of `type` from `first` to `last`, told by a claim (None: by the lexicon)."""

    child: str
    parent: str
    type: str
    first: Moment | None = None
    last: Moment | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one claim says of one pair: `a` and `b` are canonical actor ids, `a` the one who does it where there is a direction.

    `sign` is the vocabulary's, `derived` whether it follows from an event. `first` and `last` bound the time for which the
    claim is evidence, None where neither the claim nor its document is dated; `end` is the end that the text tells. `via` says
    by which ties the actors named in the text count as `a` and `b`, where they are not these themselves; `voice` whether the
    claim speaks for the tie, denies it, or only imagines it.
    """

    a: str
    b: str
    sign: str
    entry: Entry
    derived: bool
    directed: bool
    first: Moment | None
    last: Moment | None
    end: DateSpan | None = None
    via: tuple[Link, ...] = ()
    voice: Voice = Voice.FOR

    @property
    def type(self) -> str:
        """The relation or event type."""
        return self.entry.claim.type

    @property
    def pair(self) -> frozenset[str]:
        """Both actors, in no order."""
        return frozenset((self.a, self.b))

    @property
    def hedged(self) -> bool:
        """Whether it is told with reserve."""
        return self.entry.claim.certainty is Certainty.HEDGED

    @property
    def begins_told(self) -> bool:
        """Whether the text tells when the tie began, rather than when it was seen."""
        claim = self.entry.claim
        return isinstance(claim, RelationClaim) and claim.start is not None

    def begun_by(self, day: date) -> bool:
        """Whether its evidence begins on or before the day; never for what is undated or open. Of what only an end is told, that
        is so from the eve of the end."""
        if self.first is not None and self.first.basis is Basis.BEFORE_END and self.last is not None:
            return self.last.span.earliest is not None and self.last.span.earliest <= day + timedelta(days=1)
        return self.first is not None and self.first.span.earliest is not None and self.first.span.earliest <= day

    def covers(self, time: DateSpan) -> bool:
        """Whether it is evidence for some day of the time."""
        if self.first is None or self.last is None:
            return False
        return DateSpan("", self.first.span.earliest, self.last.span.latest, time.precision).overlaps(time)


def voice(entry: Entry) -> Voice:
    """Whether a claim says that it is or was so, that it is not so, or that it may come to be."""
    claim = entry.claim
    if claim.certainty is Certainty.DENIED:
        return Voice.DENIED
    planned = isinstance(claim, EventClaim) and claim.status is Status.PLANNED
    return Voice.HYPOTHETICAL if planned or claim.certainty is Certainty.HYPOTHETICAL else Voice.FOR


def bearings(entry: Entry, as_one: Mapping[str, str] = NO_ONE) -> Iterator[Bearing]:
    """What a claim says of each pair in it; nothing for a type without a sign. `as_one` maps ids to the id they count as."""
    claim = entry.claim
    if isinstance(claim, RelationClaim):
        relation = vocabulary().relation(claim.type)
        ends = [_ids(entry, (name,), as_one) for name in (claim.a, claim.b)]
        if relation.sign == UNSIGNED or not all(ends) or ends[0] == ends[1]:
            return
        first, last = _relation_time(entry, claim)
        yield Bearing(
            ends[0][0], ends[1][0], relation.sign, entry, False, relation.directed, first, last, claim.end, (), voice(entry)
        )
        return
    when = moment(entry)
    for a, b, sign, directed in _event_pairs(entry, claim, as_one):
        yield Bearing(a, b, sign, entry, True, directed, when, when, None, (), voice(entry))


def moment(entry: Entry) -> Moment | None:
    """When the claim's event happened or its relation began, as told, else when the report was published; None if undated."""
    claim = entry.claim
    told = claim.date if isinstance(claim, EventClaim) else claim.start or claim.end
    return Moment(told, Basis.TOLD) if told else _published(entry)


def claims_about(view: View, actors: Iterable[str]) -> list[Entry]:
    """The claims in which one of the actors takes part, each once, in order of documents and of their text."""
    found: dict[str, Entry] = {}
    for actor in actors:
        found.update((entry.claim.id, entry) for entry in view.claims(ClaimFilter(actors=(actor,))))
    return sorted(found.values(), key=lambda entry: (entry.document.id, entry.claim.quote.start, entry.claim.id))


def counted_as(actor: str, as_one: Mapping[str, str]) -> list[str]:
    """Every canonical id that counts as this actor, itself first."""
    return [actor, *sorted(name for name, one in as_one.items() if one == actor and name != actor)]


def _relation_time(entry: Entry, claim: RelationClaim) -> tuple[Moment | None, Moment | None]:
    """From its told start, else its publication, to its told end, else its publication."""
    published = _published(entry)
    first = Moment(claim.start, Basis.TOLD) if claim.start else None
    last = Moment(claim.end, Basis.TOLD) if claim.end else None
    if first is None and last is not None and published is not None and not _before(published.span, last.span):
        first = _before_end(last.span)  # it was over when the report was published, and when it began is not told
    return first or published, last or published or first


def _before_end(end: DateSpan) -> Moment:
    """The open time before an end; where the end is itself open, no more than the end."""
    last = end.edtf.rpartition("/")[2]
    return Moment(DateSpan.parse(f"{OPEN}/{last}") if last not in ("", OPEN) else end, Basis.BEFORE_END)


def _before(one: DateSpan, other: DateSpan) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _published(entry: Entry) -> Moment | None:
    return Moment(entry.document.published, Basis.PUBLISHED) if entry.document.published else None


def _event_pairs(entry: Entry, claim: EventClaim, as_one: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    """Pairs with sign and direction, as the vocabulary's `sides` of the type says."""
    sides = vocabulary().event(claim.type).sides
    initiators, targets = _ids(entry, claim.initiators, as_one), _ids(entry, claim.targets, as_one)
    if sides == "against":
        for a, b in combinations(initiators, 2):
            yield a, b, WITH, False
        for a, b in product(initiators, targets):
            if a != b:
                yield a, b, AGAINST, True
    elif sides == "together":
        for a, b in combinations(_ids(entry, claim.participants, as_one), 2):
            yield a, b, NEITHER, False


def _ids(entry: Entry, names: Iterable[str], as_one: Mapping[str, str]) -> list[str]:
    ids = (entry.who[name] for name in names if name in entry.who)
    return list(dict.fromkeys(as_one.get(one, one) for one in ids))
