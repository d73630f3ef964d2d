"""How sure the network must be of each thing; set by cross-validation on training passages, kept beside the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1. The mappings name types that need another value than the common one.

    `listed` is how sure a mention must be of an actor of whom nothing is claimed. `agreement` is what a tie gains in log-odds
    that the frames of the cues reader state too. `doubts` says how many times likelier than plain statement a certainty of a
    tie must be: in training the rare ones weigh more than they occur.
    """

    mention: float = 0.5
    same: float = 0.5
    trigger: float = 0.5
    slot: float = 0.5
    relation: float = 0.5
    when: float = 0.5
    listed: float = 0.5
    agreement: float = 0.0
    triggers: Mapping[str, float] = field(default_factory=dict)
    slots: Mapping[str, float] = field(default_factory=dict)
    relations: Mapping[str, float] = field(default_factory=dict)

    doubts: Mapping[str, float] = field(default_factory=dict)

    def of_trigger(self, event: str) -> float:
        """The bar for an event type."""
        return self.triggers.get(event, self.trigger)

    def of_slot(self, slot: str) -> float:
        """The bar for a slot."""
        return self.slots.get(slot, self.slot)

    def of_relation(self, relation: str) -> float:
        """The bar for a relation type."""
        return self.relations.get(relation, self.relation)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """From the file beside the weights."""
        return cls(**value)
