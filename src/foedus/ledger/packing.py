"""Outlines as they are written: which two actors each claim is about and from when on, packed. `outlines.py` reads them.

This stands alone, since a migration needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from struct import Struct
from typing import Any

ENDS, ACROSS, ASIDE, TOGETHER = range(4)  # a and b; initiator and target; two initiators; two participants
ALWAYS, NEVER = 0, 2**31 - 1  # of claims that nothing dates, and of those with an open start

_RECORD = Struct("<qqqii")
FIELDS = [("claim", "<i8"), ("a", "<i8"), ("b", "<i8"), ("begins", "<i4"), ("how", "<i4")]

Row = Mapping[str, Any]
Takers = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Outlined:
    """One claim: its number, type, the day from which it is evidence (`begins`), and the actors in each slot, by number."""

    seq: int
    type: str
    begins: int
    takers: Takers


def begins(told: Row, published: Row) -> int:
    """The day from which a claim is evidence, as an ordinal, of its row and its document's (see `analysis/bearings.py`)."""
    for prefix in ("date", "start"):
        if told[f"{prefix}_edtf"] is not None:
            return _ordinal(told[f"{prefix}_earliest"])
    if published["published_edtf"] is None:
        return ALWAYS
    seen, ended = _ordinal(published["published_latest"]), _ordinal(told["end_earliest"])
    if told["end_edtf"] is not None and not seen < ended < NEVER:
        return ended if ended == NEVER else ended - 1  # it held on the eve of its end
    return _ordinal(published["published_earliest"])


def outline_rows(claims: Iterable[Outlined], reading_seq: int) -> Iterator[dict[str, Any]]:
    """The rows of `outline` for claims of one reading: one for each type that any two actors stand in."""
    packed: dict[str, list[bytes]] = defaultdict(list)
    first: dict[str, int] = {}
    for told in claims:
        records = [_RECORD.pack(told.seq, a, b, told.begins, how) for a, b, how in _pairs(told.takers)]
        if records:
            first.setdefault(told.type, told.seq)
            packed[told.type].extend(records)
    for kind, records in packed.items():
        yield {"claim": first[kind], "reading": reading_seq, "type": kind, "pairs": b"".join(records)}


def _pairs(takers: Takers) -> Iterator[tuple[int, int, int]]:
    for left, right, how in (("a", "b", ENDS), ("initiators", "targets", ACROSS)):
        for a, b in product(takers.get(left, ()), takers.get(right, ())):
            yield a, b, how
    for slot, how in (("initiators", ASIDE), ("participants", TOGETHER)):
        for a, b in combinations(takers.get(slot, ()), 2):
            yield a, b, how


def _ordinal(day: date | str | None) -> int:
    """The day as a number; the driver of SQLite gives text where it is not told the type."""
    if day is None:
        return NEVER
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()
