"""EDTF text and the days it bounds. The table is the specification."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import BadInput
from foedus.model.dates import DateSpan, Precision

BOUNDS = [
    ("2013-01-02", "2013-01-02", "2013-01-02", Precision.DAY),
    ("2012-02", "2012-02-01", "2012-02-29", Precision.MONTH),
    ("2009", "2009-01-01", "2009-12-31", Precision.YEAR),
    ("2009-21", "2009-03-01", "2009-05-31", Precision.SEASON),
    ("2009-22", "2009-06-01", "2009-08-31", Precision.SEASON),
    ("2009-23", "2009-09-01", "2009-11-30", Precision.SEASON),
    ("2009-24", "2009-12-01", "2010-02-28", Precision.SEASON),
    ("199X", "1990-01-01", "1999-12-31", Precision.DECADE),
    ("19XX", "1900-01-01", "1999-12-31", Precision.CENTURY),
    ("2007/2009-03", "2007-01-01", "2009-03-31", Precision.INTERVAL),
    ("2010-09/..", "2010-09-01", None, Precision.INTERVAL),
    ("../2011", None, "2011-12-31", Precision.INTERVAL),
    ("2010/", "2010-01-01", None, Precision.INTERVAL),
    ("/2010", None, "2010-12-31", Precision.INTERVAL),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), BOUNDS)
def test_edtf_text_bounds_the_right_days(text: str, earliest: str | None, latest: str | None, precision: Precision) -> None:
    span = DateSpan.parse(text)
    assert (span.earliest and span.earliest.isoformat(), span.latest and span.latest.isoformat()) == (earliest, latest)
    assert span.precision is precision
    assert str(span) == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2011~", True, False), ("2011?", False, True), ("2011%", True, True), ("2011~/2012", True, False), ("2011", False, False)],
)
def test_qualifiers_are_kept(text: str, approximate: bool, uncertain: bool) -> None:
    span = DateSpan.parse(text)
    assert (span.approximate, span.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "yesterday",
            "date 'yesterday' is not EDTF; write for example 2013-01-02, 2012-12, 2009-22, 201X, 2007/2009 or 2010-09/..",
        ),
        ("2013-02-30", "date '2013-02-30' does not exist in the calendar"),
        ("2013-13", "date '2013-13' has month 13; months run 01 to 12, seasons 21 (spring) to 24 (winter)"),
        ("0000", "date '0000' has year 0; years run 0001 to 9999"),
        ("2012/2010", "date '2012/2010' ends before it starts; write the earlier date first"),
        ("../..", "date '../..' has neither a start nor an end; write at least one, as in 2010-09/.."),
    ],
)
def test_a_bad_date_is_refused_with_its_reason(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        DateSpan.parse(text)
    assert str(refused.value) == sentence


def test_a_span_knows_its_halves() -> None:
    span = DateSpan.parse("2007/2009-03")
    assert (str(span.start), str(span.end)) == ("2007", "2009-03")
    assert DateSpan.parse("2010/..").end is None
    assert DateSpan.parse("2010").end == DateSpan.parse("2010")


def test_an_open_side_bounds_nothing() -> None:
    open_end = DateSpan.parse("2010-09/..")
    assert open_end.contains(date(2050, 1, 1))
    assert not open_end.contains(date(2010, 8, 31))
    assert open_end.overlaps(DateSpan.parse("../2010-09-01"))
    assert not open_end.overlaps(DateSpan.parse("2009"))


_days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@given(_days)
def test_a_day_is_read_as_the_reference_parser_reads_it(day: date) -> None:
    span = DateSpan.parse(day.isoformat())
    parsed = parse_edtf(span.edtf)
    assert span.earliest == span.latest == day
    assert (parsed.year, parsed.month, parsed.day) == (f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")


@given(_days, _days)
def test_an_interval_contains_both_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = DateSpan.parse(f"{first}/{last}")
    assert span.contains(first)
    assert span.contains(last)
