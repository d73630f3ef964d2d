"""From the claims of a reading to MUC-4 templates, so that any reader can be measured on MUC-4.

What is MUC's and not the codebook's stands here and in `words.yml`: which events are incidents, who is an individual and
who an organisation, which strings are instruments, and that the events of one type in a text are told as one incident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from foedus.model.actor import Actor
from foedus.model.claim import EventClaim, Status
from foedus.model.reading import Reading
from muc.score import normal
from muc.template import Template

ORGANISED = ("group", "unit", "media", "state", "force", "bloc")


@dataclass(frozen=True)
class Words:
    """What `words.yml` holds."""

    incidents: dict[str, str]
    certainties: frozenset[str]
    other_incidents: dict[str, re.Pattern[str]]
    members: frozenset[str]
    things: frozenset[str]
    people: frozenset[str]
    weapons: re.Pattern[str]


@cache
def words() -> Words:
    """The data beside this module."""
    told: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    return Words(
        told["incidents"], frozenset(told["certainties"]),
        {incident: _any_of(forms) for incident, forms in told["other_incidents"].items()},
        frozenset(told["members"]), frozenset(told["things"]), frozenset(told["people"]), _any_of(told["weapons"]),
    )


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


@dataclass
class _Incident:
    """A template being filled: by role its strings, in order, and by normal form."""

    type: str
    fillers: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, role: str, words_of_it: str) -> None:
        """One filler more, unless the role holds it."""
        if normal(words_of_it):
            self.fillers.setdefault(role, {}).setdefault(normal(words_of_it), words_of_it)

    def template(self) -> Template:
        """What was filled in; each filler is one string, since every string given must be a string of the key."""
        return Template(self.type, {role: tuple((form,) for form in forms.values()) for role, forms in self.fillers.items()})


def templates(reading: Reading) -> list[Template]:
    """The incidents of a text, one a type, in order of the text."""
    actors = {actor.name: actor for actor in reading.actors}
    incidents: dict[str, _Incident] = {}
    events = [claim for claim in reading.claims if isinstance(claim, EventClaim)]
    for event in sorted(events, key=lambda event: event.quote.start):
        kind = incident_type(event)
        if kind is not None:
            incident = incidents.setdefault(kind, _Incident(kind))
            for role, form in _fillers(event, actors):
                incident.add(role, form)
            for form in weapons(reading.document.text, event):
                incident.add("Weapon", form)
    return [incident.template() for incident in incidents.values()]


def incident_type(event: EventClaim) -> str | None:
    """MUC's type of incident; None for what is none."""
    kind = words().incidents.get(event.type)
    if kind is None or event.certainty.value not in words().certainties or event.status == Status.PLANNED:
        return None
    if kind == "attack":
        for other, told in words().other_incidents.items():
            if told.search(event.quote.text):
                return other
    return kind


def _fillers(event: EventClaim, actors: dict[str, Actor]) -> Iterator[tuple[str, str]]:
    for name in event.initiators:
        yield from perpetrator(name, actors.get(name))
    for name in event.targets:
        role = target_role(name, actors.get(name))
        if role:
            yield role, name


def perpetrator(name: str, actor: Actor | None) -> Iterator[tuple[str, str]]:
    """Who did it, as an individual or individuals, an organisation, or both ("FMLN guerrillas")."""
    kind = actor.kind if actor else "community"
    parts = name.split()
    if parts[-1].lower() in words().members:
        yield "PerpInd", name
        if kind in ORGANISED and len(parts) > 1:
            yield "PerpOrg", " ".join(parts[:-1])
    elif kind in ORGANISED:
        yield "PerpOrg", name
    else:
        yield "PerpInd", name


def target_role(name: str, actor: Actor | None) -> str | None:
    """Victim for a named person, Target for a thing; None for what is neither, as are people without a name."""
    last = name.split()[-1].lower()
    if actor is not None and actor.kind == "person":
        return "Victim"
    if last in words().things:
        return "Target"
    if actor is None and last not in words().people | words().members:
        return "Target"
    return None


def weapons(text: str, event: EventClaim) -> list[str]:
    """The instruments named in the quote."""
    return [found[0] for found in words().weapons.finditer(text, event.quote.start, event.quote.end)]
