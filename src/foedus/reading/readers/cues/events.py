"""Events by trigger word: `events.yml` read over encoded sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import ACTOR, PLACE, Encoded, Mention, is_actor
from foedus.reading.readers.cues.evidence import Evidence, evidence

_HARM = {
    "killed": r"kill(?:ed|ing|s)?|dead|died|deaths?|slain|lives|massacred|executed|assassinated",
    "wounded": r"wound(?:ed|ing)?|injur(?:ed|ing|ies)",
    "captured": r"captured|arrested|detained|abducted|kidnapped|hostages?|prisoners? taken",
    "freed": r"freed|released|escaped|freeing|releasing",
    "displaced": r"displaced|fled|displacing",
}
_FAILED = re.compile(r"\b(?:fail(?:ed|s|ing)? (?:to|in)|foiled|thwarted|attempted|attempt(?:s)? (?:to|on)|tried to|survived|unsuccessful|repelled|botched|averted|abortive)\b")
_PLANNED = re.compile(r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|intend(?:s|ed)?|threaten(?:s|ed)?|vow(?:s|ed)?|will|would|scheduled|due) (?:to|for|a|an)\b")
_BY = re.compile(rf"\bby (?:the |an? |suspected )?(?P<who>{ACTOR}(?:(?:,|,? and) ?(?:the )?{ACTOR})*)")
_ON = re.compile(rf"^(?:\w+ )?(?:on|against|of|at|targeting) (?:the |an? )?(?:\w+ )?(?P<whom>{ACTOR}(?:(?:,|,? and) ?(?:the )?{ACTOR})*)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$")
_OWNER = re.compile(rf"(?P<who>{ACTOR})(?:’s|'s|´s)? (?:\w+ ){{0,2}}$")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One line of events.yml; `noun` says whether it names the event or tells it."""

    type: str
    rule: str
    compiled: re.Pattern[str]
    noun: bool
    slots: str
    person_target: bool


@cache
def _triggers() -> tuple[Trigger, ...]:
    source = files("foedus.reading.readers.cues").joinpath("events.yml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(source)
    out = []
    for kind, entry in data.items():
        for form in ("nouns", "verbs"):
            if entry.get(form):
                compiled = re.compile(rf"\b(?:{'|'.join(entry[form])})\b")
                out.append(Trigger(kind, f"event/{kind}/{form}", compiled, form == "nouns", entry.get("slots", "both"), entry.get("person_target", False)))
    return tuple(out)


def find(prepared: Prepared, sentence: Encoded) -> Iterator[EventClaim]:
    """The events one sentence tells: one for each type, at its first trigger that has somebody in it."""
    taken: list[tuple[int, int]] = []
    types: set[str] = set()
    for trigger in _triggers():
        for found in trigger.compiled.finditer(sentence.text):
            if trigger.type in types or any(start < found.end() and found.start() < end for start, end in taken):
                continue
            claim = _claim(prepared, sentence, trigger, found)
            if claim is not None:
                taken.append(found.span())
                types.add(trigger.type)
                yield claim


def _claim(prepared: Prepared, sentence: Encoded, trigger: Trigger, found: re.Match[str]) -> EventClaim | None:
    who, whom = _sides(sentence, trigger, found)
    if trigger.person_target and not any(actor.kind == "person" for actor in whom):
        return None
    if not who and not whom:
        return None
    words = evidence(prepared, sentence, found.start(), found.end())
    place, date = _place(sentence, found), _date(words)
    if date is None and place is None and trigger.noun and not (who and whom):
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
        **_harm(prepared, sentence), status=_status(sentence, found, words),
        certainty=words.certainty, attribution=words.attribution, citations=words.citations,
        quote=words.quote, origin=words.origin(trigger.rule),
    )


