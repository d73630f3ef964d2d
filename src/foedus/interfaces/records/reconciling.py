"""What came of reconciling the ledger with a dataset, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.analysis.pairing import Told
    from foedus.analysis.reconciling import Finding


def finding_record(one: Finding) -> dict[str, Any]:
    """A finding with the words of both. `points` speak for the two being one incident, None where a person judged that."""
    return {
        "finding": one.kind.value,
        "points": None if one.points is None else round(one.points, 2),
        "differences": [
            {"aspect": found.aspect.value, "how": found.how.value, "ours": found.ours, "theirs": found.theirs}
            for found in one.differences
        ],
        "ours": _told(one.ours),
        "theirs": _told(one.theirs),
    }


def _told(told: Told | None) -> dict[str, Any] | None:
    from foedus.analysis.differing import Aspect, said

    if told is None:
        return None
    at = told.place.location if told.place else None
    return {
        "claim": told.id,
        "in": told.where,
        "type": told.type,
        **{aspect.value: said(told, aspect) for aspect in Aspect},
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "country": told.country,
        "quote": told.quote,
    }
