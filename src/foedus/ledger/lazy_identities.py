"""Who is the same as whom, looked up for a few actors at a time, so that a question about two does not read every judgement.

The machine joins an actor to a key of the lexicon, nearly always to one; such joins form stars, and a star is looked up alone.
Whatever people judged, and actors judged more than once, may join and part anything: all of that is read at once, the core. A
property test holds the answers equal to those of `identity.identities`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, not_, or_, select

from foedus.ledger.identity import MACHINE, Contradiction, Identities, identities, is_actor, last_of, nodes_of, pairs, standing
from foedus.ledger.scope import among
from foedus.ledger.store import Store, raw
from foedus.ledger.tables import judgement


@dataclass(frozen=True, slots=True)
class _Core:
    """What must be read at once: the sets, the canonical id of each node in them, and every node that a judgement names."""

    same: Identities
    names: Mapping[str, str]
    nodes: frozenset[str]


class LazyIdentities:
    """As `Identities`, but read from the ledger as asked for."""

    def __init__(self, store: Store, as_of: datetime | None) -> None:
        self._store, self._as_of = store, as_of
        self._known: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}

    @property
    def canonical(self) -> Mapping[str, str]:
        """Each joined actor's canonical id; reads every judgement."""
        return self.whole.canonical

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The actors of each canonical id; reads every judgement."""
        return self.whole.members

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Judgements that cannot both hold."""
        return self._core.same.contradictions

    def of(self, actor: str) -> str:
        """The canonical id of an actor id."""
        if actor not in self._known:
            self.look_up([actor])
        return self._known[actor]

    def actors(self, canonical: str) -> tuple[str, ...]:
        """The actor ids of a canonical id, sorted."""
        if canonical not in self._members:
            with self._store.reading() as connection:
                self._members[canonical] = self._all_of(connection, canonical)
        return self._members[canonical]

    def look_up(self, actors: Iterable[str], connection: Connection | None = None) -> None:
        """Reads the canonical ids of many actors in one go."""
        unknown = sorted({actor for actor in actors if actor not in self._known})
        if unknown and connection is None:
            with self._store.reading() as own:
                self._look_up(own, unknown)
        elif unknown and connection is not None:
            self._look_up(connection, unknown)

    def look_up_every(self, connection: Connection, actors: Iterable[str]) -> Mapping[str, str]:
        """As `look_up`, for who asks about all actors or nearly so; returns the canonical id of each."""
        core = self._core
        wanted = select(judgement.c.subject, judgement.c.other).where(_by_machine(), standing(self._as_of))
        joins: dict[str, str] = dict(chain.from_iterable(raw(connection, wanted.order_by(judgement.c.seq))))
        found: dict[str, str] = {}
        members: dict[str, list[str]] = defaultdict(list)
        for actor in set(actors):
            key = joins.get(actor) if actor not in core.nodes else None
            found[actor] = name = core.same.of(actor) if key is None else core.names.get(key, key)
            members[name].append(actor)
        self._known.update(found)
        self._members.update((name, tuple(sorted(told))) for name, told in members.items())
        return found

    @cached_property
    def whole(self) -> Identities:
        """All of them, every judgement read at once: for who asks about every actor."""
        with self._store.reading() as connection:
            return identities(connection, self._as_of)

    @cached_property
    def _core(self) -> _Core:
        with self._store.reading() as connection:
            subject = judgement.c.subject
            twice = select(subject).group_by(subject).having(func.count() > 1)
            told = self._rows(connection, or_(not_(_by_machine()), subject.in_(twice)))
            named = {name for row in told for name in (row.subject, row.other)}
            more = self._rows(connection, and_(_by_machine(), among(connection, subject, sorted(named)))) if named else []
        # A machine's judgement may be on an actor that it names with a key of the core; then the star of that key hangs on it.
        rows = last_of(sorted({row.seq: row for row in (*told, *more)}.values(), key=lambda row: int(row.seq)))
        same, names = nodes_of(rows)
        return _Core(same, names, frozenset(name for row in rows for name in (row.subject, row.other)))

    def _look_up(self, connection: Connection, unknown: Collection[str]) -> None:
        core = self._core
        outside = [actor for actor in unknown if actor not in core.nodes and is_actor(actor)]
        condition = and_(_by_machine(), among(connection, judgement.c.subject, outside)) if outside else None
        joined = {row.subject: row.other for row in self._rows(connection, condition)} if condition is not None else {}
        for actor in unknown:
            key = joined.get(actor)
            self._known[actor] = core.same.of(actor) if key is None else core.names.get(key, key)

    def _all_of(self, connection: Connection, canonical: str) -> tuple[str, ...]:
        core = self._core
        found = set(core.same.members.get(canonical, ()))
        keys = [node for node, name in core.names.items() if name == canonical and not is_actor(node)]
        if not is_actor(canonical) and core.names.get(canonical, canonical) == canonical:
            keys.append(canonical)
        if keys:
            star = self._rows(connection, and_(_by_machine(), among(connection, judgement.c.other, sorted(set(keys)))))
            found.update(row.subject for row in star if row.subject not in core.nodes)
        return tuple(sorted(found)) or ((canonical,) if is_actor(canonical) else ())

    def _rows(self, connection: Connection, condition: ColumnElement[bool]) -> list[Row[Any]]:
        """The standing judgements on two actors for which the condition holds."""
        return list(connection.execute(pairs().where(condition, standing(self._as_of)).order_by(judgement.c.seq)))


def _by_machine() -> ColumnElement[bool]:
    """Whether the machine joined an actor to a key of the lexicon."""
    to_key = not_(judgement.c.other.startswith("act-"))
    return and_(judgement.c.judged_by == MACHINE, judgement.c.verdict == "same-as", to_key)
