"""Days as datasets write them, and spans that are no more exact than what they say."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from foedus.errors import BadInput
from foedus.model.dates import DateSpan

_EARLIEST, _LATEST = 1700, 2100  # years outside are slips, not events
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.+Z-]*)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?\Z")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})\Z")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ ,-]*(\d{4}|\d{2})\Z")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@lru_cache(maxsize=16384)
def day_of(text: str) -> date:
    """The day of "2013-03-08", "20130308", "2013/03/08", "08 March 2013" or "March 8, 2013", also with a time behind it.

    Raises BadInput for anything else, such as 3/8/2013, which is one of two days, and for absurd years.
    """
    told = text.strip()
    found = _ISO.match(told) or _COMPACT.match(told) or _SLASHED.match(told)
    if found:
        year, month, day = (int(part) for part in found.groups())
    elif words := _WORDS.match(told):
        day, month, year = int(words[1]), _month(words[2], text), _century(words[3])
    elif words := _AMERICAN.match(told):
        day, month, year = int(words[2]), _month(words[1], text), int(words[3])
    else:
        raise BadInput(f"date {text!r} is not written as 2013-03-08 or 08 March 2013")
    _check_year(year, text)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput(f"date {text!r} does not exist in the calendar") from None


def _month(word: str, text: str) -> int:
    if word[:3].lower() not in _MONTHS:
        raise BadInput(f"date {text!r} has no month that is known")
    return _MONTHS.index(word[:3].lower()) + 1


def _century(year: str) -> int:
    """ACLED's old "08-Mar-13": its data begin in 1997."""
    number = int(year)
    return number if len(year) == 4 else 1900 + number if number > 69 else 2000 + number


def _check_year(year: int, text: str) -> None:
    if not _EARLIEST <= year <= _LATEST:
        raise BadInput(f"date {text!r} is absurd: years run from {_EARLIEST} to {_LATEST}")


@lru_cache(maxsize=16384)
def edtf(text: str) -> DateSpan:
    """The span of EDTF text; the same few recur all through a dataset."""
    return DateSpan.parse(text)


def on(day: date) -> DateSpan:
    """Exactly this day."""
    return edtf(day.isoformat())


def about(day: date) -> DateSpan:
    """Around this day."""
    return edtf(f"{day.isoformat()}~")


def lasting(first: date, last: date) -> DateSpan:
    """From the first day to the last. Raises BadInput where they stand the wrong way round."""
    return on(first) if first == last else edtf(f"{first.isoformat()}/{last.isoformat()}")


def within(first: date, last: date) -> DateSpan:
    """Some time between two days: the month or the year where they are its ends. A single day is then only near the truth."""
    if first == last:
        return about(first)
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == monthrange(last.year, last.month)[1]:
        return edtf(f"{first:%Y-%m}")
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return edtf(f"{first.year:04}")
    return lasting(first, last)


def around(day: date, days: int) -> DateSpan:
    """Some time from so many days before to as many after."""
    first, last = day - timedelta(days), day + timedelta(days)
    return edtf(f"{first.isoformat()}~/{last.isoformat()}~")


def parts(year: str, month: str = "", day: str = "") -> DateSpan | None:
    """The span of a year, month and day of which 0 or nothing means unknown; None without a year. Raises BadInput."""
    numbers = [_number(part) for part in (year, month, day)]
    if numbers[0] <= 0:
        return None
    _check_year(numbers[0], year)
    if numbers[1] <= 0:
        return edtf(f"{numbers[0]:04}")
    text = f"{numbers[0]:04}-{numbers[1]:02}"
    return edtf(text if numbers[2] <= 0 else f"{text}-{numbers[2]:02}")


def _number(part: str) -> int:
    try:
        return int(float(part or "0"))
    except (ValueError, OverflowError):
        raise BadInput(f"date part {part!r} is no number") from None
