"""Drawings of ties: a network at a day, and spells along time with ends as sure as they are known."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analysis.spells import Spell
from foedus.analysis.standings import Standing
from foedus.analysis.telling import spell_words
from foedus.exchange.exporters.drawn import LEADING, Bar, Dot, Drawing, Stroke, Words
from foedus.interfaces.placing import placed

_COLOURS: Mapping[str | None, str] = {"+": "#1b7837", "0": "#888888", "-": "#b2182b", None: "#d98c00"}
MOST_ACTORS, MOST_SPELLS = 30, 40  # more cannot be read on a page
_WIDTH, _LEFT, _TOP = 760, 290, 20
_ROWS = {1: 18, 2: 28, 3: 40}  # height of a row, by its lines of text
_LONGEST = 46  # characters of a line beside a bar


def network(found: Collection[Standing], names: Mapping[str, str]) -> Drawing:
    """Who stands with (green), against (red) or at truce with (grey) whom; orange in dispute, dashed where last seen before.

    Of many actors, the `MOST_ACTORS` with the most ties.
    """
    counts: dict[str, int] = {}
    for one in found:
        for actor in one.pair:
            counts[actor] = counts.get(actor, 0) + 1
    kept = set(sorted(counts, key=lambda actor: (-counts[actor], names.get(actor, actor), actor))[:MOST_ACTORS])
    shown = sorted((one for one in found if one.pair <= kept), key=lambda one: sorted(one.pair))
    called = {actor: names.get(actor, actor) for one in shown for actor in sorted(one.pair)}
    ties = [tuple(sorted(one.pair)) for one in shown]
    plan = placed([(a, b) for a, b in ties], called)
    lines = (_tie(one, plan.places) for one in shown)
    dots = (Dot(x, y) for _, (x, y) in sorted(plan.places.items()))
    return Drawing(plan.width, plan.height, (*lines, *dots, *plan.labels))


def _tie(one: Standing, places: Mapping[str, tuple[float, float]]) -> Stroke:
    (x, y), (to_x, to_y) = (places[actor] for actor in sorted(one.pair))
    return Stroke(x, y, to_x, to_y, _COLOURS[one.sign], one.ties[0].state.value != "held")


def timeline(found: Sequence[Spell], names: Mapping[str, str]) -> Drawing:
    """A bar for each spell: solid where it surely lasted, faint where it may have, open where nothing bounds it.

    Of many spells, the first `MOST_SPELLS`.
    """
    shown = list(found[:MOST_SPELLS])
    days = [day for spell in shown for day in _days(spell)]
    if not days:
        return Drawing(1, 1, ())
    scale = _Scale(min(days), max(days))
    y = float(_TOP)
    bars: list[Bar | Words] = []
    for spell in shown:
        words = _words(spell, y, names)
        bars += [words, *_bars(spell, y + _ROWS[len(words.lines)] / 2, scale)]
        y += _ROWS[len(words.lines)]
    marks = (mark for year in scale.years() for mark in _mark(year, scale, y + 4))
    return Drawing(_WIDTH, y + 6, (*marks, *bars))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days along the width."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day lies."""
        return _LEFT + (_WIDTH - _LEFT - 20) * (day - self.first).days / max(1, (self.last - self.first).days)

    def years(self) -> list[date]:
        """The beginnings of years to mark, at most nine."""
        step = (self.last.year - self.first.year) // 9 + 1
        return [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1, step)]


def _mark(year: date, scale: _Scale, foot: float) -> Iterator[Stroke | Words]:
    at = scale.x(year)
    yield Stroke(at, 14, at, foot, "#dddddd", width=1)
    yield Words(at, 10, (str(year.year),), "middle", "#555555")


def _words(spell: Spell, y: float, names: Mapping[str, str]) -> Words:
    whole = spell_words(spell, names)
    whole = whole[:1].upper() + whole[1:]
    lines = tuple(textwrap.wrap(whole, _LONGEST, max_lines=3, placeholder="…"))
    return Words(_LEFT - 8, y + (_ROWS[len(lines)] - LEADING * len(lines)) / 2 + 9.5, lines, "end", whole=whole)


def _bars(spell: Spell, middle: float, scale: _Scale) -> Iterator[Bar]:
    begin, end = spell.start.earliest or scale.first, spell.end.latest or scale.last
    sure_from, sure_to = spell.start.latest or begin, spell.end.earliest or end
    for first, last, opacity in ((begin, end, 0.18), (sure_from, sure_to, 0.85)):
        yield Bar(scale.x(first), middle - 5, max(1.5, scale.x(last) - scale.x(first)), 10, _COLOURS[spell.sign], opacity)


def _days(spell: Spell) -> list[date]:
    bounds = (spell.start.earliest, spell.start.latest, spell.end.earliest, spell.end.latest)
    return [day for day in bounds if day is not None]
