"""Date expressions in running text, resolved to `DateSpan` (codebook, "Dates")."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.dates import DateSpan


@dataclass(frozen=True, slots=True)
class FoundDate:
    """`text[start:end]` is a date expression; `span` its value, or None where it cannot be resolved, with the `reason`.

    `role` is "since" or "until" where the words bound an interval on one side only ("since 2009" has span ``2009`` and
    role "since": what holds since then is still open), "for" for a duration, else None.
    """

    start: int
    end: int
    span: DateSpan | None
    reason: str | None = None
    role: str | None = None
