"""A page as a Word document; the footnotes are a numbered list at its end. The same page gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from foedus.exchange.exporters.page import Page

# What XML 1.0 cannot hold.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_WIDEST, _TALLEST = 6.0, 7.5  # inches of a page


def docx(page: Page, pictures: Mapping[str, bytes]) -> bytes:
    """The file; `pictures` gives drawings as PNG by their names, and other drawings are left out."""
    from docx import Document
    from docx.shared import Inches

    made = Document()
    made.core_properties.title = _safe(page.title)
    made.add_heading(_safe(page.title), 0)
    made.add_paragraph(_safe(page.about))
    for section in page.sections:
        made.add_heading(_safe(section.heading), 1)
        figure = section.figure
        if figure is not None and figure.name in pictures:
            tall = figure.drawing.height / figure.drawing.width
            made.add_picture(BytesIO(pictures[figure.name]), width=Inches(min(_WIDEST, _TALLEST / tall)))
            made.add_paragraph(_safe(figure.caption), style="Caption")
        for line in section.lines:
            paragraph = made.add_paragraph(_safe(line.text), style="List Bullet")
            if line.notes:
                paragraph.add_run(",\N{NO-BREAK SPACE}".join(map(str, line.notes))).font.superscript = True
    if page.footnotes:
        made.add_heading("Notes", 1)
    for note in page.footnotes:
        made.add_paragraph(_safe(f"{note.number}. “{note.quote}” {note.source}; {note.where}"))
    out = BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _timeless(packed: bytes) -> bytes:
    """The same parts without the time at which they were packed."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as taken, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for part in taken.infolist():
            made.writestr(ZipInfo(part.filename), taken.read(part), ZIP_DEFLATED)
    return out.getvalue()


def _safe(text: str) -> str:
    return _UNSAFE.sub("", text)
