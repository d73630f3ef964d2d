"""Rules for what names a place in the calendar by itself: full and partial dates, seasons, quarters, decades, feasts."""

from __future__ import annotations

from datetime import date

from foedus.reading.steps.dates import guards
from foedus.reading.steps.dates.context import NO_PUBLICATION, Context, OfYear, Settled, settle_year
from foedus.reading.steps.dates.meanings import PART, RELATION, YEAR, YEAR_OF_RELATION, dated, part_of, with_part
from foedus.reading.steps.dates.moments import Moment, day_of, month_of
from foedus.reading.steps.dates.relations import recurring, relation_year, relative
from foedus.reading.steps.dates.span import Meaning, Rule, Span

_DECADE_OF_WORDS = 1900
_LEAP_YEAR = 2000


def month_date(span: Span, context: Context) -> Meaning | None:
    """A month, with or without day, year and part."""
    month, day, year = span.get("M"), span.get("do"), span.get("y")
    if month is None or guards.in_name(span) or (day is None and year is None and not guards.is_month_word(span, month)):
        return None
    if day is not None and (month.word[0].islower() and len(month.word) < 6):
        return None
    if day is not None and not 1 <= day.number <= 31:
        return None
    number, day_number = month.number, day.number if day else None

    def of_year(value: int) -> Moment | None:
        return month_of(value, number) if day_number is None else day_of(value, number, day_number)

    if year is not None:
        moment = of_year(year.number)
        return with_part(Settled(moment), part_of(span)) if moment else None
    told = relation_year(span, context)
    if isinstance(told, str):
        return None if "another unit" in told else dated(None, Settled(None, reason=told))
    if told is not None:
        moment = of_year(told[0])
        return with_part(Settled(moment, told[1]), part_of(span)) if moment else None
    if of_year(_LEAP_YEAR) is None:
        return None
    return with_part(settle_year(of_year, context), part_of(span))


def day_pair(span: Span, context: Context) -> Meaning | None:
    """ "14 and 15 October", "20-23 February this year", "between 3 and 7 May": one stretch of days."""
    if context.nearest:
        return None  # TIMEX3 marks the days one by one
    days = [token for token in span if token.kind == "d"]
    month = span.get("M")
    if len(days) != 2 or month is None or not days[0].number < days[1].number:
        return None
    year, told = span.get("y"), relation_year(span, context)
    if isinstance(told, str):
        return None

    def last_of(number: int) -> Moment | None:
        return day_of(number, month.number, days[1].number)

    number = year.number if year else told[0] if told else None
    settled = Settled(last_of(number), told[1] if told else None) if number is not None else settle_year(last_of, context)
    if settled.moment is None:
        return None
    first = day_of(settled.moment.first.year, month.number, days[0].number)
    return dated(first, Settled(first, settled.anchor, until=settled.moment))


def year_date(span: Span, _context: Context) -> Meaning | None:
    """A year, with or without its part."""
    year = span.get("y")
    if year is None or not guards.is_year(span, year) or guards.in_name(span):
        return None
    return with_part(Settled(Moment("year", date(year.number, 1, 1))), part_of(span))


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


def decade(span: Span, _context: Context) -> Meaning | None:
    """ "the 1990s", "the late '80s", "the nineties"."""
    token = span.get("Zz")
    if token is None:
        return None
    year = token.number
    if year < 100:
        if (token.kind == "Z" and not token.word.startswith(("'", "’"))) or not span.has("He"):
            return None  # "in his 50s" is an age
        year += _DECADE_OF_WORDS
    return with_part(Settled(Moment("decade", date(year, 1, 1))), part_of(span))


