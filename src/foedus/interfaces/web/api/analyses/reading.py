"""What the analyses read: all of a small ledger; of a large one what concerns those asked about, and a sentence that says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Annotated, TypeVar
from weakref import WeakKeyDictionary

from fastapi import Depends, Query
from sqlalchemy import func, select

from foedus.analysis.ends import ends_of
from foedus.analysis.grounds import Grounds, grounds_from
from foedus.analysis.rollup import UP, Level, rollup_from
from foedus.errors import BadInput, Refused
from foedus.interfaces.naming import Asked, named
from foedus.interfaces.web.asking import TheDesk, TheScope, day
from foedus.interfaces.web.desk import Desk, Look, Scope
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.plain import clean
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.marks import holds_more
from foedus.ledger.tables import document
from foedus.ledger.view import View
from foedus.model.dates import DateSpan

WHOLE = 10_000  # claims up to which a ledger is read whole
MOST = 10_000  # claims that are read of a larger one for one question
FIRST_YEAR, LAST_YEAR = 1000, 2999  # days beyond cannot be counted from
_YEAR = timedelta(days=365)
_WAIT = 60.0  # seconds until a question gives way to another one on a large ledger
_KEPT = 24  # answers kept for each state of the ledger

T = TypeVar("T")

ActorText = Annotated[str | None, Query(max_length=200, description="An actor, by name or id.")]
DayText = Annotated[str | None, Query(max_length=40, description="A day: 2013-03-08, 2013-03 or 2013.")]
RollUp = Annotated[Level, Query(alias="roll_up", description="Who counts as the body they belong to.")]
Limit = Annotated[int, Query(ge=1, le=500, description="At most that many.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out first.")]


@dataclass(frozen=True, slots=True)
class Material:
    """Claims with what they say of each pair, the names of all in them, and what was left out."""

    entries: tuple[Entry, ...]
    told: Grounds
    names: Mapping[str, str]
    actors: Mapping[str, ActorCluster]
    notes: tuple[str, ...] = ()


@dataclass
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    values: list[object] = field(default_factory=list)


_slots: WeakKeyDictionary[View, dict[Hashable, _Slot]] = WeakKeyDictionary()
_slots_lock = threading.Lock()
_heavy = threading.BoundedSemaphore(1)


class Scene:
    """A question's state of the ledger, with the answers that were worked out for it before."""

    def __init__(self, desk: Desk, scope: Scope) -> None:
        self.desk, self.scope = desk, scope
        self.view = desk.view(scope)

    @cached_property
    def look(self) -> Look:
        """The shared look."""
        return self.desk.look(self.scope)

    @cached_property
    def large(self) -> bool:
        """Whether the ledger holds too many claims to be read whole for a page."""
        return holds_more(self.view.store, WHOLE)

    @cached_property
    def latest(self) -> date | None:
        """The day of the latest report, None where none is dated."""
        return self.kept("latest", lambda: _latest(self.view))

    @property
    def notes(self) -> tuple[str, ...]:
        """What known-by leaves out."""
        left = self.view.undated
        documents = "1 document" if left == 1 else f"{left:,} documents"
        return (f"Left out, as their date of publication is not known: {documents}.",) if left else ()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer of before, for as long as the ledger does not change; else made now, once for all who ask. What is made
        must not ask for another such answer, as two that wait for each other would never end.

        Raises Refused where another question has a large ledger at work for too long.
        """
        with _slots_lock:
            slots = _slots.setdefault(self.look.view, {})
            slot = slots.setdefault(key, _Slot())
            for old in [one for one, other in slots.items() if other.values and one != key][:-_KEPT]:
                del slots[old]
        with slot.lock:
            if not slot.values:
                slot.values.append(self._made(make))
            found: T = slot.values[0]  # type: ignore[assignment]
            return found

    def _made(self, make: Callable[[], T]) -> T:
        if not self.large:
            return make()
        if not _heavy.acquire(timeout=_WAIT):
            raise Refused("another question has this large ledger at work; ask again in a minute")
        try:
            return make()
        finally:
            _heavy.release()

    def meant(self, *texts: str | None) -> list[Asked]:
        """The actors that these texts name, empty ones left out. Raises BadInput and NotFound."""
        return [named(self.view, clean(text)) for text in texts if text and clean(text)]

    def day(self, text: str | None, name: str = "at") -> date:
        """A day given, else that of the latest report. Raises BadInput."""
        found = within(day(clean(text), name), name) or self.latest
        if found is None:
            raise BadInput(f"no report in the ledger is dated; name a day with {name}")
        return found

    def all(self, level: Level = Level.NONE) -> Material:
        """Everything; only for a ledger that is not large."""
        entries = self.kept("entries", lambda: tuple(self.view.claims()))
        return Material(entries, self.look.grounds(level), self.look.names, self.look.actors, self.notes)

    def about(self, meant: Sequence[Asked], span: DateSpan | None = None, level: Level = Level.NONE) -> Material:
        """Everything where the ledger is not large; else the claims that name one of these, or those of a span of time."""
        if not self.large:
            return self.all(level)
        ids = tuple(actor.id for one in meant for actor in one.actors)
        time = span if ids or span else _year_before(self.latest)
        return self.kept(("about", ids, time, level), lambda: self._read(ids, time, level))

    def _read(self, ids: Sequence[str], span: DateSpan | None, level: Level) -> Material:
        wanted = [ClaimFilter(actors=(one,), span=span) for one in ids] or [ClaimFilter(span=span)]
        entries = self.some(wanted)
        words = "that name who is asked about" if ids else f"of {in_words(span)}"
        cut = f", the first {MOST:,} of them" if len(entries) == MOST else ""
        more = "" if ids else " Name an actor, or another time, to see others."
        note = f"This ledger holds more than {WHOLE:,} claims: only those {words} were compared{cut}.{more}"
        return self.material(entries, level, (note,))

    def some(self, wanted: Iterable[ClaimFilter]) -> list[Entry]:
        """The claims that one of these filters lets through, each once, at most `MOST`."""
        found: dict[str, Entry] = {}
        for one in wanted:
            found.update((entry.claim.id, entry) for entry in islice(self.view.claims(one), MOST - len(found)))
        return list(found.values())

    def material(self, entries: Sequence[Entry], level: Level, notes: Sequence[str] = ()) -> Material:
        """What these claims come to by themselves, as for a large ledger."""
        taking_part = sorted({actor for entry in entries for actor in entry.who.values()})
        actors = {one.id: one for one in self.view.actors_of(taking_part)} if taking_part else {}
        ends = ends_of(self.view, actors.values())
        raising = rollup_from([entry for entry in entries if entry.claim.type in UP], level, actors.values())
        told = grounds_from(entries, ends, {}, raising)
        return Material(tuple(entries), told, {one.id: one.name for one in actors.values()}, actors, (*self.notes, *notes))


def scene_of(desk: TheDesk, scope: TheScope) -> Scene:
    """The scene of a request."""
    return Scene(desk, scope)


TheScene = Annotated[Scene, Depends(scene_of)]


def within(found: date | None, name: str) -> date | None:
    """The day itself. Raises BadInput where it lies so far off that no days can be counted from it."""
    if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadInput(f"{name} {found} is too far off; give a day of the years {FIRST_YEAR} to {LAST_YEAR}")
    return found


def span_of(first: str | None, last: str | None) -> DateSpan | None:
    """The time from one date to another, either of which may be left out. Raises BadInput."""
    begin, end = (DateSpan.parse(clean(text)) if text and clean(text) else None for text in (first, last))
    since = within(begin.earliest if begin else None, "from")
    until = within(end.latest if end else None, "to")
    if since is None and until is None:
        return None
    if since and until and since > until:
        raise BadInput(f"{since} lies after {until}; give the earlier date first")
    return DateSpan.parse(f"{since or '..'}/{until or '..'}")


def _year_before(latest: date | None) -> DateSpan:
    until = latest or date(LAST_YEAR, 1, 1)
    return DateSpan.parse(f"{until - _YEAR}/{until}")


def _latest(view: View) -> date | None:
    wanted = select(func.max(document.c.published_latest)).where(view.scope.found(), view.scope.published())
    with view.store.reading() as connection:
        found: date | None = connection.scalar(wanted)
        return found
