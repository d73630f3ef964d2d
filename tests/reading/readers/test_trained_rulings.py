"""What the codebook's rulings add to ties: dates of the events told with them, and no tie that ends before it begins."""

from __future__ import annotations

import pytest

from foedus.model.claim import Certainty, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.source import Quote
from foedus.reading.readers.trained.rulings import with_event_dates

QUOTE = Quote("doc-1", 0, 4, "Text")
ORIGIN = Origin("trained", "2")


def _tie(kind: str = "fights", start: str | None = None, end: str | None = None) -> RelationClaim:
    spans = [DateSpan.parse(one) if one else None for one in (start, end)]
    return RelationClaim(type=kind, a="Red", b="Blue", start=spans[0], end=spans[1], quote=QUOTE, origin=ORIGIN)


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [("2009-10", "2009-22", None), ("2009-03", "2009-22", "2009-22"), ("2009", "2009", "2009"), (None, "2009", "2009")],
)
def test_an_end_before_the_start_is_left_out(start: str | None, end: str, kept: str | None) -> None:
    (found,) = with_event_dates([_tie(start=start, end=end)], [])
    assert (found.end.edtf if found.end else None) == kept


def test_a_truce_without_a_start_begins_with_the_agreement_between_the_two() -> None:
    told = EventClaim(
        type="agreement", date=DateSpan.parse("2009-02-16"), participants=("Blue", "Red"), quote=QUOTE, origin=ORIGIN,
        certainty=Certainty.STATED,
    )
    (found,) = with_event_dates([_tie("truce_with")], [told])
    assert found.start is not None
    assert found.start.edtf == "2009-02-16"
