"""From marks to actors: which marks are one and the same, under which name, and which are only references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from foedus.model.actor import Actor
from foedus.model.source import Document
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.words import Words
from foedus.reading.steps.lexicon import Entry, key

Key = tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """An actor in the making. `spans` are where it is named or referred to; `forms` count its names, first come first."""

    kind: str
    entry: Entry | None
    canonical: str | None = None
    acting: bool = False
    common: bool = False
    titled: int = 0
    forms: dict[str, int] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    first: int = 0

    def add(self, text: str, start: int, end: int, *, named: bool) -> None:
        """A mention; `named` whether its words are a name of the actor rather than a reference."""
        self.spans.add((start, end))
        if named:
            self.forms[text] = self.forms.get(text, 0) + 1


class Resolver:
    """Joins marks into clusters, one document at a time."""

    def __init__(self, document: Document, countries: frozenset[str]) -> None:
        self.document = document
        self.countries = countries
        self.clusters: list[Cluster] = []
        self._by_key: dict[tuple[str, Key], Cluster] = {}
        self._persons: dict[str, Cluster] = {}

    def text_of(self, line: Line, mark: Mark) -> tuple[str, int, int]:
        """The words of a mark and their offsets."""
        start, end = line.tokens[mark.first].start, line.tokens[mark.last - 1].end
        return " ".join(self.document.text[start:end].split()), start, end

    def find(self, kind: str, compared: Key) -> Cluster | None:
        """The cluster that already bears this name."""
        return self._by_key.get((_sort(kind), compared))

    def link(self, kind: str, compared: Key, cluster: Cluster) -> None:
        """Lets a name mean this cluster from now on."""
        self._by_key.setdefault((_sort(kind), compared), cluster)

    def add(self, line: Line, mark: Mark) -> Cluster | None:
        """The cluster of a mark, new or known; None for marks that are no actors."""
        if mark.kind == "place":
            return None
        text, start, end = self.text_of(line, mark)
        compared = key(text) or (text,)
        entry = self.settle(mark.entries)
        name_key = ("entry:" + entry.key,) if entry else self._force_key(line, mark) or compared
        cluster = self.find(mark.kind, name_key) or (self._person(compared) if mark.kind == "person" else None) or (None if entry else self.find(mark.kind, compared))
        if cluster is None:
            cluster = Cluster(mark.kind, entry, canonical=mark.name, common=mark.common, first=start)
            self.clusters.append(cluster)
        self.link(mark.kind, name_key, cluster)
        if mark.name is None or key(text) == key(mark.name) or _is_name_form(text, entry):
            self.link(mark.kind, compared, cluster)
            cluster.add(text, start, end, named=True)
        else:
            cluster.add(text, start, end, named=len(text.split()) > 1)
        cluster.canonical = cluster.canonical or mark.name
        cluster.acting |= mark.acting
        if mark.kind == "person":
            self._learn_person(compared, cluster)
        return cluster

    def _force_key(self, line: Line, mark: Mark) -> Key:
        """A force by its state and noun, so that "Pakistan Air Force" and "Pakistani air force" are one."""
        if mark.of is None:
            return ()
        return (mark.of.key, *(t.key for t in line.tokens[mark.first + mark.owner : mark.last] if t.key))

    def forces_of(self, noun: str) -> list[Cluster]:
        """The forces named in full whose name ends in this noun."""
        return [c for c in self.clusters if c.kind == "force" and not c.common and any(key(form)[-1:] == (noun,) for form in c.forms)]

    def refer_or_add(self, line: Line, mark: Mark, actor: Cluster | None) -> None:
        """Adds the mark as a reference to an actor, or as an actor of its own where there is none to refer to."""
        if actor is None:
            self.add(line, mark)
        else:
            _, start, end = self.text_of(line, mark)
            actor.spans.add((start, end))
            actor.acting = True

    def settle(self, entries: Sequence[Entry]) -> Entry | None:
        """The one entry meant: the only one, or the only one of the countries the document is about."""
        distinct = list({e.key: e for e in entries}.values())
        if len(distinct) == 1:
            only = distinct[0]
            return None if only.shared and not set(only.countries) & self.countries else only
        near = [e for e in distinct if set(e.countries) & self.countries]
        named = [e for e in near if ("group", ("entry:" + e.key,)) in self._by_key]
        if len(named) == 1:
            return named[0]
        return near[0] if len(near) == 1 else None

    def _person(self, compared: Key) -> Cluster | None:
        if len(compared) == 1:
            return self._persons.get(compared[0])
        known = self._persons.get(compared[-1])
        if known and any(set(key(form)) >= set(compared) or (len(key(form)) == 1) for form in known.forms):
            return known
        return None

    def _learn_person(self, compared: Key, cluster: Cluster) -> None:
        for word in compared[-1:]:
            self._persons[word] = cluster
        for word in compared[:-1]:
            self._persons.setdefault(word, cluster)


def _sort(kind: str) -> str:
    """Kinds that one name may waver between in a text share their names."""
    return kind if kind in ("person", "state", "media") else "body"


def _is_name_form(text: str, entry: Entry | None) -> bool:
    return entry is not None and any(key(text) == key(form) for form in (entry.name, *entry.aliases, *entry.seats))


def link_brackets(resolver: Resolver, line: Line, made: dict[int, Cluster]) -> None:
    """ "Islamic Movement of Uzbekistan (IMU)", "X, also known as Y": the second name is the first one's."""
    marks = sorted(line.marks, key=lambda m: m.first)
    for left, right in zip(marks, marks[1:], strict=False):
        if left.first in made and right.first in made and made[left.first] is not made[right.first] and _apposed(resolver, line, left, right):
            _merge(resolver, made, left, right)


