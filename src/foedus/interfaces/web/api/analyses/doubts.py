"""What sources differ on, what was foretold, whose words reports carry, and what no report tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Query

from foedus.analysis.bearings import moment
from foedus.analysis.coverage import Coverage, coverage
from foedus.analysis.disputes import Dispute, Matter, disputes
from foedus.analysis.forecasts import Forecast, Outcome, forecasts
from foedus.analysis.matching import incidents
from foedus.analysis.origins import SameOrigin, same_origins
from foedus.errors import BadInput
from foedus.interfaces.naming import Asked
from foedus.interfaces.records.doubts import coverage_record, dispute_record, forecast_record, origins_record
from foedus.interfaces.web.api.analyses import shapes
from foedus.interfaces.web.api.analyses.reading import ActorText, DayText, Limit, Offset, Scene, TheScene, span_of
from foedus.interfaces.web.asking import TheSession
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.same_event import judged_events
from foedus.model.dates import DateSpan

router = APIRouter()
MOST_COMPARED = 2_500  # claims whose words are compared, each with each, for a common origin

T = TypeVar("T")
FromText = Annotated[str | None, Query(alias="from", max_length=40, description="What is dated from then on.")]
ToText = Annotated[str | None, Query(alias="to", max_length=40, description="What is dated until then.")]
Days = Annotated[int, Query(ge=1, le=36_500, description="The shortest silence that is shown.")]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found, the names of those in it, who was meant, and what was left out."""

    items: Sequence[T]
    names: Mapping[str, str]
    meant: Sequence[Asked] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Whom and which time a question is about."""

    actor: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def span(self) -> DateSpan | None:
        """The time. Raises BadInput."""
        return span_of(self.first, self.last)


def find_disputes(scene: Scene, about: About, matter: Matter | None = None) -> Found[Dispute]:
    """Everything in dispute, of one actor or of all, of one matter or of all."""
    meant, span = scene.meant(about.actor), about.span
    material = scene.about(meant, span)

    def made() -> list[Dispute]:
        found = incidents(material.entries, judged_events(scene.view))
        return disputes(material.entries, material.told, found, material.names)

    every = scene.kept(("disputes", _key(scene, meant, span)), made)
    ids = {actor.id for one in meant for actor in one.actors}
    shown = [
        one
        for one in every
        if (not ids or any(ids & set(entry.who.values()) for _, entry in one.sides))
        and (matter is None or one.matter is matter)
        and (span is None or any(_told_of(entry, span) for _, entry in one.sides))
    ]
    return Found(shown, material.names, meant, material.notes)


def find_forecasts(scene: Scene, about: About, outcome: Outcome | None = None) -> Found[Forecast]:
    """What was feared, planned or expected, and what became of it."""
    meant, span = scene.meant(about.actor), about.span
    material = scene.about(meant, span)
    every = scene.kept(("forecasts", _key(scene, meant, span)), lambda: forecasts(material.entries))
    ids = {actor.id for one in meant for actor in one.actors}
    shown = [
        one
        for one in every
        if (not ids or ids & set(one.entry.who.values()))
        and (outcome is None or one.outcome is outcome)
        and (span is None or one.made.overlaps(span))
    ]
    return Found(shown, material.names, meant, material.notes)


def find_origins(scene: Scene, about: About) -> Found[SameOrigin]:
    """Reports that carry one source's words."""
    meant, span = scene.meant(about.actor), about.span
    material = scene.about(meant, span)
    ids = {actor.id for one in meant for actor in one.actors}
    entries = [
        entry
        for entry in material.entries
        if (not ids or ids & set(entry.who.values())) and (span is None or _told_of(entry, span))
    ]
    cut = (
        (
            f"Only the first {MOST_COMPARED:,} claims of {len(entries):,} were compared with each other; name an actor or a "
            "shorter time.",
        )
        if len(entries) > MOST_COMPARED
        else ()
    )
    key = ("origins", tuple(sorted(ids)), span)
    found = scene.kept(key, lambda: same_origins(entries[:MOST_COMPARED]))
    return Found(found, material.names, meant, (*material.notes, *cut))


def find_coverage(scene: Scene, names: Sequence[str], at: str | None, days: int) -> Found[Coverage]:
    """What is told of one actor, or of two together, and of which stretches nothing is. Raises BadInput."""
    meant = scene.meant(*names)
    if not 1 <= len(meant) <= 2:
        raise BadInput(f"{len(meant)} actors are named; name one, or two to ask about both together")
    day = scene.day(at)
    wanted = [ClaimFilter(actors=(first.id,)) for first in meant[0].actors]
    entries = [
        entry
        for entry in scene.some(wanted)
        if all({one.id for one in other.actors} & set(entry.who.values()) for other in meant[1:])
    ]
    found = coverage([one.name for one in meant], entries, day, days)
    return Found([found], {actor.id: actor.name for one in meant for actor in one.actors}, meant, scene.notes)


def _key(scene: Scene, meant: Sequence[Asked], span: DateSpan | None) -> object:
    """On what the whole answer depends before it is narrowed down: on nothing where all was read."""
    return (tuple(actor.id for one in meant for actor in one.actors), span) if scene.large else None


def _told_of(entry: Entry, span: DateSpan) -> bool:
    when = moment(entry)
    return when is not None and when.span.overlaps(span)


@router.get("/disputes", response_model=shapes.Many[shapes.Dispute])
def get_disputes(
    scene: TheScene,
    _: TheSession,
    actor: ActorText = None,
    matter: Matter | None = None,
    first: FromText = None,
    last: ToText = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """What sources differ on, side by side."""
    found = find_disputes(scene, About(actor, first, last), matter)
    return many(found, [dispute_record(one, found.names) for one in found.items[offset : offset + limit]], offset)


@router.get("/forecasts", response_model=shapes.Many[shapes.Forecast])
def get_forecasts(
    scene: TheScene,
    _: TheSession,
    actor: ActorText = None,
    outcome: Outcome | None = None,
    first: FromText = None,
    last: ToText = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """What was feared, planned or expected, and what became of it."""
    found = find_forecasts(scene, About(actor, first, last), outcome)
    return many(found, [forecast_record(one, found.names) for one in found.items[offset : offset + limit]], offset)


@router.get("/origins", response_model=shapes.Many[shapes.Origin])
def get_origins(
    scene: TheScene,
    _: TheSession,
    actor: ActorText = None,
    first: FromText = None,
    last: ToText = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Reports that carry one source's words, and why that is thought."""
    found = find_origins(scene, About(actor, first, last))
    return many(found, [origins_record(one) for one in found.items[offset : offset + limit]], offset)


@router.get("/coverage", response_model=shapes.One[shapes.Coverage])
def get_coverage(
    scene: TheScene,
    _: TheSession,
    actor: Annotated[str, Query(max_length=200)],
    other: ActorText = None,
    at: DayText = None,
    days: Days = 365,
) -> dict[str, Any]:
    """How much is told of an actor, or of two together, and of which stretches of time nothing is."""
    found = find_coverage(scene, [actor, other or ""], at, days)
    return {"notes": found.notes, "record": coverage_record(found.items[0])}


def many(found: Found[Any], records: list[dict[str, Any]], offset: int) -> dict[str, Any]:
    """Records in their frame."""
    return {"total": len(found.items), "offset": offset, "notes": found.notes, "records": records}
