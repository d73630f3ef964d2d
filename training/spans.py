"""Where a text names its gold actors, what is acted on and is no actor, and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from foedus.model.claim import PEOPLE_SLOTS
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.labels import KINDS, PLACE, THING

Gold = dict[str, Any]
Span = tuple[int, int, str, int]  # start, end, name, kind

_PLACE, _THING, _STATE = KINDS.index(PLACE), KINDS.index(THING), KINDS.index("state")


def spans_of(prepared: Prepared, gold: Gold) -> list[Span]:
    """The spans of gold actors, phrases (their first two) and places, without parts of longer names."""
    named = _without_parts(prepared.document.text, [*_actor_spans(prepared, gold), *_phrase_spans(prepared, gold)])
    return [*named, *_place_spans(prepared, gold, named)]


def _find_all(text: str, name: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)] if name else []


def _actor_spans(prepared: Prepared, gold: Gold) -> list[Span]:
    """Where each gold actor is named; a state told only by adjective or capital, where the rules see it."""
    found = []
    for actor in gold["actors"]:
        names = dict.fromkeys([actor["name"], *actor["aliases"]])
        spans = [span for name in names for span in _find_all(prepared.document.text, name)]
        if not spans:
            rules = [r for r in prepared.actors if r.kind in ("state", "force", "bloc") and actor["name"] in r.names]
            spans = [span for rule in rules for span in rule.mentions]
        found += [(start, end, actor["name"], KINDS.index(actor["kind"])) for start, end in spans]
    return found


def _phrase_spans(prepared: Prepared, gold: Gold) -> list[Span]:
    """What is acted on and is no actor ("two hamlets"), at its first two places."""
    actors = {actor["name"] for actor in gold["actors"]}
    phrases = {name for event in gold["events"] for slot in PEOPLE_SLOTS for name in event[slot]} - actors
    return [(*span, phrase, _THING) for phrase in sorted(phrases) for span in _find_all(prepared.document.text, phrase)[:2]]


def _place_spans(prepared: Prepared, gold: Gold, named: Sequence[Span]) -> list[Span]:
    """Places that claims name, then those the gazetteer finds; a country that acts is also a place, but not part of a name."""
    text = prepared.document.text
    told = {e["place"] for e in gold["events"] if e["place"]} | {r["b"] for r in gold["relations"] if r["type"] == "present_in"}
    spots = [(*span, place, _PLACE) for place in sorted(told) for span in _find_all(text, place)]
    spots += [(found.start, found.end, text[found.start : found.end], _PLACE) for found in prepared.places]
    kept: list[Span] = []
    for spot in sorted(spots, key=lambda s: (s[0] - s[1], s[0], s[2] not in told)):
        if any(start <= spot[0] and spot[1] <= end for start, end, _, _ in kept):
            continue
        outer = [span for span in named if span[0] <= spot[0] and spot[1] <= span[1]]
        twin = all((start, end) == spot[:2] and kind == _STATE for start, end, _, kind in outer)
        if spot[2] in told or twin:
            kept.append(spot)
    return kept


def _without_parts(text: str, found: list[Span]) -> list[Span]:
    """Mentions, without those that are only part of a longer one's proper name ("Pakistan" in "Tehrik-e-Taliban Pakistan")."""
    kept: list[Span] = []
    for span in sorted(set(found), key=lambda f: (f[0] - f[1], f[0], f[2])):
        outer = [k for k in kept if k[0] <= span[0] and span[1] <= k[1]]
        owner = all(
            re.match(r"[’'´]s?\b|\s+(?:who|in|of)\b", text[span[1] :]) or k[3] in (_THING, KINDS.index("community"))
            for k in outer
        )
        if not outer or (owner and all(k[2] != span[2] for k in outer)):
            kept.append(span)
    return kept
