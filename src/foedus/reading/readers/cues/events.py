"""Events by trigger word: `events.yml` read over encoded sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, Certainty, EventClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded, is_actor
from foedus.reading.readers.cues.evidence import Evidence, Reach, evidence
from foedus.reading.readers.cues.harm import harm
from foedus.reading.readers.cues.sides import sides
from foedus.reading.readers.cues.triggers import Trigger, triggers

_FAILED = re.compile(
    r"\b(?:fail(?:ed|s|ing)? (?:to|in)|foiled|thwarted|attempted|attempts? (?:to|on)|tried to|survived|unsuccessful|repelled"
    r"|botched|averted|abortive)\b"
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|intend(?:s|ed)?|threaten(?:s|ed)?|vow(?:s|ed)?|will|would|scheduled|due)"
    r" (?:to|for|a|an)\b"
)


def find(prepared: Prepared, sentence: Encoded) -> Iterator[EventClaim]:
    """The events one sentence tells: of each type the first that has somebody in it, and others that have both sides."""
    taken: list[tuple[int, int]] = []
    types: set[str] = set()
    for trigger in triggers():
        if trigger.form == "results" and any(vocabulary().event(told).sides == "against" for told in types):
            continue
        for found in trigger.compiled.finditer(sentence.text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            claim = _claim(prepared, sentence, trigger, found)
            if claim is not None and (trigger.type not in types or (claim.initiators and claim.targets)):
                taken.append(found.span())
                types.add(trigger.type)
                yield claim


def _claim(prepared: Prepared, sentence: Encoded, trigger: Trigger, found: re.Match[str]) -> EventClaim | None:
    who, whom = sides(sentence, trigger, found)
    if not who and not whom:
        return None
    if trigger.person_target and not any(actor.kind == "person" for actor in whom):
        return None
    words = evidence(prepared, sentence, found.start(), found.end(), Reach.OUTSIDE)
    place, date = _place(sentence, found), _date(words)
    if date is None and place is None and trigger.form == "nouns" and not (who and whom):
        return None
    initiators, targets = _names(who), tuple(name for name in _names(whom) if name not in _names(who))
    participants: tuple[str, ...] = ()
    if trigger.slots == "participants":
        initiators, targets, participants = (), (), (*initiators, *targets)
    elif trigger.slots == "initiator_only":
        targets = ()
    return EventClaim(
        type=trigger.type, date=date, place=place, country=place.location.country if place and place.location else None,
        initiators=initiators, targets=targets, participants=participants,
        **harm(prepared, sentence), status=_status(sentence, found, words),
        certainty=words.certainty, attribution=words.attribution, citations=words.citations,
        quote=words.quote, origin=words.origin(trigger.rule),
    )


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors))


def _place(sentence: Encoded, found: re.Match[str]) -> Place | None:
    """The first place after the trigger, else the last before it."""
    places = [mention for mention in sentence.mentions if not is_actor(mention)]
    at = sentence.at(found.start())
    chosen = next((mention for mention in places if mention.start >= at), places[-1] if places else None)
    return chosen.what if chosen and isinstance(chosen.what, Place) else None


def _date(words: Evidence) -> DateSpan | None:
    """The date nearest the trigger that fixes a time, not a bound ("since", "until")."""
    return next((found.span for found in words.dates if found.span is not None and found.role is None), None)


def _status(sentence: Encoded, found: re.Match[str], words: Evidence) -> Status:
    near = f"{sentence.text[max(0, found.start() - 60) : found.start()]}|{sentence.text[found.end() : found.end() + 40]}"
    if _FAILED.search(near):
        return Status.FAILED
    if words.certainty is Certainty.HYPOTHETICAL or _PLANNED.search(near):
        return Status.PLANNED
    return Status.COMPLETED


def distinct(claims: Sequence[EventClaim]) -> tuple[EventClaim, ...]:
    """The same incident told twice is one event: same type, same date, a shared actor; the first telling stands."""
    kept: list[EventClaim] = []
    told: dict[tuple[str, str, str], int] = {}
    for claim in claims:
        keys = [(claim.type, claim.date.edtf, name) for name in claim.actors] if claim.date else []
        twin = min((told[key] for key in keys if key in told), default=None)
        if twin is None:
            kept.append(claim)
            told.update((key, len(kept) - 1) for key in keys if key not in told)
        else:
            kept[twin] = _fuller(kept[twin], claim)
    return tuple(kept)


def _fuller(first: EventClaim, second: EventClaim) -> EventClaim:
    """The first telling, with what only the second tells."""
    slots = ("place", "country", *COUNT_SLOTS)
    missing = {slot: getattr(second, slot) for slot in slots if getattr(first, slot) is None}
    return replace(first, **missing)