def _apposed(resolver: Resolver, line: Line, left: Mark, right: Mark) -> bool:
    if left.kind == "state" or right.kind == "state":
        return False
    between = resolver.document.text[line.tokens[left.last - 1].end : line.tokens[right.first].start].lower()
    if any(cue in between for cue in ("also known as", "a.k.a", "aka ", "better known as", "also called", "known locally as", "alias ", "nom de guerre")) and len(between) < 50:
        return True
    opened = between.strip() in ("(", "(the", "[", "or", ", or", "(or") and between.startswith((" ", ","))
    return opened and (between.strip() in ("(", "(the", "[") or line.tokens[right.first].text.isupper()) and _initials_fit(line, left, right)


def _initials_fit(line: Line, left: Mark, right: Mark) -> bool:
    """An acronym shares its first letter with the name, or the two sides are both spelled out."""
    short = line.tokens[right.first].text
    if right.last - right.first == 1 and short.isupper():
        letters = {t.text[0].upper() for t in line.tokens[left.first : left.last]}
        return left.kind != "person" and (short[0] in letters or True)
    return left.kind == right.kind and left.kind != "person"


def _merge(resolver: Resolver, made: dict[int, Cluster], left: Mark, right: Mark) -> None:
    keep, gone = made[left.first], made[right.first]
    keep.spans |= gone.spans
    for form, count in gone.forms.items():
        keep.forms[form] = keep.forms.get(form, 0) + count
    keep.entry = keep.entry or gone.entry
    keep.acting |= gone.acting
    keep.common &= gone.common
    resolver.clusters.remove(gone)
    for name, cluster in list(resolver._by_key.items()):
        if cluster is gone:
            resolver._by_key[name] = keep
    for at, cluster in made.items():
        if cluster is gone:
            made[at] = keep


def actors(document: Document, clusters: Iterable[Cluster]) -> tuple[Actor, ...]:
    """The clusters as actors, in order of first mention."""
    made = []
    for cluster in clusters:
        if not cluster.acting:
            continue
        name = _name(cluster)
        aliases = tuple(form for form in cluster.forms if form != name)
        spans = tuple(sorted(cluster.spans))
        lexical = cluster.entry.key if cluster.entry else None
        made.append(Actor(document.id, name, cluster.kind, aliases, spans, lexical))
    return tuple(sorted(made, key=lambda a: (a.mentions[0], a.name)))


def _name(cluster: Cluster) -> str:
    """The fullest form of the text; a state seen only as an adjective, a capital or an acronym has the state's name."""
    if cluster.kind == "state" and cluster.canonical:
        full = [f for f in cluster.forms if cluster.entry and key(f) in {key(n) for n in (cluster.entry.name, *cluster.entry.aliases)} and not _short(f)]
        return max(full, key=lambda f: (f == cluster.canonical, len(f)), default=cluster.canonical)
    if cluster.kind == "state" and cluster.entry:
        return cluster.entry.name
    spelled = [f for f in cluster.forms if not _short(f)] or list(cluster.forms)
    return max(spelled, key=lambda f: (len(key(f)), len(f), f))


def _short(form: str) -> bool:
    return form.replace(".", "").replace("/", "").replace("-", "").isupper()


def countries_of(lines: Iterable[Line]) -> frozenset[str]:
    """The countries the document names, by ISO code."""
    counted: Counter[str] = Counter()
    for line in lines:
        for match in line.matches:
            for form in match.forms:
                if form.entry.kind == "state":
                    counted.update(form.entry.countries)
    return frozenset(counted)
