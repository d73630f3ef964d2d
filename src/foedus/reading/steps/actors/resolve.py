"""From marks to actors: which marks are one and the same, under which name, and which are only references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.model.actor import Actor
from foedus.model.source import Document
from foedus.reading.steps.actors.cluster import Cluster
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.words import Words
from foedus.reading.steps.lexicon import Entry, Role, key, lexicon
from foedus.reading.steps.told import one_line

Key = tuple[str, ...]


class Resolver:
    """Joins marks into clusters, one document at a time."""

    def __init__(self, document: Document, countries: frozenset[str], words: Words) -> None:
        self.document = document
        self.countries = countries
        self.words = words
        self._clusters: list[Cluster] = []
        self._by_key: dict[tuple[str, Key], Cluster] = {}
        self._persons: dict[str, Cluster] = {}
        self._forces: dict[str, list[Cluster]] = {}

    @property
    def clusters(self) -> list[Cluster]:
        """The clusters that stand, in order of first mention."""
        return [cluster for cluster in self._clusters if cluster.joined is None]

    def add(self, line: Line, mark: Mark) -> Cluster | None:
        """The cluster of a mark, new or known; None for marks that are no actors."""
        if mark.kind == "place":
            return None
        text, span = self._text_of(line, mark)
        compared = key(text) or (text,)
        entry = self._settle(mark.entries)
        own = (f"entry:{entry.key}",) if entry else self._force_key(line, mark) or compared
        cluster = self._known(mark, own, compared, entry)
        if cluster is None:
            cluster = Cluster(mark.kind, entry, canonical=mark.name, common=mark.common)
            self._clusters.append(cluster)
            if mark.kind == "force" and not mark.common:
                self._forces.setdefault(compared[-1], []).append(cluster)
        self._link(mark.kind, own, cluster)
        is_name = mark.name is None or _bears(text, entry)
        if is_name:
            self._link(mark.kind, compared, cluster)
        cluster.add(text, span, named=is_name or len(compared) > 1)
        cluster.canonical = cluster.canonical or mark.name
        cluster.acting |= mark.acting
        if mark.kind == "person":
            self._learn_person(compared, cluster)
        return cluster

    def refer_or_add(self, line: Line, mark: Mark, actor: Cluster | None) -> None:
        """Adds the mark as a reference to an actor, or as an actor of its own where there is none to refer to."""
        if actor is None:
            self.add(line, mark)
        else:
            actor.spans.add(self._text_of(line, mark)[1])
            actor.acting = True

    def forces_of(self, noun: str) -> list[Cluster]:
        """The forces named in full whose name ends in this compared noun."""
        return [cluster for cluster in self._forces.get(noun, ()) if cluster.joined is None]

    def _text_of(self, line: Line, mark: Mark) -> tuple[str, tuple[int, int]]:
        start, end = line.tokens[mark.first].start, line.tokens[mark.last - 1].end
        return one_line(self.document.text[start:end]), (start, end)

    def _known(self, mark: Mark, own: Key, compared: Key, entry: Entry | None) -> Cluster | None:
        found = self._by_key.get((_sort(mark.kind), own))
        if found is None and mark.kind == "person":
            found = self._person(compared)
        if found is None and entry is None:
            found = self._by_key.get((_sort(mark.kind), compared))
        return found.root() if found else None

    def _link(self, kind: str, compared: Key, cluster: Cluster) -> None:
        self._by_key.setdefault((_sort(kind), compared), cluster)

    def _settle(self, entries: Sequence[Entry]) -> Entry | None:
        """The one entry meant: the only one, or the only one of the countries the document is about, or one named before."""
        distinct = list({e.key: e for e in entries}.values())
        if len(distinct) == 1:
            only = distinct[0]
            return None if only.shared and not set(only.countries) & self.countries else only
        near = [e for e in distinct if set(e.countries) & self.countries]
        named = [e for e in near if (_sort(e.kind), (f"entry:{e.key}",)) in self._by_key]
        fitting = named or near
        return fitting[0] if len(fitting) == 1 else None

    def _force_key(self, line: Line, mark: Mark) -> Key:
        """A force by its state and noun, so that "Pakistan Air Force" and "Pakistani air force" are one."""
        if mark.of is None:
            return ()
        return (mark.of.key, *(t.key for t in line.tokens[mark.first + mark.owner : mark.last] if t.key))

    def _person(self, compared: Key) -> Cluster | None:
        """The person a name goes back to: a surname the last who bore it, a longer name one whose full name agrees."""
        known = self._persons.get(compared[-1])
        if known is None or len(compared) == 1:
            return known
        new = self._untitled(compared)
        full = max((self._untitled(key(form)) for form in known.root().forms), key=len, default=frozenset())
        return known if new <= full or full <= new else None

    def _untitled(self, compared: Key) -> frozenset[str]:
        return frozenset(compared) - self.words["titles"] or frozenset(compared)

    def _learn_person(self, compared: Key, cluster: Cluster) -> None:
        self._persons[compared[-1]] = cluster
        for word in compared[:-1]:
            if word not in self.words["titles"]:
                self._persons.setdefault(word, cluster)


def _sort(kind: str) -> str:
    """Kinds that one name may waver between in a text share their names."""
    return kind if kind in ("person", "state", "media") else "body"


def _bears(text: str, entry: Entry | None) -> bool:
    """Whether the entry is named so, not by its adjective."""
    forms = lexicon().forms(key(text)) if entry else ()
    return any(form.entry.key == entry.key and form.role in (Role.NAME, Role.SEAT) for form in forms if entry)


def actors(document: Document, clusters: Iterable[Cluster]) -> tuple[Actor, ...]:
    """The clusters that act or are dealt with, as actors in order of first mention."""
    made = []
    for cluster in clusters:
        if cluster.acting:
            name = cluster.name
            aliases = tuple(form for form in cluster.forms if form != name)
            lexical = cluster.entry.key if cluster.entry else None
            made.append(Actor(document.id, name, cluster.kind, aliases, tuple(sorted(cluster.spans)), lexical))
    return tuple(sorted(made, key=lambda a: (a.mentions[0], a.name)))


def countries_of(lines: Iterable[Line]) -> frozenset[str]:
    """The countries the document names, by ISO code."""
    forms = (form for line in lines for match in line.matches for form in match.forms)
    return frozenset(country for form in forms if form.entry.kind == "state" for country in form.entry.countries)
