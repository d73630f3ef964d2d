"""The networks that the workbench draws: the ties of all time of a ledger's foremost actors, kept until the ledger changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from foedus.analysis.chosen import Chosen, Room, chosen_by_count, chosen_from
from foedus.analysis.grounds import Pair
from foedus.analysis.phases import Phase, phases_of
from foedus.analysis.rollup import Level
from foedus.analysis.ties import State
from foedus.interfaces.web.asking import TheDesk, TheScope, level_of
from foedus.interfaces.web.desk import Desk, Look, Revision, Scope
from foedus.ledger.marks import holds_more

SMALL = 10_000  # claims that a ledger may hold to be read whole
_KEPT = 4
Key = tuple[Revision, Scope, Level]


@dataclass(frozen=True)
class Network:
    """The pairs that are drawn and how each stood through all time; `last` is the day of the latest report or beginning, None
    where nothing is dated. `rough` is whether the ledger was too large to be read whole."""

    look: Look
    chosen: Chosen
    phases: Mapping[Pair, Sequence[Phase]]
    last: date | None
    rough: bool

    @property
    def first(self) -> date | None:
        """The day from which anything is known."""
        return min((phases[0].since for phases in self.phases.values() if phases), default=None)


@dataclass
class Networks:
    """The networks worked out last. One is worked out at a time, so that several who open the page wait for the same."""

    _held: OrderedDict[Key, Network] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, desk: Desk, scope: Scope, level: Level) -> Network:
        """The network of a state of the ledger."""
        key = (desk.revision(), scope, level)
        with self._lock:
            found = self._held.get(key)
            if found is None:
                found = self._held[key] = network_of(desk.look(scope), level)
                while len(self._held) > _KEPT:
                    self._held.popitem(last=False)
            self._held.move_to_end(key)
            return found


def network_of(look: Look, level: Level, small: int = SMALL, room: Room | None = None) -> Network:
    """Works a network out; above `small` claims from what a rough count finds foremost."""
    rough = holds_more(look.view.store, small)
    size = room or Room()
    chosen = chosen_by_count(look.view, level, size) if rough else chosen_from(look.grounds(level), size)
    phases = {pair: phases_of(found, chosen.grounds.ends) for pair, found in chosen.grounds.pairs.items()}
    reported = [one.entry.document.published for found in chosen.grounds.pairs.values() for one in found]
    days = [span.latest for span in reported if span is not None and span.latest is not None]
    days += [phase.since for told in phases.values() for phase in told if phase.state is State.HELD]
    return Network(look, chosen, phases, max(days, default=None), rough)


def networks_of(request: Request) -> Networks:
    """The networks of this server."""
    found: Networks | None = getattr(request.app.state, "networks", None)
    if found is None:
        found = request.app.state.networks = Networks()
    return found


def level_asked(
    roll_up: Annotated[str, Query(description=f"Who counts as the body they belong to: {', '.join(Level)}.")] = "leaders",
) -> Level:
    """The level of rolling up: persons count as what they lead unless asked otherwise. Raises BadInput with the choices."""
    return level_of(roll_up)


TheLevelAsked = Annotated[Level, Depends(level_asked)]


def network_asked(
    desk: TheDesk, scope: TheScope, level: TheLevelAsked, kept: Annotated[Networks, Depends(networks_of)]
) -> Network:
    """The network of the state of the ledger that is asked for."""
    return kept.of(desk, scope, level)


TheNetwork = Annotated[Network, Depends(network_asked)]
