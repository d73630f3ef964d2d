"""What all requests share: the open ledger, and views of it that are worked out once for as long as nothing changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import func, select

from foedus.analysis.grounds import Grounds, grounds
from foedus.analysis.rollup import Level
from foedus.analysis.spells import Spell, spells_in
from foedus.ledger import tables
from foedus.ledger.entries import ActorCluster
from foedus.ledger.session import Ledger
from foedus.ledger.view import View

Revision = tuple[int, ...]
_KEPT = 6  # looks kept at the same time


@dataclass(frozen=True, slots=True)
class Scope:
    """Which state of the ledger is asked for: as it stood at `as_of` (None: now), from documents published by `known_by`."""

    as_of: datetime | None = None
    known_by: date | None = None


NOW = Scope()


@dataclass
class Look:
    """A view with what the analyses start from, each worked out when first asked for. Safe to share between threads."""

    view: View
    _lock: threading.RLock = field(default_factory=threading.RLock)  # one for all looks of a desk, as each reads the whole ledger
    _grounds: dict[Level, Grounds] = field(default_factory=dict)
    _spells: dict[Level, list[Spell]] = field(default_factory=dict)

    @cached_property
    def actors(self) -> Mapping[str, ActorCluster]:
        """Every actor by its canonical id."""
        with self._lock:
            return {actor.id: actor for actor in self.view.actors()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name to show of every canonical id."""
        return {actor.id: actor.name for actor in self.actors.values()}

    def grounds(self, level: Level = Level.NONE) -> Grounds:
        """What every claim says of every pair; reads the whole ledger the first time."""
        with self._lock:
            if level not in self._grounds:
                self._grounds[level] = grounds(self.view, level=level)
            return self._grounds[level]

    def spells(self, level: Level = Level.NONE) -> list[Spell]:
        """Every spell of every pair."""
        with self._lock:
            if level not in self._spells:
                self._spells[level] = spells_in(self.grounds(level))
            return self._spells[level]


class Desk:
    """The ledger on the desk. A `Look` is kept until anything is recorded, judged or undone."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._looks: OrderedDict[tuple[Revision, Scope], Look] = OrderedDict()
        self._lock, self._reading = threading.Lock(), threading.RLock()

    def view(self, scope: Scope = NOW) -> View:
        """A fresh view, for a request that asks little of it."""
        return self.ledger.view(scope.as_of, scope.known_by)

    def look(self, scope: Scope = NOW) -> Look:
        """The shared look, for a request that needs names, spells or all claims."""
        key = (self.revision(), scope)
        with self._lock:
            found = self._looks.get(key)
            if found is None:
                found = self._looks[key] = Look(self.view(scope), self._reading)
                while len(self._looks) > _KEPT:
                    self._looks.popitem(last=False)
            self._looks.move_to_end(key)
            return found

    def revision(self) -> Revision:
        """Numbers that change whenever anything is recorded, judged or undone."""
        judged = tables.judgement.c
        wanted = select(
            *(select(func.coalesce(func.max(table.c.seq), 0)).scalar_subquery()
              for table in (tables.document, tables.sighting, tables.turn, tables.judgement)),
            select(func.count(judged.undone_at)).scalar_subquery(),
        )
        with self.ledger.reading() as connection:
            return tuple(connection.execute(wanted).one())
