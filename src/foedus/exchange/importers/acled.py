"""ACLED: political violence and protest, one event a row, in present and former columns."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from foedus.exchange.countries import country_coded, country_named
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.spans import around, edtf, on
from foedus.model.dates import DateSpan
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation

_HALF_WEEK = 3  # days; ACLED gives the middle of the week that is told


def import_acled(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The events of an ACLED file. Actor 1 initiates: ACLED names it first, and in one-sided violence it is the perpetrator.

    Associated actors stand on their actor's side; unidentified ones are nobody. Time precision 2 is a week, 3 a month. Raises
    NotFound or BadInput as `open_table` does.
    """
    told = dataset("acled")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    found = _meaning(told, row)
    if found is None or found[1]["type"] is None:
        code = row["sub_event_type"] or row["event_type"]
        coding.refused("event_type" if not row["sub_event_type"] else "sub_event_type", code)
        return
    rule, meaning = found
    country = country_coded(row["iso"], "numeric") or country_coded(row["iso3"], "alpha3") or country_named(row["country"])
    coding.event(
        meaning["type"],
        rule,
        **_people(told, meaning, row, coding),
        date=_date(row, coding),
        place=_place(told, row, coding, country),
        country=country,
        killed=coding.count("fatalities"),
        citations=tuple(Citation(source) for source in dict.fromkeys(map(str.strip, row["source"].split(";"))) if source),
    )


def _meaning(told: Dataset, row: Row) -> tuple[str, Mapping[str, Any]] | None:
    """The code that decides, and what it means here."""
    for column in ("sub_event_type", "event_type"):
        code = row[column].lower().replace("protestors", "protesters")
        meaning = told.codes[column].get(code)
        if meaning is not None:
            return f"{column} {row[column]}", meaning
    return None


def _people(told: Dataset, meaning: Mapping[str, Any], row: Row, coding: Coding) -> dict[str, tuple[str, ...]]:
    one = _side(told, row, coding, "1")
    two = _side(told, row, coding, "2")
    if meaning["type"] in told.codes["together"]:
        return {"participants": tuple(dict.fromkeys((*one, *two)))}
    if meaning.get("turned"):
        one, two = two, one
    return {"initiators": one, "targets": tuple(name for name in two if name not in one)}


def _side(told: Dataset, row: Row, coding: Coding, side: str) -> tuple[str, ...]:
    inter = number(row[f"inter{side}"]).lower()
    kind = told.codes["inter"].get(inter)
    if kind is None and inter not in told.codes["no_inter"]:
        coding.gap(f"inter{side} {row[f'inter{side}']!r} is no code that is known")
    actor = row[f"actor{side}"]
    names = list(coding.cast(actor, "state" if actor.startswith("Government of ") else kind))
    for other in (row[f"assoc_actor_{side}"] or row[f"ally_actor_{side}"]).split(";"):
        names.extend(coding.cast(other.strip()))
    return tuple(dict.fromkeys(names))


def _date(row: Row, coding: Coding) -> DateSpan | None:
    day = coding.day("event_date")
    precision = number(row["time_precision"] or row["time_precis"])
    return spanned(day, precision, coding) if day else None


def spanned(day: date, precision: str, coding: Coding) -> DateSpan:
    """The day itself for precision 1 or none, its week for 2, its month for 3; an unknown code leaves it about that day."""
    if precision in ("", "1"):
        return on(day)
    if precision == "2":
        return around(day, _HALF_WEEK)
    if precision == "3":
        return edtf(f"{day:%Y-%m}")
    coding.gap(f"time_precision {precision!r} is none of 1, 2 and 3", GapKind.UNRESOLVED_DATE)
    return edtf(f"{day.isoformat()}~")


def _place(told: Dataset, row: Row, coding: Coding, country: str | None) -> Place | None:
    code = number(row["geo_precision"] or row["geo_precis"])
    name = row["location"] or row["admin3"] or row["admin2"] or row["admin1"] or row["country"]
    precision = told.codes["geo_precision"].get(code)
    if precision is None:
        coding.gap(f"geo_precision {code!r} is none of 1, 2 and 3; the coordinates were not taken", GapKind.UNRESOLVED_PLACE)
        return Place(name) if name else None
    if precision == PlacePrecision.PROVINCE:
        name = row["admin1"] or name
    return coding.place(name, PlacePrecision(precision), country)
