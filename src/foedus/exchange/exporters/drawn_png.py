"""A drawing as a PNG picture, through matplotlib of the extra ``brief``. The same drawing gives the same bytes."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.exchange.exporters.drawn import LEADING, SIZE, Bar, Dot, Drawing, Stroke, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UNITS = 100  # of the drawing to an inch
_DPI = 200
_POINT = 72 / _UNITS
_SIDES = {"start": "left", "middle": "center", "end": "right"}


def font_file(style: str = "") -> Path:
    """A font of matplotlib's that holds Latin, Greek, Cyrillic and Arabic letters: DejaVu Sans, perhaps "Bold"."""
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-' if style else ''}{style}.ttf")


def png(drawing: Drawing) -> bytes:
    """The picture, on white; letters that the font has not are boxes in it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(drawing.width / _UNITS, drawing.height / _UNITS), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.set_axis_off()
    for order, shape in enumerate(drawing.shapes):
        _add(shape, axes, order + 1)
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*missing")
        figure.savefig(out, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
    return out.getvalue()


def _add(shape: Stroke | Bar | Dot | Words, axes: Axes, order: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    match shape:
        case Stroke():
            line = Line2D([shape.x, shape.to_x], [shape.y, shape.to_y], color=shape.colour, linewidth=shape.width * _POINT)
            if shape.dashed:
                line.set_linestyle((0, (3, 2)))
            axes.add_line(line).set_zorder(order)
        case Bar():
            size = shape.width, shape.height
            axes.add_patch(
                Rectangle((shape.x, shape.y), *size, facecolor=shape.colour, alpha=shape.opacity, linewidth=0, zorder=order)
            )
        case Dot():
            axes.plot([shape.x], [shape.y], "o", color="#222", markersize=8 * _POINT, zorder=order)
        case Words():
            _write(shape, axes, order)


def _write(words: Words, axes: Axes, order: int) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patheffects import withStroke

    font = FontProperties(fname=str(font_file()), size=SIZE * _POINT)
    for row, line in enumerate(words.lines):
        written = axes.text(words.x, words.y + row * LEADING, line, fontproperties=font, color=words.colour, zorder=order)
        written.set(ha=_SIDES[words.anchor], va="baseline", parse_math=False)
        written.set_path_effects([withStroke(linewidth=3 * _POINT, foreground="white")])
