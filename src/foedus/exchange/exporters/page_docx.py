"""A page as a Word document; the footnotes are a numbered list at its end, and drawings are left out."""

from __future__ import annotations

import re
from io import BytesIO

from foedus.exchange.exporters.page import Page

# What XML 1.0 cannot hold.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def docx(page: Page) -> bytes:
    """The file."""
    from docx import Document

    made = Document()
    made.core_properties.title = _safe(page.title)
    made.add_heading(_safe(page.title), 0)
    made.add_paragraph(_safe(page.about))
    for section in page.sections:
        made.add_heading(_safe(section.heading), 1)
        for line in section.lines:
            paragraph = made.add_paragraph(_safe(line.text), style="List Bullet")
            if line.notes:
                paragraph.add_run(" " + ",".join(map(str, line.notes))).font.superscript = True
    if page.footnotes:
        made.add_heading("Notes", 1)
    for note in page.footnotes:
        made.add_paragraph(_safe(f"{note.number}. “{note.quote}” {note.source}; {note.where}"))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _safe(text: str) -> str:
    return _UNSAFE.sub("", text)
