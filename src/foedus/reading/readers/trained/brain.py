"""What decoding asks of the network, whoever computes it: onnxruntime at run time, torch while training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.reading.readers.trained.features import WindowInput

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The window word by word, N words. `spans` [N, widths, kinds + none] and `triggers` [N, events] are probabilities,
    `certainty` [N, 4], `status` [N, 3] and `attributed` [N] are those facts should the word be a trigger; `state` is what
    the network needs again for the second look."""

    spans: Floats
    triggers: Floats
    certainty: Floats
    status: Floats
    attributed: Floats
    state: Any


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the second look is about: mentions as (first, last, kind), the entity each belongs to (entities are
    numbered from 0 in order), and triggers as (word, event type)."""

    mentions: tuple[tuple[int, int, int], ...]
    entity_of: tuple[int, ...]
    triggers: tuple[tuple[int, int], ...]

    @property
    def entities(self) -> int:
        """How many entities there are."""
        return max(self.entity_of, default=-1) + 1


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Probabilities over the cast: `slots` [T, entities + dates + counts, slots], `relations` [E, E, relations],
    `certainty` [E, E, 4], `evidence` [E, E, N] the attention of each pair over the words; `state` is what `when` needs."""

    slots: Floats
    relations: Floats
    certainty: Floats
    evidence: Floats
    state: Any


class Brain(Protocol):
    """The four questions.

    `same` answers [M, M]: whether two mentions (first, last, kind) name the same entity. `when` answers [R, dates, 2] for
    relations (a, b, type): that a date of the window is the start, or the end, of it, given where each date stands to each
    relation (`timing.standing`, [R, dates, FACTS]).
    """

    def first_look(self, window: WindowInput) -> FirstLook: ...

    def same(self, look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats: ...

    def second_look(self, look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook: ...

    def when(self, second: SecondLook, relations: tuple[tuple[int, int, int], ...], standing: Floats) -> Floats: ...