def season_date(span: Span, context: Context) -> Meaning | None:
    """ "summer of 2009", "last spring", "the winter of that year"."""
    season, year, relation = span.get("S"), span.get("y"), span.get("tTlNFv")
    if season is None or not guards.is_season_word(span, season, bare=year is None and relation is None):
        return None
    code = season.number

    def of_year(number: int) -> Moment | None:
        return Moment.season(number, code) if 1 <= number < date.max.year else None

    if year is not None:
        return with_part(Settled(of_year(year.number)), part_of(span))
    told = relation_year(span, context)
    if isinstance(told, str):
        return None if "another unit" in told else dated(None, Settled(None, reason=told))
    if told is not None:
        return with_part(Settled(of_year(told[0]), told[1]), part_of(span))
    if relation is not None:
        return with_part(recurring(relation.kind, of_year, context), part_of(span))
    settled = settle_year(of_year, context)
    meaning = with_part(settled, part_of(span))
    return Meaning(meaning.kind, meaning.value, settled, calendar=False)


def century(span: Span, _context: Context) -> Meaning | None:
    """ "the 19th century"."""
    ordinal, unit = span.get("do"), span.get("U")
    if ordinal is None or unit is None or unit.value != "century" or not 1 <= ordinal.number <= 22:
        return None
    if ordinal.kind == "d" and ordinal.word.isdigit():
        return None  # "20 century" counts
    return with_part(Settled(Moment("century", date(max(1, (ordinal.number - 1) * 100), 1, 1))), None)


def iso(span: Span, _context: Context) -> Meaning | None:
    """ "2013-01-02"."""
    token = span.get("I")
    if token is None:
        return None
    year, month, day = map(int, token.word.split("-"))
    moment = day_of(year, month, day)
    return dated(moment, Settled(moment)) if moment else None


def slashed(span: Span, _context: Context) -> Meaning | None:
    """ "25/12/2013" or "12/25/2013"; "02/01/2013" may be either, so it is told as unresolved."""
    token = span.get("J")
    if token is None:
        return None
    first, second, year = (int(part) for part in token.word.replace(".", "/").split("/"))
    if year < 100:
        return None
    readings = {moment for moment in (day_of(year, second, first), day_of(year, first, second)) if moment}
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
    if not 1 <= number <= size or (ordinal.kind == "l" and year is None and len(units) == 1):
        return None

    def of_year(value: int) -> Moment | None:
        return Moment(name, date(value, (number - 1) * 12 // size + 1, 1)) if 1 <= value <= date.max.year else None

    if year is not None:
        moment = of_year(year.number)
        return dated(moment, Settled(moment))
    if len(units) > 1:
        relation = next((token for token in span if token.kind in "tTlNFv" and token is not ordinal), None)
        settled = relative(relation, "year", context) if relation else Settled(None, reason=NO_PUBLICATION)
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
        moment = day_of(year.number, month, day)
        return dated(moment, Settled(moment))
    settled = settle_year(lambda number: day_of(number, month, day), context)
    return dated(settled.moment, settled)


CALENDAR = (
    Rule("day pair", rf"(?:H?d[-km]H?di?M|Md[-km]d){YEAR}?", day_pair),
    Rule("month day", rf"{PART}(?:W,?)?(?:H?M|M)H?[do]{YEAR}?", month_date),
    Rule("day month", rf"{PART}(?:W,?H?)?H?[do]i?M{YEAR}?", month_date),
    Rule("month", rf"{PART}M{YEAR}?", month_date),
    Rule("year", rf"{PART}(?:HU)?x?y", year_date),
    Rule("years", r"y-[ydn]", years),
    Rule("decade", rf"{PART}H?e?-?[Zz]", decade),
    Rule("season of year", rf"{PART}H?S(?:,?[ij]?y|{YEAR_OF_RELATION})?", season_date),
    Rule("relative season", rf"{PART}H?{RELATION}g?S", season_date),
    Rule("century", r"H?[do]-?U", century),
    Rule("iso", r"I", iso),
    Rule("slashed", r"J", slashed),
    Rule("quarter", rf"H?y?x?[ol]-?U(?:[ij]?y|[ij]H?{RELATION}U)?", quarter),
    Rule("feast", r"Y(?:,?i?y)?", feast),
)
