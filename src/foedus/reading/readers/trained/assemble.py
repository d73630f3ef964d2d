"""From the claims of windows to the draft of a document: actors named in full, quotes, citations and dates in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.source import Quote
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.calibration import Calibration
from foedus.reading.readers.trained.certainty import settled
from foedus.reading.readers.trained.decode import EventHere, RelationHere, WindowClaims
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.labels import PLACE
from foedus.reading.readers.trained.people import Somebody, acting, actors, gather, name_of, surely_named
from foedus.reading.readers.trained.roles import role_near
from foedus.reading.readers.trained.rulings import with_event_dates
from foedus.reading.steps import certainty as certainty_step
from foedus.reading.steps import citations as citations_step
from foedus.reading.steps.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Assembly:
    """The document so far: its entities, and which of them each window's entities are."""

    prepared: Prepared
    people: list[Somebody]
    of_window: list[list[int]]
    calibration: Calibration


def assemble(
    prepared: Prepared,
    windows: Sequence[tuple[WindowInput, WindowClaims]],
    origin: Origin,
    calibration: Calibration,
    listed: float,
) -> tuple[tuple[Actor, ...], tuple[Claim, ...]]:
    """Actors and claims of the whole document, events before relations, each in order of the text. Every claim has the
    `origin` with its own calibrated confidence; an actor without a claim must be named as surely as `listed`."""
    assembly = Assembly(prepared, *gather(prepared, windows), calibration)
    names = [name_of(prepared, somebody) for somebody in assembly.people]
    events: list[EventClaim] = []
    relations: list[RelationClaim] = []
    for number, (window, found) in enumerate(windows):
        who = assembly.of_window[number]
        fresh = window.window.fresh - window.window.first
        events += [_event(assembly, window, e, who, names, origin) for e in found.events if e.trigger >= fresh]
        first_fresh = window.sentence_of[fresh] if fresh < len(window.sentence_of) else 0
        relations += [_relation(assembly, window, r, who, names, origin) for r in found.relations if r.sentence >= first_fresh]
    standing = _distinct(r for r in relations if r.a != r.b)
    told = list({event.id: event for event in events}.values())   # the same words, said to be the same, are one claim
    claims: tuple[EventClaim | RelationClaim, ...] = (*told, *with_event_dates(standing, told))
    notes_begin = citations_step.notes_begin(prepared.document.text)
    sure = surely_named(assembly.people, names, listed)
    return acting(actors(prepared, assembly.people, names), claims, sure, notes_begin), claims


def _event(
    assembly: Assembly, window: WindowInput, event: EventHere, who: Sequence[int], names: Sequence[str], origin: Origin
) -> EventClaim:
    prepared = assembly.prepared
    trigger = window.words[event.trigger]
    number = window.sentence_of[event.trigger]
    sentence = prepared.sentences[number]
    slots: dict[str, tuple[str, ...]] = {
        slot: tuple(dict.fromkeys(names[who[i]] for s, i in event.people if s == slot))
        for slot in ("initiators", "targets", "participants")
    }
    place = _place(prepared, assembly.people[who[event.place]], names[who[event.place]]) if event.place is not None else None
    counts = {slot: window.counts[index].count for slot, index in event.counts}
    counts |= _named_victims(assembly, event, who, counts)
    _, speaker = certainty_step.judge(prepared.cues, trigger.start, trigger.end)
    return EventClaim(
        type=event.type,
        date=_date(window, event.date, sentence),
        place=place,
        country=place.location.country if place and place.location else None,
        initiators=slots["initiators"],
        targets=slots["targets"],
        participants=slots["participants"],
        killed=counts.get("killed"),
        wounded=counts.get("wounded"),
        captured=counts.get("captured"),
        freed=counts.get("freed"),
        displaced=counts.get("displaced"),
        status=Status(event.status),
        certainty=settled(Certainty(event.certainty), prepared, number, trigger.start),
        attribution=speaker if event.attributed else None,
        citations=citations_step.attach(prepared.citations, prepared.sentences, sentence.start, sentence.end),
        quote=_quote(prepared, sentence),
        origin=replace(origin, confidence=round(assembly.calibration.of_event(event.confidence), 3)),
    )


# What befalls the persons an event is aimed at, where it was completed and the text gives no number.
_BEFALLS = {
    "assassination": "killed",
    "execution": "killed",
    "arrest": "captured",
    "abduction": "captured",
    "release": "freed",
    "prison_break": "freed",
}


