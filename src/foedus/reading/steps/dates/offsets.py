"""Rules for distances: "two years ago", "three days later", "five weeks before the strike on January 2"."""

from __future__ import annotations

from foedus.reading.steps.dates.context import NO_PUBLICATION, NOTHING_TOLD, Context, Settled, settle_offset
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.span import Meaning, Rule, Span

NUMBER = "(?:A?c(?:-?c|kc){0,6}i?|[dnyx]|A)"
ABOUT = "≈{0,3}"
UNTOLD_EVENT = "counts from an event whose date the sentence does not tell"

_CLOCK_UNITS = ("hour", "minute", "second")
_LONG_UNITS = ("year", "decade", "century")
_MAX_COUNT = 9999
_FROM = ("before", "after")
_BACK = frozenset({"that", "this", "it", "then", "when", "and", "but"})  # "two days after that", "two years before, when"
_EVENT_WORDS = frozenset({"event", "incident", "attack", "strike", "raid", "massacre", "bombing", "battle", "clash", "fact"})
_CODES = {
    "day": "P{}D", "night": "P{}D", "week": "P{}W", "weekend": "P{}WE", "fortnight": "P{}W", "month": "P{}M", "quarter": "P{}Q",
    "year": "P{}Y", "decade": "P{}Y", "century": "P{}Y", "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}
_UNKNOWN = {"decade": "PXE", "century": "PXC"}
_TIMES = {"fortnight": 2, "decade": 10, "century": 100}


def amount(span: Span) -> int | None:
    """The number that stands before the unit, 1 for an article; None for "several" and for none at all."""
    numbers = [token for token in span if token.kind in "cdny"]
    if not numbers:
        return 1 if span.has("A") else None
    if numbers[0].kind != "c":
        return numbers[0].number if numbers[0].value is not None else None
    total, part = 0, 0
    for token in numbers:
        if token.value is None:
            return None
        if token.number in (100, 1000):
            total, part = (total, max(part, 1) * 100) if token.number == 100 else (total + max(part, 1) * 1000, 0)
        else:
            part += token.number
    return total + part


def length(unit: str, count: int | None) -> str | None:
    """The TIMEX3 value of so many units, X for an unknown number; None for a unit without a length."""
    code = _CODES.get(unit)
    if code is None:
        return None
    if count is None:
        return _UNKNOWN.get(unit, code.format("X"))
    return code.format(count * _TIMES.get(unit, 1))


def ago(span: Span, context: Context) -> Meaning | None:
    """ "two years ago": days and years are told plainly, what lies between is approximate (as in "three weeks ago")."""
    counted = _counted(span)
    if counted is None:
        return Meaning("DATE", "PAST_REF", Settled(None), calendar=False)
    count, unit = counted
    if context.nearest and unit == "year" and context.told and context.told.unit == "quarter":
        return _of_moment(Settled(context.told.shifted(-4 * count, "quarter")), unit)  # accounts compare like with like
    settled = settle_offset(-count, unit, context.published, context.published_anchor, NO_PUBLICATION)
    if settled.moment and unit in _LONG_UNITS and not span.has("≈"):
        settled = Settled(Moment(settled.moment.unit, settled.moment.first), settled.anchor)
    return _of_moment(settled, unit)


def later(span: Span, context: Context) -> Meaning | None:
    """ "three days later", "two years earlier": from the date told last."""
    return before_or_after(span, context, None) if _counted(span) else None


def before_or_after(span: Span, context: Context, event: Moment | None) -> Meaning | None:
    """A distance from the event, if its date is told, else from the date told last."""
    counted = _counted(span)
    if counted is None:
        return None
    count = -counted[0] if span.all[span.last - 1].kind == "q" else counted[0]
    unit = counted[1]
    base = event or context.told
    anchor = f"told {base.edtf()}" if base else ""
    if context.nearest and base and unit in _LONG_UNITS:
        try:
            return _of_moment(Settled(base.shifted(count, unit), anchor), unit)
        except (OverflowError, ValueError):
            return None
    return _of_moment(settle_offset(count, unit, base, anchor, NOTHING_TOLD), unit)


def from_unknown(span: Span, _context: Context) -> Meaning | None:
    """A distance from an event of which the sentence gives no date: a length for TIMEX3, a gap for a claim."""
    counted = _counted(span)
    if counted is None:
        return None
    value = length(counted[1], counted[0])
    return Meaning("DURATION", value, Settled(None, reason=UNTOLD_EVENT)) if value else None


def points_at_event(span: Span) -> bool:
    """Whether "before" or "after" is followed by what it counts from, not by a stop: "two days after the raid"."""
    after = span.after
    return span.all[span.last - 1].word.lower() in _FROM and after is not None and after.kind not in ".|,)"


def points_back(span: Span) -> bool:
    """Whether it counts from what was just told: "two days after that", "five days after the attack"."""
    after = [token.word.lower() for token in span.all[span.last : span.last + 2]]
    return bool(after) and (after[0] in _BACK or (after[0] == "the" and after[-1] in _EVENT_WORDS))


def _counted(span: Span) -> tuple[int, str] | None:
    """The number and the unit, None where either is vague or the unit is finer than a day."""
    unit, count = span.get("U"), amount(span)
    if unit is None or count is None or count > _MAX_COUNT or str(unit.value) in (*_CLOCK_UNITS, "period", "half"):
        return None
    return count, str(unit.value)


def _of_moment(settled: Settled, unit: str) -> Meaning:
    moment = settled.moment
    if moment is None:
        return Meaning("DATE", "XXXX-XX-XX", settled)
    valued = Moment.around("week", moment.first) if unit in ("week", "fortnight") else moment
    return Meaning("DATE", valued.timex(), settled)


OFFSETS = (
    Rule("ago", rf"{ABOUT}{NUMBER}-?U-?G|UG", ago),
    Rule("later", rf"{ABOUT}{NUMBER}-?Ur", later),
    Rule("offset", rf"{ABOUT}{NUMBER}-?U[qf]", later),
)
