"""Citations the text itself carries, "(Dawn [Karachi], January 4)", and which words each covers (ruling 12)."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.source import Citation


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """`text[start:end]` is the bracket (or the note mark) that carries these citations."""

    start: int
    end: int
    citations: tuple[Citation, ...]
