"""Drawings of ties as SVG: a network at a day, and spells along time with ends as sure as they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from foedus.analysis.spells import Spell, label
from foedus.analysis.standings import Standing

_COLOURS: Mapping[str | None, str] = {"+": "#1b7837", "0": "#888888", "-": "#b2182b", None: "#d98c00"}
_WIDTH, _ROW, _LEFT, _TOP = 760, 18, 300, 24
_SIZE, _MARGIN = 560, 70
_MOST, _LONGEST = 60, 50  # spells drawn, and characters beside each; more cannot be read on a page


def network(found: Collection[Standing], names: Mapping[str, str]) -> str:
    """Who stands with (green), against (red) or at truce with (grey) whom; orange in dispute, dashed where last seen before."""
    import networkx as nx

    graph = nx.Graph()
    for one in found:
        graph.add_edge(*sorted(one.pair, key=lambda actor: names.get(actor, actor)))
    places = nx.spring_layout(graph, seed=1) if graph else {}
    scale = _SIZE / 2 - _MARGIN
    at = {node: (_SIZE / 2 + x * scale, _SIZE / 2 + y * scale) for node, (x, y) in places.items()}
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" font-family="sans-serif" font-size="10">']
    for one in sorted(found, key=lambda one: sorted(one.pair)):
        (x, y), (to_x, to_y) = (at[actor] for actor in sorted(one.pair))
        dash = "" if one.ties[0].state.value == "held" else ' stroke-dasharray="4 3"'
        ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
        parts.append(f'<line {ends} stroke="{_COLOURS[one.sign]}" stroke-width="1.5"{dash}/>')
    for node, (x, y) in sorted(at.items()):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#222"/>')
        parts.append(f'<text x="{x + 6:.1f}" y="{y - 6:.1f}">{escape(names.get(node, node))}</text>')
    return "".join([*parts, "</svg>"])


def timeline(found: Sequence[Spell], names: Mapping[str, str]) -> str:
    """A bar for each spell: solid where it surely lasted, faint where it may have, open where nothing bounds it."""
    shown = list(found[:_MOST])
    days = [day for spell in shown for day in _days(spell)]
    if not days:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
    scale = _Scale(min(days), max(days))
    height = _TOP + _ROW * len(shown) + 20
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="10">']
    for year in scale.years():
        at = scale.x(year)
        parts.append(f'<line x1="{at:.1f}" y1="14" x2="{at:.1f}" y2="{height - 14}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="10" text-anchor="middle" fill="#555">{year.year}</text>')
    for row, spell in enumerate(shown):
        parts.extend(_bar(spell, _TOP + row * _ROW, scale, names))
    return "".join([*parts, "</svg>"])


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


def _bar(spell: Spell, y: int, scale: _Scale, names: Mapping[str, str]) -> Iterable[str]:
    begin, end = spell.start.earliest or scale.first, spell.end.latest or scale.last
    sure_from, sure_to = spell.start.latest or begin, spell.end.earliest or end
    colour = _COLOURS[spell.sign]
    who = f"{names.get(spell.a, spell.a)} {label(spell)} {names.get(spell.b, spell.b)}"
    shown = who if len(who) <= _LONGEST else f"{who[:_LONGEST]}…"
    yield f'<text x="{_LEFT - 8}" y="{y + 9}" text-anchor="end"><title>{escape(who)}</title>{escape(shown)}</text>'
    for first, last, opacity in ((begin, end, 0.18), (sure_from, sure_to, 0.85)):
        wide = max(1.5, scale.x(last) - scale.x(first))
        yield f'<rect x="{scale.x(first):.1f}" y="{y}" width="{wide:.1f}" height="10" fill="{colour}" opacity="{opacity}"/>'


def _days(spell: Spell) -> list[date]:
    bounds = (spell.start.earliest, spell.start.latest, spell.end.earliest, spell.end.latest)
    return [day for day in bounds if day is not None]
