"""A page as a PDF file, through ReportLab of the extra ``brief``: footnotes linked from their numbers, pictures, page numbers.

The same page gives the same bytes: the file tells no time of its making.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Any

from foedus.exchange.exporters.drawn_png import font_file, png
from foedus.exchange.exporters.page import Figure, Footnote, Line, Page, Section

_FONT, _BOLD = "Foedus", "Foedus-Bold"
_INK, _PALE = "#111111", "#444444"
_MARGIN = 56.7  # points, two centimetres
_HIGHEST = 600.0  # points, so that a drawing and its heading fit a page
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


def pdf(page: Page) -> bytes:
    """The file, in A4.

    Raises ImportError where the extra is not installed.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    styles = _styles()
    out = BytesIO()
    made = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=_safe(page.title),
        author="Foedus",
        invariant=1,
        **dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN),
    )
    made.build(list(_flow(page, styles, A4[0] - 2 * _MARGIN)), onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _flow(page: Page, styles: Mapping[str, Any], width: float) -> Iterator[Any]:
    from reportlab.platypus import Paragraph

    yield Paragraph(_marked(page.title), styles["title"])
    yield Paragraph(_marked(page.about), styles["about"])
    for section in page.sections:
        yield from _section(section, styles, width)
    if page.footnotes:
        yield Paragraph("Notes", styles["heading"])
    for note in page.footnotes:
        yield Paragraph(_note(note), styles["note"])


def _section(section: Section, styles: Mapping[str, Any], width: float) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Paragraph

    head = [Paragraph(_marked(section.heading), styles["heading"])]
    if section.figure is not None:
        head += [_picture(section.figure, width - 12), Paragraph(_marked(section.figure.caption), styles["caption"])]
    lines = [Paragraph(_line(line), styles["line"]) for line in section.lines]
    yield KeepTogether([*head, *lines[:1]])
    yield from lines[1:]


def _picture(figure: Figure, width: float) -> Any:
    from reportlab.platypus import Image

    drawing = figure.drawing
    scale = min(width / drawing.width, _HIGHEST / drawing.height)
    return Image(BytesIO(png(drawing)), width=drawing.width * scale, height=drawing.height * scale)


def _line(line: Line) -> str:
    marks = ",\N{NO-BREAK SPACE}".join(f'<a href="#note{number}">{number}</a>' for number in line.notes)
    return f"<bullet>•</bullet>{_marked(line.text)}" + (f'<super size="7">{marks}</super>' if marks else "")


def _note(note: Footnote) -> str:
    where = f'<font color="{_PALE}" size="7">{_marked(note.where)}</font>'
    anchor = f'<bullet>{note.number}.</bullet><a name="note{note.number}"/>'
    return f"{anchor}“{_marked(note.quote)}” {_marked(note.source)}; {where}"


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont(_FONT, str(font_file())))
    registerFont(TTFont(_BOLD, str(font_file("Bold"))))
    registerFontFamily(_FONT, normal=_FONT, bold=_BOLD, italic=_FONT, boldItalic=_BOLD)
    plain = ParagraphStyle("plain", fontName=_FONT, fontSize=9.5, leading=13.5, textColor=_INK, splitLongWords=1)
    pale = ParagraphStyle("pale", plain, fontSize=8, leading=11, textColor=_PALE)
    return {
        "title": ParagraphStyle("title", plain, fontName=_BOLD, fontSize=16, leading=20, spaceAfter=4),
        "about": ParagraphStyle("about", pale, fontSize=8.5),
        "heading": ParagraphStyle(
            "heading", plain, fontName=_BOLD, fontSize=11.5, leading=15, spaceBefore=14, spaceAfter=5, keepWithNext=1
        ),
        "caption": ParagraphStyle("caption", pale, spaceBefore=3, spaceAfter=6),
        "line": ParagraphStyle("line", plain, leftIndent=14, bulletIndent=4, spaceAfter=2),
        "note": ParagraphStyle(
            "note", plain, fontSize=8, leading=11, leftIndent=22, bulletFontName=_FONT, bulletFontSize=8, spaceAfter=3
        ),
    }


def _number(canvas: Any, made: Any) -> None:
    canvas.setFont(_FONT, 8)
    canvas.drawCentredString(made.pagesize[0] / 2, _MARGIN / 2, str(made.page))


def _marked(text: str) -> str:
    return escape(_safe(text))


def _safe(text: str) -> str:
    return _UNSAFE.sub(" ", text)
