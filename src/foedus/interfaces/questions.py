"""Questions to a ledger that take more than one step, answered in one way for every interface."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from foedus.errors import BadInput

if TYPE_CHECKING:
    from foedus.analysis.coverage import Coverage
    from foedus.analysis.disputes import Dispute
    from foedus.analysis.ties import Tie
    from foedus.interfaces.naming import Asked
    from foedus.ledger.entries import ClaimFilter, Entry
    from foedus.ledger.view import View


def moment_of(text: str) -> datetime:
    """A moment; a day alone means its end in UTC, as does a time without a zone mean UTC. Raises BadInput."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no moment; write 2026-03-01 or 2026-03-01T12:00+01:00") from None
    if "T" not in text and " " not in text:
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day_of_latest_report(view: View) -> date | None:
    """The last day on which a report of the view was published, None where none is dated."""
    days = (one.published.latest for one in view.documents() if one.published)
    return max((day for day in days if day is not None), default=None)


def claims_of_all(view: View, people: Sequence[Asked], asked: ClaimFilter) -> list[Entry]:
    """The claims that pass the filter and in which everybody named takes part, in order of recording."""
    found: dict[str, Entry] | None = None
    everybody: list[Asked | None] = [*people] or [None]
    for who in everybody:
        own: dict[str, Entry] = {}
        for part in who.actors if who else [None]:
            narrowed = replace(asked, actors=(part.id,)) if part else asked
            own.update((entry.claim.id, entry) for entry in view.claims(narrowed))
        found = own if found is None else {name: entry for name, entry in found.items() if name in own}
    return sorted((found or {}).values(), key=lambda entry: entry.recorded_at)


def in_time(entries: Iterable[Entry]) -> list[Entry]:
    """Events in order of time, the undated last."""
    from foedus.model.claim import EventClaim

    def order(entry: Entry) -> tuple[bool, Any, str, int]:
        when = entry.claim.date if isinstance(entry.claim, EventClaim) else None
        start = when.earliest or when.latest if when else None
        return start is None, start, entry.document.id, entry.claim.quote.start

    return sorted(entries, key=order)


def telling(found: Iterable[Tie], at_a_time: bool) -> list[Tie]:
    """The ties that answer who stands with whom: without those only denied, planned or undated, and where a time is asked for,
    without those that had ended."""
    from foedus.analysis.ties import State

    quiet = {State.UNFOUNDED, State.UNDATED} | ({State.ENDED} if at_a_time else set())
    return [tie for tie in found if tie.state not in quiet]


def by_sign(found: Iterable[Tie], names: Mapping[str, str]) -> list[Tie]:
    """What holds at the time first, then by sign and name."""
    from foedus.analysis.ties import State

    def order(tie: Tie) -> tuple[bool, int, str, str]:
        return tie.state is not State.HELD, "+0-".index(tie.sign), names.get(tie.a, tie.a), names.get(tie.b, tie.b)

    return sorted(found, key=order)


def disputed(view: View, names: Mapping[str, str], about: Collection[str] | None = None) -> list[Dispute]:
    """What sources differ on; only what concerns one of these actors if given, by their canonical ids."""
    from foedus.analysis.disputes import disputes
    from foedus.analysis.grounds import grounds
    from foedus.analysis.matching import incidents
    from foedus.ledger.same_event import judged_events

    entries = list(view.claims())
    found = disputes(entries, grounds(view), incidents(entries, judged_events(view)), names)
    return [one for one in found if about is None or any(set(about) & set(entry.who.values()) for _, entry in one.sides)]


def covered(view: View, people: Sequence[Asked], until: date, least: int) -> Coverage:
    """What is told of one actor, or of two together, and of which stretches of at least so many days nothing is."""
    from foedus.analysis.coverage import coverage
    from foedus.ledger.entries import ClaimFilter

    entries = claims_of_all(view, people, ClaimFilter())
    return coverage([one.name for one in people], entries, until, least)
