"""Names as people give them: which actors are meant, and how to show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster
    from foedus.ledger.view import View


@dataclass(frozen=True, slots=True)
class Asked:
    """The actors that a name means; the first stands for all of them in the answer.

    `how` says by what it means them, as `foedus.ledger.resolve.Match` does.
    """

    text: str
    how: str
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
    def guessed(self) -> bool:
        """Whether the text is not a name of theirs, but like one."""
        return self.how in ("words", "spelling")

    @property
    def as_one(self) -> dict[str, str]:
        """Every id that counts as the first."""
        return {actor.id: self.id for actor in self.actors}

    @property
    def documents(self) -> set[str]:
        """The documents that name it."""
        return {document for actor in self.actors for named_in in actor.names.values() for document in named_in}


def named(view: View, text: str) -> Asked:
    """The actors that a text means: by id or its beginning, or by name, loosely.

    Raises BadInput for a text without letters and for the beginning of several ids, NotFound with the nearest names.
    """
    from foedus.interfaces.ids import actor_id
    from foedus.ledger.resolve import resolve
    from foedus.reading.steps.lexicon import lexicon

    meant = actor_id(view.store, text) or text
    found = resolve(view, meant, lambda name: [entry.key for entry in lexicon().named(name)])
    return Asked(text, found.how, found.actors)


def names_of(view: View) -> Mapping[str, str]:
    """Every canonical id of the view with the name to show."""
    return {actor.id: actor.name for actor in view.actors()}


def sorted_names(actors: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The names to show of these canonical ids, in order; an id without one is its own."""
    return sorted(names.get(actor, actor) for actor in actors)
