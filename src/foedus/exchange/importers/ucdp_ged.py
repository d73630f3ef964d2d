"""UCDP GED: events of organised violence, one a row (CSV, API JSON, GeoJSON; HDX tags)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.countries import country_named
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row, number
from foedus.exchange.importers.spans import lasting, on, within
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def import_ucdp_ged(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The events of a UCDP GED file: low and high are the bounds of those killed, best stays in the quote.

    What is not exact to the day or place by date_prec and where_prec is a span or an area. In a clash side a initiates, as the
    dataset names it first; it says nothing of who began. Raises NotFound or BadInput as `open_table` does.
    """
    told = dataset("ucdp_ged")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    kind = number(row["type_of_violence"])
    meaning = told.codes["type_of_violence"].get(kind)
    if meaning is None:
        coding.refused("type_of_violence", row["type_of_violence"], told.codes["type_of_violence"])
        return
    status = row["code_status"]
    country = country_named(row["country"])
    coding.event(
        meaning["type"],
        f"type_of_violence {kind}",
        certainty=Certainty.STATED if status in told.codes["sure_status"] else Certainty.HEDGED,
        attribution=row["source_original"] or None,
        citations=_citations(row, coding),
        date=_date(told, row, coding),
        place=_place(told, row, coding, country),
        country=country,
        initiators=coding.cast(row["side_a"], entry=_entry(row, "a")),
        targets=coding.cast(row["side_b"], entry=_entry(row, "b")),
        killed=deaths(row, coding),
    )


def _entry(row: Row, side: str) -> str | None:
    """The lexicon names groups by UCDP's own numbers; governments it has by country."""
    own = number(row[f"side_{side}_new_id"])
    return f"ucdp:{own}" if own and not row[f"side_{side}"].startswith("Government of ") else None


def deaths(row: Row, coding: Coding) -> Count | None:
    """From the low to the high figure. A best figure outside of them, or bounds the wrong way round, are told as a gap."""
    low, high, best = (coding.whole(name if row[name] else f"{name}_est") for name in ("low", "high", "best"))
    bounds = [one for one in (low, high) if one is not None]
    if not bounds:
        return Count(best, best) if best is not None else None
    count = Count(min(bounds), max(bounds)) if len(bounds) == 2 else Count(low, high)
    if low is not None and high is not None and low > high:
        coding.gap(f"low {low} is above high {high}; the two were taken the other way round")
    elif best is not None and not (low or 0) <= best <= (best if high is None else high):
        coding.gap(f"best {best} lies outside low {low} and high {high}, which were taken")
    return count


def _date(told: Dataset, row: Row, coding: Coding) -> DateSpan | None:
    first, last = coding.day("date_start"), coding.day("date_end")
    if first is None or last is None:
        day = first or last
        return on(day) if day else None
    if first > last:
        coding.gap(f"date_start {first} is after date_end {last}", GapKind.UNRESOLVED_DATE)
        return None
    exact = number(row["date_prec"]) in told.codes["exact_date"]
    return lasting(first, last) if exact else within(first, last)


def _place(told: Dataset, row: Row, coding: Coding, country: str | None) -> Place | None:
    code = number(row["where_prec"])
    precision = told.codes["where_prec"].get(code)
    name = row["where_coordinates"] or row["adm_2"] or row["adm_1"] or row["country"]
    if precision is None:
        coding.gap(f"where_prec {code!r} is no code that is known; the coordinates were not taken", GapKind.UNRESOLVED_PLACE)
        return Place(name) if name else None
    return coding.place(name, PlacePrecision(precision), country)


def _citations(row: Row, coding: Coding) -> tuple[Citation, ...]:
    """Each office with its date where the row lists them, else the article as it is described."""
    offices = [office.strip() for office in row["source_office"].split(";")]
    if not any(offices):
        article = " ".join(row["source_article"].split())
        return (Citation(article),) if article else ()
    dates = [day.strip() for day in row["source_date"].split(";")]
    if len(dates) != len(offices):
        if any(dates):
            coding.gap(f"source_date has {len(dates)} dates for {len(offices)} offices; they are cited without")
        dates = [""] * len(offices)
    cited = (Citation(office, date=_published(day, coding)) for office, day in zip(offices, dates, strict=True) if office)
    return tuple(dict.fromkeys(cited))


def _published(day: str, coding: Coding) -> DateSpan | None:
    try:
        if _DAY.match(day):
            return DateSpan.parse(day)
    except BadInput:
        pass
    if day:
        coding.gap(f"source_date {day!r} is no day; its office is cited without one", GapKind.UNRESOLVED_DATE)
    return None
