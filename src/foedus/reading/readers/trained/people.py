"""Who is who over the windows of a document: their entities brought together, named in full, and made actors."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from foedus.model.actor import Actor
from foedus.model.claim import EventClaim, RelationClaim
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.decode import WindowClaims
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.labels import PLACE, THING
from foedus.reading.readers.trained.names import acronyms, is_short_for, normal, same_person, shares_a_name, surely_same
from foedus.reading.readers.trained.roles import without_rank
from foedus.reading.steps.actors.words import words


@dataclass
class Somebody:
    """An entity of the document while its windows are brought together. `spans` are its mentions in the text; `keys` its names
    as `normal` writes them and, with a leading "=", the lexicon entries its mentions name."""

    kind: str
    spans: set[tuple[int, int]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def acting(actors: Iterable[Actor], claims: Iterable[EventClaim | RelationClaim]) -> tuple[Actor, ...]:
    """The actors without the nameless ones ("villagers") of whom nothing is claimed: a collective is an actor by what it does
    or suffers (codebook, Actors and ruling 14)."""
    claimed = {name for claim in claims for name in claim.actors}
    return tuple(one for one in actors if one.name in claimed or any(word[:1].isupper() for word in one.name.split()))


def gather(
    prepared: Prepared, windows: Sequence[tuple[WindowInput, WindowClaims]]
) -> tuple[list[Somebody], list[list[int]]]:
    """The entities of the document, and which of them each window's entities are."""
    met = _Met()
    of_window = []
    text = prepared.document.text
    known = {span: f"={actor.lexicon}" for actor in prepared.actors if actor.lexicon for span in actor.mentions}
    for window, found in windows:
        here: list[int] = []
        for entity in found.entities:
            spans = {_offsets(window, found, i) for i in entity.mentions}
            keys = {normal(text[start:end]) for start, end in spans} | {known[span] for span in spans if span in known}
            proper = all(text[start:end].split()[-1][:1].isupper() for start, end in spans)
            here.append(met.number(Somebody(entity.kind, spans, keys), proper))
        of_window.append(here)
    return met.people, of_window


class _Met:
    """Everybody met so far; who may be met again is found by signs, so that a long text takes no longer a page than a short."""

    def __init__(self) -> None:
        self.people: list[Somebody] = []
        self._by_sign: dict[Hashable, set[int]] = {}

    def number(self, one: Somebody, proper: bool) -> int:
        """The number of the entity, new or met before. `proper` tells that its names are written with a capital, as "the Front"
        is and "the front" is not."""
        number = self._again(one, proper)
        if number is None:
            number = len(self.people)
            self.people.append(Somebody(one.kind))
        self.people[number].spans |= one.spans
        self.people[number].keys |= one.keys
        for sign in _signs(one):
            self._by_sign.setdefault(sign, set()).add(number)
        return number

    def _again(self, one: Somebody, proper: bool) -> int | None:
        numbers = sorted(set().union(*(self._by_sign.get(sign, ()) for sign in _signs(one))))
        alike = [number for number in numbers if _may_be(one, self.people[number])]
        sure = next((number for number in alike if _joins(one, self.people[number])), None)
        if sure is not None:
            return sure
        if one.kind == "person":
            shorter = shares_a_name
        elif proper and one.kind not in (PLACE, THING):
            shorter = is_short_for
        else:
            return None
        part = [n for n in alike if self.people[n].kind not in (PLACE, THING) and shorter(one.keys, self.people[n].keys)]
        return part[0] if len(part) == 1 else None  # of two who bear the name it may be either


def _signs(one: Somebody) -> Iterator[Hashable]:
    """Its mentions, names and acronyms, of a person each word: who shares none of them with it is another."""
    yield from one.spans
    for key in one.keys:
        yield key
        yield from ((sign,) for sign in acronyms(key))
        for word in key.split():
            if one.kind == "person" or word in words().heads:
                yield (one.kind, word) if one.kind == "person" else ("body", word)


def _may_be(one: Somebody, other: Somebody) -> bool:
    return all((one.kind == kind) == (other.kind == kind) for kind in (PLACE, "person"))


def _joins(one: Somebody, other: Somebody) -> bool:
    """Whether an entity is one met before: the same words, the same lexicon entry, or names that show it."""
    if one.spans & other.spans:
        return True
    if THING in (one.kind, other.kind):
        return False
    shared = one.keys & other.keys
    if one.kind == "person":
        return any(key.startswith("=") for key in shared) or same_person(one.keys, other.keys)
    return bool(shared) or (one.kind != PLACE and surely_same(one.keys, other.keys, False))


def _offsets(window: WindowInput, found: WindowClaims, mention: int) -> tuple[int, int]:
    span = found.mentions[mention]
    return window.words[span.first].start, window.words[span.last - 1].end


def _forms(prepared: Prepared, somebody: Somebody) -> list[str]:
    """The distinct strings that name it, fullest first: more words, then longer, then earlier in the text."""
    text = prepared.document.text
    seen: dict[str, int] = {}
    for start, end in sorted(somebody.spans):
        seen.setdefault(" ".join(text[start:end].split()), start)
    return sorted(seen, key=lambda form: (-_fullness(form), seen[form]))


def _fullness(form: str) -> int:
    words = form.split()
    return sum(len(word) for word in words if word[:1].isupper() or not word.isalpha()) * 2 + len(form)


def name_of(prepared: Prepared, somebody: Somebody) -> str:
    """The fullest form, of a person without rank or office; for a state or bloc the lexicon's name, since a report may name it by
    adjective or capital only."""
    if somebody.kind in ("state", "bloc"):
        for actor in prepared.actors:
            if actor.lexicon and actor.kind == somebody.kind and somebody.spans & set(actor.mentions):
                return actor.name
    forms = _forms(prepared, somebody)
    return max(map(without_rank, forms), key=_fullness) if somebody.kind == "person" else forms[0]


def actors(prepared: Prepared, people: Sequence[Somebody], names: Sequence[str]) -> tuple[Actor, ...]:
    """The entities that are actors; `names` are theirs, in order."""
    keys = {span: actor.lexicon for actor in prepared.actors for span in actor.mentions}
    merged: dict[str, Actor] = {}
    for somebody, name in zip(people, names, strict=True):
        if somebody.kind in (PLACE, THING):
            continue
        aliases = tuple(form for form in _forms(prepared, somebody) if form != name)
        lexicon = next((keys[span] for span in sorted(somebody.spans) if keys.get(span)), None)
        actor = Actor(prepared.document.id, name, somebody.kind, aliases, tuple(sorted(somebody.spans)), lexicon)
        if name in merged:  # two entities that bear one name are one actor
            before = merged[name]
            actor = replace(
                before,
                aliases=tuple(dict.fromkeys((*before.aliases, *aliases))),
                mentions=tuple(sorted({*before.mentions, *actor.mentions})),
            )
        merged[name] = actor
    return tuple(merged.values())
