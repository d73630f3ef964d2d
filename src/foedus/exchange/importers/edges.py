"""Signed edge lists as claims: a tie for each row, of the nearest kind that bears the sign."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.importers.coding import Coding, known_type
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.relations import span
from foedus.exchange.importers.rows import Row, number
from foedus.model.dates import DateSpan
from foedus.model.reading import GapKind, Reading
from foedus.model.vocabulary import vocabulary


def import_edges(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The ties of a list a,b,sign, with start, end or slice as EDTF dates, and type as a relation type of that sign.

    Raises NotFound or BadInput as `open_table` does.
    """
    told = dataset("edges")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    sign = number(row["sign"])
    meaning = told.codes["sign"].get(sign)
    if meaning is None:
        coding.refused("sign", row["sign"], ("1", "0", "-1"))
        return
    a, b = coding.cast(row["a"]), coding.cast(row["b"])
    if not a or not b:
        coding.gap("an end of the edge has no name")
        return
    start, end = span(row, "start", coding), span(row, "end", coding)
    if row["slice"] and not row["start"] and not row["end"]:
        start = end = _slice(row["slice"], coding)
    coding.relation(_type(told, row, meaning["type"], coding), a[0], b[0], f"sign {sign}", start=start, end=end)


def _type(told: Dataset, row: Row, nearest: str, coding: Coding) -> str:
    """The relation type that the row names, if it bears the row's sign."""
    named = row["type"]
    if not named:
        return nearest
    fits = known_type(named, relation=True) and number(row["sign"]) in told.codes["signs"].get(
        vocabulary().relation(named).sign, ()
    )
    if not fits:
        coding.gap(f"type {named!r} is no relation type of sign {row['sign']}; {nearest} was taken")
    return named if fits else nearest


def _slice(text: str, coding: Coding) -> DateSpan | None:
    try:
        return DateSpan.parse(text)
    except BadInput:
        coding.gap(f"slice {text!r} is no EDTF date; the tie was left without one", GapKind.UNRESOLVED_DATE)
        return None
