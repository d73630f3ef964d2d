"""What is worked out once for as long as the ledger does not change, each thing by one thread while the others wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from fastapi import Request
from sqlalchemy import func, select

from foedus.interfaces.web.desk import Desk, Revision
from foedus.ledger.tables import judgement
from foedus.model.judgement import Verdict

T = TypeVar("T")
_making = threading.Lock()


class Kept:
    """The last results, each with the revision it is of."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}

    def get(self, name: Hashable, revision: Hashable, make: Callable[[], T]) -> T:
        """The result of that name at that revision, made if it is not kept; a name is always made by one function."""
        with self._lock:
            own = self._locks.setdefault(name, threading.Lock())
        with own:
            found = self._found.get(name)
            if found is not None and found[0] == revision:
                kept: T = found[1]
                return kept
            try:
                made = make()
            except BaseException:
                with self._lock:
                    self._locks.pop(name, None)
                raise
            with self._lock:
                self._found[name] = (revision, made)
                self._found.move_to_end(name)
                while len(self._found) > self._most:
                    gone, _ = self._found.popitem(last=False)
                    self._locks.pop(gone, None)
            return made

    def holds(self, name: Hashable, revision: Hashable) -> bool:
        """Whether the result is at hand."""
        with self._lock:
            return name in self._found and self._found[name][0] == revision


def kept_of(request: Request) -> Kept:
    """What this server keeps."""
    state = request.app.state
    with _making:
        if not hasattr(state, "kept"):
            state.kept = Kept()
        found: Kept = state.kept
        return found


def revision_of_actors(desk: Desk) -> Revision:
    """Numbers that change whenever an actor may have: as `Desk.revision`, but not when a claim is judged."""
    judged = judgement.c
    wanted = select(func.coalesce(func.max(judged.seq), 0), func.count(judged.undone_at))
    with desk.ledger.reading() as connection:
        of_actors = connection.execute(wanted.where(judged.verdict.in_([Verdict.SAME_AS, Verdict.NOT_SAME]))).one()
    return (*desk.revision()[:3], *of_actors)
