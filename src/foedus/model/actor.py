"""Actors as one document names them. Who is the same across documents is a judgement, never a property of the actor."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Anything that acts, is acted on, or stands in a tie, in one document (codebook, "Actors").

    `name` is the fullest form in the text, `aliases` the other forms of the same text, `kind` one of the vocabulary's
    actor kinds, `mentions` the half-open offsets where it is named, in order of the text. `lexicon` is the key of the
    bundled lexicon's entry whose name it bears, or None.
    """

    document: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    lexicon: str | None = None

    @property
    def id(self) -> str:
        """Content-hash id: this name and kind in this document."""
        return content_id("act", {"document": self.document, "name": self.name, "kind": self.kind})

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)
