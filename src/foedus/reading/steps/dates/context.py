"""What a date is resolved against: the publication date, the date told last, and whether the sentence looks ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.reading.steps.dates.moments import Moment

NO_PUBLICATION = "needs the publication date, which is not known"
NOTHING_TOLD = "counts from a date the text has not told"
TOO_COARSE = "the date it counts from is not known to the day"
OUT_OF_CALENDAR = "lies outside the years 1 to 9999"

_AHEAD_DAYS = 200  # how far a clause about the future is taken to look ahead
_PAST_WEIGHT = 3   # the less usual direction of a telling must be so many times nearer


OfYear = Callable[[int], Moment | None]


@dataclass(slots=True)
class Context:
    """The state of resolution as the text is read from left to right.

    `told` is the date told last outside brackets, `told_year` the same if it is of this paragraph and its year was
    written out. `ahead` says that the clause speaks of the future. `nearest` resolves a day without a year to the
    nearest such day (as the TimeML guidelines do for news), not to the latest one not after publication (codebook).
    """

    published: Moment | None
    nearest: bool = False
    told: Moment | None = None
    told_year: Moment | None = None
    ahead: bool = False
    bracketed: bool = False

    @property
    def published_anchor(self) -> str:
        return f"published {self.published.edtf()}" if self.published else ""

    @property
    def told_anchor(self) -> str:
        return f"told {self.told.edtf()}" if self.told else ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A moment with what it was resolved against, or the reason why there is none.

    `until` is the last moment of a stretch that the words name as one ("14 and 15 October"). `of_year` gives the same
    day, month or season of another year where the text does not say the year, so that a neighbour may settle it.
    """

    moment: Moment | None
    anchor: str | None = None
    reason: str | None = None
    until: Moment | None = None
    of_year: OfYear | None = None


def settle_year(of_year: OfYear, context: Context) -> Settled:
    """A month, a day of a month or a season of which the text does not say the year."""
    governing = _governing(context)
    if governing is not None:
        moment = _nearest(of_year, governing)
        if moment and (context.published is None or (moment.first >= governing.first and moment.first <= context.published.last)):
            return Settled(moment, f"told {governing.edtf()}", of_year=of_year)
    if context.published is None:
        return Settled(None, reason="has no year, and neither a publication date nor an earlier date gives one", of_year=of_year)
    return _settle_by_publication(of_year, context, context.published)


def _settle_by_publication(of_year: OfYear, context: Context, published: Moment) -> Settled:
    year = published.last.year
    # Years apart by four and eight hold 29 February.
    near = [moment for moment in map(of_year, (year + 1, year, year - 1, year - 4, year - 8)) if moment]
    past = next((moment for moment in near if moment.first <= published.last), None)
    later = next((moment for moment in reversed(near) if moment.last >= published.first), None)
    chosen = past
    if later and (past is None or later is past):
        chosen = later
    elif past and later:
        gap, since = (later.first - published.first).days, (published.first - past.first).days
        if (context.ahead and gap <= _AHEAD_DAYS) or (context.nearest and gap * _PAST_WEIGHT < since):
            chosen = later
    if chosen is None:
        return Settled(None, reason="is a day the calendar does not have")
    return Settled(chosen, context.published_anchor, of_year=of_year)


def _governing(context: Context) -> Moment | None:
    """The told date whose year holds for what follows it, None where publication decides.

    A report dates by its publication, unless a month was told with its year in the same sentence: "arrested in March 2003
    and freed in May". Text without a publication date goes on from what it told last.
    """
    if context.bracketed or context.nearest or (context.ahead and context.published):
        return None
    if context.published is None:
        return context.told
    told = context.told_year
    return told if told and told.unit in ("day", "month", "season") else None


def _nearest(of_year: OfYear, told: Moment) -> Moment | None:
    """The one nearest to the told date; one that lies in a told year or season is there already."""
    years = (told.first.year, told.first.year + 1, told.first.year - 1)
    near = [moment for moment in map(of_year, years) if moment]
    if told.unit not in ("day", "month"):
        return next((moment for moment in near if moment.first >= told.first), None)
    return min(near, key=lambda moment: _distance(moment.first, told.first), default=None)


def _distance(day: date, told: date) -> int:
    """Days from the told one; a telling goes on more often than back, so days back weigh more."""
    days = (day - told).days
    return days if days >= 0 else -days * _PAST_WEIGHT


def settle_weekday(weekday: int, relation: str, context: Context) -> Settled:
    """A weekday; `relation` is the class letter of the word before it ("l" last, "N" next, "T" that ...), or ""."""
    told_based = relation in ("T", "F", "v")
    base = context.told if told_based else context.published
    if base is None:
        return Settled(None, reason=NOTHING_TOLD if told_based else NO_PUBLICATION)
    if base.unit != "day":
        return Settled(None, reason=TOO_COARSE)
    day, back = base.first, (base.first.weekday() - weekday) % 7
    forward = (weekday - day.weekday()) % 7
    match relation:
        case "F":
            days = forward or 7
        case "v":
            days = -(back or 7)
        case "l":
            days = -(back if back >= 2 else back + 7)  # "last Thursday" told on a Friday is not yesterday
        case "N":
            days = forward or 7
        case "T":
            days = forward
        case "t":
            days = forward if context.ahead else -back
        case _:
            days = (forward or 7) if context.ahead else -back
    return _moved_day(day, days, context.told_anchor if told_based else context.published_anchor)


def _moved_day(day: date, days: int, anchor: str) -> Settled:
    try:
        return Settled(Moment("day", day + timedelta(days=days)), anchor)
    except OverflowError:
        return Settled(None, reason=OUT_OF_CALENDAR)


def settle_unit(unit: str, count: int, base: Moment | None, anchor: str, missing: str) -> Settled:
    """The unit `count` units from the one that holds the base: "last month", "the following year"."""
    if base is None:
        return Settled(None, reason=missing)
    if _coarser(base.unit, unit):  # "in May 2012 ... the next day": as near as the text tells
        return Settled(about(base), anchor)
    try:
        return Settled(Moment.around(unit, base.first).shifted(count, unit), anchor)
    except (OverflowError, ValueError):
        return Settled(None, reason=OUT_OF_CALENDAR)


def settle_offset(count: int, unit: str, base: Moment | None, anchor: str, missing: str) -> Settled:
    """So many units from the base: exact in days, else approximate, to the unit counted in."""
    if base is None:
        return Settled(None, reason=missing)
    try:
        if unit in ("day", "night"):
            moved = base.shifted(count, unit)
            return Settled(moved if base.unit == "day" else about(moved), anchor)
        if unit in ("week", "weekend", "fortnight"):
            return Settled(about(base.shifted(count, unit)), anchor)
        moved = base.shifted(count, unit)
        return Settled(moved if _coarser(moved.unit, unit) else about(Moment.around(unit, moved.first)), anchor)
    except (OverflowError, ValueError):
        return Settled(None, reason=OUT_OF_CALENDAR)


def about(moment: Moment) -> Moment:
    """The same moment, approximate."""
    return Moment(moment.unit, moment.first, approximate=True)


_SIZE = {"day": 0, "night": 0, "weekend": 1, "week": 1, "fortnight": 1, "month": 2, "quarter": 3, "season": 3, "half": 4,
         "year": 5, "decade": 6, "century": 7}


def _coarser(left: str, right: str) -> bool:
    return _SIZE[left] > _SIZE[right]
