"""What changed between two days, and what followed an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query

from foedus.analysis.change import Aftermath, Change, aftermath, change
from foedus.analysis.rollup import Level
from foedus.errors import BadInput, NotFound
from foedus.interfaces.ids import claim_id
from foedus.interfaces.naming import Asked
from foedus.interfaces.records.changes import aftermath_record, change_record
from foedus.interfaces.web.api.analyses import shapes
from foedus.interfaces.web.api.analyses.doubts import Found, many
from foedus.interfaces.web.api.analyses.reading import (
    FIRST_YEAR,
    LAST_YEAR,
    WHOLE,
    ActorText,
    Limit,
    Material,
    Offset,
    RollUp,
    Scene,
    TheScene,
    within,
)
from foedus.interfaces.web.asking import TheSession, day
from foedus.interfaces.wording.plain import clean
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.model.claim import EventClaim

router = APIRouter()
MOST_EVENTS = 2_000  # events from which one is chosen
YEAR = timedelta(days=365)

ClaimText = Annotated[str, Query(min_length=1, max_length=60, description="An event, by the id of its claim.")]
AfterDays = Annotated[int, Query(ge=1, le=3_650, description="How many days after it.")]


@dataclass(frozen=True, slots=True)
class ChangesFound:
    """The changes between two days."""

    found: Found[Change]
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class AftermathFound:
    """What followed an event, and what it was found in."""

    item: Aftermath
    material: Material


def days_between(scene: Scene, first: str | None, last: str | None) -> tuple[date, date]:
    """The two days: the later that of the latest report, the earlier a year before, where they are not given."""
    after = scene.day(last, "to")
    before = within(day(clean(first), "from"), "from") or max(after - YEAR, date(FIRST_YEAR, 1, 1))
    return before, after


def find_changes(scene: Scene, days: tuple[date, date], level: Level, actor: str | None) -> ChangesFound:
    """The changes of all ties, or of one actor's. Raises BadInput where a large ledger is asked about nobody."""
    meant = scene.meant(actor)
    if scene.large and not meant:
        raise BadInput(f"this ledger holds more than {WHOLE:,} claims; name an actor to see what changed for it")
    material = scene.about(meant, None, level)
    ids = tuple(sorted(one.id for asked in meant for one in asked.actors))
    key = ("change", days, level, ids if scene.large else None)
    every = scene.kept(key, lambda: change(material.told, *days))
    shown = [one for one in every if not ids or one.pair & set(ids)]
    return ChangesFound(Found(shown, material.names, meant, material.notes), *days)


def find_aftermath(scene: Scene, event: str, days: int, level: Level) -> AftermathFound:
    """What followed an event. Raises NotFound, and BadInput where it is no dated event."""
    claim = claim_id(scene.view.store, clean(event))
    entry = next(iter(scene.view.claims(ClaimFilter(claims=(claim,)))), None)
    if entry is None:
        raise NotFound(f"claim {claim} is not in this view: it is rejected, corrected, superseded, or published later")
    _check_countable(entry)
    people = sorted(set(entry.who.values()))
    meant = [Asked(one.name, "id", (one,)) for one in scene.view.actors_of(people)] if scene.large and people else []
    material = scene.about(meant, None, level)
    return AftermathFound(scene.kept(("after", claim, days, level), lambda: aftermath(material.told, entry, days)), material)


def find_events(scene: Scene, actor: str | None, lethal: bool) -> Found[Entry]:
    """The dated events from which one is chosen, the latest first."""
    meant = scene.meant(actor)
    filters = [ClaimFilter(form="event", actors=(one.id,), lethal=lethal) for asked in meant for one in asked.actors]

    def made() -> list[Entry]:
        told = (entry for one in filters or [ClaimFilter(form="event", lethal=lethal)] for entry in scene.view.claims(one))
        return sorted(islice((entry for entry in told if _dated(entry)), MOST_EVENTS), key=_newest)

    ids = tuple(one.id for asked in meant for one in asked.actors)
    found = scene.kept(("events", ids, lethal), made)
    cut = (f"Only the first {MOST_EVENTS:,} events are listed; name an actor.",) if len(found) == MOST_EVENTS else ()
    people = sorted({actor for entry in found for actor in entry.who.values()})
    names = {one.id: one.name for one in scene.view.actors_of(people)} if scene.large and people else {}
    return Found(found, names if scene.large else scene.look.names, meant, cut)


def _check_countable(entry: Entry) -> None:
    claim = entry.claim
    if isinstance(claim, EventClaim) and claim.date is not None:
        for bound in (claim.date.earliest, claim.date.latest):
            if bound is not None and not FIRST_YEAR <= bound.year <= LAST_YEAR:
                raise BadInput(f"claim {claim.id} is dated {claim.date}, too far off to count days from")


def _dated(entry: Entry) -> bool:
    claim = entry.claim
    return isinstance(claim, EventClaim) and claim.date is not None and None not in (claim.date.earliest, claim.date.latest)


def _newest(entry: Entry) -> tuple[int, str]:
    claim = entry.claim
    when = claim.date.earliest if isinstance(claim, EventClaim) and claim.date else None
    return -(when or date.min).toordinal(), claim.id


def change_records(found: Found[Change], shown: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as records."""
    return [change_record(one, found.names) for one in shown]


@router.get("/change", response_model=shapes.Many[shapes.Change])
def get_change(
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.NONE,
    first: Annotated[str | None, Query(alias="from", max_length=40, description="The earlier date.")] = None,
    last: Annotated[str | None, Query(alias="to", max_length=40, description="The later date.")] = None,
    actor: ActorText = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Which ties began, ended, turned or went quiet between two days."""
    found = find_changes(scene, days_between(scene, first, last), level, actor).found
    return many(found, change_records(found, found.items[offset : offset + limit]), offset)


@router.get("/change/after", response_model=shapes.One[shapes.Aftermath])
def get_aftermath(
    scene: TheScene, _: TheSession, event: ClaimText, level: RollUp = Level.NONE, days: AfterDays = 90
) -> dict[str, Any]:
    """Who died in an event, who is told to have succeeded, the ties that lost one of their two, and what changed after it."""
    found = find_aftermath(scene, event, days, level)
    return {"notes": found.material.notes, "record": aftermath_record(found.item, found.material.names)}
