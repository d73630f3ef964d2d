"""Promise 1: no claim leaves reading unless its quote stands in the text, at its offsets, word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from foedus.model.claim import Claim
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Document, Quote

UNPLACED = -1


def unplaced(document: Document, words: str) -> Quote:
    """A quote whose words a reader gives without saying where they stand."""
    return Quote(document.id, UNPLACED, UNPLACED, words)


def place(document: Document, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Gap, ...]]:
    """The claims whose quotes stand in the document, and a gap for each that does not.

    A quote at wrong offsets is moved to the nearest place where its very words stand; words that stand nowhere, even
    if they nearly do, are never bent to fit.
    """
    placed: list[Claim] = []
    gaps: list[Gap] = []
    for claim in claims:
        if claim.quote.stands_in(document):
            placed.append(claim)
        elif (start := _nearest(document.text, claim.quote.text, claim.quote.start)) is not None:
            quote = Quote(document.id, start, start + len(claim.quote.text), claim.quote.text)
            placed.append(replace(claim, quote=quote))
        else:
            words = claim.quote.text[:200]
            detail = f"{claim.type} claim of reader {claim.origin.reader}: the words {words!r} do not stand in the text"
            gaps.append(Gap(document.id, GapKind.UNPLACED_QUOTE, detail))
    return tuple(placed), tuple(gaps)


def _nearest(text: str, words: str, near: int) -> int | None:
    """Where the words stand, closest to `near`; the first such place where `near` is UNPLACED."""
    if not words.strip():
        return None
    best: int | None = None
    at = text.find(words)
    while at >= 0:
        if best is None or (near >= 0 and abs(at - near) < abs(best - near)):
            best = at
        at = text.find(words, at + 1)
    return best
