"""Disputes, shared origins, forecasts, silences and incidents told several times, as records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.interfaces.records.claims import quote_record
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import Dates, edtf

if TYPE_CHECKING:
    from foedus.analysis.coverage import Coverage
    from foedus.analysis.disputes import Dispute
    from foedus.analysis.forecasts import Forecast
    from foedus.analysis.matching import Incident
    from foedus.analysis.origins import SameOrigin


def dispute_record(one: Dispute, names: Mapping[str, str]) -> dict[str, Any]:
    """What sources differ on, with what each says."""
    return {
        "matter": one.matter.value,
        "slot": one.slot,
        "actors": [names.get(actor, actor) for actor in one.pair] if one.pair else None,
        "sides": [{"says": said, **quote_record(entry)} for said, entry in one.sides],
    }


def origins_record(one: SameOrigin) -> dict[str, Any]:
    """Reports that carry one source's words, and why they seem to."""
    return {"documents": one.documents, "why": one.reasons, "quotes": [quote_record(entry) for entry in one.entries]}


def forecast_record(one: Forecast, names: Mapping[str, str], dates: Dates = edtf) -> dict[str, Any]:
    """What was feared, planned or expected, and what became of it. `dates` writes those in its sentence."""
    return {
        "outcome": one.outcome.value,
        "made": one.made.edtf,
        "sentence": sentence(one.entry, names, dates),
        "forecast": quote_record(one.entry),
        "evidence": [quote_record(entry) for entry in one.evidence],
    }


def coverage_record(found: Coverage) -> dict[str, Any]:
    """How much is told of one actor or two, and of which stretches of time nothing is."""
    return {
        "actors": list(found.actors),
        "claims": found.claims,
        "documents": found.documents,
        "first": _day(found.first),
        "last": _day(found.last),
        "reported": _day(found.reported),
        "last_reported": _day(found.last_reported),
        "undated": found.undated,
        "silences": [{"first": _day(one.first), "last": _day(one.last)} for one in found.silences],
    }


def incident_record(one: Incident) -> dict[str, Any]:
    """Claims that seem to tell one incident, and what each two of them agree in."""
    return {
        "claims": [quote_record(entry) for entry in one.entries],
        "matches": [
            {
                "a": match.one.claim.id,
                "b": match.other.claim.id,
                "points": match.points,
                "why": list(match.reasons),
                "judgement": match.judged.id if match.judged else None,
            }
            for match in one.matches
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
