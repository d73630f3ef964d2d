"""The codebook's vocabulary, read from `vocabulary/*.yml`: to add a relation type is to add an entry there.

The one place of the model that reads files: the package's own data, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from foedus.errors import BadVocabulary

PLACE = "place"  # what an end of a relation is when it is no actor

T = TypeVar("T", bound="Term")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary, how it is shown, and what it means."""

    name: str
    label: str
    means: str


@dataclass(frozen=True, slots=True)
class ActorKind(Term):
    """A kind of actor, with examples."""

    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType(Term):
    """A type of event. `sides` says which signed ties it shows: "against", "together" or "none"."""

    sides: str = "none"


@dataclass(frozen=True, slots=True)
class RelationType(Term):
    """A type of relation. `sign` is "+", "0", "-" or "."; `a` and `b` are the kinds an end may be (empty: every kind)."""

    inverse: str = ""
    sign: str = "."
    directed: bool = True
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()

    def allows(self, a_kind: str, b_kind: str) -> bool:
        """Whether actors of these kinds may stand in this relation (`PLACE` for a place)."""
        return _fits(self.a, a_kind) and _fits(self.b, b_kind)


def _fits(allowed: tuple[str, ...], kind: str) -> bool:
    return kind in allowed if allowed else kind != PLACE


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms by name."""

    kinds: Mapping[str, ActorKind]
    events: Mapping[str, EventType]
    relations: Mapping[str, RelationType]
    certainties: Mapping[str, Term]
    statuses: Mapping[str, Term]

    def kind(self, name: str) -> ActorKind:
        """The actor kind; raises BadVocabulary with the choices."""
        return _get(self.kinds, "actor kind", name)

    def event(self, name: str) -> EventType:
        """The event type; raises BadVocabulary with the choices."""
        return _get(self.events, "event type", name)

    def relation(self, name: str) -> RelationType:
        """The relation type; raises BadVocabulary with the choices."""
        return _get(self.relations, "relation type", name)


def _get(terms: Mapping[str, T], thing: str, name: str) -> T:
    try:
        return terms[name]
    except KeyError:
        raise BadVocabulary(thing, name, list(terms)) from None


@cache
def vocabulary() -> Vocabulary:
    """The bundled vocabulary."""
    return Vocabulary(
        kinds={n: ActorKind(n, t["label"], t["means"], tuple(t["examples"])) for n, t in _load("kinds").items()},
        events={n: EventType(n, t["label"], t["means"], t["sides"]) for n, t in _load("events").items()},
        relations={
            n: RelationType(
                n, t["label"], t["means"], t["inverse"], t["sign"], t["directed"], tuple(t.get("a", ())), tuple(t.get("b", ()))
            )
            for n, t in _load("relations").items()
        },
        certainties={n: Term(n, t["label"], t["means"]) for n, t in _load("certainty").items()},
        statuses={n: Term(n, t["label"], t["means"]) for n, t in _load("status").items()},
    )


def _load(name: str) -> dict[str, dict[str, Any]]:
    text = files("foedus").joinpath("vocabulary", f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded
