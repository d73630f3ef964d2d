"""PDF: the text layer, page by page (pypdfium2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foedus.errors import BadInput
from foedus.reading.documents.flow import Flow, flow
from foedus.reading.documents.parsed import Clues, Parsed, check_text_size

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_END_MARK = b"%%EOF"
_TAIL = 2048         # bytes at the end in which the end mark stands in a whole file
_PICTURE = 3         # FPDF_PAGEOBJ_IMAGE
_DEFAULT_TITLES = ("untitled", "microsoft word", "powerpoint presentation", "document1")
_FILE_ENDINGS = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex", ".rtf", ".odt")


def parse(data: bytes, clues: Clues) -> Parsed:
    """The text of all pages in order, words broken at line ends put together, with the offsets of each page.

    Pages without text are noted. The date in a PDF is that of the file, not of the report, and is not taken. Raises
    BadInput for a file that is encrypted, damaged, or a scan without a text layer.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    if not data.lstrip()[:5].startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        raise BadInput("it is not a PDF, though its name says so; give it its proper name, or export it as PDF again")
    try:
        pdf = PdfDocument(data)
    except PdfiumError as fault:
        if fault.err_code == _WRONG_PASSWORD:
            raise BadInput("it is encrypted with a password; save a copy without the password and read that") from None
        raise BadInput("the PDF is damaged or cut off; fetch or export it again") from None
    try:
        return _parse(pdf, data, clues)
    finally:
        pdf.close()


def _parse(pdf: PdfDocument, data: bytes, clues: Clues) -> Parsed:
    pages = list(_pages(pdf))
    empty = [number for number, (text, _) in enumerate(pages, 1) if not text.strip()]
    if len(empty) == len(pages):
        raise BadInput(_without_text(len(pages), any(picture for _, picture in pages)))
    flowed: Flow = flow([text for text, _ in pages])
    check_text_size(flowed.text, clues.limits)
    said = pdf.get_metadata_dict(skip_empty=True)
    return Parsed(
        flowed.text, title=_sensible(said.get("Title")), author=_sensible(said.get("Author")), pages=flowed.pages,
        notes=tuple(_notes(empty, pages, whole=_END_MARK in data[-_TAIL:])),
    )


def _pages(pdf: PdfDocument) -> Iterator[tuple[str, bool]]:
    """The text of each page, and whether it holds a picture; a page that cannot be opened has neither."""
    from pypdfium2 import PdfiumError

    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except PdfiumError:
            yield "", False
            continue
        try:
            text = _page_text(page)
            yield text, not text.strip() and any(item.type == _PICTURE for item in page.get_objects(max_depth=4))
        finally:
            page.close()


def _page_text(page: PdfPage) -> str:
    layer = page.get_textpage()
    try:
        text: str = layer.get_text_bounded()
    finally:
        layer.close()
    return text


def _without_text(count: int, scanned: bool) -> str:
    held = f"its {count} pages" if count > 1 else "its one page"
    if scanned:
        return f"it is a scan, {held} without a text layer; run OCR over it first (for example ocrmypdf) and read the result"
    return f"there is no text on {held}; if it shows text on the screen, run OCR over it first and read the result"


def _notes(empty: list[int], pages: list[tuple[str, bool]], whole: bool) -> Iterator[str]:
    for number in empty:
        seen = "a picture but no text: it is scanned, and OCR is needed to read it" if pages[number - 1][1] else "no text"
        yield f"page {number} holds {seen}"
    if not whole:
        yield "the PDF has no end mark: it seems cut off, and pages may be missing"


def _sensible(said: str | None) -> str | None:
    """A title or author that a person wrote, rather than a program's default or a file name."""
    words = " ".join((said or "").replace("\0", " ").split())
    lower = words.lower()
    if len(words) < 3 or not any(char.isalpha() for char in words) or "\ufffd" in words:
        return None
    return None if lower.startswith(_DEFAULT_TITLES) or lower.endswith(_FILE_ENDINGS) else words
