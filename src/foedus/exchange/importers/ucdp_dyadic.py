"""UCDP Dyadic: who fought whom in which year, and who joined in on which side."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import product
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.spans import parts
from foedus.model.dates import DateSpan
from foedus.model.reading import GapKind, Reading


def import_ucdp_dyadic(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """For each year of a dyad that the two fight, and that secondary parties support the side they joined, within that year.

    Raises NotFound or BadInput as `open_table` does.
    """
    return readings(file, dataset("ucdp_dyadic"), _code, known)


def year_of(row: Row, coding: Coding) -> DateSpan | None:
    """The year of a row; None, with a gap, where it is none."""
    try:
        year = parts(row["year"])
    except BadInput as fault:
        coding.gap(f"year: {fault}", GapKind.UNRESOLVED_DATE)
        return None
    if year is None:
        coding.gap("the row names no year", GapKind.UNRESOLVED_DATE)
    return year


def _code(row: Row, coding: Coding) -> None:
    year = year_of(row, coding)
    own = {side: number(row[f"side_{side}_id"]) for side in "ab"}
    sides = {
        side: coding.cast(row[f"side_{side}"], entry=f"ucdp:{own[side]}" if own[side] and side == "b" else None) for side in "ab"
    }
    if not sides["a"] or not sides["b"]:
        coding.gap("a side of the dyad is not named")
    for a, b in product(sides["a"], sides["b"]):
        coding.relation("fights", a, b, start=year, end=year)
    for side in "ab":
        joined = coding.cast(row[f"side_{side}_2nd"] or row[f"side_{side}2nd"])
        for helper, helped in product(joined, sides[side]):
            coding.relation("supports", helper, helped, "secondary party", start=year, end=year)
