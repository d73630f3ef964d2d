"""What a reader is. Backends differ; the pipeline, the anchor and the conformance tests are the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from foedus.model.actor import Actor
from foedus.model.claim import Claim
from foedus.model.reading import Gap
from foedus.reading.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader proposes. Quotes may still be unplaced (start -1): `anchor.place` finds their words or makes them gaps."""

    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()


@runtime_checkable
class Reader(Protocol):
    """Reads one prepared document. Same text, same draft: no clock, no random seed, no memory of other documents.

    `name` is what ``--reader`` takes; `version` changes whenever the same text may give other claims.
    """

    name: str
    version: str

    def read(self, prepared: Prepared) -> Draft:
        """The claims of the document. Raises ReadingFailed where the reader broke down; never returns less in silence."""
        ...
