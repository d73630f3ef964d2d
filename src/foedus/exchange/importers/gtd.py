"""GTD: terrorist incidents, one a row, from the user's own copy."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator
from itertools import chain
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.countries import country_named
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.spans import day_of, edtf, on, parts
from foedus.model.claim import Certainty, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation

_SIDES = ("1", "2", "3")
_NAMED = ("gname", "gname2", "gname3")
# "Headline," Publisher, January 2, 2010.
_CITED = re.compile(r'^(?:[“"].*?[”"]\s*)?(?P<publisher>[^,“”"]+), (?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\.?$', re.DOTALL)


def import_gtd(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The incidents of a GTD file. An attempt that did not succeed failed; a perpetrator who is not sure makes the claim hedged.

    Where groups claimed it each for itself, the first is hedged as who did it, and the others' claims are statements: rivals are
    not said to have acted together.

    Raises NotFound or BadInput as `open_table` does.
    """
    told = dataset("gtd")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    code = number(row["attacktype1"])
    meaning = told.codes["attacktype1"].get(code)
    if meaning is None:
        coding.refused("attacktype1", row["attacktype1"], told.codes["attacktype1"])
        return
    country = country_named(row["country_txt"])
    rivals = number(row["compclaim"]) == "1"
    unsure = rivals or any(number(row[f"guncertain{side}"]) == "1" for side in _SIDES)
    first, *others = (coding.cast(row[column]) for column in _NAMED)
    initiators = first if rivals else tuple(dict.fromkeys(chain(first, *others)))
    coding.event(
        meaning["type"],
        f"attacktype1 {code}",
        certainty=Certainty.HEDGED if unsure else Certainty.STATED,
        status=Status.FAILED if number(row["success"]) == "0" else Status.COMPLETED,
        citations=_citations(row),
        date=_date(row, coding),
        place=_place(told, row, coding, country),
        country=country,
        initiators=initiators,
        targets=_targets(told, row, coding),
        killed=_count(told, "nkill", row, coding),
        wounded=_count(told, "nwound", row, coding),
        captured=_count(told, "nhostkid", row, coding),
        freed=_count(told, "nreleased", row, coding),
    )
    for name in chain(*others) if rivals else ():
        if name not in first:
            coding.event("statement", "compclaim", initiators=(name,), citations=_citations(row))


def _date(row: Row, coding: Coding) -> DateSpan | None:
    """0 for month or day means unknown; a day that is only approximate ("approxdate") has words of its own in the row."""
    year, month, day = (number(row[name]) for name in ("iyear", "imonth", "iday"))
    try:
        span = parts(year, month, day)
        last = day_of(row["resolution"]) if row["resolution"] and number(row["extended"]) == "1" else None
    except BadInput as fault:
        coding.gap(f"iyear {year!r}, imonth {month!r}, iday {day!r}: {fault}", GapKind.UNRESOLVED_DATE)
        return None
    if span is None or last is None or span.latest is None or last <= span.latest:
        return span
    return edtf(f"{span.edtf}/{on(last).edtf}")


def _place(told: Dataset, row: Row, coding: Coding, country: str | None) -> Place | None:
    names = (row[column] for column in ("city", "provstate", "country_txt"))
    name = next((one for one in names if one and one.lower() != "unknown"), "")
    code = number(row["specificity"])
    precision = told.codes["specificity"].get(code)
    if precision is None:
        if code not in ("", *told.codes["unknown"]):
            coding.gap(f"specificity {code!r} is no code that is known", GapKind.UNRESOLVED_PLACE)
        return Place(name) if name else None
    if precision == PlacePrecision.POINT and number(row["vicinity"]) == "1":
        precision = told.codes["vicinity_precision"]
    return coding.place(name, PlacePrecision(precision), country)


def _targets(told: Dataset, row: Row, coding: Coding) -> tuple[str, ...]:
    """Bodies that were hit; where none is named, the people, for the types of target that act or suffer as one."""
    names: list[str] = []
    for side in _SIDES:
        meaning = told.codes["targtype"].get(number(row[f"targtype{side}"]))
        body, people = row[f"corp{side}"], row[f"target{side}"]
        if meaning is None:
            continue
        if body.lower() not in told.codes["nobody"]:
            names.extend(coding.cast(body, meaning["kind"]))
        elif people.lower() in told.codes["civilians"]:
            names.extend(coding.cast(people, "community"))
        elif meaning.get("told") and people.lower() not in told.codes["nobody"]:
            names.extend(coding.cast(people, meaning["kind"]))
    return tuple(dict.fromkeys(names))


def _count(told: Dataset, column: str, row: Row, coding: Coding) -> Count | None:
    """A number of people. GTD splits the dead of linked incidents evenly among them: a fraction is between two numbers."""
    text = row[column]
    try:
        share = float(text) if text and text not in told.codes["unknown"] else None
    except ValueError:
        share = None
    if share is not None and math.isfinite(share) and share > 0 and not share.is_integer():
        return Count(math.floor(share), math.ceil(share), approx=True)
    return coding.count(column, told.codes["unknown"])


def _citations(row: Row) -> tuple[Citation, ...]:
    cited = (" ".join(row[f"scite{side}"].split()) for side in _SIDES)
    return tuple(dict.fromkeys(_citation(text) for text in cited if text))


def _citation(text: str) -> Citation:
    found = _CITED.match(text)
    if found is None:
        return Citation(text)
    try:
        return Citation(found["publisher"].strip(), date=on(day_of(found["date"])))
    except BadInput:
        return Citation(text)
