"""Place names that no gazetteer entry was settled for: one gap a name and document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from foedus.model.claim import Claim, EventClaim, RelationClaim
from foedus.model.place import Location, Place
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Document
from foedus.reading.steps.places import FoundPlace
from foedus.reading.steps.told import one_line, pattern

_SHOWN = 3  # entries named in a gap


def unsettled(found: Sequence[FoundPlace], claims: Iterable[Claim], document: Document) -> tuple[Gap, ...]:
    """A gap for each name that a claim places something by, or that the text holds, without a location, in order of the text.

    It points at the first such use. A name that is settled at another mention is no gap, unless a claim uses it unsettled.
    """
    gaps: dict[str, Gap] = {}
    for name, place, (start, end) in _used(claims, document):
        gaps.setdefault(name, _gap(document, place, start, end))
    settled = {_compared(mark.place.name) for mark in found if mark.place.location is not None}
    for mark in found:
        name = _compared(mark.place.name)
        if mark.place.location is None and name not in settled:
            before = gaps.get(name)
            if before is None or before.start is None or mark.start < before.start:
                gaps[name] = _gap(document, mark.place, mark.start, mark.end)
    return tuple(sorted(gaps.values(), key=lambda gap: (gap.start or 0, gap.detail)))


def _used(claims: Iterable[Claim], document: Document) -> Iterator[tuple[str, Place, tuple[int, int]]]:
    """The places without a location that claims use, with where each is named, or else the claim's words."""
    seen: set[str] = set()
    for claim in claims:
        place = claim.place if isinstance(claim, EventClaim | RelationClaim) else None
        if place is None or place.location is not None or _compared(place.name) in seen:
            continue
        seen.add(_compared(place.name))
        quote = claim.quote
        words = re.compile(rf"(?<!\w){pattern(place.name)}(?!\w)", re.IGNORECASE)
        named = words.search(document.text, quote.start, quote.end) or words.search(document.text)
        yield _compared(place.name), place, named.span() if named else (quote.start, quote.end)


def _compared(name: str) -> str:
    return one_line(name).casefold()


def _gap(document: Document, place: Place, start: int, end: int) -> Gap:
    return Gap(document.id, GapKind.UNRESOLVED_PLACE, f"{place.name!r} {_why(place)}", start, end)


def _why(place: Place) -> str:
    if not place.candidates:
        return "has no location: the gazetteer knows no such place"
    known = list(dict.fromkeys(map(_known_as, place.candidates)))
    shown, more = ", ".join(known[:_SHOWN]), len(known) - _SHOWN
    return f"has no location: the text does not show that it means {shown}{f' or {more} more' if more > 0 else ''}"


def _known_as(location: Location) -> str:
    return f"{location.name} ({location.country})" if location.country else location.name
