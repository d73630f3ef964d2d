"""Counts as reports give them (codebook, "Numbers")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from foedus.errors import BadInput


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: `min` to `max`, None where that side is not told; `approx` for "about", "dozens", "several"."""

    min: int | None
    max: int | None
    approx: bool = False

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise BadInput("a count needs a min or a max; leave the whole count out where the text gives no number")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise BadInput(f"count {self.min} to {self.max} runs backwards; write the smaller number first")
        if (self.min or 0) < 0 or (self.max or 0) < 0:
            raise BadInput(f"count {self.min} to {self.max} is negative; people are counted from 0 up")

    def to_json(self) -> dict[str, Any]:
        """The codebook's form: ``{"min": 50, "max": 200, "approx": false}``."""
        return {"min": self.min, "max": self.max, "approx": self.approx}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(value.get("min"), value.get("max"), bool(value.get("approx", False)))

    def __str__(self) -> str:
        about = "about " if self.approx else ""
        if self.min == self.max:
            return f"{about}{self.min}"
        if self.max is None:
            return f"{about}at least {self.min}"
        if self.min is None:
            return f"{about}up to {self.max}"
        return f"{about}{self.min} to {self.max}"
