"""A quote on one line, as commands print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.interfaces.cli.dates import told
from foedus.interfaces.wording.plain import clean, short

if TYPE_CHECKING:
    from foedus.ledger.entries import Entry

_LONGEST = 240  # characters of a quote on one line


def quote_line(entry: Entry) -> str:
    """A quote with its source on one line."""
    claim, document = entry.claim, entry.document
    words = clean(claim.quote.text)
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    reserve = "" if claim.certainty.value == "stated" else f", {claim.certainty.value}"
    said = f", said by {clean(claim.attribution)}" if claim.attribution else ""
    return f"“{shown}” ({clean(document.label)}, {told(document.published) or 'undated'}{reserve}{said}; {short(claim.id)})"
