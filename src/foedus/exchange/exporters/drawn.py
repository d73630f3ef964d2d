"""A drawing of few shapes, and the drawing as SVG; `drawn_png` makes a picture of the same shapes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

SIZE = 10  # of letters, in the units of the drawing
LEADING = 12  # from line to line
_ROOM = 0.6  # of the size: the width of a letter in the broad fonts that drawings must bear

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    dashed: bool = False
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A black dot that stands for an actor."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text; x is where their anchor lies, y the foot of the first line, `whole` the text where it was shortened."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: Anchor = "start"
    colour: str = "#111"
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are painted, on a ground that measures so much; y grows downwards."""

    width: float
    height: float
    shapes: tuple[Stroke | Bar | Dot | Words, ...]


def text_width(text: str) -> float:
    """About how wide a text is, rather too much than too little."""
    return SIZE * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else _ROOM for letter in text)


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG element that stands alone."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    shapes = (part for shape in drawing.shapes for part in _element(shape))
    return "".join([f'{head} font-family="sans-serif" font-size="{SIZE}">', *shapes, "</svg>"])


def _element(shape: Stroke | Bar | Dot | Words) -> Iterable[str]:
    match shape:
        case Stroke():
            ends = f'x1="{shape.x:.1f}" y1="{shape.y:.1f}" x2="{shape.to_x:.1f}" y2="{shape.to_y:.1f}"'
            dash = ' stroke-dasharray="4 3"' if shape.dashed else ""
            yield f'<line {ends} stroke="{shape.colour}" stroke-width="{shape.width:g}"{dash}/>'
        case Bar():
            place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}"'
            yield f'<rect {place} fill="{shape.colour}" opacity="{shape.opacity:g}"/>'
        case Dot():
            yield f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="4" fill="#222"/>'
        case Words():
            yield _text(shape)


def _text(words: Words) -> str:
    title = f"<title>{escape(words.whole)}</title>" if words.whole else ""
    lines = (
        f'<tspan x="{words.x:.1f}" y="{words.y + row * LEADING:.1f}">{escape(line)}</tspan>'
        for row, line in enumerate(words.lines)
    )
    halo = 'stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f'<text text-anchor="{words.anchor}" fill="{words.colour}" {halo}>{title}{"".join(lines)}</text>'
