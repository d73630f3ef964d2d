"""What of a ledger is exported: all of it, or the claims that pass the filters and what they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from os.path import commonpath
from pathlib import Path

from foedus.analysis.grounds import Grounds, grounds
from foedus.analysis.spells import Spell, spells_in
from foedus.analysis.ties import State, Tie
from foedus.analysis.ties import ties as ties_in
from foedus.ledger.entries import ActorCluster, ClaimFilter, DocumentInfo, Entry, GapEntry
from foedus.ledger.review import judgements
from foedus.ledger.view import EVERYTHING, View
from foedus.model.dates import DateSpan
from foedus.model.judgement import Judgement
from foedus.reading.steps.actors.nameless import are_unarmed


def _unseen() -> None:
    """Nobody counts."""


@dataclass
class Selection:
    """A view narrowed to what is asked for.

    `asked` filters claims; `actors` holds, for each actor asked for, the canonical ids that are it: one of each must take part.
    `at` keeps only the claims on which the ties rest that held at that time. `texts` asks for the texts of the documents, which
    may belong to others, `times` for when each thing was recorded. `seen` is called for each claim that is written.

    Ties and spells are worked out from everything the view shows, and kept where a chosen claim speaks for them: a filter does
    not change when something began or ended.
    """

    view: View
    asked: ClaimFilter = EVERYTHING
    actors: tuple[frozenset[str], ...] = ()
    at: DateSpan | None = None
    texts: bool = False
    times: bool = False
    seen: Callable[[], None] = _unseen

    @property
    def whole(self) -> bool:
        """Whether nothing is filtered."""
        return self.asked == EVERYTHING and not self.actors and self.at is None

    def claims(self, form: str | None = None) -> Iterator[Entry]:
        """The claims, in order of recording, of one form ("event" or "relation") or of both."""
        asked = self.asked if form is None else replace(self.asked, form=form)
        if self.asked.form not in (None, asked.form):
            return
        for entry in self.view.claims(asked):
            if self._takes_part(entry) and (self.at is None or entry.claim.id in self._held):
                self.seen()
                yield replace(entry, document=self.known[entry.document.id])

    def documents(self) -> Iterator[DocumentInfo]:
        """The documents, in order of recording; of a narrowed view those that chosen claims stand in.

        A file is named relative to the folder that all of them lie in.
        """
        told = self.known.values()
        return iter(told) if self.whole else (one for one in told if one.id in self._documents)

    def cast(self) -> list[ActorCluster]:
        """The actors, sorted by name; of a narrowed view those that take part in chosen claims."""
        return [one for one in self.people.values() if self.whole or one.id in self._taking_part]

    def gaps(self) -> Iterator[GapEntry]:
        """The gaps, in order of recording; of a narrowed view those of its documents."""
        return (one for one in self.view.gaps() if self.whole or one.document.id in self._documents)

    def judgements(self) -> Iterator[Judgement]:
        """The judgements; of a narrowed view those about its claims and its actors."""
        if self.whole:
            yield from judgements(self.view.store)
            return
        about = self.chosen | {actor for one in self.cast() for actor in (one.id, *one.actors)}
        originals = {entry.original.id for entry in self.claims() if entry.original is not None}
        yield from (one for one in judgements(self.view.store) if one.subject in about | originals)

    @cached_property
    def ties(self) -> list[Tie]:
        """The ties; of a narrowed view those for which a chosen claim speaks, and those only that held at `at`."""
        found = ties_in(self.grounds, self.at)
        if self.at is not None:
            found = [tie for tie in found if tie.state is State.HELD]
        return found if self.whole else [tie for tie in found if self._speaks(one.entry for one in tie.speaking)]

    @cached_property
    def spells(self) -> list[Spell]:
        """The spells; of a narrowed view those for which a chosen claim speaks."""
        found = spells_in(self.grounds)
        return found if self.whole else [spell for spell in found if self._speaks(one.entry for one in spell.evidence)]

    def ended_before(self) -> int:
        """How many ties were last seen before `at`, with no end known: they are not among those that held then."""
        return sum(tie.state is State.LAST_SEEN for tie in ties_in(self.grounds, self.at)) if self.at is not None else 0

    @cached_property
    def grounds(self) -> Grounds:
        """All there is to go on for ties."""
        return grounds(self.view)

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The ids of the claims."""
        return frozenset(entry.claim.id for entry in self.claims())

    @cached_property
    def people(self) -> Mapping[str, ActorCluster]:
        """Every actor of the view by canonical id, sorted by name."""
        return {one.id: one for one in self.view.actors()}

    @cached_property
    def known(self) -> Mapping[str, DocumentInfo]:
        """Every document of the view by id, files named relative to the folder that all of them lie in."""
        named = _file_names(self.view)
        return {one.id: replace(one, origin=named.get(one.id, one.origin)) for one in self.view.documents()}

    def name(self, actor: str) -> str:
        """How to show an actor."""
        return self.people[actor].name if actor in self.people else actor

    def kind(self, entry: Entry, name: str) -> str | None:
        """The kind of an actor named in a claim, None for a name that is no actor of the ledger."""
        actor = self.people.get(entry.who.get(name, ""))
        return actor.kind if actor else None

    def befallen(self, entry: Entry, name: str) -> str | None:
        """The kind of a target: unarmed people without a name, who need be no actor of the ledger, are a community."""
        return self.kind(entry, name) or ("community" if are_unarmed(name) else None)

    def _takes_part(self, entry: Entry) -> bool:
        return all(not one.isdisjoint(entry.who.values()) for one in self.actors)

    def _speaks(self, entries: Iterator[Entry]) -> bool:
        return any(entry.claim.id in self.chosen for entry in entries)

    @cached_property
    def _held(self) -> frozenset[str]:
        held = (tie for tie in ties_in(self.grounds, self.at) if tie.state is State.HELD)
        return frozenset(one.entry.claim.id for tie in held for one in tie.speaking)

    @cached_property
    def _documents(self) -> frozenset[str]:
        return frozenset(entry.document.id for entry in self.claims())

    @cached_property
    def _taking_part(self) -> frozenset[str]:
        return frozenset(actor for entry in self.claims() for actor in entry.who.values())


def _file_names(view: View) -> dict[str, str]:
    """The file of each document that came from one, relative to the folder that all of them lie in."""
    home = Path(view.store.address).resolve().parent if view.store.engine.dialect.name == "sqlite" else Path("/")
    files = {one.id: home / one.origin for one in view.documents() if one.origin is not None and "://" not in one.origin}
    if not files:
        return {}
    try:
        folder = commonpath([file.parent for file in files.values()])
    except ValueError:  # on several drives
        return {name: file.as_posix() for name, file in files.items()}
    return {name: file.relative_to(folder).as_posix() for name, file in files.items()}
