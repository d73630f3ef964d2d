"""Who is the same as whom: sets of actors that standing judgements join, and what keeps them apart.

An actor is one document's. Actors are joined to each other, or to an entry of the lexicon by its key, by judgements
only; the machine judges nothing but names that the reading found to be a lexicon entry's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, or_, select

from foedus.ledger import tables
from foedus.ledger.columns import in_utc
from foedus.ledger.store import Store, next_seq
from foedus.model.judgement import Judgement, Verdict

MACHINE = "machine"
CLAIM = "clm-"
_ACTOR = "act-"


class SameActors(Protocol):
    """Whoever knows which actors are the same."""

    def of(self, actor: str) -> str:
        """The canonical id of an actor id."""

    def actors(self, canonical: str) -> tuple[str, ...]:
        """The actor ids of a canonical id, sorted."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two standing judgements that cannot both hold: `same` would join what `apart` keeps apart, so it is left aside."""

    same: str
    apart: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Identities:
    """Each joined actor's canonical id, the actors of each, and the contradictions found on the way.

    The canonical id of a set is the key of its lexicon entry (the first by name, if people joined several), else the
    smallest actor id. An actor that nothing joins stands for itself.
    """

    canonical: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()

    def of(self, actor: str) -> str:
        """The canonical id of an actor id."""
        return self.canonical.get(actor, actor)

    def actors(self, canonical: str) -> tuple[str, ...]:
        """The actor ids of a canonical id, sorted."""
        return self.members.get(canonical, (canonical,) if is_actor(canonical) else ())


def is_actor(name: str) -> bool:
    """Whether this is an actor id rather than a key of the lexicon."""
    return name.startswith(_ACTOR)


def canonical(ledger: Store, as_of: datetime | None = None) -> Identities:
    """Who was judged the same as whom at a time; now if None."""
    with ledger.reading() as connection:
        return identities(connection, as_of)


def identities(connection: Connection, as_of: datetime | None) -> Identities:
    """As `canonical`, within a snapshot."""
    return gathered(standing_pairs(connection, as_of))


def gathered(verdicts: Iterable[Row[Any]]) -> Identities:
    """What standing judgements of pairs, the last of each pair in order of recording, come to."""
    return _identities(list(verdicts))[0]


def nodes_of(verdicts: Iterable[Row[Any]]) -> tuple[Identities, Mapping[str, str]]:
    """As `gathered`, with the canonical id of every node, keys of the lexicon included."""
    return _identities(list(verdicts))


def _identities(verdicts: list[Row[Any]]) -> tuple[Identities, Mapping[str, str]]:
    sames = [row for row in verdicts if row.verdict == Verdict.SAME_AS]
    aparts = [row for row in verdicts if row.verdict == Verdict.NOT_SAME]
    # What people say comes first, so that where two judgements clash it is the machine's that is left aside.
    sames.sort(key=lambda row: (row.judged_by == MACHINE, row.seq))
    sets = _Sets(aparts)
    contradictions = tuple(found for row in sames if (found := sets.join(row)) is not None)
    named: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    nodes: dict[str, str] = {}
    for group in sets.groups():
        name = min(group, key=lambda node: (is_actor(node), node))
        members[name] = tuple(sorted(filter(is_actor, group)))
        named.update(dict.fromkeys(members[name], name))
        nodes.update(dict.fromkeys(group, name))
    return Identities(named, members, contradictions), nodes


def standing(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a judgement stood at a time; now if None."""
    judgement = tables.judgement.c
    if as_of is None:
        return judgement.undone_at.is_(None)
    return and_(judgement.judged_at <= as_of, or_(judgement.undone_at.is_(None), judgement.undone_at > as_of))


def standing_pairs(connection: Connection, as_of: datetime | None) -> list[Row[Any]]:
    """The last standing judgement of each pair, in order of recording: seq, id, verdict, subject, other, judged_by."""
    return last_of(connection.execute(pairs().where(standing(as_of)).order_by(tables.judgement.c.seq)))


def last_of(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """The last judgement of each pair, of rows in order of recording."""
    last: dict[tuple[str, str], Row[Any]] = {}
    for row in rows:
        last[row.subject, row.other] = row
    return sorted(last.values(), key=lambda row: int(row.seq))


def pairs() -> Select[Any]:
    """Every judgement on two actors: seq, id, verdict, subject, other, judged_by."""
    judgement = tables.judgement.c
    wanted = select(judgement.seq, judgement.id, judgement.verdict, judgement.subject, judgement.other, judgement.judged_by)
    of_actors = ~judgement.subject.startswith(CLAIM)  # pairs of claims are judged to tell one incident: `same_event.py`
    return wanted.where(judgement.verdict.in_([Verdict.SAME_AS, Verdict.NOT_SAME]), of_actors)


def join_to_lexicon(connection: Connection, reading: int, now: datetime) -> int:
    """Judges each actor of a reading that bears a lexicon entry's name to be that entry; returns how many.

    A pair that was ever judged, by anybody, is not judged again: an undone join stays undone.
    """
    actor, judgement = tables.actor.c, tables.judgement.c
    judged = exists().where(judgement.subject == actor.id, judgement.other == actor.lexicon)
    wanted = select(actor.id, actor.name, actor.lexicon, actor.lexicon_name)
    rows = connection.execute(wanted.where(actor.reading == reading, actor.lexicon.is_not(None), ~judged).order_by(actor.seq))
    joins = [
        Judgement(
            Verdict.SAME_AS, row.id, MACHINE, in_utc(now), other=row.lexicon,
            why=f"the name {row.name!r} is a name of the lexicon's entry {row.lexicon} ({row.lexicon_name})",
        )
        for row in rows
    ]
    add_judgements(connection, joins)
    return len(joins)


def add_judgements(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Appends judgements; returns the seq of the first."""
    first = next_seq(connection, tables.judgement.c.seq)
    rows = [
        {
            "seq": seq, "id": made.id, "verdict": made.verdict.value, "subject": made.subject, "other": made.other,
            "judged_by": made.by, "judged_at": made.at, "why": made.why,
            "correction": dict(made.correction) if made.correction is not None else None,
        }
        for seq, made in enumerate(judgements, first)
    ]
    if rows:
        connection.execute(tables.judgement.insert(), rows)
    return first


class _Sets:
    """Disjoint sets with pairs that must never meet."""

    def __init__(self, aparts: Iterable[Row[Any]]) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
        for row in aparts:
            self._apart[row.subject][row.other] = row
            self._apart[row.other][row.subject] = row

    def find(self, node: str) -> str:
        parent = self._parent
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, row: Row[Any]) -> Contradiction | None:
        """Joins the two sides of a same-as judgement, or says which judgement forbids it."""
        a, b = self.find(row.subject), self.find(row.other)
        if a == b:
            return None
        if self._apart and (wall := self._between(a, b)) is not None:
            sentence = (
                f"{row.judged_by} judged {row.subject} the same as {row.other}, which would join {wall.subject} with "
                f"{wall.other}, which {wall.judged_by} judged not the same; undo one of {row.id} and {wall.id}"
            )
            return Contradiction(row.id, wall.id, sentence)
        self._parent[b] = a
        if b in self._apart:
            self._apart[a].update(self._apart.pop(b))
        return None

    def _between(self, a: str, b: str) -> Row[Any] | None:
        walls = (wall for enemy, wall in self._apart.get(a, {}).items() if self.find(enemy) == b)
        return next(walls, None)

    def groups(self) -> Iterator[list[str]]:
        """The sets of two or more."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self._parent:
            found[self.find(node)].append(node)
        return (group for group in found.values() if len(group) > 1)
