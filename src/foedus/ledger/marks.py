"""All claims of a view at a glance, as columns of numbers: enough to find what is worth looking at, and read in seconds.

What `View.claims` restores one by one with its words, this reads in bulk without: who is in which slot, the type, how sure, and
when, of the current readings. Judgements on single claims are not looked at; whoever shows a claim reads it from the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, case, func, select, type_coerce

from foedus.ledger.scope import among
from foedus.ledger.store import Store, raw
from foedus.ledger.tables import actor, claim, claim_actor, document, reading
from foedus.ledger.view import View
from foedus.model.claim import Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EPOCH, _NOT_A_TIME = date(1970, 1, 1), -(2**63)  # as numpy counts days and writes NaT
_BY_CLAIM = ("claim", "type", "certainty", "planned", "confidence", "begins", "start_latest", "ends", "published")

SLOTS = ("a", "b", "initiators", "targets", "participants")


@dataclass(frozen=True)
class Marks:
    """One entry a claim in the columns of the first part, one a taker of a slot in those of the second, both by claim number.

    `types` are all types that occur, `type` their positions in it; `certainty` likewise of `certainties`. Dates are days as
    numpy has them, NaT where nothing is told; `confidence` is 1 where the reader gives none. `who` are numbers of actors
    of documents, `slot` positions in `SLOTS`; `actor_ids` gives the id of each actor by its number.
    """

    claim: NDArray[np.int64]
    type: NDArray[np.int16]
    certainty: NDArray[np.int16]
    planned: NDArray[np.bool_]
    confidence: NDArray[np.float64]
    begins: NDArray[np.datetime64]
    start_latest: NDArray[np.datetime64]
    ends: NDArray[np.datetime64]
    published: NDArray[np.datetime64]
    taken: NDArray[np.int64]
    slot: NDArray[np.int8]
    who: NDArray[np.int64]
    types: tuple[str, ...]
    certainties: tuple[str, ...]
    actor_ids: dict[int, str]


def count_claims(view: View) -> int:
    """How many claims the view has, those that people rejected included."""
    with view.store.reading() as connection:
        return int(connection.scalar(view.scope.claims(select(func.count(claim.c.seq)))) or 0)


def holds_more(store: Store, claims: int) -> bool:
    """Whether the ledger holds more claims than that, whatever became of them; answered without counting them."""
    with store.reading() as connection:
        return connection.scalar(select(claim.c.seq).order_by(claim.c.seq).offset(claims).limit(1)) is not None


def marks(view: View) -> Marks:
    """The claims of a view."""
    import numpy as np

    def day(column: Any) -> Any:
        return type_coerce(column, String)

    told, scope = claim.c, view.scope
    # Asked once for all claims of a reading, which `Scope.claims` would ask for each of them.
    counting = select(reading.c.seq).join(document).where(scope.current(), scope.found(), scope.published())
    columns = (
        told.seq,
        told.type,
        told.certainty,
        told.status,
        told.confidence,
        day(func.coalesce(told.date_earliest, told.start_earliest)),
        day(func.coalesce(told.date_latest, told.start_latest)),
        day(func.coalesce(told.date_latest, told.end_latest)),
        day(document.c.published_latest),
    )
    wanted = select(*columns).join_from(claim, document).where(told.reading.in_(counting)).order_by(told.seq)
    number = case({name: position for position, name in enumerate(SLOTS)}, value=claim_actor.c.slot)
    takers = select(claim_actor.c.claim, number, claim_actor.c.actor).where(claim_actor.c.actor.is_not(None))
    with view.store.reading() as connection:
        types, certainties = _Codes(), _Codes()
        parts = [_columns(part, types, certainties) for part in raw(connection, wanted)]
        takers_of = [np.array(part, dtype=np.int64).T for part in raw(connection, takers)]
        actor_ids = {row[0]: row[1] for part in raw(connection, select(actor.c.seq, actor.c.id)) for row in part}
    by_claim = (np.concatenate(some) for some in zip(_columns([], types, certainties), *parts, strict=True))
    slots = np.concatenate([np.empty((3, 0), dtype=np.int64), *takers_of], axis=1)
    taken, slot, who = slots[:, np.argsort(slots[0], kind="stable")]
    named: dict[str, Any] = dict(zip(_BY_CLAIM, by_claim, strict=True))
    named |= {"taken": taken, "slot": slot.astype(np.int8), "who": who}
    return Marks(**named, types=tuple(types), certainties=tuple(certainties), actor_ids=actor_ids)


class _Codes(dict[str, int]):
    """Numbers words in the order in which they occur."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


class _Days(dict[Any, int]):
    """Days since 1970 of the dates that the driver gives, text or not; few dates occur, and most of them often."""

    def __missing__(self, told: Any) -> int:
        day = _NOT_A_TIME if told is None else (date.fromisoformat(str(told)) - _EPOCH).days
        self[told] = day
        return day


def _columns(rows: Sequence[Sequence[Any]], types: _Codes, certainties: _Codes) -> list[Any]:
    """The first columns of `Marks`, in their order."""
    import numpy as np

    known = _Days()
    seq, kind, certainty, status, confidence, *days = zip(*rows, strict=True) if rows else [()] * len(_BY_CLAIM)
    return [
        np.array(seq, dtype=np.int64),
        np.array([types[one] for one in kind], dtype=np.int16),
        np.array([certainties[one] for one in certainty], dtype=np.int16),
        np.array([one == Status.PLANNED for one in status], dtype=np.bool_),
        np.array([1.0 if one is None else one for one in confidence], dtype=np.float64),
        *(np.array([known[one] for one in column], dtype=np.int64).view("datetime64[D]") for column in days),
    ]


def claim_ids(store: Store, numbers: Sequence[int]) -> list[str]:
    """The ids of claims by their numbers."""
    with store.reading() as connection:
        wanted = select(claim.c.id).where(among(connection, claim.c.seq, list(numbers))).order_by(claim.c.seq)
        return list(connection.scalars(wanted))
