"""The actors of the document, brought together from what the model names chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from foedus.errors import BadVocabulary
from foedus.model.actor import Actor
from foedus.model.vocabulary import vocabulary
from foedus.reading.readers.llm.answer import Item
from foedus.reading.readers.llm.ground import LONGEST_NAME, Ground, Notes, shown
from foedus.reading.readers.llm.words import Span, name_spans
from foedus.reading.steps.gazetteer.entries import country_of

_NAMED_BY_ADJECTIVE = ("state", "bloc")


@dataclass(slots=True)
class Somebody:
    """An actor while the chunks are brought together."""

    name: str
    kind: str
    aliases: dict[str, None] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is meant by a name within one chunk: names before aliases, and no alias that two actors share."""

    by_name: dict[str, Somebody]
    by_alias: dict[str, Somebody | None]

    def find(self, name: str) -> Somebody | None:
        """The actor of that name, None where the chunk names none, or where the name does not settle it."""
        return self.by_name.get(fold(name)) or self.by_alias.get(fold(name))


def fold(name: str) -> str:
    """The form in which names are compared."""
    text = " ".join(name.split()).casefold().replace("’", "'")
    return text.removeprefix("the ")


class Cast:
    """Gathers actors. An actor stands in the report, by its name or another form, or it is refused."""

    def __init__(self, ground: Ground, notes: Notes) -> None:
        self._ground, self._notes = ground, notes
        self._people: list[Somebody] = []
        self._ruled = {fold(name): actor for actor in reversed(ground.prepared.actors) for name in reversed(actor.names)}

    def add(self, items: Iterable[Item], span: Span) -> Roll:
        """Takes in the actors of one chunk, which is `span` of the text."""
        roll = Roll({}, {})
        for item in items:
            new = self._checked(item, span)
            if new is None:
                continue
            somebody = roll.by_name.get(fold(new.name)) or self._known(new, roll)
            if somebody is None:
                self._people.append(new)
                somebody = new
            else:
                _join(somebody, new)
            roll.by_name[fold(new.name)] = somebody
            for alias in new.aliases:
                other = roll.by_alias.setdefault(fold(alias), somebody)
                roll.by_alias[fold(alias)] = somebody if other is somebody else None
        return roll

    def find(self, name: str, roll: Roll) -> Somebody | None:
        """Who is meant: an actor of the chunk, else one that the rules found in the report under that name."""
        found = roll.find(name)
        if found is not None or fold(name) in roll.by_alias:
            return found
        actor = self._ruled.get(fold(name))
        if actor is None:
            return None
        new = Somebody(actor.name, actor.kind, dict.fromkeys(actor.aliases))
        somebody = self._known(new, Roll({}, {}))
        if somebody is None:
            self._people.append(new)
        return somebody or new

    def actors(self) -> tuple[Actor, ...]:
        """All of them with their mentions, in the order they were named."""
        document = self._ground.prepared.document.id
        found = []
        for one, spans in zip(self._people, self._mentions(), strict=True):
            ruled = self._ruled_as(one)
            aliases = tuple(alias for alias in one.aliases if alias != one.name)
            found.append(Actor(document, one.name, one.kind, aliases, tuple(spans), ruled.lexicon if ruled else None))
        return tuple(found)

    def _ruled_as(self, one: Somebody) -> Actor | None:
        """The actor of that name and kind that the rules found."""
        ruled = self._ruled.get(fold(one.name))
        return ruled if ruled is not None and ruled.kind == one.kind else None

    def _checked(self, item: Item, span: Span) -> Somebody | None:
        """The actor as the report has it; None, and a gap, where it is none of the report's."""
        name, kind, aliases = item.get("name"), item.get("kind"), item.get("aliases") or []
        if not _is_name(name) or not isinstance(aliases, list):
            self._notes.add(f"an actor was refused: {shown(name)} is no name", span)
            return None
        forms = [" ".join(form.split()) for form in (name, *aliases) if _is_name(form)]
        try:
            vocabulary().kind(str(kind))
        except BadVocabulary as fault:
            self._notes.add(f"actor {shown(name)} was refused: {fault}", span)
            return None
        standing = [form for form in dict.fromkeys(forms) if self._ground.holds(form)]
        if forms[0] not in standing and self._is_adjective_of(forms[0], str(kind), standing):
            standing.insert(0, forms[0])
        for form in dict.fromkeys(forms):
            if form not in standing:
                where = "stands in the prompt's example, not" if form in self._ground.example else "does not stand"
                whose = f"a name of actor {shown(standing[0])}" if standing else "an actor"
                self._notes.add(f"{whose} was refused: {shown(form)} {where} in the text", span)
        return Somebody(standing[0], str(kind), dict.fromkeys(standing[1:])) if standing else None

    def _is_adjective_of(self, name: str, kind: str, standing: list[str]) -> bool:
        """Whether a state or bloc is named in full while the text has its adjective, capital or short form only (ruling 6)."""
        if kind not in _NAMED_BY_ADJECTIVE:
            return False
        if fold(name) in self._ruled:
            return True
        country = country_of(name)
        return country is not None and any(country_of(form) == country for form in standing)

    def _known(self, new: Somebody, roll: Roll) -> Somebody | None:
        """The actor of an earlier chunk that is the same: by its name; or, of one kind, by an alias that is the other's name."""
        here = {id(one) for one in roll.by_name.values()}
        earlier = [one for one in self._people if id(one) not in here]
        name, aliases = fold(new.name), {fold(alias) for alias in new.aliases}
        same = [one for one in earlier if fold(one.name) == name]
        if not same:
            alike = [one for one in earlier if one.kind == new.kind]
            same = [one for one in alike if fold(one.name) in aliases or name in {fold(alias) for alias in one.aliases}]
        return same[0] if len(same) == 1 else None

    def _mentions(self) -> list[list[Span]]:
        """Where each is named: longer forms first, so that a name inside another is not counted twice."""
        text = self._ground.prepared.document.text
        forms = [(form, number) for number, one in enumerate(self._people) for form in one.names]
        covered = bytearray(len(text))
        found: list[list[Span]] = [[] for _ in self._people]
        for form, number in sorted(forms, key=lambda pair: -len(pair[0])):
            found[number] += _uncovered(filter(self._ground.is_told, name_spans(text, form)), covered)
        for number, one in enumerate(self._people):
            ruled = self._ruled_as(one)
            if ruled is not None:
                found[number] += _uncovered(ruled.mentions, covered)
        return [sorted(spans) for spans in found]


def _uncovered(spans: Iterable[Span], covered: bytearray) -> list[Span]:
    """The spans that share no character with one taken before; from now on they are taken too."""
    fresh = []
    for start, end in spans:
        if not any(covered[start:end]):
            covered[start:end] = b"\x01" * (end - start)
            fresh.append((start, end))
    return fresh


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_NAME


def _join(one: Somebody, new: Somebody) -> None:
    """Adds what another chunk knows; a name that is told there as short for a fuller one gives way to it."""
    aliases = {fold(alias) for alias in new.aliases}
    if fold(one.name) in aliases and fold(new.name) != fold(one.name):
        one.aliases[one.name] = None
        one.name = new.name
    known = {fold(name) for name in one.names}
    for form in new.names:
        if fold(form) not in known:
            one.aliases[form] = None
            known.add(fold(form))
