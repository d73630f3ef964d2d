"""CSV in the shape of the Global Terrorism Database: attacks by others than states, one a row, in its 135 columns.

Source of the columns and codes: START, "Global Terrorism Database Codebook: Methodology, Inclusion Criteria, and Variables"
(University of Maryland, 2021). What GTD judges itself, such as whether an act is terrorism, stays empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.exchange.exporters.csv_text import csv_lines
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import ARMED, STATE, Told, bounds, codes, country_of, events, report_numbers, sources
from foedus.exchange.exporters.tables import Row
from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.dates import Precision
from foedus.model.numbers import Count
from foedus.model.place import PlacePrecision

_NAME = "GTD"
_YEAR = 366
_BODIES = (*ARMED, "media")  # whom GTD names as the body that was hit
_MOST = 3  # perpetrators, targets and sources that a row has columns for


def gtd(told: Selection, report: Report) -> Iterator[str]:
    """The table. `summary` holds the quote, `addnotes` the id of the claim; a day or month that is not told is 0, as there."""
    known = codes("gtd")
    report.note("whether an act is terrorism (crit1-3, doubtterr), country and region numbers, weapons, and other judgements")
    report.note("which state forces are police: every force is targtype Military")
    yield from csv_lines(known["columns"], _rows(told, report, known))


def _rows(told: Selection, report: Report, known: Mapping[str, Any]) -> Iterator[Row]:
    of_day: Counter[str] = Counter()
    for one in events(told, report, known["types"], _NAME, _YEAR):
        if any(told.kind(one.entry, name) in STATE for name in one.claim.initiators):
            report.omit(one.claim.id, f"an act of a state: {_NAME} holds acts of others")
            continue
        report_numbers(one.claim, report, _NAME, ("wounded", "captured", "freed"))
        if one.days > 1 and one.claim.date and one.claim.date.precision not in (Precision.MONTH, Precision.YEAR):
            report.reduce(one.claim.id, f"from which day to which: {_NAME} has a day, a month or a year, and words in approxdate")
        day = f"{one.first.year:04d}{_month(one):02d}{_day(one):02d}"
        of_day[day] += 1
        yield {
            "eventid": f"{day}{of_day[day]:04d}",
            "iyear": one.first.year,
            "imonth": _month(one),
            "iday": _day(one),
            "approxdate": one.claim.date.edtf if one.claim.date and (one.days > 1 or one.claim.date.approximate) else None,
            "dbsource": "Foedus",
            **_what(one, known, report),
            **_who(told, one, known, report),
            **_where(one, known, report),
            **_numbers(one.claim, report),
            **_said(one, report),
        }


def _month(one: Told) -> int:
    return one.first.month if (one.first.year, one.first.month) == (one.last.year, one.last.month) else 0


def _day(one: Told) -> int:
    return one.first.day if one.days == 1 else 0


def _what(one: Told, known: Mapping[str, Any], report: Report) -> Row:
    claim, coded = one.claim, known["types"][one.claim.type]
    if coded.get("nearest"):
        report.reduce(claim.id, f"the type {claim.type}, which has no equal in {_NAME}: {coded['text']} is the nearest")
    return {
        "extended": int(one.days > 1 and claim.type == "abduction"),
        "success": 0 if claim.status is Status.FAILED else 1,
        "attacktype1": coded["code"],
        "attacktype1_txt": coded["text"],
        "ishostkid": int(claim.type == "abduction"),
    }


def _who(told: Selection, one: Told, known: Mapping[str, Any], report: Report) -> Row:
    claim = one.claim
    if max(len(claim.initiators), len(claim.targets)) > _MOST:
        report.reduce(claim.id, f"perpetrators or targets beyond the {_MOST} that a row has columns for")
    if claim.participants:
        report.reduce(claim.id, f"the participants, for whom {_NAME} has no column")
    row: Row = {"gname": None if claim.initiators else "Unknown", "guncertain1": int(claim.certainty is Certainty.HEDGED)}
    for position, name in enumerate(claim.initiators[:_MOST], 1):
        row["gname" if position == 1 else f"gname{position}"] = name
    for position, name in enumerate(claim.targets[:_MOST], 1):
        kind = told.befallen(one.entry, name)
        coded = known["targets"].get(kind or "", known["unknown_target"])
        if kind in _BODIES:
            row[f"corp{position}"] = name
        row |= {f"target{position}": name, f"targtype{position}": coded["code"], f"targtype{position}_txt": coded["text"]}
    return row


def _where(one: Told, known: Mapping[str, Any], report: Report) -> Row:
    place, country = one.claim.place, country_of(one.claim)
    row: Row = {"country_txt": country.name if country else None}
    if place is None or place.location is None:
        report.reduce(one.claim.id, "coordinates, as the place is not settled: no point is made up")
        return row | {"city": place.name if place else "Unknown", "specificity": 5}
    at, name = place.location, place.name
    coded = known["specificity"][at.precision.value]
    row |= {"specificity": coded["code"], "vicinity": coded.get("vicinity", 0)}
    if coded.get("nowhere"):
        report.reduce(one.claim.id, f"coordinates, as {_NAME} has none of a {at.precision.value}")
    else:
        row |= {"latitude": at.latitude, "longitude": at.longitude}
    return row | ({"provstate": name, "city": "Unknown"} if at.precision is PlacePrecision.PROVINCE else {"city": name})


def _numbers(claim: EventClaim, report: Report) -> Row:
    """Numbers as single ones; where a range is told the least, as the report says."""
    row: Row = {}
    hostages = claim.captured if claim.type == "abduction" else None
    if claim.captured is not None and hostages is None:
        report.reduce(claim.id, f"the number captured, for which {_NAME} has no column but that of hostages")
    counts = {"nkill": claim.killed, "nwound": claim.wounded, "nhostkid": hostages, "nreleased": claim.freed}
    for column, count in counts.items():
        if count is not None:
            row[column] = bounds(count)[0]
            if _is_loose(count):
                report.reduce(claim.id, "the range of a number, or that it is about, at least or at most so many")
    return row


def _is_loose(count: Count) -> bool:
    return count.approx or count.min != count.max


def _said(one: Told, report: Report) -> Row:
    claim = one.claim
    told = [", ".join(filter(None, (office, headline and f'"{headline}"', day))) for office, day, headline in sources(one.entry)]
    if len(told) > _MOST:
        report.reduce(claim.id, f"sources beyond the {_MOST} that a row has columns for")
    notes = [claim.id, f"type {claim.type}", f"according to {claim.attribution}" if claim.attribution else ""]
    row: Row = {"summary": claim.quote.text, "addnotes": "; ".join(filter(None, notes))}
    return row | {f"scite{position}": source for position, source in enumerate(told[:_MOST], 1)}