def _sides(sentence: Encoded, trigger: Trigger, found: re.Match[str]) -> tuple[list[Actor], list[Actor]]:
    """Who did it and to whom, by voice and preposition: "A attacked B", "B was attacked by A", "attack on B by A", "A's attack on B"."""
    text = sentence.text
    before, after = text[: found.start()], text[found.end() :]
    by = _BY.search(after[:120])
    if trigger.slots == "participants":
        return _actors(sentence, before[-120:] + after[:120]), []
    if trigger.noun:
        on = _ON.match(after[:120].lstrip())
        owner = _OWNER.search(before)
        who = _actors(sentence, by["who"]) if by else _actors(sentence, owner["who"]) if owner else _actors(sentence, before)[-1:]
        return who, _actors(sentence, on["whom"]) if on else []
    if _PASSIVE.search(before) or by and by.start() < 4:
        return _actors(sentence, by["who"]) if by else [], _actors(sentence, before)[-1:]
    return _subject(sentence, before), _actors(sentence, after[:80])[:1]


def _subject(sentence: Encoded, before: str) -> list[Actor]:
    """The last list of actors before a verb: "A and B" attacked."""
    lists = list(re.finditer(rf"{ACTOR}(?:(?:,|,? and) ?(?:the )?{ACTOR})*", before))
    return _actors(sentence, lists[-1].group()) if lists else []


def _actors(sentence: Encoded, text: str) -> list[Actor]:
    return [mention.what for mention in sentence.named(text) if isinstance(mention.what, Actor)]


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors))


def _place(sentence: Encoded, found: re.Match[str]) -> Place | None:
    """The first place after the trigger, else the last before it."""
    places = [m for m in sentence.mentions if not is_actor(m)]
    at = sentence.at(found.start())
    chosen: Mention | None = next((m for m in places if m.start >= at), places[-1] if places else None)
    return chosen.what if chosen and isinstance(chosen.what, Place) else None


def _date(words: Evidence) -> DateSpan | None:
    """The date nearest the trigger that fixes a time, not a bound ("since", "until")."""
    return next((found.span for found in words.dates if found.span is not None and found.role is None), None)


def _status(sentence: Encoded, found: re.Match[str], words: Evidence) -> Status:
    near = sentence.text[max(0, found.start() - 60) : found.end() + 40]
    if _FAILED.search(near):
        return Status.FAILED
    if words.certainty is Certainty.HYPOTHETICAL or _PLANNED.search(near):
        return Status.PLANNED
    return Status.COMPLETED


def _harm(prepared: Prepared, sentence: Encoded) -> dict[str, Count | None]:
    """Numbers of people told beside a word of harm in the same sentence."""
    harm: dict[str, Count | None] = dict.fromkeys(_HARM)
    text, bounds = prepared.document.text, sentence.sentence
    for found in prepared.counts:
        if not bounds.start <= found.start < bounds.end:
            continue
        before = text[max(bounds.start, found.start - 30) : found.start].lower()
        after = text[found.end : min(bounds.end, found.end + 60)].lower()
        slot = next((slot for slot, (left, right) in _harm_words().items() if left.search(before) or right.match(after)), None)
        if slot is not None and harm[slot] is None:
            harm[slot] = found.count
    return harm


@cache
def _harm_words() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each slot: the word of harm right before the number ("killing 14"), and up to three words after it ("14 people were killed")."""
    return {
        slot: (
            re.compile(rf"\b(?:{words})\s+(?:\w+\s+)?$"),
            re.compile(rf"\s*(?:[\w’'-]+\s+){{0,3}}?(?:{words})\b"),
        )
        for slot, words in _HARM.items()
    }


def distinct(claims: Sequence[EventClaim]) -> tuple[EventClaim, ...]:
    """The same incident told twice is one event: same type, same date, a shared actor; the first telling stands."""
    kept: list[EventClaim] = []
    for claim in claims:
        twin = next((i for i, other in enumerate(kept) if _same(claim, other)), None)
        if twin is None:
            kept.append(claim)
        else:
            kept[twin] = _fuller(kept[twin], claim)
    return tuple(kept)


def _same(one: EventClaim, other: EventClaim) -> bool:
    if one.type != other.type or not set(one.actors) & set(other.actors) or one.date is None or other.date is None:
        return False
    return one.date.edtf == other.date.edtf


def _fuller(first: EventClaim, second: EventClaim) -> EventClaim:
    """The first telling, with what only the second tells."""
    slots = ("place", "country", "killed", "wounded", "captured", "freed", "displaced")
    missing = {slot: getattr(second, slot) for slot in slots if getattr(first, slot) is None}
    return replace(first, **missing)
