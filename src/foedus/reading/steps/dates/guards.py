"""Words that look like dates and are none: "may", "Resolution 1373", "2000 fighters", "the March 23 Movement"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from foedus.reading.steps.dates.span import Span
from foedus.reading.steps.dates.tokens import Token

_LIKELY_YEARS = range(1900, 2040)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = files("foedus.reading.steps.dates").joinpath("guards.yml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return {name: frozenset(words) for name, words in lists.items()}


def in_name(span: Span) -> bool:
    """Whether the words are part of a name: "the 23 March Movement", "Black September", "the Sunday Times"."""
    before, after = span.before, span.after
    if after and after.word in _lists()["heads"]:
        return True
    return before is not None and before.word in _lists()["epithets"]


def is_month_word(span: Span, month: Token) -> bool:
    """Whether a month's name standing without day or year is that month: no "may", no "march on Kabul", no "Mar"."""
    word, after = month.word, span.after
    if not word[0].isupper() or (after is not None and after.kind == "d"):
        return False  # before a number that is no day of it: "the March 23 Movement"
    if len(word) <= 4 and not word.endswith(".") and word.lower() not in ("may", "june", "july"):
        return False  # "Jan", "Mar" and "Sep" alone are names of people and of parties
    if word.lower() not in _lists()["double"]:
        return True
    before = span.before
    return span.first + 1 < span.last or (before is not None and before.word.lower() in _lists()["leads"])


def is_season_word(span: Span, season: Token, bare: bool) -> bool:
    """Whether a season's word is that season: not in "the fall of Kabul", "to fall apart", "fall in 2012"."""
    if season.word.lower() not in ("fall", "spring"):
        return True
    if bare:
        led = span.before is not None and span.before.word.lower() in ("in", "by", "since", "during")
        return led and span.all[span.last - 1] is season and not (span.after and span.after.kind == "i")
    return not span.has("j")


def is_weekday_word(weekday: Token) -> bool:
    """Whether a weekday's word is one: "Sun", "Wed" and "Sat" alone are not."""
    return weekday.word[0].isupper() and (len(weekday.word) >= 6 or weekday.word.endswith("."))


def is_year(span: Span, year: Token, whole: bool = False) -> bool:
    """Whether a number of four digits is a year.

    Other words of the expression speak for it, unless `whole` says that they are years too.
    """
    before, after = span.before, span.after
    if span.first + 1 < span.last and not whole:
        return True
    lead = before.word.lower() if before else ""
    sure = lead in _lists()["firm"] or (lead == "by" and before is not None and before.word == "By")
    likely = year.number in _LIKELY_YEARS
    if after and (after.kind == "U" or after.word.lower() in _lists()["measures"] or (_counts(after) and not (sure and likely))):
        return False
    if after and after.start == span.all[span.last - 1].end and (after.kind in "'’" or after.word in "%$€£°/+"):
        return after.kind in "'’" and lead not in _lists()["numbering"]
    if not likely:
        return lead in _lists()["past"] and not (after and after.kind == "_" and after.word[0].isupper())
    if lead in _lists()["leads"] or before is None or before.kind in "|.":
        return True
    return not (before.word[0].isupper() or before.word[0].isdigit() or before.word in "#$€£/+×" or lead in _lists()["numbering"])


def _counts(after: Token) -> bool:
    """Whether what follows is likely the noun a number counts: a plain plural that is no function word."""
    return after.kind == "_" and after.word[0].islower() and after.word not in _lists()["function"] \
        and after.word.endswith(("s", "men", "people", "children", "police", "women")) and not after.word.endswith("ss")
