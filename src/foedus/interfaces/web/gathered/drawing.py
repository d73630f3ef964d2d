"""Small drawings as numbers for SVG: bars by year, and bands over time whose ends may be uncertain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analysis.spells import Known, Spell

_LEAST_BAR, _LEAST_BAND = 1.5, 5.0  # pixels, so that one claim or one day is seen
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_LABEL = 44  # pixels that the number of a year needs


@dataclass(frozen=True, slots=True)
class Bar:
    """A year with its number."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars over years, first to last."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Band:
    """From when to when something lasted: surely from `x` for `width`, perhaps from `early` and until `late`."""

    early: float
    x: float
    width: float
    late: float
    starts_open: bool
    ends_open: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Days laid out over a width."""

    first: date
    last: date
    width: int

    def at(self, day: date) -> float:
        """Where a day lies."""
        days = max(1, (self.last - self.first).days)
        return round(min(1.0, max(0.0, (day - self.first).days / days)) * self.width, 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The years to write."""
        begins = self.first.year + (self.first > date(self.first.year, 1, 31))
        return _ticks(begins, self.last.year, self.width, lambda year: self.at(date(year, 1, 1)))


def bars(years: Mapping[int, int], width: int, height: int) -> Bars:
    """Bars for the years that have a number, over all from the first to the last; at least one year."""
    first, last = min(years), max(years)
    each = width / (last - first + 1)
    most = max(years.values())
    made = []
    for year, count in sorted(years.items()):
        high = max(_LEAST_BAR, height * count / most)
        left = (year - first) * each
        gap = min(2.0, each / 4)
        made.append(Bar(year, count, round(left, 2), round(height - high, 2), round(each - gap, 2), round(high, 2)))
    ticks = _ticks(first, last, width, lambda year: round((year - first + 0.5) * each, 1))
    return Bars(width, height, tuple(made), ticks, first, last)


def axis_of(spells: Sequence[Spell], width: int, until: date | None) -> Axis | None:
    """An axis on which all these spells lie, with a margin; None where none is dated."""
    days = [day for one in spells for day in _days(one)]
    if not days:
        return None
    last = max([*days, until]) if until else max(days)
    first = min(days)
    margin = max(60, (last - first).days // 20)
    return Axis(_shifted(first, -margin), _shifted(last, margin), width)


def band(one: Spell, axis: Axis) -> Band:
    """Where a spell lies on the axis. What is only first or last seen fades out."""
    start, end = one.start, one.end
    sure_from = start.latest or start.earliest or axis.first
    sure_to = max(end.earliest or end.latest or sure_from, sure_from)
    margin = axis.width / 24
    x, right = axis.at(sure_from), axis.at(sure_to)
    width = max(_LEAST_BAND, right - x)
    starts_open, ends_open = start.known is Known.FIRST_SEEN, end.known is Known.LAST_SEEN
    early = axis.at(start.earliest) if start.earliest else max(0.0, x - margin)
    late = axis.at(end.latest) if end.latest else min(float(axis.width), x + width + margin)
    return Band(min(early, x), x, round(width, 1), max(late, x + width), starts_open, ends_open)


def _days(one: Spell) -> list[date]:
    return [day for bound in (one.start, one.end) for day in (bound.earliest, bound.latest) if day is not None]


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))


def _ticks(first: int, last: int, width: float, at: Callable[[int], float]) -> tuple[Tick, ...]:
    room = max(1, int(width // _LABEL))
    step = next((one for one in _TICKS if (last - first) / one <= room), _TICKS[-1])
    return tuple(Tick(year, at(year)) for year in range(first, last + 1) if year % step == 0)
