"""UCDP External Support: who backed whom in which year."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.ucdp_dyadic import year_of
from foedus.model.claim import Certainty
from foedus.model.reading import Reading


def import_ucdp_support(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """That a supporter backs a warring party within a year, hedged where alleged; of what kind stays in the quote.

    A row that records that there was no support claims nothing. Raises NotFound or BadInput as `open_table` does.
    """
    return readings(file, dataset("ucdp_support"), _code, known)


def _code(row: Row, coding: Coding) -> None:
    if number(row["ext_sup"]) == "0":
        return
    year = year_of(row, coding)
    own, helped_id = number(row["ext_id"]), number(row["actor_id"])
    helpers = coding.cast(row["ext_name"], entry=f"ucdp:{own}" if own else None)
    helped = coding.cast(row["actor_name"], entry=f"ucdp:{helped_id}" if helped_id else None)
    if not helpers or not helped:
        coding.gap("support is told, but not by whom" if helped else "support is told, but not of whom")
        return
    certainty = Certainty.HEDGED if number(row["ext_alleged"]) == "1" else Certainty.STATED
    for helper in helpers:
        coding.relation("supports", helper, helped[0], start=year, end=year, certainty=certainty)
