"""What is in doubt, and what no report tells."""

from __future__ import annotations

from typing import cast

from foedus.interfaces.library.base import Opened
from foedus.interfaces.library.given import Moment, When, day_asked, people_given
from foedus.interfaces.library.records import CoverageRecord, DisputeRecord
from foedus.interfaces.library.table import Kind, Table, of_kind

DISPUTES = Kind("disputes", DisputeRecord, ("matter", "slot", "actors", "sides"))


class Doubts(Opened):
    """The questions of doubt and silence."""

    def disputes(
        self, actor: str | None = None, *, known_by: When | None = None, as_of: Moment | None = None
    ) -> Table[DisputeRecord]:
        """What sources differ on, side by side: numbers, dates and perpetrators of one incident, denied claims, and ties told of
        in two ways at the same time. Raises NotFound.

        >>> [(one["matter"], one["sides"][0]["says"]) for one in ledger.disputes("nazir")]
        [('denied', 'denied')]
        """
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.questions import disputed
        from foedus.interfaces.records.doubts import dispute_record

        view, notes = self._look(known_by, as_of)
        about = None
        if actor is not None:
            (meant,), said = people_given(view, [actor])
            about, notes = {one.id for one in meant.actors}, [*notes, *said]
        names = names_of(view)
        found = (dispute_record(one, names) for one in disputed(view, names, about))
        return of_kind(Table[DisputeRecord], DISPUTES, found, notes)

    def coverage(
        self,
        actor: str,
        other: str | None = None,
        *,
        at: When | None = None,
        days: int = 365,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> CoverageRecord:
        """How much is told of an actor, or of two together, and the stretches of at least so many days of which nothing is.

        The last stretch ends `at` the day of the latest report if not given. What is not told of is unknown, not a no.

        >>> ledger.coverage("imu", "nazir")["silences"]
        [{'first': '2008-01-01', 'last': None}]
        """
        from foedus.interfaces.questions import covered
        from foedus.interfaces.records.doubts import coverage_record

        view, _ = self._look(known_by, as_of)
        day, _ = day_asked(view, at)
        people, _ = people_given(view, [actor] if other is None else [actor, other])
        return cast(CoverageRecord, coverage_record(covered(view, people, day, days)))
