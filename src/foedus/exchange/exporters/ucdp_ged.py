"""CSV in the shape of UCDP GED: fatal events, one a row, in its 49 columns.

Source of the columns and codes: Sundberg and Melander, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace
Research 50 (2013), and its codebook. Numbers that UCDP itself gives out, of conflicts, dyads and grid cells, stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.exchange.exporters.csv_text import csv_lines
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import (
    ARMED,
    STATE,
    Told,
    bounds,
    codes,
    country_of,
    events,
    number,
    report_numbers,
    sources,
)
from foedus.exchange.exporters.tables import Row
from foedus.model.claim import Certainty

_NAME = "UCDP GED"
_YEAR = 366
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_KEY = "ucdp:"  # how the lexicon names an actor of UCDP


def ucdp_ged(told: Selection, report: Report) -> Iterator[str]:
    """The table. An event with no dead is left out, as GED holds only fatal ones."""
    known = codes("ucdp_ged")
    report.note("the quotes; relid holds the id of the claim, which export json and csv hold with its words")
    report.note("types of events: GED tells state-based, non-state and one-sided violence apart, and nothing else")
    report.note("certainty; event_clarity is UCDP's judgement on whether a source added incidents up, and stays empty")
    report.note("on which side the dead were: all are in deaths_unknown")
    report.note("conflict, dyad and PRIO-GRID numbers, admin divisions, and wkt, which UCDP gives out itself")
    yield from csv_lines(known["columns"], _rows(told, report, known))


def _rows(told: Selection, report: Report, known: Mapping[str, Any]) -> Iterator[Row]:
    for one in events(told, report, known["types"], _NAME, _YEAR):
        killed = one.claim.killed
        if killed is None or bounds(killed)[1] < 1:
            report.omit(one.claim.id, f"an event that is not told to have killed anybody: {_NAME} holds only fatal ones")
            continue
        report_numbers(one.claim, report, _NAME)
        if one.claim.certainty is Certainty.HEDGED:
            report.reduce(one.claim.id, "that it is hedged")
        low, high = bounds(killed)
        if killed.approx or killed.min is None or killed.max is None:
            report.reduce(one.claim.id, "that the number of dead is about, at least or at most so many")
        yield {**_who(told, one, report), **_where(one, known, report), **_when(one, known, report), **_said(one)} | {
            "id": number(one.claim.id),
            "relid": one.claim.id,
            "code_status": "Clear",
            "deaths_unknown": low,
            "best": low,
            "high": high,
            "low": low,
        }


def _who(told: Selection, one: Told, report: Report) -> Row:
    claim = one.claim
    a, b = claim.initiators, claim.targets or claim.participants
    kinds_a, kinds_b = ([told.kind(one.entry, name) for name in names] for names in (a, b))
    armed_b = [kind for kind in kinds_b if kind in ARMED]
    if any(kind in STATE for kind in kinds_b) and not any(kind in STATE for kind in kinds_a):
        a, b, kinds_a, kinds_b = b, a, kinds_b, kinds_a  # the government is always side a of state-based violence
        report.reduce(claim.id, "who began: the government stands as side a")
    if not a or not b:
        report.reduce(claim.id, f"type_of_violence, as one side is not named: {_NAME} names both")
        violence = None
    elif not armed_b and not any(kind in STATE for kind in kinds_b):
        violence = _ONE_SIDED
    else:
        violence = _STATE_BASED if any(kind in STATE for kind in kinds_a) else _NON_STATE
    return {
        "type_of_violence": violence,
        "dyad_name": f"{_side(a)} - {_side(b)}" if a and b else None,
        "side_a": _side(a),
        "side_a_new_id": _ucdp(one, a),
        "side_b": _side(b),
        "side_b_new_id": _ucdp(one, b),
    }


def _side(names: Sequence[str]) -> str | None:
    return ", ".join(names) or None


def _ucdp(one: Told, names: Sequence[str]) -> int | None:
    """The number UCDP has for the only actor of a side, where the ledger knows it."""
    key = one.entry.who.get(names[0], "") if len(names) == 1 else ""
    return int(key.removeprefix(_KEY)) if key.startswith(_KEY) and key.removeprefix(_KEY).isdigit() else None


def _where(one: Told, known: Mapping[str, Any], report: Report) -> Row:
    place, country = one.claim.place, country_of(one.claim)
    row: Row = {"country": country.name if country else None, "country_id": country.gw if country else None}
    if place is not None:
        row |= {"where_coordinates": place.name, "where_description": place.name}
    if place is None or place.location is None:
        report.reduce(one.claim.id, "coordinates, as the place is not settled: no point is made up")
        return row | {"where_prec": 6 if country and place is None else None}
    at = place.location
    return row | {"where_prec": known["where_prec"][at.precision.value], "latitude": at.latitude, "longitude": at.longitude}


def _when(one: Told, known: Mapping[str, Any], report: Report) -> Row:
    if one.claim.date and (one.claim.date.approximate or one.claim.date.uncertain):
        report.reduce(one.claim.id, "that the date is approximate or uncertain")
    return {
        "year": one.first.year,
        "date_prec": next(code for days, code in known["date_prec"].items() if one.days <= days),
        "date_start": one.first.isoformat(),
        "date_end": one.last.isoformat(),
    }


def _said(one: Told) -> Row:
    told = list(sources(one.entry))
    return {
        "number_of_sources": len(told),
        "source_article": ";".join('"' + ",".join(part.replace('"', "'") for part in parts) + '"' for parts in told),
        "source_office": ";".join(office for office, _, _ in told),
        "source_date": ";".join(day for _, day, _ in told),
        "source_headline": ";".join(headline for _, _, headline in told),
        "source_original": one.claim.attribution,
    }
