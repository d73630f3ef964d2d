"""From the claims of a reading to MUC-4 templates, so that any reader can be measured on MUC-4.

What is MUC's and not the codebook's stands here and in `words.yml`: which events are incidents, who is an individual and
who an organisation, which strings are instruments, and when two events are one incident.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from foedus.model.claim import EventClaim, Status
from foedus.model.reading import Reading
from foedus.model.source import Quote
from foedus.reading.steps.actors.nameless import are_people
from muc.score import normal
from muc.template import Template

ORGANISED = ("group", "media", "force")  # keys name few units: 2 of 21 that were coded as perpetrators of an incident
ARMED = ("force", "group", "unit", "state", "bloc")
BEFALLEN = ("Victim", "Target")
NO_PERPETRATOR = ("state", "bloc")   # keys name a government's army or police, hardly ever the country


@dataclass(frozen=True)
class Words:
    """What `words.yml` holds."""

    incidents: dict[str, str]
    certainties: frozenset[str]
    left_out: dict[str, list[str]]
    other_incidents: dict[str, re.Pattern[str]]
    members: frozenset[str]
    describing: frozenset[str]
    uncounted: re.Pattern[str]
    titles: re.Pattern[str]
    things: frozenset[str]
    people: frozenset[str]
    weapons: re.Pattern[str]


@cache
def words() -> Words:
    """The data beside this module."""
    told: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    return Words(
        told["incidents"], frozenset(told["certainties"]), told["left_out"],
        {incident: _any_of(forms) for incident, forms in told["other_incidents"].items()},
        frozenset(told["members"]), frozenset(told["describing"]),
        re.compile(rf"\A(?:(?:{'|'.join(told['uncounted'])}) )+", re.IGNORECASE),
        re.compile(rf"(?:(?:{'|'.join(told['titles'])})\.? )+", re.IGNORECASE),
        frozenset(told["things"]), frozenset(told["people"]), _any_of(told["weapons"]),
    )


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


@dataclass
class _Incident:
    """A template being filled: by role its strings, in order, and by normal form; and where the quotes of its events begin."""

    type: str
    fillers: dict[str, dict[str, str]] = field(default_factory=dict)
    quotes: set[int] = field(default_factory=set)

    def add(self, role: str, words_of_it: str) -> None:
        """One filler more, unless the role holds it."""
        if normal(words_of_it):
            self.fillers.setdefault(role, {}).setdefault(normal(words_of_it), words_of_it)

    def may_be(self, fillers: Iterable[tuple[str, str]]) -> bool:
        """Whether what is told here may be this incident: it does not befall others than those it is known to befall."""
        known = {form for role in BEFALLEN for form in self.fillers.get(role, ())}
        told = {normal(form) for role, form in fillers if role in BEFALLEN}
        return not known or not told or bool(known & told)

    def template(self) -> Template:
        """What was filled in; each filler is one string, since every string given must be a string of the key."""
        return Template(self.type, {role: tuple((form,) for form in forms.values()) for role, forms in self.fillers.items()})


def templates(reading: Reading) -> list[Template]:
    """The incidents of a text in order of the text. Events of one type are one incident, unless other sentences tell that they
    befall others."""
    cast = Cast(reading)
    incidents: list[_Incident] = []
    events = [claim for claim in reading.claims if isinstance(claim, EventClaim)]
    for event in sorted(events, key=lambda event: event.quote.start):
        kind = incident_type(event)
        if kind is not None and not (kind == "attack" and _is_fighting(event, cast)):
            fillers = [(role, form) for role, form in _fillers(event, cast) if role not in words().left_out.get(kind, ())]
            alike = [incident for incident in incidents if incident.type == kind]
            told = (incident for incident in alike if event.quote.start in incident.quotes)
            incident = next(told, None) or next((one for one in alike if one.may_be(fillers)), None)
            if incident is None:
                incident = _Incident(kind)
                incidents.append(incident)
            incident.quotes.add(event.quote.start)
            for role, form in fillers:
                incident.add(role, form)
    return [incident.template() for incident in incidents]


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


def _is_fighting(event: EventClaim, cast: Cast) -> bool:
    """Whether it is on nobody or on armed bodies and states alone; such attacks keys hold for fighting and no incident."""
    return all(cast.kind(name) in ARMED for name in event.targets)


def _fillers(event: EventClaim, cast: Cast) -> Iterator[tuple[str, str]]:
    for name in event.initiators:
        yield from perpetrator(name, cast)
        yield from (("PerpInd", form) for form in cast.members(name, event.quote))
    for name in event.targets:
        role = target_role(name, cast.kind(name))
        if role == "Target":
            yield role, words().uncounted.sub("", cast.form(name))
        elif role:
            yield role, cast.form(name)
    for found in words().weapons.finditer(cast.text, event.quote.start, event.quote.end):
        yield "Weapon", found[0]


class Cast:
    """The actors of a reading, by the names that its claims use."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self._actors = {actor.name: actor for actor in reading.actors}
        self.organisations = {normal(form) for actor in reading.actors if actor.kind in ORGANISED for form in actor.names}

    def kind(self, name: str) -> str | None:
        """The actor's kind; None for what is no actor."""
        return self._actors[name].kind if name in self._actors else None

    def form(self, name: str) -> str:
        """The one form to fill in: of a person the name without titles, of others the form the text uses most, of an organisation
        of those that do not speak of its people ("guerrillas") where there are some."""
        actor = self._actors.get(name)
        if actor is None or not actor.mentions:
            return name
        if actor.kind == "person":
            return words().titles.sub("", name, count=1) if words().titles.match(name) else name
        used = Counter(normal(self.text[start:end]) for start, end in actor.mentions)
        own = [form for form in actor.names if form.split()[-1].lower() not in words().members]
        forms = own if own and actor.kind in ORGANISED else actor.names
        return max(forms, key=lambda form: (used[normal(form)], len(form)))

    def members(self, name: str, within: Quote) -> Iterator[str]:
        """The words there for the people of an organisation or community: its name where that is one ("red guerrillas"), else the
        name with the word after it ("fmln members")."""
        actor = self._actors.get(name)
        if actor is None or actor.kind not in (*ORGANISED, "community"):
            return
        for start, end in actor.mentions:
            if within.start <= start and end <= within.end:
                after = re.match(r" [\w-]+", self.text[end : within.end])
                forms = (self.text[start:end], self.text[start : end + (after.end() if after else 0)])
                named = [form for form in forms if form.split()[-1].lower() in words().members]
                yield from (words().uncounted.sub("", form) for form in named[:1])


def perpetrator(name: str, cast: Cast) -> Iterator[tuple[str, str]]:
    """Who did it, as an individual or individuals, an organisation, or both ("FMLN guerrillas")."""
    kind, form = cast.kind(name), cast.form(name)
    *before, last = form.split()
    if kind in NO_PERPETRATOR or (kind == "unit" and last.lower() not in words().members):
        return
    if last.lower() not in words().members:
        yield "PerpOrg" if kind in ORGANISED else "PerpInd", form
        return
    yield "PerpInd", form
    named = " ".join(before)
    tells = any(word.lower() not in words().describing for word in before)
    if normal(named) in cast.organisations or (kind in ORGANISED and tells):
        yield "PerpOrg", named


def target_role(name: str, kind: str | None) -> str | None:
    """Victim for a named person, Target for a thing; None for what is neither, as are people without a name."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    if kind == "person":
        return "Victim"
    if last in words().things or (kind is None and last not in words().people | words().members and not are_people(name)):
        return "Target"
    return None
