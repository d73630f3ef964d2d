"""GDELT 2.0: machine-coded events from the news, one a row."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from foedus.exchange.countries import country_coded
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.spans import on
from foedus.model.claim import Status
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation

_COORDINATES = ("actiongeo_lat", "actiongeo_long")


def import_gdelt(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The events of a GDELT 2.0 export file, with the address of the article as their source.

    A row whose event code says nothing that can be claimed, such as the giving of aid, is a gap. Raises NotFound or BadInput as
    `open_table` does.
    """
    told = dataset("gdelt")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def by_prefix(codes: Mapping[str, Any], code: str) -> Mapping[str, Any] | None:
    """What the longest code means that this one begins with."""
    found = (codes[code[:length]] for length in range(len(code), 1, -1) if code[:length] in codes)
    meaning: Mapping[str, Any] | None = next(found, None)
    return meaning


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    code = row["eventcode"]
    meaning = by_prefix(told.codes["eventcode"], code)
    if meaning is None or meaning["type"] is None:
        coding.refused("EventCode", code)
        return
    one, two = (_actor(told, row, coding, side) for side in "12")
    together = meaning["type"] in told.codes["together"]
    people = {"participants": tuple(dict.fromkeys((*one, *two)))} if together else {"initiators": one, "targets": two}
    country = country_coded(row["actiongeo_countrycode"], "fips")
    day = coding.day("day" if row["day"] else "sqldate")
    coding.event(
        meaning["type"],
        f"EventCode {code}",
        **people,
        status=Status.FAILED if meaning.get("failed") else Status.COMPLETED,
        date=on(day) if day else None,
        place=_place(told, row, coding, country),
        country=country,
        citations=(Citation(row["sourceurl"]),) if row["sourceurl"] else (),
    )


def _actor(told: Dataset, row: Row, coding: Coding, side: str) -> tuple[str, ...]:
    actor = f"actor{side}"
    role = next((row[f"{actor}type{n}code"] for n in "123" if row[f"{actor}type{n}code"] in told.codes["kinds"]), "")
    group = row[f"{actor}knowngroupcode"]
    if group:
        kind = told.codes["groups"].get(group, "group")
    elif role:
        kind = told.codes["kinds"][role]
    else:
        is_country = row[f"{actor}code"] and row[f"{actor}code"] == row[f"{actor}countrycode"]
        kind = "state" if is_country else None
    return coding.cast(row[f"{actor}name"], kind)


def _place(told: Dataset, row: Row, coding: Coding, country: str | None) -> Place | None:
    code, name = number(row["actiongeo_type"]), row["actiongeo_fullname"]
    precision = told.codes["actiongeo_type"].get(code)
    if precision is None:
        if code not in told.codes["no_place"]:
            coding.gap(f"ActionGeo_Type {code!r} is no code that is known", GapKind.UNRESOLVED_PLACE)
        return Place(name) if name else None
    return coding.place(name, PlacePrecision(precision), country, _COORDINATES)
