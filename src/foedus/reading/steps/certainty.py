"""Certainty and attribution cues with their scope (codebook, "Certainty and attribution"; ruling 2)."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.claim import Certainty


@dataclass(frozen=True, slots=True)
class Cue:
    """`text[start:end]` makes what stands in `text[scope_start:scope_end]` less than plainly stated, or says who says so.

    `certainty` is STATED for a plain speech verb ("said"); `speaker` is who speaks, as named in the text, or None.
    """

    start: int
    end: int
    scope_start: int
    scope_end: int
    certainty: Certainty
    speaker: str | None = None