def _named_victims(assembly: Assembly, event: EventHere, who: Sequence[int], counts: Mapping[str, Count]) -> dict[str, Count]:
    """The named persons an event befell, counted, where no number is told: "a soldier" is one, so is a name."""
    slot = _BEFALLS.get(event.type)
    targets = [assembly.people[who[i]].kind for s, i in event.people if s == "targets"]
    if slot is None or slot in counts or event.status != Status.COMPLETED or not targets or set(targets) != {"person"}:
        return {}
    return {slot: Count(len(targets), len(targets))}


def _date(window: WindowInput, index: int | None, sentence: Sentence) -> DateSpan | None:
    """The date; one told in another sentence is tied to this event by the text, so it is approximate (ruling 13)."""
    if index is None:
        return None
    here = window.dates[index]
    span = here.span
    inside = sentence.start <= window.words[here.first].start < sentence.end
    if inside or "/" in span.edtf or span.edtf[-1] in "~?%":
        return span
    return DateSpan.parse(f"{span.edtf}~", span.words, span.anchor)


def _place(prepared: Prepared, somebody: Somebody, name: str) -> Place:
    for found in prepared.places:
        if any(found.start < end and start < found.end for start, end in somebody.spans):
            return replace(found.place, name=name)
    return Place(name)


def _quote(prepared: Prepared, sentence: Sentence) -> Quote:
    """The sentence that introduces the claim (ruling 16), without the citation that closes it."""
    end = sentence.end
    for found in prepared.citations:
        if sentence.start < found.start and found.end <= sentence.end <= found.end + 2:
            end = found.start
    text = prepared.document.text[sentence.start : end].rstrip()
    return Quote(prepared.document.id, sentence.start, sentence.start + len(text), text)


def _relation(
    assembly: Assembly, window: WindowInput, relation: RelationHere, who: Sequence[int], names: Sequence[str], origin: Origin
) -> RelationClaim:
    prepared = assembly.prepared
    sentence = prepared.sentences[relation.sentence]
    a, b = names[who[relation.a]], names[who[relation.b]]
    somebody = assembly.people[who[relation.b]]
    start, end = (window.dates[i].span if i is not None else None for i in (relation.start, relation.end))
    _, speaker = certainty_step.judge(prepared.cues, sentence.start, sentence.start + 1)
    return RelationClaim(
        type=relation.type,
        a=a,
        b=b,
        start=start.start if start else None,
        end=end.end if end else None,
        role=_role(prepared, assembly.people[who[relation.a]], sentence) if relation.type in ("leads", "member_of") else None,
        place=_place(prepared, somebody, b) if somebody.kind == PLACE else None,
        certainty=settled(
            Certainty(relation.certainty), prepared, relation.sentence, _told_at(assembly, relation, who, sentence)
        ),
        attribution=speaker,
        citations=citations_step.attach(prepared.citations, prepared.sentences, sentence.start, sentence.end),
        quote=_quote(prepared, sentence),
        origin=replace(origin, confidence=round(assembly.calibration.of_relation(relation.confidence), 3)),
    )


def _told_at(assembly: Assembly, relation: RelationHere, who: Sequence[int], sentence: Sentence) -> int | None:
    """Where the later end of the tie begins, the two ends being taken where they stand nearest; None where the sentence has
    not both."""
    a, b = (
        [start for start, _ in assembly.people[who[i]].spans if sentence.start <= start < sentence.end]
        for i in (relation.a, relation.b)
    )
    pairs = [(abs(one - other), max(one, other)) for one in a for other in b]
    return min(pairs)[1] if pairs else None


def _role(prepared: Prepared, person: Somebody, sentence: Sentence) -> str | None:
    """The title beside the person's name in the sentence the relation rests on."""
    words = prepared.document.text[sentence.start : sentence.end]
    for start, end in sorted(person.spans):
        if sentence.start <= start and end <= sentence.end:
            return role_near(words, start - sentence.start, end - sentence.start)
    return None


def _distinct(claims: Iterable[RelationClaim]) -> list[RelationClaim]:
    """One claim a pair and type, the surest; undirected pairs in either order count as one."""
    best: dict[tuple[str, str, str], RelationClaim] = {}
    for claim in claims:
        ends = (
            (claim.a, claim.b) if vocabulary().relation(claim.type).directed else (min(claim.a, claim.b), max(claim.a, claim.b))
        )
        key = (claim.type, *ends)
        if key not in best or (claim.origin.confidence or 0) > (best[key].origin.confidence or 0):
            best[key] = claim
    return list(best.values())
