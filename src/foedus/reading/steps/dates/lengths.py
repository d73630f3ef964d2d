"""Rules for what is time but no date: times of day, durations, recurrences, "now" and "recently" (TIMEX3 only)."""

from __future__ import annotations

from datetime import date

from foedus.reading.steps.dates.context import NO_PUBLICATION, Context, Settled, settle_unit
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.offsets import ABOUT, NUMBER, amount, length
from foedus.reading.steps.dates.relations import deictic, weekday
from foedus.reading.steps.dates.span import Meaning, Rule, Span

_NOWHERE = Settled(None)
_NOON = 12
_HOURS = 24
# What may stand before "a day", "a year" so that it is a length and not a rate ("$500 million a year").
_BEFORE_LENGTH = frozenset({
    "for", "in", "within", "than", "after", "over", "about", "of", "almost", "nearly", "at", "as", "least", "lasted", "takes",
    "took", "and", "or", "under", "only", "just", "another", "every", "by",
})


def _only_time(kind: str, value: str) -> Meaning:
    return Meaning(kind, value, _NOWHERE, calendar=False)


def duration(span: Span, _context: Context) -> Meaning | None:
    """ "two days", "the past five years", "a three-month truce"; no ages, no rates."""
    unit = span.get("U")
    if unit is None or not (span.has("Acdny") or unit.word.lower().endswith("s")):
        return None
    after, before = span.after, span.before
    if _is_age(span) or (unit.value in ("quarter", "half") and ((after and after.kind in "ir") or span.has("≈"))):
        return None
    article_only = span.has("A") and not span.has("cdny≈")
    if article_only and not (before is None or before.word.lower() in _BEFORE_LENGTH):
        return None
    value = length(str(unit.value), amount(span))
    if value is None:
        return None
    if span.has("N") and not span.has("Acdny"):
        return _only_time("DATE", "FUTURE_REF")
    if span.has("g") and not span.has("HAcdny"):
        return _only_time("DATE", "PAST_REF")
    return _only_time("DURATION", value)


def _is_age(span: Span) -> bool:
    """Whether "old" follows: "13-year-old", "52 years old"."""
    tail = [token.word.lower() for token in span.all[span.last : span.last + 2]]
    return bool(tail) and (tail[0] == "old" or (tail[0] in ("-", "‑") and tail[-1] == "old"))


def recurrence(span: Span, _context: Context) -> Meaning | None:
    """ "every day", "each Thursday", "annually"."""
    word, unit, day = span.get("w"), span.get("U"), span.get("W")
    if word is not None:
        return _only_time("SET", str(word.value))
    if day is not None:
        return _only_time("SET", f"XXXX-WXX-{day.number + 1}")
    value = length(str(unit.value), amount(span) or 1) if unit else None
    return _only_time("SET", value) if value else None


def reference(span: Span, _context: Context) -> Meaning | None:
    """ "now", "recently", "the future", "the past"."""
    token = span.get("CQXtg")
    if token is None or (token.kind == "t" and token.word.lower() != "current"):
        return None
    if token.kind == "g" and not (span.has("H") if token.word.lower() == "past" else token.word.lower() == "recent"):
        return None
    if token.word.lower() == "future" and not span.has("H"):
        return None
    if token.kind == "X" and token.word.lower() == "soon" and span.after and span.after.word.lower() in ("after", "as"):
        return None
    return _only_time("DATE", {"t": "PRESENT_REF", "g": "PAST_REF"}.get(token.kind) or str(token.value))


def clock(span: Span, context: Context) -> Meaning | None:
    """ "9 a.m.", "10:30", "7:15 p.m. Tuesday"; with a weekday it is also a date."""
    token, half = span.get("Kd"), span.get("h")
    if token is None:
        return None
    hour, _, minute = str(token.value).partition(":")
    number = int(hour) + (_NOON if half and half.word.lower().startswith("p") and int(hour) < _NOON else 0)
    if number > _HOURS:
        return None
    named = weekday(span, context) if span.has("W") else deictic(span, context) if span.has("D") else None
    day = named.settled.moment if named else context.published
    base = day.first if day else date(1, 1, 1)
    value = f"{base.isoformat() if day else 'XXXX-XX-XX'}T{number:02}:{(minute or '00')[:2]}"
    return Meaning("TIME", value, named.settled, named.calendar) if named else _only_time("TIME", value)


def definite_unit(span: Span, context: Context) -> Meaning | None:
    """ "the quarter", "the weekend", "the end of the year", "the year-earlier period"."""
    unit = [token for token in span if token.kind == "U"][-1]
    name = str(unit.value)
    if unit.word.lower().endswith("s"):
        return None
    if span.has("qG"):
        told = context.told
        if told is None or told.unit != "quarter":
            return None
        return _only_time("DATE", told.shifted(-4, "quarter").timex())
    if name not in ("quarter", "weekend", "week", "year") or (name == "year" and not span.has("bex")):
        return None
    if name == "quarter" and span.after and span.after.kind == "i":
        return None
    count = -1 if name in ("quarter", "weekend") else 0
    settled = settle_unit(name, count, context.published, context.published_anchor, NO_PUBLICATION)
    return _only_time("DATE", settled.moment.timex()) if isinstance(settled.moment, Moment) else None


LENGTHS = (
    Rule("duration", rf"{ABOUT}(?:H?[glNt]?g?)?{ABOUT}{NUMBER}-?U", duration),
    Rule("units", r"(?:H?[glN]?g?)U", duration),
    Rule("definite unit", r"(?:H?biHx?U|HxU|H?U-[qG]U|HU)", definite_unit),
    Rule("recurrence", rf"R{NUMBER}?U|RW|w", recurrence),
    Rule("reference", r"H?[CQXtg]", reference),
    Rule("clock", r"(?:Kh?|dh)u?(?:,?[jO]?(?:W|D))?", clock),
)
