"""Rules for what names a place in the calendar: full and partial dates, decades, seasons, weekdays, relative dates."""

from __future__ import annotations

from datetime import date

from foedus.reading.steps.dates import guards
from foedus.reading.steps.dates.context import (
    NO_PUBLICATION,
    NOTHING_TOLD,
    Context,
    OfYear,
    Settled,
    settle_unit,
    settle_weekday,
    settle_year,
)
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.span import Meaning, Rule, Span
from foedus.reading.steps.dates.tokens import Token

_TOLD = "TFv"  # that, following, previous: count from the date told last
_PART = "(?:H?e-?[ji]?H?|H?biH?|[qr]-?[jiO]?H?)?"
_YEAR_OF_RELATION = "(?:,?[ij]?H?[tTlNFv]U)"
_YEAR = f"(?:,?i?y|{_YEAR_OF_RELATION})"
_DECADE_OF_WORDS = 1900


def dated(moment: Moment | None, settled: Settled) -> Meaning:
    """The meaning of a calendar expression; TIMEX3 has no value for what cannot be settled but an unknown date."""
    return Meaning("DATE", moment.timex() if moment else "XXXX-XX-XX", settled)


def _part(span: Span) -> str | None:
    token = span.get("eb")
    return token.value if token and isinstance(token.value, str) and token.value != "whole" else None


def _with_part(settled: Settled, part: str | None) -> Meaning:
    moment = settled.moment
    if moment and part:
        moment = Moment(moment.unit, moment.first, part, moment.approximate)
        settled = Settled(moment, settled.anchor, settled.reason, settled.until, settled.of_year)
    return dated(moment, settled)


def _day_of(year: int, month: int, day: int) -> Moment | None:
    try:
        return Moment("day", date(year, month, day))
    except ValueError:
        return None


def _month_of(year: int, month: int, _day: int) -> Moment | None:
    return Moment("month", date(year, month, 1)) if 1 <= year <= date.max.year else None


def _relation_year(span: Span, context: Context) -> tuple[int, str] | str | None:
    """The year that "this year", "of that year" names and its anchor; a reason where it is unknown; None without such words."""
    unit = span.get("U")
    if unit is None:
        return None
    if unit.value != "year":
        return "is counted in another unit than the year"
    relation = next(token for token in span if token.kind in "tTlNFv")
    settled = _relative(relation, "year", context)
    if settled.moment is None:
        return settled.reason or NO_PUBLICATION
    return settled.moment.first.year, settled.anchor or ""


def month_date(span: Span, context: Context) -> Meaning | None:
    """A month, with or without day, year and part."""
    month, day, year = span.get("M"), span.get("do"), span.get("y")
    if month is None or guards.in_name(span) or (day is None and year is None and not guards.is_month_word(span, month)):
        return None
    if day is not None and (month.word[0].islower() and len(month.word) < 6):
        return None
    if day is not None and not 1 <= day.number <= 31:
        return None
    of_year = _day_of if day else _month_of
    number, day_number = month.number, day.number if day else 0
    if year is not None:
        moment = of_year(year.number, number, day_number)
        return _with_part(Settled(moment), _part(span)) if moment else None
    told = _relation_year(span, context)
    if isinstance(told, str):
        return None if "another unit" in told else dated(None, Settled(None, reason=told))
    if told is not None:
        moment = of_year(told[0], number, day_number)
        return _with_part(Settled(moment, told[1]), _part(span)) if moment else None
    if of_year(2000, number, day_number) is None:
        return None
    return _with_part(settle_year(lambda year: of_year(year, number, day_number), context), _part(span))


def day_pair(span: Span, context: Context) -> Meaning | None:
    """ "14 and 15 October", "20-23 February this year", "between 3 and 7 May": one stretch of days."""
    if context.nearest:
        return None  # TIMEX3 marks the days one by one
    days = [token for token in span if token.kind == "d"]
    month = span.get("M")
    if len(days) != 2 or month is None or not days[0].number < days[1].number:
        return None
    year, told = span.get("y"), _relation_year(span, context)
    if isinstance(told, str):
        return None

    def last_of(number: int) -> Moment | None:
        return _day_of(number, month.number, days[1].number)

    number = year.number if year else told[0] if told else None
    settled = Settled(last_of(number), told[1] if told else None) if number is not None else settle_year(last_of, context)
    if settled.moment is None:
        return None
    first = _day_of(settled.moment.first.year, month.number, days[0].number)
    return dated(first, Settled(first, settled.anchor, until=settled.moment))


