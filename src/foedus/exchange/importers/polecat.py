"""POLECAT: machine-coded events in the PLOVER scheme, one a row."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from foedus.exchange.countries import country_coded, country_named
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row
from foedus.exchange.importers.spans import on
from foedus.model.claim import Certainty, Status
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import Reading
from foedus.model.source import Citation


def import_polecat(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The events of a POLECAT file. Context "hypothetical" or "future" makes a claim hypothetical and planned, "negation" denied.

    Raises NotFound or BadInput as `open_table` does.
    """
    told = dataset("polecat")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    found = _meaning(told, row)
    if found is None or found[1]["type"] is None:
        coding.refused("Event Type", row["event type"])
        return
    rule, meaning = found
    type_, people = _roles(told, meaning, row, coding)
    contexts = set(_parts(told, row["contexts"].lower()))
    supposed, denied = (not contexts.isdisjoint(told.codes[word]) for word in ("hypothetical", "denied"))
    day, published = coding.day("event date"), coding.day("publication date")
    country = _country(row["country"])
    source = row["source"]
    coding.event(
        type_,
        rule,
        **people,
        certainty=Certainty.DENIED if denied else Certainty.HYPOTHETICAL if supposed else Certainty.STATED,
        status=Status.PLANNED if supposed else Status.COMPLETED,
        date=on(day) if day else None,
        place=_place(told, row, coding, country),
        country=country,
        citations=(Citation(source, date=on(published) if published else None),) if source else (),
    )


def _meaning(told: Dataset, row: Row) -> tuple[str, Mapping[str, Any]] | None:
    types, modes = (_parts(told, row[column].lower()) for column in ("event type", "event mode"))
    tried = [("event mode", f"{one} {mode}") for one in types for mode in modes]
    for column, code in (*tried, *(("event type", one) for one in types)):
        meaning = told.codes[column].get(code)
        if meaning is not None:
            return f"{column} {code}", meaning
    return None


def _roles(told: Dataset, meaning: Mapping[str, Any], row: Row, coding: Coding) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The type, and who stands where. Several actors without a recipient are, of violence, the sides of a clash, and not told
    which of them stood together: no tie may follow."""
    one = _people(told, row, coding, "actor")
    two = tuple(name for name in _people(told, row, coding, "recipient") if name not in one)
    if meaning["type"] in told.codes["together"]:
        return meaning["type"], {"participants": (*one, *two)}
    if meaning.get("goes"):
        return meaning["type"], {"targets": one}
    if len(one) > 1 and not two and set(_parts(told, row["event type"].lower())) & set(told.codes["two_sided"]):
        return "clash", {"participants": one}
    return meaning["type"], {"initiators": one, "targets": two}


def _parts(told: Dataset, cell: str) -> list[str]:
    parts = (part.strip() for part in cell.replace("|", told.codes["separator"]).split(told.codes["separator"]))
    return [part for part in parts if part and part.lower() not in told.codes["nothing"]]


def _people(told: Dataset, row: Row, coding: Coding, who: str) -> tuple[str, ...]:
    sectors = _parts(told, row[f"primary {who} sector"].upper())
    kind = next((told.codes["sectors"][one] for one in sectors if one in told.codes["sectors"]), None)
    cells = _parts(told, row[f"{who} name"]) or _parts(told, row[f"{who} name raw"])
    return tuple(dict.fromkeys(name for cell in cells for name in coding.cast(cell, kind)))


def _country(cell: str) -> str | None:
    return country_coded(cell, "alpha3") or country_named(cell)


def _place(told: Dataset, row: Row, coding: Coding, country: str | None) -> Place | None:
    for column, precision in told.codes["precision"].items():
        if row[column] and row[column].lower() not in told.codes["nothing"]:
            return coding.place(row[column], PlacePrecision(precision), country)
    name = row["placename"] or row["raw placename"]
    return Place(name) if name and name.lower() not in told.codes["nothing"] else None
