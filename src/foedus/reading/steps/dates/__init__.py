"""Date expressions in running text, resolved to `DateSpan` (codebook, "Dates")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.steps.dates.moments import of_span
from foedus.reading.steps.dates.ranges import Stretch, stretches
from foedus.reading.steps.dates.scan import scan
from foedus.reading.steps.dates.tokens import Token


@dataclass(frozen=True, slots=True)
class FoundDate:
    """`text[start:end]` is a date expression; `span` its value, or None where it cannot be resolved, with the `reason`.

    `role` is "since" or "until" where the words bound an interval on one side only ("since 2009" has span ``2009`` and
    role "since": what holds since then is still open), "for" for a duration, else None.
    """

    start: int
    end: int
    span: DateSpan | None
    reason: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """`text[start:end]` is an expression of time in the sense of TimeML 1.2.1.

    `kind` is DATE, TIME, DURATION or SET, `value` its TIMEX3 value.
    """

    start: int
    end: int
    kind: str
    value: str


def find(text: str, published: DateSpan | None) -> tuple[FoundDate, ...]:
    """The calendar dates of the text, in order, none overlapping another.

    Times of day, durations and recurrences are not dates (`find_timex` gives them).
    """
    words, found = scan(text, of_span(published) if published else None)
    return tuple(_found_date(text, words, stretch) for stretch in stretches(words, found))


def find_timex(text: str, published: DateSpan | None) -> tuple[Timex, ...]:
    """Every expression of time, by the same grammar, valued as TIMEX3; days without a year are the nearest to publication."""
    words, found = scan(text, of_span(published) if published else None, nearest=True)
    return tuple(Timex(words[hit.first].start, words[hit.last - 1].end, hit.meaning.kind, hit.meaning.value) for hit in found)


def _found_date(text: str, words: Sequence[Token], stretch: Stretch) -> FoundDate:
    start, end = words[stretch.first].start, words[stretch.last - 1].end
    settled = stretch.settled
    if settled.moment is None:
        return FoundDate(start, end, None, settled.reason, stretch.role)
    edtf = settled.moment.edtf()
    if settled.until:
        edtf = f"{edtf.partition('/')[0]}/{settled.until.edtf().rpartition('/')[2]}"
    try:
        span = DateSpan.parse(edtf, text[start:end], settled.anchor)
    except BadInput as fault:
        return FoundDate(start, end, None, str(fault), stretch.role)
    return FoundDate(start, end, span, None, stretch.role)
