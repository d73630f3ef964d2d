"""What balance theory would make of a change: an organisation gone, a tie over, a tie turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from foedus.analysis.grounds import Pair
from foedus.analysis.rollup import Level
from foedus.analysis.standings import BODIES, Standing, standings
from foedus.analysis.whatif import Supposed, WhatIf, whatif
from foedus.errors import BadInput
from foedus.interfaces.records.balance import whatif_record
from foedus.interfaces.web.api.analyses import shapes
from foedus.interfaces.web.api.analyses.balance import SECONDS
from foedus.interfaces.web.api.analyses.reading import DayText, Material, RollUp, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.ledger.entries import ActorCluster, ClaimFilter

router = APIRouter()
MOST_SUPPOSED = 8

Texts = list[str] | None
Without = Annotated[Texts, Query(max_length=MOST_SUPPOSED, description="An organisation or state gone, by name or id.")]
Ended = Annotated[Texts, Query(max_length=MOST_SUPPOSED, description="The tie of two over: A,B.")]
Flipped = Annotated[Texts, Query(max_length=MOST_SUPPOSED, description="The tie of two turned: A,B.")]


@dataclass(frozen=True, slots=True)
class Told:
    """What is supposed, as texts: actors, and pairs written A,B."""

    without: Sequence[str] = ()
    ended: Sequence[str] = ()
    flipped: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Whether anything is supposed."""
        return bool(self.without or self.ended or self.flipped)


@dataclass(frozen=True, slots=True)
class WhatIfFound:
    """The reading, with what was supposed, how pairs stood before, and the names."""

    item: WhatIf
    supposed: Supposed
    standings: Mapping[Pair, Standing]
    material: Material


def supposed(scene: Scene, told: Told) -> tuple[Supposed, dict[str, ActorCluster]]:
    """What is supposed, by canonical ids, and the actors it names. Raises BadInput and NotFound."""
    actors: dict[str, ActorCluster] = {}

    def one(text: str) -> str:
        meant = scene.meant(text)
        if not meant:
            raise BadInput("no actor is named; give a name")
        actors[meant[0].id] = meant[0].actors[0]
        return meant[0].id

    def pair(text: str) -> tuple[str, str]:
        parts = [part.strip() for part in text[:500].split(",")]
        if len(parts) != 2 or not all(parts):
            raise BadInput(f"{text[:200]!r} does not name two actors; write A,B")
        return one(parts[0]), one(parts[1])

    found = Supposed(
        tuple(one(text[:200]) for text in told.without),
        tuple(pair(text) for text in told.ended),
        tuple(pair(text) for text in told.flipped),
    )
    return found, actors


def material_for(scene: Scene, level: Level, named: Sequence[str]) -> Material:
    """All of a ledger that is not large; else the claims among those named and whom they have to do with."""
    if not scene.large:
        return scene.all(level)
    if not named:
        raise BadInput("this ledger is large; name an actor, to see its ties")

    def made() -> Material:
        own = scene.some(ClaimFilter(actors=(one,)) for one in named)
        near = sorted({actor for entry in own for actor in entry.who.values()})
        around = {*near}
        told = scene.some(ClaimFilter(actors=(one,)) for one in (*named, *near))
        entries = [entry for entry in told if len(around & set(entry.who.values())) > 1]
        note = f"This ledger is large: only ties among those named and the {len(near):,} they have to do with are looked at."
        return scene.material(entries, level, (note,))

    return scene.kept(("around", tuple(sorted(named)), level), made)


def find_standings_of(material: Material, day: date) -> dict[Pair, Standing]:
    """How organisations and states stood at the day."""
    return standings(material.told, day, {one.id for one in material.actors.values() if one.kind in BODIES})


def find_whatif(scene: Scene, day: date, level: Level, told: Told) -> WhatIfFound:
    """The reading of what is supposed. Raises BadInput, NotFound, and Refused where a person is supposed gone."""
    if not told:
        raise BadInput("nothing is supposed; name an actor gone (without=A), a tie over (end=A,B) or turned (flip=A,B)")
    meant, named = supposed(scene, told)
    material = material_for(scene, level, sorted({*meant.actors}))
    actors = {**named, **material.actors}
    found = scene.kept(("whatif", day, level, meant), lambda: whatif(material.told, day, actors, meant, SECONDS))
    return WhatIfFound(found, meant, find_standings_of(material, day), material)


@router.get("/what-if", response_model=shapes.One[shapes.WhatIf])
def get_whatif(
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.UNITS,
    at: DayText = None,
    without: Without = None,
    end: Ended = None,
    flip: Flipped = None,
) -> dict[str, Any]:
    """Triads and camps before and after an organisation is gone, a tie is over or has turned: a theory's reading, no forecast."""
    found = find_whatif(scene, scene.day(at), level, Told(without or (), end or (), flip or ()))
    return {"notes": found.material.notes, "record": whatif_record(found.item, found.material.names)}
