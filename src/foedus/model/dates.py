"""Dates as reports give them: partial, approximate, open. EDTF text with its bounds and the words it came from.

Source of the notation: Extended Date/Time Format, Library of Congress, levels 0 to 2 (the part the codebook uses).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from foedus.errors import BadInput

OPEN = ".."

# EDTF season codes; winter runs from December into the next year.
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}

_ONE = re.compile(
    r"""^(?:
        (?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?
      | (?P<decade>\d{3})X
      | (?P<century>\d{2})XX
    )(?P<qualifier>[~?%]?)$""",
    re.VERBOSE,
)


class Precision(StrEnum):
    """How exactly the words fix the date; from fine to coarse."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or interval, bounded by days (both bounds inclusive; no time zone: the report's own calendar days).

    `earliest` or `latest` is None where that side is open or unknown; nothing is ever invented for it.
    `words` are the words of the document it was read from, `anchor` says what a relative date was resolved
    against, for example "published 2013-03-08".
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    words: str | None = None
    anchor: str | None = None

    @classmethod
    def parse(cls, edtf: str, words: str | None = None, anchor: str | None = None) -> Self:
        """Reads EDTF text such as ``2012-11-28~``, ``2009-22``, ``2007/2009`` or ``2010-09/..``.

        Raises BadInput with the reason where the text is no such date or the date does not exist.
        """
        text = edtf.strip()
        if "/" not in text:
            earliest, latest, precision, qualifier = _bounds(text)
            return cls(text, earliest, latest, precision, qualifier in ("~", "%"), qualifier in ("?", "%"), words, anchor)
        first, _, last = text.partition("/")
        start, end = _side(first, text), _side(last, text)
        if start is None and end is None:
            raise BadInput(f"date {edtf!r} has neither a start nor an end; write at least one, as in 2010-09/..")
        if start and end and start[0] > end[1]:
            raise BadInput(f"date {edtf!r} ends before it starts; write the earlier date first")
        qualifiers = (start[3] if start else "") + (end[3] if end else "")
        return cls(
            text,
            start[0] if start else None,
            end[1] if end else None,
            Precision.INTERVAL,
            "~" in qualifiers or "%" in qualifiers,
            "?" in qualifiers or "%" in qualifiers,
            words,
            anchor,
        )

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The span of one calendar day."""
        return cls(day.isoformat(), day, day, Precision.DAY)

    def __str__(self) -> str:
        return self.edtf

    @property
    def start(self) -> DateSpan | None:
        """The span in which it began: the first half of an interval, else the date itself; None if open or unknown."""
        return self._half(0)

    @property
    def end(self) -> DateSpan | None:
        """The span in which it ended: the second half of an interval, else the date itself; None if open or unknown."""
        return self._half(1)

    def _half(self, index: int) -> DateSpan | None:
        if self.precision is not Precision.INTERVAL:
            return self
        half = self.edtf.split("/")[index]
        return None if half in ("", OPEN) else DateSpan.parse(half, self.words, self.anchor)

    def contains(self, day: date) -> bool:
        """Whether the day lies within the bounds; an open side bounds nothing."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def overlaps(self, other: DateSpan) -> bool:
        """Whether some day lies within both."""
        return _not_after(self.earliest, other.latest) and _not_after(other.earliest, self.latest)

    def told_as(self, words: str, anchor: str | None = None) -> DateSpan:
        """The same span with the words and the anchor it was read from."""
        return replace(self, words=words, anchor=anchor)


def _not_after(left: date | None, right: date | None) -> bool:
    return left is None or right is None or left <= right


def _side(text: str, whole: str) -> tuple[date, date, Precision, str] | None:
    if text in ("", OPEN):
        return None
    try:
        return _bounds(text)
    except BadInput as fault:
        raise BadInput(f"date {whole!r}: {fault}") from None


def _bounds(text: str) -> tuple[date, date, Precision, str]:
    found = _ONE.match(text)
    if found is None:
        raise BadInput(
            f"date {text!r} is not EDTF; write for example 2013-01-02, 2012-12, 2009-22, 201X, 2007/2009 or 2010-09/.."
        )
    qualifier = found["qualifier"]
    if found["decade"]:
        first = int(found["decade"]) * 10
        return date(_real_year(first, text), 1, 1), date(first + 9, 12, 31), Precision.DECADE, qualifier
    if found["century"]:
        first = int(found["century"]) * 100
        return date(_real_year(first, text), 1, 1), date(first + 99, 12, 31), Precision.CENTURY, qualifier
    year = _real_year(int(found["year"]), text)
    if found["month"] is None:
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR, qualifier
    month = int(found["month"])
    if found["day"] is not None:
        try:
            day = date(year, month, int(found["day"]))
        except ValueError:
            raise BadInput(f"date {text!r} does not exist in the calendar") from None
        return day, day, Precision.DAY, qualifier
    if month in _SEASON_MONTHS:
        first_month, last_month = _SEASON_MONTHS[month]
        last_year = year + (last_month < first_month)
        return date(year, first_month, 1), _month_end(last_year, last_month, text), Precision.SEASON, qualifier
    if not 1 <= month <= 12:
        raise BadInput(f"date {text!r} has month {month}; months run 01 to 12, seasons 21 (spring) to 24 (winter)")
    return date(year, month, 1), _month_end(year, month, text), Precision.MONTH, qualifier


def _real_year(year: int, text: str) -> int:
    if year < 1:
        raise BadInput(f"date {text!r} has year {year}; years run 0001 to 9999")
    return year


def _month_end(year: int, month: int, text: str) -> date:
    if year > date.max.year:
        raise BadInput(f"date {text!r} runs past year 9999")
    return date(year, month, monthrange(year, month)[1])
