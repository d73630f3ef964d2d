"""Calendar units: a day, a week, a season ... as EDTF and as a TIMEX3 value, and arithmetic on them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foedus.model.dates import DateSpan, Precision

_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SEASON_LETTERS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """One calendar unit: `first` is its first day.

    `unit` is "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade" or "century".
    `part` is "early", "mid" or "late" where only that part of it is meant; `approximate` says "about then".
    """

    unit: str
    first: date
    part: str | None = None
    approximate: bool = False

    @classmethod
    def around(cls, unit: str, day: date) -> Moment:
        """The unit that holds the day."""
        match unit:
            case "night":
                return cls("day", day)
            case "week" | "fortnight":
                return cls("week", day - timedelta(days=day.weekday()))
            case "weekend":
                return cls("weekend", day - timedelta(days=day.weekday()) + timedelta(days=5))
            case "month":
                return cls("month", day.replace(day=1))
            case "quarter" | "half":
                size = _MONTHS[unit]
                return cls(unit, date(day.year, (day.month - 1) // size * size + 1, 1))
            case "season":
                return cls.season(day.year - (day.month < 3), 21 + (day.month % 12 - 3) // 3 % 4)
            case "year":
                return cls("year", date(day.year, 1, 1))
            case "decade":
                return cls("decade", date(max(1, day.year // 10 * 10), 1, 1))
            case "century":
                return cls("century", date(max(1, day.year // 100 * 100), 1, 1))
            case _:
                return cls("day", day)

    @classmethod
    def season(cls, year: int, code: int) -> Moment:
        """The season by its EDTF code, 21 (spring) to 24 (winter, from December of that year)."""
        return cls("season", date(year, _SEASON_STARTS[code], 1))

    @property
    def last(self) -> date:
        """Its last day."""
        if self.unit in ("day", "week", "weekend"):
            return self.first + timedelta(days={"day": 0, "week": 6, "weekend": 1}[self.unit])
        return add_months(self.first, _MONTHS[self.unit]) - timedelta(days=1)

    def shifted(self, count: int, unit: str) -> Moment:
        """The same unit so many `unit`s later, earlier if negative.

        Raises OverflowError or ValueError where that lies outside the years 1 to 9999.
        """
        if unit in _DAYS:
            return Moment.around(self.unit, self.first + timedelta(days=_DAYS[unit] * count))
        moved = add_months(self.first, _MONTHS[unit] * count)
        return replace(self, first=moved, part=None) if self.unit in ("day", *_MONTHS) else Moment.around(self.unit, moved)

    def edtf(self) -> str:
        """As the codebook writes it. EDTF has no weeks and quarters: they are intervals."""
        about = "~" if self.approximate else ""
        year = f"{self.first.year:04}"
        match self.unit:
            case "day":
                return self.first.isoformat() + about
            case "month":
                return f"{year}-{self.first.month:02}{about}"
            case "season":
                return f"{year}-{self._season()}{about}"
            case "year":
                return f"{year}-06~" if self.part == "mid" else year + about
            case "decade":
                return self._decade()
            case "century":
                return f"{year[:2]}XX{about}"
            case "quarter" | "half":
                return f"{year}-{self.first.month:02}{about}/{year}-{self.last.month:02}{about}"
            case _:
                return f"{self.first.isoformat()}{about}/{self.last.isoformat()}{about}"

    def _decade(self) -> str:
        first = self.first.year
        match self.part:
            case "early":
                return f"{first:04}/{first + 3:04}~"
            case "mid":
                return f"{first + 4:04}~/{first + 6:04}~"
            case "late":
                return f"{first + 7:04}~/{first + 9:04}"
            case _:
                return f"{first:04}/{first + 9:04}"

    def _season(self) -> int:
        return 21 + (self.first.month % 12 - 3) // 3 % 4

    def timex(self) -> str:
        """The TIMEX3 value (TimeML 1.2.1)."""
        year = f"{self.first.year:04}"
        week = "{}-W{:02}".format(*self.first.isocalendar()[:2])
        return {
            "day": self.first.isoformat(), "week": week, "weekend": f"{week}-WE", "month": f"{year}-{self.first.month:02}",
            "quarter": f"{year}-Q{(self.first.month + 2) // 3}", "half": f"{year}-H{1 + self.first.month // 7}",
            "season": f"{year}-{_SEASON_LETTERS[self._season()]}", "year": year, "decade": year[:3], "century": year[:2],
        }[self.unit]


def day_of(year: int, month: int, day: int) -> Moment | None:
    """The day, None where the calendar has none such."""
    try:
        return Moment("day", date(year, month, day))
    except ValueError:
        return None


def month_of(year: int, month: int) -> Moment | None:
    """The month, None outside the years 1 to 9999."""
    return Moment("month", date(year, month, 1)) if 1 <= year <= date.max.year else None


def of_span(span: DateSpan) -> Moment | None:
    """The unit a date names, None for an open interval; an interval counts as its first half."""
    start = span.start
    if start is None or start.earliest is None:
        return None
    unit = {Precision.DAY: "day", Precision.MONTH: "month", Precision.SEASON: "season", Precision.YEAR: "year",
            Precision.DECADE: "decade", Precision.CENTURY: "century"}[start.precision]
    return Moment(unit, start.earliest)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        raise OverflowError(f"year {year} lies outside 1 to 9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
