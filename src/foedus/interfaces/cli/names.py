"""Names on the command line: which actors are meant, and saying so where it is more than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import note

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster, Entry
    from foedus.ledger.resolve import Match
    from foedus.ledger.view import View


@dataclass(frozen=True, slots=True)
class Asked:
    """The actors that a name on the command line means; the first stands for all of them in the answer."""

    text: str
    actors: tuple[ActorCluster, ...]

    @property
    def id(self) -> str:
        """The canonical id that stands for all."""
        return self.actors[0].id

    @property
    def name(self) -> str:
        """How to show it."""
        return self.actors[0].name

    @property
    def as_one(self) -> dict[str, str]:
        """Every id that counts as the first."""
        return {actor.id: self.id for actor in self.actors}

    @property
    def documents(self) -> set[str]:
        """The documents that name it."""
        return {document for actor in self.actors for named_in in actor.names.values() for document in named_in}


def named(view: View, text: str) -> Match:
    """The actors that a text means: by id or its beginning, or by name, loosely. Raises NotFound with the nearest names."""
    from foedus.interfaces.cli.ids import actor_id
    from foedus.ledger.resolve import resolve
    from foedus.reading.steps.lexicon import lexicon

    meant = actor_id(view.store, text) or text
    return resolve(view, meant, lambda name: [entry.key for entry in lexicon().named(name)])


def asked(view: View, text: str) -> Asked:
    """As `named`, saying on standard error where the actors are several or the text is not a name of theirs."""
    found = named(view, text)
    meant = Asked(text, found.actors)
    if found.how in ("words", "spelling"):
        note(f"taking {text!r} for {meant.name!r}")
    if len(meant.actors) > 1:
        note(
            f"{text!r} covers {len(meant.actors)} actors of that name in {plural(len(meant.documents), 'document')}; "
            f"foedus same {_quoted(text)} joins them, foedus actor {_quoted(text)} shows them"
        )
    return meant


def names_of(view: View) -> Mapping[str, str]:
    """Every canonical id of the view with the name to show."""
    return {actor.id: actor.name for actor in view.actors()}


def shown_people(entry: Entry, people: Iterable[str], names: Mapping[str, str]) -> str:
    """Names of a claim as the ledger shows those actors."""
    return ", ".join(dict.fromkeys(names.get(entry.who.get(name, ""), name) for name in people))


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)
