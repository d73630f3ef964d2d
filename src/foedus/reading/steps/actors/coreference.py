"""References by noun or pronoun, as mentions of the actor they go back to; they never become names.

Only what rules can honestly settle is linked: "the group" to the last group named nearby, "he" where one person alone stands
near, "the government" to the state the document is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from foedus.reading.steps.actors.cluster import Cluster
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.resolve import Resolver
from foedus.reading.steps.actors.words import Words

_NEAR = 3  # sentences back within which a noun may find its group


@dataclass(slots=True)
class _Named:
    """Whom a sentence has named so far: `persons` by identity, and the last of each kind with its first token."""

    persons: dict[int, Cluster] = field(default_factory=dict)
    last: dict[str, tuple[int, Cluster]] = field(default_factory=dict)

    def add(self, first: int, cluster: Cluster) -> None:
        """The next one that the sentence names."""
        if cluster.kind == "person":
            self.persons[id(cluster)] = cluster
        if not cluster.common:
            self.last[cluster.kind] = (first, cluster)


def refer(lines: Sequence[Line], made: Sequence[dict[int, Cluster]], words: Words) -> None:
    """Adds the references of a document to the clusters, sentence by sentence; `made` maps first tokens to clusters."""
    near: list[_Named] = []  # this sentence first
    for line, clusters in zip(lines, made, strict=True):
        near = [_Named(), *near[: _NEAR - 1]]
        for place in range(len(line.tokens)):
            if not line.taken[place]:
                _refer_at(line, place, near, words)
            if place in clusters:
                near[0].add(place, clusters[place].root())


def _refer_at(line: Line, place: int, near: Sequence[_Named], words: Words) -> None:
    token = line.tokens[place]
    if token.folded in words["pronouns_person"]:
        if cluster := _only_person(near):
            cluster.spans.add((token.start, token.end))
    elif _points_back(line, place) and (cluster := _last_of_kind(near, _kinds(token.folded, words))):
        cluster.spans.add((line.tokens[place - 1].start, token.end))


def _points_back(line: Line, place: int) -> bool:
    """Whether the noun stands alone after "the", "this" or "that"."""
    token = line.tokens[place]
    return line.word(place - 1) in ("the", "this", "that") and token.glued and not token.capital and not line.taken[place - 1]


def _kinds(noun: str, words: Words) -> frozenset[str]:
    return frozenset(kind for kind, nouns in words.references.items() if noun in nouns)


def _only_person(near: Sequence[_Named]) -> Cluster | None:
    """The person, if one alone is named in this sentence before the pronoun and in the sentence before."""
    named = [one.persons for one in near[:2] if one.persons]
    if any(len(persons) > 1 for persons in named):
        return None
    persons = {key: cluster for one in named for key, cluster in one.items()}
    return next(iter(persons.values())) if len(persons) == 1 else None


def _last_of_kind(near: Sequence[_Named], kinds: frozenset[str]) -> Cluster | None:
    for named in near:
        found = [named.last[kind] for kind in kinds if kind in named.last]
        if found:
            return max(found, key=itemgetter(0))[1]
    return None


def refers(mark: Mark) -> bool:
    """Whether a mark only says "the government", "the army"."""
    return mark.kind in ("state", "force") and mark.common


def referred(resolver: Resolver, line: Line, mark: Mark, state: Cluster | None, words: Words) -> Cluster | None:
    """Whom "the government" or "the army" goes back to, None where it must stand for itself."""
    if mark.kind == "state":
        return None if line.word(mark.last - 1) in words["state_bodies"] else state
    forces = resolver.forces_of(line.tokens[mark.last - 1].key) if mark.last - mark.first == 1 else []
    return forces[0] if len(forces) == 1 else None


def home(clusters: Sequence[Cluster]) -> Cluster | None:
    """The state the document is about: the one named most often, alone at the top; None where two are level."""
    states = sorted((c for c in clusters if c.kind == "state" and c.entry), key=lambda c: -len(c.spans))
    if not states or (len(states) > 1 and len(states[0].spans) == len(states[1].spans)):
        return None
    return states[0]
