"""Which two actors each claim is about and from when on, read in bulk: a million claims are looked over in a second or so.

An outline says no more than the rows of its claims, and is written with them (`packing.py`). It serves to choose what to read:
who shows a claim, or judges by one, reads it from the view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from foedus.ledger.packing import FIELDS
from foedus.ledger.scope import Scope, among
from foedus.ledger.store import raw
from foedus.ledger.tables import actor, claim, document, outline, reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from foedus.ledger.view import View


@dataclass(frozen=True)
class Outlines:
    """One entry for each two actors of a claim: its number, both actors as positions in `actors`, the smaller first, and the day
    from which it is evidence. `actors` are canonical ids, sorted."""

    claim: NDArray[Any]
    a: NDArray[Any]
    b: NDArray[Any]
    begins: NDArray[Any]
    actors: tuple[str, ...]


def outlines(view: View, kinds: Mapping[str, Sequence[int]]) -> Outlines:
    """The outlines of current readings, and of the claims of others that a person kept.

    `kinds` says, for each type wanted, which two of a claim are meant.
    """
    import numpy as np

    with view.store.reading() as connection:
        told = _told(connection, view.scope, kinds)
        numbered: dict[int, str] = dict(chain.from_iterable(raw(connection, select(actor.c.seq, actor.c.id))))
        same = view.identities.look_up_every(connection, numbered.values())
    canonical = {seq: same[actor_id] for seq, actor_id in numbered.items()}
    actors = tuple(sorted(set(canonical.values())))
    position = {name: at for at, name in enumerate(actors)}
    at = np.zeros(max(canonical, default=0) + 1, dtype=np.int64)
    at[list(canonical)] = [position[name] for name in canonical.values()]
    a, b = at[told["a"]], at[told["b"]]
    apart = a != b
    return Outlines(told["claim"][apart], np.minimum(a, b)[apart], np.maximum(a, b)[apart], told["begins"][apart], actors)


def _told(connection: Connection, scope: Scope, kinds: Mapping[str, Sequence[int]]) -> NDArray[Any]:
    import numpy as np

    found = select(reading.c.seq).join(document).where(scope.found(), scope.published())
    packed = select(outline.c.type, outline.c.pairs).where(outline.c.type.in_(kinds))
    told = _unpacked(raw(connection, packed.where(outline.c.reading.in_(found.where(scope.current())))), kinds)
    kept = list(connection.scalars(select(claim.c.seq).where(scope.kept())))
    if not kept:
        return told
    theirs = select(claim.c.reading).where(among(connection, claim.c.seq, kept))
    earlier = found.where(~scope.current(), reading.c.seq.in_(theirs))
    stale = _unpacked(raw(connection, packed.where(outline.c.reading.in_(earlier))), kinds)
    return np.concatenate([told, stale[np.isin(stale["claim"], kept)]])


def _unpacked(batches: Iterable[Sequence[Any]], kinds: Mapping[str, Sequence[int]]) -> NDArray[Any]:
    import numpy as np

    by_kind: dict[str, list[bytes]] = defaultdict(list)
    for kind, pairs in chain.from_iterable(batches):
        by_kind[kind].append(pairs)
    parts = [np.empty(0, dtype=FIELDS)]
    for kind, packed in by_kind.items():
        part = np.frombuffer(b"".join(packed), dtype=FIELDS)
        meant = np.logical_or.reduce([part["how"] == how for how in kinds[kind]])
        parts.append(part if meant.all() else part[meant])
    return np.concatenate(parts)