def relative_month(span: Span, context: Context) -> Meaning | None:
    """ "last August", "that June", "the following February"."""
    month, relation = span.get("M"), span.get("tTlNFv")
    if month is None or relation is None or not month.word[0].isupper() or guards.in_name(span):
        return None

    def of_year(year: int) -> Moment | None:
        return _month_of(year, month.number, 0)

    return _with_part(_recurring(relation.kind, of_year, context), _part(span))


def _recurring(relation: str, of_year: OfYear, context: Context) -> Settled:
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
            chosen = [moment for moment in near if moment.first > base.last or (base.unit == "year" and moment.first > base.last)]
        case _:
            chosen = [moment for moment in near if moment.last < base.first][-1:]
    return Settled(chosen[0], anchor) if chosen else Settled(None, reason="lies outside the calendar")


def year_date(span: Span, context: Context) -> Meaning | None:
    """A year, with or without its part."""
    year = span.get("y")
    if year is None or not guards.is_year(span, year) or guards.in_name(span):
        return None
    return _with_part(Settled(Moment("year", date(year.number, 1, 1))), _part(span))


def years(span: Span, context: Context) -> Meaning | None:
    """ "1996-2001", "1956–60": one stretch of years."""
    first, last = (token for token in span if token.kind in "ydn")
    if context.nearest or not guards.is_year(Span(span.all, span.first, span.last), first, whole=True):
        return None
    if last.kind != "y" and len(last.word) != len("60"):
        return None
    end = last.number if last.kind == "y" else first.number // 100 * 100 + last.number
    if not first.number < end:
        return None
    moment, until = (Moment("year", date(year, 1, 1)) for year in (first.number, end))
    return dated(moment, Settled(moment, until=until))


def decade(span: Span, context: Context) -> Meaning | None:
    """ "the 1990s", "the late '80s", "the nineties"."""
    token = span.get("Zz")
    if token is None:
        return None
    year = token.number
    if year < 100:
        if token.kind == "Z" and not token.word.startswith(("'", "’")) or not span.has("He"):
            return None  # "in his 50s" is an age
        year += _DECADE_OF_WORDS
    return _with_part(Settled(Moment("decade", date(year, 1, 1))), _part(span))


def season_date(span: Span, context: Context) -> Meaning | None:
    """ "summer of 2009", "last spring", "the winter of that year"."""
    season, year, relation = span.get("S"), span.get("y"), span.get("tTlNFv")
    if season is None or not guards.is_season_word(span, season, bare=year is None and relation is None):
        return None
    code = season.number

    def of_year(number: int) -> Moment | None:
        return Moment.season(number, code) if 1 <= number < date.max.year else None

    if year is not None:
        return _with_part(Settled(of_year(year.number)), _part(span))
    told = _relation_year(span, context)
    if isinstance(told, str):
        return None if "another unit" in told else dated(None, Settled(None, reason=told))
    if told is not None:
        return _with_part(Settled(of_year(told[0]), told[1]), _part(span))
    if relation is not None:
        return _with_part(_recurring(relation.kind, of_year, context), _part(span))
    settled = settle_year(of_year, context)
    meaning = _with_part(settled, _part(span))
    return Meaning(meaning.kind, meaning.value, settled, calendar=False)


def century(span: Span, context: Context) -> Meaning | None:
    """ "the 19th century"."""
    ordinal, unit = span.get("do"), span.get("U")
    if ordinal is None or unit is None or unit.value != "century" or not 1 <= ordinal.number <= 22:
        return None
    if ordinal.kind == "d" and ordinal.word.isdigit():
        return None  # "20 century" counts
    return _with_part(Settled(Moment("century", date(max(1, (ordinal.number - 1) * 100), 1, 1))), None)


def weekday(span: Span, context: Context) -> Meaning | None:
    """ "on Tuesday", "last Friday", "the following Sunday night"."""
    token, relation = span.get("W"), span.get("tTlNFv")
    if token is None or not guards.is_weekday_word(span, token) or guards.in_name(span):
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
        settled = _relative(relation, name, context)
    if name == "night":
        return _with_part_of_day(span, settled)
    meaning = _with_part(settled, _part(span))
    stretch = relation.kind == "l" and span.has("H")  # "over the last year" is a length of time
    return Meaning(meaning.kind, meaning.value, meaning.settled, calendar=not stretch)


def _relative(relation: Token, unit: str, context: Context) -> Settled:
    if relation.kind in _TOLD:
        return settle_unit(unit, relation.number, context.told, context.told_anchor, NOTHING_TOLD)
    return settle_unit(unit, relation.number, context.published, context.published_anchor, NO_PUBLICATION)


def iso(span: Span, context: Context) -> Meaning | None:
    """ "2013-01-02"."""
    token = span.get("I")
    if token is None:
        return None
    year, month, day = map(int, token.word.split("-"))
    moment = _day_of(year, month, day)
    return dated(moment, Settled(moment)) if moment else None


