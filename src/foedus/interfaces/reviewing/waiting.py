"""The queue: which claims wait for a reviewer, in an order that stays as it is while claims are judged."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread

from sqlalchemy import func

from foedus.analysis.consequence import Before, before, pair_turn, triad_turns
from foedus.analysis.grounds import Pair
from foedus.interfaces.reviewing.asked import COUNTED, Asked, Order, by_document, by_doubt, doubt, total, wanted
from foedus.interfaces.reviewing.picture import SMALL, Picture, Read, bare, follow, picture, read_by_now
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.lazy_identities import LazyIdentities
from foedus.ledger.marks import holds_more
from foedus.ledger.scope import among
from foedus.ledger.store import Store
from foedus.ledger.tables import claim
from foedus.ledger.view import View

WEIGHED = 1_000  # claims whose consequence is worked out for one queue
UNHELD = 25  # of these, claims about pairs that a large ledger's picture must read first
_RANKINGS = 24  # kept at the same time

Weight = tuple[int, int, int, float]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ids of claims in order, of `total` that were asked for, `more` where there are still more than that; `note` says what
    the order does not cover."""

    ids: tuple[str, ...]
    total: int
    more: bool = False
    note: str = ""


class Queue:
    """Gives the queue of a ledger. Orders that cost something to work out are kept until something new is read."""

    def __init__(self, store: Store, small: int = SMALL) -> None:
        """A ledger of more than `small` claims is drawn in the background."""
        self._store, self._small = store, small
        self._read: Read = ()
        self._seen: tuple[Read, LazyIdentities] | None = None
        self._picture: Picture | None = None
        self._drawing: Thread | None = None
        self._rankings: OrderedDict[tuple[Asked, Order], tuple[str, ...]] = OrderedDict()
        self._lock = threading.RLock()

    def waiting(self, view: View, asked: Asked, order: Order, offset: int = 0, limit: int = 25) -> Waiting:
        """So many of the claims asked for, from the `offset`-th in this order."""
        with self._store.reading() as connection:
            count = total(connection, view, asked)
        if order is Order.DOCUMENT:
            with self._store.reading() as connection:
                made = by_document(wanted(connection, view, asked, (claim.c.id,)))
                ids = tuple(connection.scalars(made.offset(offset).limit(limit)))
            return Waiting(ids, min(count, COUNTED), count > COUNTED)
        ranked = self._still(view, asked, self._ranking(view, asked, order))
        if len(ranked) <= offset and count > len(ranked):
            ranked = self._still(view, asked, self._ranking(view, asked, order, anew=True))
        note = self._note(asked, order, count, len(ranked))
        return Waiting(tuple(ranked[offset : offset + limit]), min(count, COUNTED), count > COUNTED, note)

    def seeing(self, view: View) -> View:
        """The view, with who is the same as whom as it was looked up before, if nothing was read or joined since."""
        with self._lock:
            read = read_by_now(self._store)
            if self._seen is None or self._seen[0] != read:
                self._seen = read, view.identities
            view.identities = self._seen[1]
        return view

    def drawn(self, view: View) -> Picture:
        """How everybody stands now."""
        with self._lock:
            self._forget()
            if self._picture is None:
                self._draw(view)
            self._picture = follow(self._picture or bare(view), view)
            return self._picture

    def wait(self) -> None:
        """Until a picture that is being drawn is there."""
        if self._drawing is not None:
            self._drawing.join()

    @property
    def _is_drawing(self) -> bool:
        return self._drawing is not None and self._drawing.is_alive()

    def _forget(self) -> None:
        """Lets go of what was worked out before the last document was read, or actors were joined."""
        read = read_by_now(self._store)
        if self._read != read:
            self._read, self._picture = read, None
            self._rankings.clear()

    def _draw(self, view: View) -> None:
        """Draws a small ledger now, a large one beside the requests; until then pairs are read as they are asked for."""
        if not holds_more(self._store, self._small):
            self._picture = picture(view, self._small)
            return
        self._picture = bare(view)
        self._drawing = Thread(target=self._draw_aside, args=(View(self._store), self._read), daemon=True)
        self._drawing.start()

    def _draw_aside(self, view: View, read: Read) -> None:
        drawn = picture(view, self._small)
        with self._lock:
            if self._read == read:
                self._picture = drawn
                self._rankings.clear()

    @property
    def lock(self) -> threading.RLock:
        """To be held while the picture is looked at, as judgements change it."""
        return self._lock

    def _ranking(self, view: View, asked: Asked, order: Order, anew: bool = False) -> tuple[str, ...]:
        with self._lock:
            self._forget()
            key = (asked, order)
            if anew or key not in self._rankings:
                made = self._doubtful(view, asked) if order is Order.DOUBT else self._consequential(view, asked)
                self._rankings[key] = made
                while len(self._rankings) > _RANKINGS:
                    self._rankings.popitem(last=False)
            self._rankings.move_to_end(key)
            return self._rankings[key]

    def _still(self, view: View, asked: Asked, ranked: Sequence[str]) -> list[str]:
        """Those of a ranking that are still asked for, in its order."""
        with self._store.reading() as connection:
            made = wanted(connection, view, asked, (claim.c.id,)).where(among(connection, claim.c.id, ranked))
            left = set(connection.scalars(made))
        return [one for one in ranked if one in left]

    def _doubtful(self, view: View, asked: Asked) -> tuple[str, ...]:
        with self._store.reading() as connection:
            return tuple(connection.scalars(by_doubt(connection, view, asked, (claim.c.id,), WEIGHED)))

    def _consequential(self, view: View, asked: Asked) -> tuple[str, ...]:
        held = self.drawn(view)
        if self._is_drawing:
            return self._doubtful(view, asked)
        columns = (claim.c.id, doubt(), func.coalesce(claim.c.killed_min, claim.c.killed_max, 0))
        with self._store.reading() as connection:
            within = sorted(held.pairs_of) if not held.whole and not asked.narrow else None
            rows = connection.execute(by_doubt(connection, view, asked, columns, WEIGHED, within)).all()
        if not held.whole:
            self._read_in(view, held, [row[0] for row in rows][:UNHELD])
        known: dict[Pair, Before] = {}
        weights: dict[str, Weight] = {row[0]: (*weight(held, row[0], known), int(row[2]), float(row[1])) for row in rows}
        return tuple(sorted(weights, key=lambda one: (*(-part for part in weights[one]), one)))

    def _read_in(self, view: View, held: Picture, ids: Sequence[str]) -> None:
        unknown = tuple(one for one in ids if one not in held.pairs_of)
        for entry in view.claims(ClaimFilter(claims=unknown)) if unknown else ():
            held.holds(entry, view)

    def _note(self, asked: Asked, order: Order, count: int, ranked: int) -> str:
        if count <= ranked:
            return ""
        if self._is_drawing and order is Order.CONSEQUENCE:
            return "what hangs on each claim is still being worked out; the least sure come first until then"
        if order is Order.DOUBT:
            return f"the {ranked:,} least sure are in order; more follow when these are judged"
        if self._picture is not None and not self._picture.whole and not asked.narrow:
            return f"only {ranked:,} claims about the pairs of which most is told are weighed; filter for others"
        return f"the {ranked:,} least sure were weighed; more follow when these are judged"


def weight(held: Picture, claim_id: str, known: dict[Pair, Before]) -> tuple[int, int]:
    """What hangs on a claim: pairs that would stand otherwise at the day with triads that are strained or not by it, and ties
    that would be gone or end otherwise. `known` keeps how pairs stand for the next claim."""
    turned = triads = ties = 0
    for pair in sorted(held.pairs_of.get(claim_id, ()), key=sorted):
        if not held.told.get(pair):
            continue
        if pair not in known:
            known[pair] = before(held.told[pair], held.ends, held.at)
        changed = pair_turn(held.told[pair], claim_id, held.ends, held.at, known[pair])
        turned += changed.turned
        ties += len(changed.ties)
        triads += sum(1 for _ in triad_turns(changed, held.signs, held.thirds(pair))) if changed.turned else 0
    return turned + triads, ties
