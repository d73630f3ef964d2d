"""Days as datasets write them."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.errors import BadInput
from foedus.exchange.importers.spans import around, day_of, lasting, parts, within

DAY = date(2013, 3, 8)


@pytest.mark.parametrize(
    "text",
    [
        "2013-03-08",
        "2013-3-8",
        "2013-03-08 00:00:00.000",
        "2013-03-08T12:00:00Z",
        "20130308",
        "2013/03/08",
        "08 March 2013",
        "8-Mar-2013",
        "08-Mar-13",
        "March 8, 2013",
        "20130308120000",
    ],
)
def test_days_are_read(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/8/2013", "is not written as 2013-03-08 or 08 March 2013"),
        ("2013-02-30", "does not exist in the calendar"),
        ("0203-03-08", "is absurd: years run from 1700 to 2100"),
        ("8 Foo 2013", "has no month that is known"),
        ("2013", "is not written as 2013-03-08 or 08 March 2013"),
    ],
)
def test_what_is_no_day_is_refused_with_why(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        day_of(text)


def test_the_century_of_two_figures_is_that_of_the_data() -> None:
    assert (day_of("08-Mar-97").year, day_of("08-Mar-69").year) == (1997, 2069)


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (DAY, DAY, "2013-03-08~"),
        (date(2012, 2, 1), date(2012, 2, 29), "2012-02"),
        (date(2013, 2, 1), date(2013, 2, 27), "2013-02-01/2013-02-27"),
        (date(2013, 1, 1), date(2013, 12, 31), "2013"),
    ],
)
def test_bounds_become_the_month_or_year_they_are(first: date, last: date, edtf: str) -> None:
    span = within(first, last)
    assert (span.edtf, span.earliest, span.latest) == (edtf, first, last)


def test_spans_around_and_lasting() -> None:
    assert around(DAY, 3).edtf == "2013-03-05~/2013-03-11~"
    assert (lasting(DAY, DAY).edtf, lasting(DAY, date(2013, 3, 9)).edtf) == ("2013-03-08", "2013-03-08/2013-03-09")


@pytest.mark.parametrize(
    ("given", "edtf"), [(("2013", "0", "0"), "2013"), (("2013", "3", ""), "2013-03"), (("2013.0", "3", "8"), "2013-03-08")]
)
def test_parts_that_are_zero_are_unknown(given: tuple[str, str, str], edtf: str) -> None:
    assert str(parts(*given)) == edtf


def test_no_year_is_no_date_and_words_are_refused() -> None:
    assert parts("0", "3", "8") is None
    with pytest.raises(BadInput, match="date part 'x' is no number"):
        parts("x")