def slashed(span: Span, context: Context) -> Meaning | None:
    """ "25/12/2013" or "12/25/2013"; "02/01/2013" may be either, so it is told as unresolved."""
    token = span.get("J")
    if token is None:
        return None
    first, second, year = (int(part) for part in token.word.replace(".", "/").split("/"))
    if year < 100:
        return None
    readings = {moment for moment in (_day_of(year, second, first), _day_of(year, first, second)) if moment}
    if not readings:
        return None
    if len(readings) > 1:
        return dated(None, Settled(None, reason="may be day/month or month/day"))
    moment = readings.pop()
    return dated(moment, Settled(moment))


def quarter(span: Span, context: Context) -> Meaning | None:
    """ "the third quarter of 2009", "the first half of last year"."""
    ordinal, year = span.get("o") or span.get("l"), span.get("y")
    units = [str(token.value) for token in span if token.kind == "U"]
    name = units[0] if units else ""
    size = {"quarter": 4, "half": 2}.get(name)
    if ordinal is None or size is None:
        return None
    number = size if ordinal.kind == "l" else ordinal.number
    if not 1 <= number <= size:
        return None

    def of_year(value: int) -> Moment | None:
        return Moment(name, date(value, (number - 1) * 12 // size + 1, 1)) if 1 <= value <= date.max.year else None

    if year is not None:
        moment = of_year(year.number)
        return dated(moment, Settled(moment))
    if len(units) > 1:
        relation = next((token for token in span if token.kind in "tTlNFv" and token is not ordinal), None)
        settled = _relative(relation, "year", context) if relation else Settled(None, reason=NO_PUBLICATION)
        moment = of_year(settled.moment.first.year) if settled.moment else None
        return dated(moment, Settled(moment, settled.anchor, settled.reason))
    if name == "half":
        return None
    context.ahead, told = False, context.told
    if told is not None and told.unit == "year":
        moment = of_year(told.first.year)
        settled = Settled(moment, context.told_anchor)
    else:
        settled = _latest(of_year, context)
    meaning = dated(settled.moment, settled)
    return Meaning(meaning.kind, meaning.value, settled, calendar=False)


def _latest(of_year: OfYear, context: Context) -> Settled:
    """The latest that had begun by publication."""
    published = context.published
    if published is None:
        return Settled(None, reason=NO_PUBLICATION)
    near = [moment for moment in map(of_year, (published.first.year, published.first.year - 1)) if moment]
    moment = next((moment for moment in near if moment.first <= published.last), None)
    return Settled(moment, context.published_anchor, of_year=of_year)


def feast(span: Span, context: Context) -> Meaning | None:
    """ "Christmas Day 2012", "New Year's Eve"."""
    token, year = span.get("Y"), span.get("y")
    if token is None:
        return None
    month, day = map(int, str(token.value).split("-"))
    if year is not None:
        moment = _day_of(year.number, month, day)
        return dated(moment, Settled(moment))
    settled = settle_year(lambda number: _day_of(number, month, day), context)
    return dated(settled.moment, settled)


CALENDAR = (
    Rule("day pair", rf"(?:H?d[-km]H?di?M|Md[-km]d){_YEAR}?", day_pair),
    Rule("month day", rf"{_PART}(?:W,?)?(?:H?M|M)H?[do]{_YEAR}?", month_date),
    Rule("day month", rf"{_PART}(?:W,?H?)?H?[do]i?M{_YEAR}?", month_date),
    Rule("month", rf"{_PART}M{_YEAR}?", month_date),
    Rule("relative month", rf"{_PART}H?[tTlNFv]g?M", relative_month),
    Rule("year", rf"{_PART}(?:HU)?x?y", year_date),
    Rule("years", r"y-[ydn]", years),
    Rule("decade", rf"{_PART}H?e?-?[Zz]", decade),
    Rule("season of year", rf"{_PART}H?S(?:,?[ij]?y|{_YEAR_OF_RELATION})?", season_date),
    Rule("relative season", rf"{_PART}H?[tTlNFv]g?S", season_date),
    Rule("century", r"H?[do]-?U", century),
    Rule("weekday", r"e?H?[tTlNFv]?g?W[PU]?", weekday),
    Rule("deictic", r"[eqr]?DP?", deictic),
    Rule("relative unit", rf"{_PART}H?[tTlNFv]g?U", relative_unit),
    Rule("iso", r"I", iso),
    Rule("slashed", r"J", slashed),
    Rule("quarter", rf"H?y?x?[ol]-?U(?:[ij]?y|[ij]H?[tTlNFv]U)?", quarter),
    Rule("feast", rf"Y(?:,?i?y)?", feast),
)
