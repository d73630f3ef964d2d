"""Who is who over the windows of a document: their entities brought together, named in full, and made actors."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from foedus.model.actor import Actor
from foedus.model.claim import EventClaim, RelationClaim
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.decode import EntityHere, WindowClaims
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.labels import PLACE, THING
from foedus.reading.readers.trained.names import (
    acronym,
    ends,
    has_full_name,
    has_noun,
    is_only_a_noun,
    normal,
    of_troops,
    same_person,
    shares_a_name,
    surely_same,
    troops_of,
)
from foedus.reading.readers.trained.roles import without_rank
from foedus.reading.steps.actors.nameless import names_somebody
from foedus.reading.steps.actors.words import words
from foedus.reading.steps.lexicon import Entry, lexicon


@dataclass
class Somebody:
    """An entity of the document while its windows are brought together. `spans` are its mentions in the text; `keys` its names
    as `normal` writes them and, with a leading "=", the lexicon entries its mentions name. `proper` tells that it is written with
    a capital, as "the Front" is and "the front" is not, `confidence` how sure its surest mention is."""

    kind: str
    spans: set[tuple[int, int]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    proper: bool = True
    confidence: float = 0.0

    @property
    def names(self) -> set[str]:
        """Its names without the lexicon entries."""
        return {key for key in self.keys if not key.startswith("=")}


def acting(
    actors: Iterable[Actor], claims: Iterable[EventClaim | RelationClaim], sure: Collection[str], notes_begin: int
) -> tuple[Actor, ...]:
    """The actors that are listed.

    One of whom nothing is claimed needs a name that is among the `sure` ones and does not stand in the notes at the end only, as
    writers of works do. People without a name of whom no more is told than what befell them ("civilians") stay a phrase among the
    targets. The codebook makes them a community where they suffer as one (ruling 14); the reader cannot tell that from victims.
    """
    doing = {name for claim in claims for name in _doing(claim)}
    befallen = {name for claim in claims for name in claim.actors} - doing
    return tuple(
        one
        for one in actors
        if one.name in doing
        or (one.name in befallen and (one.kind != "community" or names_somebody(one.name)))
        or (one.name in sure and names_somebody(one.name) and one.mentions[0][0] < notes_begin)
    )


def _doing(claim: EventClaim | RelationClaim) -> tuple[str, ...]:
    return (*claim.initiators, *claim.participants) if isinstance(claim, EventClaim) else claim.actors


def surely_named(people: Iterable[Somebody], names: Iterable[str], bar: float) -> set[str]:
    """The names of those of whom one mention is as sure as the bar; `names` are theirs, in order."""
    return {name for somebody, name in zip(people, names, strict=True) if somebody.confidence >= bar}


def gather(
    prepared: Prepared, windows: Sequence[tuple[WindowInput, WindowClaims]]
) -> tuple[list[Somebody], list[list[int]]]:
    """The entities of the document in order of the text, and which of them each window's entities are. Who is known by a part of
    a name comes last, so that all are known who may bear it."""
    known = {span: f"={actor.lexicon}" for actor in prepared.actors if actor.lexicon for span in actor.mentions}
    here = [[_somebody(prepared, window, found, e, known) for e in found.entities] for window, found in windows]
    met = _Met()
    number = {}
    for in_full in (True, False):
        for place, one in (((w, e), one) for w, entities in enumerate(here) for e, one in enumerate(entities)):
            if _is_named_in_full(one) is in_full:
                number[place] = met.number(one)
    order = sorted(range(len(met.people)), key=lambda n: min(met.people[n].spans))
    rank = {old: new for new, old in enumerate(order)}
    of_window = [[rank[number[w, e]] for e in range(len(entities))] for w, entities in enumerate(here)]
    return [met.people[old] for old in order], of_window


def _somebody(
    prepared: Prepared, window: WindowInput, found: WindowClaims, entity: EntityHere, known: Mapping[tuple[int, int], str]
) -> Somebody:
    text = prepared.document.text
    spans = {_offsets(window, found, i) for i in entity.mentions}
    forms = {text[start:end] for start, end in spans}
    keys = {normal(form) for form in forms} | {known[span] for span in spans if span in known}
    if entity.kind == "state":  # what the network takes for a state is that state by its capital too
        keys |= {f"={entry.key}" for entry in map(lexicon().settled, forms) if entry and entry.kind == "state"}
    last_words = [text[start:end].split()[-1] for start, end in spans]
    proper = all(word[:1].isupper() and not word.isupper() for word in last_words)
    return Somebody(entity.kind, spans, keys, proper, max(found.mentions[i].confidence for i in entity.mentions))


def _is_named_in_full(one: Somebody) -> bool:
    if one.kind == "person":
        return has_full_name(one.names)
    return one.kind in (PLACE, THING) or not is_only_a_noun(one.names)


class _Met:
    """Everybody met so far. Who may be met again is found by signs and not by looking at everybody."""

    def __init__(self) -> None:
        self.people: list[Somebody] = []
        self._by_sign: dict[Hashable, set[int]] = {}

    def number(self, one: Somebody) -> int:
        """The number of the entity, new or met before."""
        number = self._again(one)
        if number is None:
            number = len(self.people)
            self.people.append(Somebody(one.kind, proper=one.proper))
        self.people[number].spans |= one.spans
        self.people[number].keys |= one.keys
        self.people[number].confidence = max(self.people[number].confidence, one.confidence)
        for sign in signs(one):
            self._by_sign.setdefault(sign, set()).add(number)
        return number

    def _again(self, one: Somebody) -> int | None:
        alike = sorted(set().union(*(self._by_sign.get(sign, ()) for sign in signs(one))))
        sure = next((number for number in alike if surely_one(one, self.people[number])), None)
        if sure is not None:
            return sure
        bearers = [number for number in alike if may_be_one(one, self.people[number])]
        if len(bearers) == 1:
            return bearers[0]
        at = min(one.spans)  # of several who bear the name the one spoken of last is meant
        before = [(span, number) for number in bearers for span in self.people[number].spans if span < at]
        return max(before)[1] if before else None


def surely_one(one: Somebody, other: Somebody) -> bool:
    """Whether an entity is one met before: the same words, the same lexicon entry, or names that show it."""
    if not _comparable(one, other):
        return False
    if one.spans & other.spans:
        return True
    if THING in (one.kind, other.kind):
        return False
    if one.kind == "person":
        return bool({key for key in one.keys & other.keys if key.startswith("=")}) or same_person(one.names, other.names)
    if one.kind == other.kind == "force" and troops_of(one.names) & troops_of(other.names):
        return True
    return bool(one.keys & other.keys) or (one.kind != PLACE and surely_same(one.names, other.names, False))


def may_be_one(one: Somebody, other: Somebody) -> bool:
    """Whether a part of a name may mean somebody met before. Others may bear it too."""
    if not _comparable(one, other) or {PLACE, THING} & {one.kind, other.kind}:
        return False
    if one.kind == "person":
        return shares_a_name(one.names, other.names)
    return one.proper and is_only_a_noun(one.names) and has_noun(one.names, other.names)


def _comparable(one: Somebody, other: Somebody) -> bool:
    return all((one.kind == kind) == (other.kind == kind) for kind in (PLACE, "person"))


def signs(one: Somebody) -> Iterator[Hashable]:
    """What it must share with whoever is `surely_one` or `may_be_one` with it: mentions, names, acronyms, parts of names, whose
    troops they are."""
    yield from one.spans
    yield from one.keys
    for name in one.names:
        if one.kind == "person":
            yield from (("person", part) for part in ends(name))
            continue
        yield from (("acronym", letters) for letters in (name.replace(" ", ""), acronym(name)) if len(letters) > 2)
        yield from (("noun", word) for word in name.split() if word in words().heads)
        yield from (("troops", owner) for owner in troops_of([name]))


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
    return sum(len(word) for word in form.split() if word[:1].isupper() or not word.isalpha()) * 2 + len(form)


def name_of(prepared: Prepared, somebody: Somebody) -> str:
    """The fullest form, of a person without rank or office; for a state or bloc the lexicon's name, since a report may name it by
    adjective or capital only."""
    if somebody.kind in ("state", "bloc"):
        for actor in prepared.actors:
            if actor.lexicon and actor.kind == somebody.kind and somebody.spans & set(actor.mentions):
                return actor.name
    forms = _forms(prepared, somebody)
    state = _state(somebody)
    if state is not None and not {normal(form) for form in forms} & {normal(form) for form in (state.name, *state.aliases)}:
        return state.name
    if somebody.kind == "person":
        return max(map(without_rank, forms), key=_fullness)
    return of_troops(forms) if somebody.kind == "force" else forms[0]


def _state(somebody: Somebody) -> Entry | None:
    """The state of the lexicon that its names mean; None where they mean none or several."""
    keys = [key[1:] for key in somebody.keys if key.startswith("=state:")]
    return lexicon().entry(keys[0]) if somebody.kind == "state" and len(keys) == 1 else None


def actors(prepared: Prepared, people: Sequence[Somebody], names: Sequence[str]) -> tuple[Actor, ...]:
    """The entities that are actors; `names` are theirs, in order."""
    keys = {span: actor.lexicon for actor in prepared.actors for span in actor.mentions}
    merged: dict[str, Actor] = {}
    for somebody, name in zip(people, names, strict=True):
        if somebody.kind in (PLACE, THING):
            continue
        aliases = tuple(form for form in _forms(prepared, somebody) if form != name)
        state = _state(somebody)
        entry = next((keys[span] for span in sorted(somebody.spans) if keys.get(span)), state.key if state else None)
        actor = Actor(prepared.document.id, name, somebody.kind, aliases, tuple(sorted(somebody.spans)), entry)
        if name in merged:  # two entities that bear one name are one actor
            before = merged[name]
            actor = replace(
                before,
                aliases=tuple(dict.fromkeys((*before.aliases, *aliases))),
                mentions=tuple(sorted({*before.mentions, *actor.mentions})),
            )
        merged[name] = actor
    return tuple(merged.values())
