"""A triad as a small drawing: three names and three lines, whose form tells their sign without colour.

With is one thick line, against a barred one, a truce two lines, a dispute a zigzag; dashed is hedged, pale is only last seen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from foedus.interfaces.web.pages.analyses.pieces import Mark

WIDTH, HEIGHT = 300, 190
_CORNERS = ((150.0, 44.0), (70.0, 140.0), (230.0, 140.0))
_FREE = 12.0  # between a corner and its lines
_BAR, _GAP, _TOOTH = 9.0, 4.0, 7.0
_LETTERS, _LINES = 17, 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Corner:
    """An actor: where its dot lies, and its name in lines with the foot of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    text_y: float
    whole: str


@dataclass(frozen=True, slots=True)
class Side:
    """A tie: the path of its line, and where its badge lies."""

    path: str
    x: float
    y: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Triangle:
    """The drawing."""

    corners: tuple[Corner, ...]
    sides: tuple[Side, ...]
    width: int = WIDTH
    height: int = HEIGHT


def triangle(names: Sequence[str], marks: Sequence[Mark]) -> Triangle:
    """The drawing of three actors; `marks` are those of the first with the second, the first with the third, and the last two."""
    pairs = ((0, 1), (0, 2), (1, 2))
    sides = tuple(_side(_CORNERS[a], _CORNERS[b], one) for (a, b), one in zip(pairs, marks, strict=True))
    corners = (_corner(point, name, at == 0) for at, (point, name) in enumerate(zip(_CORNERS, names, strict=True)))
    return Triangle(tuple(corners), sides)


def _corner(point: Point, name: str, above: bool) -> Corner:
    lines = tuple(textwrap.wrap(name, _LETTERS, max_lines=_LINES, placeholder="…")) or (name,)
    x, y = point
    return Corner(x, y, lines, y - 12 - 13 * (len(lines) - 1) if above else y + 22, name)


def _side(one: Point, other: Point, mark: Mark) -> Side:
    (x, y), (to_x, to_y) = one, other
    length = hypot(to_x - x, to_y - y)
    along = ((to_x - x) / length, (to_y - y) / length)
    start = (x + along[0] * _FREE, y + along[1] * _FREE)
    return Side(_path(start, along, length - 2 * _FREE, mark.css), (x + to_x) / 2, (y + to_y) / 2, mark)


def _path(start: Point, along: Point, length: float, css: str) -> str:
    def at(far: float, aside: float = 0.0) -> str:
        return f"{start[0] + along[0] * far - along[1] * aside:.1f} {start[1] + along[1] * far + along[0] * aside:.1f}"

    if css == "truce":
        return " ".join(f"M{at(0, side)} L{at(length, side)}" for side in (-2.2, 2.2))
    if css == "dispute":
        count = int(length // _TOOTH)
        teeth = (at(length * corner / count, 3.5 if corner % 2 else -3.5) for corner in range(1, count))
        return f"M{at(0)} " + " ".join(f"L{tooth}" for tooth in teeth) + f" L{at(length)}"
    line = f"M{at(0)} L{at(length)}"
    if css != "against":
        return line
    count = int(length // _BAR) - 1
    middle = (length - _BAR * (count - 1)) / 2
    bars = (f"M{at(middle + _BAR * bar, -_GAP)} L{at(middle + _BAR * bar, _GAP)}" for bar in range(count))
    return " ".join((line, *bars))
