"""Rules for what names a place in the calendar by its relation to publication or to what was told: "last Friday", "that June"."""

from __future__ import annotations

from foedus.reading.steps.dates import guards
from foedus.reading.steps.dates.context import (
    NO_PUBLICATION,
    NOTHING_TOLD,
    Context,
    OfYear,
    Settled,
    settle_unit,
    settle_weekday,
)
from foedus.reading.steps.dates.meanings import PART, RELATION, dated, part_of, with_part
from foedus.reading.steps.dates.moments import Moment, month_of
from foedus.reading.steps.dates.span import Meaning, Rule, Span
from foedus.reading.steps.dates.tokens import Token

_TOLD = "TFv"  # that, following, previous: count from the date told last


def relation_year(span: Span, context: Context) -> tuple[int, str] | str | None:
    """The year that "this year", "of that year" names and its anchor; a reason where it is unknown; None without such words."""
    unit = span.get("U")
    if unit is None:
        return None
    if unit.value != "year":
        return "is counted in another unit than the year"
    relation = next(token for token in span if token.kind in "tTlNFv")
    settled = relative(relation, "year", context)
    if settled.moment is None:
        return settled.reason or NO_PUBLICATION
    return settled.moment.first.year, settled.anchor or ""


def relative_month(span: Span, context: Context) -> Meaning | None:
    """ "last August", "that June", "the following February"."""
    month, relation = span.get("M"), span.get("tTlNFv")
    if month is None or relation is None or not month.word[0].isupper() or guards.in_name(span):
        return None

    def of_year(year: int) -> Moment | None:
        return month_of(year, month.number)

    return with_part(recurring(relation.kind, of_year, context), part_of(span))


def recurring(relation: str, of_year: OfYear, context: Context) -> Settled:
    """A month or season named by its relation to the publication date or to the date told last."""
    base = context.told if relation in _TOLD else context.published
    anchor = context.told_anchor if relation in _TOLD else context.published_anchor
    if base is None:
        return Settled(None, reason=NOTHING_TOLD if relation in _TOLD else NO_PUBLICATION)
    year = base.first.year
    near = [moment for moment in map(of_year, range(year - 2, year + 3)) if moment]
    match relation:
        case "T":
            chosen = [moment for moment in near if moment.first.year == year and moment.last >= base.first] or \
                     [moment for moment in near if moment.first.year == year]
        case "t":
            chosen = [moment for moment in near if moment.first.year == year]
        case "F" | "N":
            chosen = [moment for moment in near if moment.first > base.last]
        case _:
            chosen = [moment for moment in near if moment.last < base.first][-1:]
    return Settled(chosen[0], anchor) if chosen else Settled(None, reason="lies outside the calendar")


def weekday(span: Span, context: Context) -> Meaning | None:
    """ "on Tuesday", "last Friday", "the following Sunday night"."""
    token, relation = span.get("W"), span.get("tTlNFv")
    if token is None or not guards.is_weekday_word(token) or guards.in_name(span):
        return None
    if token.word.lower().rstrip(".").endswith("days"):
        return None
    unit = span.get("U")
    if unit is not None and unit.value != "night":
        return None
    settled = settle_weekday(token.number, relation.kind if relation else "", context)
    return _with_part_of_day(span, settled)


def _with_part_of_day(span: Span, settled: Settled) -> Meaning:
    """A day, and its TIMEX3 value with the part of the day where one is named."""
    part, night = span.get("P"), span.get("U")
    meaning = dated(settled.moment, settled)
    code = str(part.value) if part else "NI" if night and night.value == "night" else ""
    return Meaning("TIME", f"{meaning.value}T{code}", settled) if code and settled.moment else meaning


def deictic(span: Span, context: Context) -> Meaning | None:
    """ "yesterday", "today", "tomorrow"."""
    token = span.get("D")
    if token is None:
        return None
    settled = settle_unit("day", token.number, context.published, context.published_anchor, NO_PUBLICATION)
    return _with_part_of_day(span, settled)


def relative_unit(span: Span, context: Context) -> Meaning | None:
    """ "last month", "this year", "the following day", "that week", "the same year"."""
    relation, unit = span.get("tTlNFv"), span.get("U")
    if relation is None or unit is None or str(unit.value) in ("hour", "minute", "second", "period", "fortnight"):
        return None
    if unit.word.lower().endswith("s") and unit.word.lower() != "s":
        return None
    name = str(unit.value)
    if relation.kind in "l" and name == "day":
        return None
    if relation.kind == "N" and (span.has("H") or name in ("day", "night")):
        settled = settle_unit(name, 1, context.told, context.told_anchor, NOTHING_TOLD)
    else:
        settled = relative(relation, name, context)
    if name == "night":
        return _with_part_of_day(span, settled)
    meaning = with_part(settled, part_of(span))
    stretch = relation.kind == "l" and span.has("H")  # "over the last year" is a length of time
    return Meaning(meaning.kind, meaning.value, meaning.settled, calendar=not stretch)


def relative(relation: Token, unit: str, context: Context) -> Settled:
    if relation.kind in _TOLD:
        return settle_unit(unit, relation.number, context.told, context.told_anchor, NOTHING_TOLD)
    return settle_unit(unit, relation.number, context.published, context.published_anchor, NO_PUBLICATION)


RELATIVE = (
    Rule("relative month", rf"{PART}H?{RELATION}g?M", relative_month),
    Rule("weekday", rf"e?H?{RELATION}?g?W[PU]?", weekday),
    Rule("deictic", r"[eqr]?DP?", deictic),
    Rule("relative unit", rf"{PART}H?{RELATION}g?U", relative_unit),
)
