"""Counts in running text (codebook, "Numbers")."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.numbers import Count


@dataclass(frozen=True, slots=True)
class FoundCount:
    """`text[start:end]` is a number word or phrase; `count` its value; `of` the noun it counts ("militants"), lower case, or None."""

    start: int
    end: int
    count: Count
    of: str | None = None
