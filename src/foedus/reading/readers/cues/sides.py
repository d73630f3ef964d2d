"""Who did it and to whom: "A attacked B", "B was attacked by A", "attack on B by A", "A's attack on B"."""

from __future__ import annotations

import re

from foedus.model.actor import Actor
from foedus.reading.readers.cues.encode import ACTOR, Encoded
from foedus.reading.readers.cues.triggers import Trigger

_BEFORE, _AFTER = 200, 120   # characters on either side of a trigger in which its sides are looked for
_OBJECT = 80                 # characters after a verb in which its object is looked for

_LIST = rf"{ACTOR}(?:(?:,|,? and) ?(?:the )?{ACTOR}){{0,8}}"
_LISTS = re.compile(_LIST)
_BY = re.compile(rf"\bby (?:the |an? |suspected )?(?P<who>{_LIST})")
_ON = re.compile(rf"^(?:\w+ )?(?:on|against|of|at|targeting) (?:the |an? )?(?:\w+ )?(?P<whom>{_LIST})")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$")
_OWNER = re.compile(rf"(?P<who>{ACTOR})(?:’s|'s|´s)? (?:\w+ ){{0,2}}$")

Sides = tuple[list[Actor], list[Actor]]


def sides(sentence: Encoded, trigger: Trigger, found: re.Match[str]) -> Sides:
    """The initiators and the targets; for a type with participants all of them stand first."""
    before = sentence.text[max(0, found.start() - _BEFORE) : found.start()]
    after = sentence.text[found.end() : found.end() + _AFTER]
    if trigger.slots == "participants":
        return _actors(sentence, before[-_AFTER:] + after), []
    return _of_noun(sentence, before, after) if trigger.form == "nouns" else _of_verb(sentence, before, after)


def _of_noun(sentence: Encoded, before: str, after: str) -> Sides:
    doer, on = _BY.search(after) or _OWNER.search(before), _ON.match(after.lstrip())
    who = _actors(sentence, doer["who"]) if doer else _actors(sentence, before)[-1:]
    return who, _actors(sentence, on["whom"]) if on else []


def _of_verb(sentence: Encoded, before: str, after: str) -> Sides:
    by, earlier, later = _BY.search(after), _LISTS.findall(before), _LISTS.search(after[:_OBJECT])
    nearest = _actors(sentence, earlier[-1]) if earlier else []
    if _PASSIVE.search(before) or (by and by.start() < 4):
        return _actors(sentence, by["who"]) if by else [], nearest
    return nearest, _actors(sentence, later.group()) if later else []


def _actors(sentence: Encoded, text: str) -> list[Actor]:
    return [mention.what for mention in sentence.named(text) if isinstance(mention.what, Actor)]
