"""The two ends of a tie, found around its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from foedus.model.actor import Actor
from foedus.model.vocabulary import PLACE as PLACE_KIND
from foedus.reading.readers.cues.encode import MENTION, Encoded, Mention
from foedus.reading.readers.cues.frames import LIST, Frame, Order

# Characters before and after a cue in which an end must begin; farther ones are more often wrong than right.
_LEFT, _RIGHT = 48, 34

_LISTS = re.compile(LIST)
_BOUNDARY = re.compile(r"[;:—()]|\. | but | while | although | because ")
# Words after a verb behind which no object of it stands: "was backed in this by the b".
_AWAY = re.compile(rf"{_BOUNDARY.pattern}|\b(?:by|from)\b")
# An insertion between the subject and its verb: "A, led by P, backs B".
_INSERTED = re.compile(
    rf"({MENTION}),? (?:led|headed|commanded|which|who|whose|a|an|the|under|based|backed|formerly)\b[^;:,]{{0,60}}$"
)
_RELATIVE = re.compile(r",? ?(?:which|who|that|whom|whose)\b")
_SIDES = re.compile(
    r"[^\ue000-\uf7ff;:]{0,30}?\b(?:between|of|by|among|involving|pitting) [^\ue000-\uf7ff;:]{0,30}"
    rf"(?P<sides>{LIST}|{MENTION}.{{1,20}}(?:and|against) [^\ue000-\uf7ff]{{0,25}}{MENTION})"
)
_WITH = re.compile(r"[^;:]{0,40}?\b(?:with|to|against|and|from|for|of) ")


@dataclass(frozen=True, slots=True)
class Hit:
    """`sentence.text[start:end]` states a tie between each pair of `ends`; a second end None is the body spoken of last."""

    start: int
    end: int
    ends: tuple[tuple[Mention, Mention | None], ...]
    role: str | None = None


def hits(sentence: Encoded, frame: Frame) -> Iterator[Hit]:
    """Where the sentence states the frame's tie, in order of the text."""
    look = {Order.FORWARD: _forward, Order.BACKWARD: _backward, Order.MUTUAL: _mutual, Order.PATTERNS: _pattern}[frame.order]
    for found in frame.compiled.finditer(sentence.text):
        ends = tuple(look(sentence, frame, found))
        if ends:
            yield Hit(found.start(), found.end(), ends, found.groupdict().get("role"))


Ends = Iterator[tuple[Mention, Mention | None]]


def _pattern(sentence: Encoded, frame: Frame, found: re.Match[str]) -> Ends:
    del frame
    groups = found.groupdict()
    other = groups.get("b") or groups.get("p")
    yield from product(sentence.named(groups["a"]), sentence.named(other) if other else [None])


def _forward(sentence: Encoded, frame: Frame, found: re.Match[str]) -> Ends:
    a = _before(sentence, found.start(), frame.a)
    return product(a, _after(sentence, found.end(), frame.b, _AWAY) if a else ())


def _backward(sentence: Encoded, frame: Frame, found: re.Match[str]) -> Ends:
    b = _before(sentence, found.start(), frame.b)
    return product(_after(sentence, found.end(), frame.a) if b else (), b)


def _mutual(sentence: Encoded, frame: Frame, found: re.Match[str]) -> Ends:
    """Of both ends at once: "truce between A and B", "A and B signed a truce", "A's truce with B"; pair by pair (ruling 15)."""
    sides = _SIDES.match(sentence.text, found.end(), found.end() + 120)
    if sides and len(named := sentence.named(sides["sides"])) > 1:
        return combinations(named, 2)
    subject = _before(sentence, found.start(), frame.a)
    joined = _WITH.match(sentence.text, found.end(), found.end() + _RIGHT)
    other = _after(sentence, joined.end(), frame.b) if subject and joined else ()
    return product(subject, other) if other else combinations(subject, 2)


def _before(sentence: Encoded, at: int, kinds: Sequence[str]) -> Sequence[Mention]:
    """The mention (or the list of them) nearest before a cue, within its clause."""
    text = sentence.text[max(0, at - _LEFT) : at]
    text = text[max((found.end() for found in _BOUNDARY.finditer(text)), default=0) :]
    lists = [found for found in _LISTS.finditer(text) if fits(sentence.named(found.group()), kinds)]
    if not lists:
        return ()
    nearest = lists[-1]
    between = text[nearest.end() :]
    inserted = _INSERTED.search(text[: nearest.start()])
    if inserted and between.startswith(",") and not _RELATIVE.match(between) and fits(sentence.named(inserted[1]), kinds):
        return sentence.named(inserted[1])
    return sentence.named(nearest.group())


def _after(sentence: Encoded, at: int, kinds: Sequence[str], stop: re.Pattern[str] = _BOUNDARY) -> Sequence[Mention]:
    """The mention (or the list of them) nearest after a cue, within its clause."""
    boundary = stop.search(sentence.text, at, at + _RIGHT)
    end = boundary.start() if boundary else at + _RIGHT
    for found in _LISTS.finditer(sentence.text, at, at + 3 * _RIGHT):
        if found.start() >= end:
            return ()
        if fits(sentence.named(found.group()), kinds):
            return sentence.named(found.group())
    return ()


def fits(mentions: Sequence[Mention], kinds: Sequence[str]) -> bool:
    """Whether any of them may stand at an end that takes these kinds (none named: any actor)."""
    for mention in mentions:
        kind = mention.what.kind if isinstance(mention.what, Actor) else PLACE_KIND
        if kind in kinds if kinds else kind != PLACE_KIND:
            return True
    return False
