"""Two dates that name one stretch, "from 2007 to 2009", and dates that take their year from a neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from foedus.reading.steps.dates.context import Settled, about
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.scan import Found
from foedus.reading.steps.dates.tokens import Token

_JOINTS = {"between": frozenset({"and", "-"}), "from": frozenset({"to", "until", "till", "through", "-"})}
_LONE_JOINTS = frozenset({"-", "to", "through"})
_LIST_JOINTS = frozenset({"and", "or", ","})
_ABOUT = frozenset({"about", "around", "circa", "c.", "ca.", "roughly", "approximately"})
_SINCE_TAILS = frozenset({"on", "onward", "onwards"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens `first` to `last` and when they say: one moment, or from `moment` until `until`; `role` as in `FoundDate`."""

    first: int
    last: int
    settled: Settled
    role: str | None = None


def stretches(words: Sequence[Token], found: Sequence[Found]) -> list[Stretch]:
    """The calendar dates among what was found, with ranges joined and years shared."""
    dates = [hit for hit in found if hit.meaning.calendar]
    joined: list[Stretch] = []
    index = 0
    while index < len(dates):
        here = Stretch(dates[index].first, dates[index].last, dates[index].meaning.settled)
        index += 1
        if index < len(dates) and here.settled.until is None:
            there = dates[index]
            joint = _joint(words, here.last, there.first)
            if joint in _LIST_JOINTS and there.meaning.settled.of_year is None:
                here = replace(here, settled=_shared_year(here.settled, there.meaning.settled))
            stretch = _range(words, here, there, joint)
            if stretch is not None:
                here, index = stretch, index + 1
        joined.append(replace(here, settled=_approximate(words, here), role=_role(words, here)))
    return joined


def _joint(words: Sequence[Token], first: int, last: int) -> str:
    """The one word or mark between two dates, "" where there is another number of them; any dash is "-"."""
    if last - first != 1:
        return ""
    return "-" if words[first].kind == "-" else words[first].word.lower()


def _range(words: Sequence[Token], here: Stretch, there: Found, joint: str) -> Stretch | None:
    lead = words[here.first - 1].word.lower() if here.first else ""
    alike = here.settled.moment and there.meaning.settled.moment and here.settled.moment.unit == there.meaning.settled.moment.unit
    if joint not in _JOINTS.get(lead, frozenset()) and not (joint in _LONE_JOINTS and (alike or here.settled.moment is None)):
        return None
    start, end = _ordered(here.settled, there.meaning.settled)
    if start is None or end is None or not start.first < end.last or start.first > end.first:
        return None
    explicit = there.meaning.settled.of_year is None and here.settled.of_year is not None
    anchor = there.meaning.settled.anchor or (None if explicit else here.settled.anchor)
    return Stretch(here.first, there.last, Settled(start, anchor, until=end))


def _ordered(start: Settled, end: Settled) -> tuple[Moment | None, Moment | None]:
    """Start and end, one with its year from the other where it tells none."""
    last = end.until or end.moment
    if end.of_year and start.moment and not start.of_year:
        return start.moment, _from_year(end, start.moment, (0, 1))
    return (_from_year(start, last, (0, -1)) if start.of_year and last else start.moment), last


def _from_year(settled: Settled, other: Moment, offsets: tuple[int, int]) -> Moment | None:
    """The date in the year of the other, or in the next or last year if it would lie on the wrong side of the other."""
    for offset in offsets:
        moment = settled.of_year(other.first.year + offset) if settled.of_year else None
        if moment and (moment.first >= other.first if offsets[1] > 0 else moment.first <= other.first):
            return moment
    return None


def _shared_year(settled: Settled, other: Settled) -> Settled:
    """ "late October and early November 2016": the year of the last holds for all."""
    if settled.of_year is None or other.moment is None or other.moment.unit not in ("day", "month", "season"):
        return settled
    moment = _from_year(settled, other.moment, (0, -1))
    return Settled(moment) if moment else settled


def _approximate(words: Sequence[Token], stretch: Stretch) -> Settled:
    """Approximate after "around", "about", "circa"."""
    lead = words[stretch.first - 1].word.lower() if stretch.first else ""
    settled = stretch.settled
    if settled.moment is None or settled.until is not None or lead not in _ABOUT:
        return settled
    return replace(settled, moment=about(settled.moment))


def _role(words: Sequence[Token], stretch: Stretch) -> str | None:
    """ "since" or "until" by the word before, "since" also for "from 1998 onwards"."""
    lead = words[stretch.first - 1].word.lower() if stretch.first else ""
    tail = words[stretch.last].word.lower() if stretch.last < len(words) else ""
    if stretch.settled.until is not None:
        return None
    if lead == "since" or (lead == "from" and tail in _SINCE_TAILS):
        return "since"
    return "until" if lead in ("until", "till") else None
