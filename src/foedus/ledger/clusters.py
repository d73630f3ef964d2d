"""Actors of many documents as one, with a name to show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from foedus.ledger.entries import ActorCluster
from foedus.ledger.identity import SameActors, is_actor
from foedus.ledger.rows import ACRONYM, NAME
from foedus.ledger.scope import Scope, among
from foedus.ledger.store import batches
from foedus.ledger.tables import actor, actor_name, document


class _Gathered:
    """What the documents say of one canonical actor."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.full_names: Counter[str] = Counter()
        self.names: dict[str, dict[str, None]] = defaultdict(dict)
        self.actors: set[str] = set()
        self.lexicon_name: str | None = None

    def add(self, rows: Collection[Row[Any]]) -> None:
        """The name rows of one actor."""
        for row in rows:
            self.names[row.name][row.document] = None
            if row.form == NAME and row.id not in self.actors:  # the same actor of another reading of its document
                self.kinds[row.kind] += 1
                self.full_names[row.name] += 1
                self.actors.add(row.id)

    def cluster(self, canonical: str) -> ActorCluster:
        names = sorted(self.names, key=lambda name: (-self.full_names[name], -len(self.names[name]), name))
        kind = min(self.kinds, key=lambda kind: (-self.kinds[kind], kind))
        return ActorCluster(
            canonical, self.lexicon_name or self._fullest(), kind,
            {name: tuple(self.names[name]) for name in names}, tuple(sorted(self.actors)),
        )

    def _fullest(self) -> str:
        """The full name of most documents; of equally common ones the longest."""
        return min(self.full_names, key=lambda name: (-self.full_names[name], -len(name), name))


def clusters(
    connection: Connection, scope: Scope, same: SameActors, members: Collection[str] | None = None
) -> list[ActorCluster]:
    """The actors that count, joined, sorted by name; only these members if given."""
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    for rows in _named(connection, scope, members):
        canonical = same.of(rows[0].id)
        into = gathered[canonical]
        into.add(rows)
        if not is_actor(canonical) and rows[0].lexicon == canonical:
            into.lexicon_name = rows[0].lexicon_name
    return sorted((found.cluster(name) for name, found in gathered.items()), key=lambda one: (one.name.casefold(), one.id))


def _named(connection: Connection, scope: Scope, members: Collection[str] | None) -> Iterator[list[Row[Any]]]:
    """The name rows of one actor of one reading after another, in order of recording."""
    told = (actor.c.seq, actor.c.id, actor.c.kind, actor.c.lexicon, actor.c.lexicon_name, document.c.id.label("document"))
    wanted = scope.actors(select(*told, actor_name.c.form, actor_name.c.name).select_from(actor))
    wanted = wanted.join(actor_name, actor_name.c.actor == actor.c.seq).where(actor_name.c.form != ACRONYM)
    if members is not None:
        wanted = wanted.where(among(connection, actor.c.id, members))
    ordered = wanted.order_by(actor.c.seq, actor_name.c.position)
    rows = chain.from_iterable(batches(connection, ordered))
    for _, group in groupby(rows, key=lambda row: int(row.seq)):
        yield list(group)
