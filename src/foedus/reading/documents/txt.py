"""Plain text."""

from __future__ import annotations

from foedus.reading.documents.encoding import decode
from foedus.reading.documents.parsed import Clues, Parsed


def parse(data: bytes, clues: Clues) -> Parsed:
    """The text as it stands, with line ends made LF. Plain text says nothing about itself."""
    text, notes = decode(data, clues.charset)
    return Parsed(text, notes=notes)
