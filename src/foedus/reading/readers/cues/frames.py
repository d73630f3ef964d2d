"""How `relations.yml` is matched: cue words with an actor on either side, or whole patterns, over an encoded sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

import yaml

from foedus.model.actor import Actor
from foedus.model.vocabulary import PLACE as PLACE_KIND
from foedus.model.vocabulary import RelationType, vocabulary
from foedus.reading.readers.cues.encode import ACTOR, MENTION, PLACE, Encoded, Mention, is_mention

_LEFT, _RIGHT = 48, 34   # characters before and after a cue in which its ends are looked for
_AND = r"(?:,|,? and|,? or|,? as well as|/) ?(?:the |its |their |of |both |with |by )?"
_LIST = f"{MENTION}(?:{_AND}{MENTION})*"
_LISTS = re.compile(_LIST)
_SIDES = re.compile(rf"[^\ue000-\uf800;:]{{0,30}}?\b(?:between|of|by|among|involving|pitting) [^\ue000-\uf800;:]{{0,30}}(?P<sides>{_LIST}|{MENTION}.{{1,20}}(?:and|against) [^\ue000-\uf800]{{0,25}}{MENTION})")
_WITH = re.compile(r"^[^;:]{0,40}?\b(?:with|to|against|and|from|for|of) ")
_BOUNDARY = re.compile(r"[;:—()]|\. | but | while | although | because ")
# Words after a verb behind which no object of it stands: "was backed in this by the b".
_AWAY = re.compile(rf"{_BOUNDARY.pattern}|\b(?:by|from)\b")
# An insertion between the subject and its verb: "A, led by P, backs B".
_INSERTED = re.compile(rf"({MENTION}),? (?:led|headed|commanded|which|who|whose|a|an|the|under|based|backed|formerly)\b[^;:,]{{0,60}}$")
_RELATIVE = re.compile(r"^,? ?(?:which|who|that|whom|whose)\b")
_FILLER = r"(?:the |an? |its |their |his |both |former |late |some |other |local )*"
_GAP = r"[^\ue000-\uf800;:—]{0,40}? "


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of `sentence.text[start:end]` that state a tie between each of `a` and each of `b`; no `b`: the body spoken of before."""

    start: int
    end: int
    a: tuple[Mention, ...]
    b: tuple[Mention, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of relations.yml; `rule` names it in a claim's origin, `order` says where the ends stand."""

    type: str
    order: str
    rule: str
    compiled: re.Pattern[str]


@cache
def frames() -> tuple[Frame, ...]:
    """Every line of relations.yml."""
    source = files("foedus.reading.readers.cues").joinpath("relations.yml").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(source)
    roles = "|".join(data.pop("roles")["words"])
    return tuple(
        Frame(kind, order, f"relation/{kind}/{order}/{number}", re.compile(_expand(line, order, roles)))
        for kind, orders in data.items()
        for order, lines in orders.items()
        for number, line in enumerate(lines, 1)
    )


def _expand(line: str, order: str, roles: str) -> str:
    line = line.replace("{role}", f"(?P<role>{roles})").replace("{gap}", _GAP).replace("{the}", _FILLER)
    if order != "patterns":
        return rf"(?<![\w-])(?:{line})(?![\w-])"
    for end, one in (("a", ACTOR), ("b", ACTOR), ("p", PLACE)):
        line = line.replace("{" + end + "}", f"{_FILLER}(?P<{end}>{one}(?:{_AND}{one})*)")
    return line


def hits(sentence: Encoded, frame: Frame) -> Iterator[Hit]:
    """Where the sentence states the frame's tie, in order of the text."""
    look = {"forward": _forward, "backward": _backward, "mutual": _mutual, "patterns": _pattern}[frame.order]
    kind = vocabulary().relation(frame.type)
    for found in frame.compiled.finditer(sentence.text):
        hit = look(sentence, kind, found)
        if hit is not None:
            yield hit


def _pattern(sentence: Encoded, kind: RelationType, found: re.Match[str]) -> Hit | None:
    del kind
    groups = found.groupdict()
    other = groups.get("b") or groups.get("p") or ""
    return Hit(found.start(), found.end(), tuple(sentence.named(found["a"])), tuple(sentence.named(other)), groups.get("role"))


def _forward(sentence: Encoded, kind: RelationType, found: re.Match[str]) -> Hit | None:
    a, b = _before(sentence, found.start(), kind.a), _after(sentence, found.end(), kind.b, _AWAY)
    return Hit(found.start(), found.end(), a, b, found.groupdict().get("role")) if a and b else None


def _backward(sentence: Encoded, kind: RelationType, found: re.Match[str]) -> Hit | None:
    b, a = _before(sentence, found.start(), kind.b), _after(sentence, found.end(), kind.a)
    return Hit(found.start(), found.end(), a, b, found.groupdict().get("role")) if a and b else None


def _mutual(sentence: Encoded, kind: RelationType, found: re.Match[str]) -> Hit | None:
    """Ties told of both ends at once: "truce between A and B", "A and B signed a truce", "A's truce with B"."""
    sides = _SIDES.match(sentence.text, found.end(), found.end() + 120)
    if sides:
        ends = sentence.named(sides["sides"])
        if len(ends) > 1:
            return Hit(found.start(), sides.end(), tuple(ends[:-1]), tuple(ends[1:]))
    subject = _before(sentence, found.start(), kind.a)
    joined = _WITH.match(sentence.text[found.end() : found.end() + _RIGHT])
    if subject and joined:
        other = _after(sentence, found.end() + joined.end(), kind.b)
        if other:
            return Hit(found.start(), found.end(), subject, other)
    return Hit(found.start(), found.end(), subject[:-1], subject[1:]) if len(subject) > 1 else None


def _before(sentence: Encoded, at: int, kinds: Sequence[str]) -> tuple[Mention, ...]:
    """The mention (or the list of them) nearest before a cue, within its clause."""
    text = sentence.text[max(0, at - _LEFT) : at]
    cut = max((found.end() for found in _BOUNDARY.finditer(text)), default=0)
    text = text[cut:]
    lists = [found for found in _LISTS.finditer(text) if _fits(sentence.named(found.group()), kinds)]
    if not lists:
        return ()
    nearest = lists[-1]
    rest = text[nearest.end() :]
    inserted = _INSERTED.search(text[: nearest.start()])
    if inserted and rest.startswith(",") and not _RELATIVE.match(rest) and _fits(sentence.named(inserted[1]), kinds):
        return tuple(sentence.named(inserted[1]))
    return tuple(sentence.named(nearest.group()))


def _after(sentence: Encoded, at: int, kinds: Sequence[str], boundary: re.Pattern[str] = _BOUNDARY) -> tuple[Mention, ...]:
    """The mention (or the list of them) nearest after a cue, within its clause."""
    text = sentence.text[at : at + _RIGHT]
    stop = boundary.search(text)
    end = stop.start() if stop else len(text)
    for found in _LISTS.finditer(sentence.text, at, at + 2 * _RIGHT):
        if found.start() >= at + end:
            return ()
        if _fits(sentence.named(found.group()), kinds):
            return tuple(sentence.named(found.group()))
    return ()


def _fits(mentions: Sequence[Mention], kinds: Sequence[str]) -> bool:
    """Whether any of them may stand at an end that takes these kinds (none named: any actor)."""
    for mention in mentions:
        kind = mention.what.kind if isinstance(mention.what, Actor) else PLACE_KIND
        if kind in kinds if kinds else kind != PLACE_KIND:
            return True
    return False


def pairs(hit: Hit) -> Iterator[tuple[Mention, Mention]]:
    """Each of one end with each of the other; of one list, each pair once (ruling 15)."""
    if hit.a[1:] and hit.a[1:] == hit.b[:-1]:
        yield from combinations((*hit.a, hit.b[-1]), 2)
        return
    for a in hit.a:
        for b in hit.b:
            yield a, b
