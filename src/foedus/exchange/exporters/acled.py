"""CSV in the shape of ACLED: political violence and strategic developments, one event a row, in its 31 columns of 2023.

Source of the columns and codes: Raleigh, Kishi and Linke, "Political instability patterns are obscured by conflict dataset scope
conditions, sources, and coding choices", Humanities and Social Sciences Communications 10 (2023), and ACLED's codebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.exchange.exporters.csv_text import csv_lines
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import ARMED, STATE, Told, bounds, codes, country_of, events, report_numbers, sources
from foedus.exchange.exporters.tables import Row
from foedus.model.claim import Certainty, Status
from foedus.model.dates import Precision

_NAME = "ACLED"
_MONTH = 31


def acled(told: Selection, report: Report) -> Iterator[str]:
    """The table. `notes` holds the quote, event_id_cnty the id of the claim."""
    known = codes("acled")
    report.note("region, admin divisions, source_scale, tags, and timestamp, which is when ACLED itself recorded an event")
    report.note("which groups are rebels and which militias: every group is inter Rebel Groups; a person has none")
    yield from csv_lines(known["columns"], (_row(told, one, known, report) for one in _events(told, report, known)))


def _events(told: Selection, report: Report, known: Mapping[str, Any]) -> Iterator[Told]:
    return events(told, report, known["types"], _NAME, _MONTH)


def _row(told: Selection, one: Told, known: Mapping[str, Any], report: Report) -> Row:
    claim = one.claim
    report_numbers(claim, report, _NAME)
    if one.days > 1 and claim.date and claim.date.precision is not Precision.MONTH:
        report.reduce(claim.id, f"from which day to which: {_NAME} has a day, a week around one, or a month")
    return {
        "event_id_cnty": claim.id,
        "event_date": one.first.isoformat(),
        "year": one.first.year,
        "time_precision": next(code for days, code in known["time_precision"].items() if one.days <= days),
        "source": ";".join(dict.fromkeys(office for office, _, _ in sources(one.entry))),
        "notes": _notes(one),
        **_what(told, one, known, report),
        **_who(told, one, known, report),
        **_where(one, known, report),
        **_dead(one, report),
    }


def _what(told: Selection, one: Told, known: Mapping[str, Any], report: Report) -> Row:
    claim, coded = one.claim, known["types"][one.claim.type]
    kinds = [told.befallen(one.entry, name) for name in claim.targets]
    unarmed = bool(kinds) and not any(kind in ARMED for kind in kinds)
    if claim.type in known["against_civilians"] and unarmed:
        coded = known["on_civilians"]
    elif any(told.kind(one.entry, name) in STATE for name in claim.initiators):
        coded = known["by_state"].get(claim.type, coded)
    if coded.get("nearest"):
        report.reduce(claim.id, f"the type {claim.type}, which has no equal in {_NAME}: {coded['sub_event']} is the nearest")
    return {
        "disorder_type": known["disorder"][coded["event"]],
        "event_type": coded["event"],
        "sub_event_type": coded["sub_event"],
        "civilian_targeting": "Civilian targeting" if unarmed and "community" in kinds else None,
    }


def _who(told: Selection, one: Told, known: Mapping[str, Any], report: Report) -> Row:
    claim = one.claim
    first, second = claim.initiators, claim.targets
    if claim.participants and not (first and second):
        together = tuple(dict.fromkeys((*first, *claim.participants)))
        first, second = together[:1], (*second, *(name for name in together[1:] if name not in second))
    if claim.participants and claim.initiators and claim.targets:
        report.reduce(claim.id, "the participants, as both sides are filled")
    return {**_side(told, one, known, first, 1), **_side(told, one, known, second, 2)}


def _side(told: Selection, one: Told, known: Mapping[str, Any], names: Sequence[str], side: int) -> Row:
    kind_of = told.befallen if set(names[:1]) <= set(one.claim.targets) else told.kind
    kind = kind_of(one.entry, names[0]) if names else None
    return {
        f"actor{side}": names[0] if names else None,
        f"assoc_actor_{side}": "; ".join(names[1:]) or None,
        f"inter{side}": known["inter"].get(kind or ""),
    }


def _where(one: Told, known: Mapping[str, Any], report: Report) -> Row:
    place, country = one.claim.place, country_of(one.claim)
    row: Row = {"country": country.name if country else None, "iso": country.numeric if country else None}
    row["location"] = place.name if place else None
    if place is None or place.location is None:
        report.reduce(one.claim.id, "coordinates, as the place is not settled: no point is made up")
        return row
    at = place.location
    return row | {"latitude": at.latitude, "longitude": at.longitude, "geo_precision": known["geo_precision"][at.precision.value]}


def _dead(one: Told, report: Report) -> Row:
    killed = one.claim.killed
    if killed is None:
        return {}
    low, high = bounds(killed)
    if low != high or killed.approx or killed.min is None or killed.max is None:
        report.reduce(one.claim.id, "the range of the dead, or that it is about or at least so many: fatalities is the least")
    return {"fatalities": low}


def _notes(one: Told) -> str:
    """The quote, and after it what no column holds."""
    claim = one.claim
    told = [f"{claim.certainty.value}" if claim.certainty is Certainty.HEDGED else ""]
    told += [f"status {claim.status.value}" if claim.status is not Status.COMPLETED else ""]
    told += [f"date {claim.date.edtf}" if claim.date and one.days > 1 else ""]
    told += [f"according to {claim.attribution}" if claim.attribution else "", f"dead {claim.killed}" if claim.killed else ""]
    more = "; ".join(filter(None, (f"type {claim.type}", *told)))
    return f"{claim.quote.text} [{more}]"
