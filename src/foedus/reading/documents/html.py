"""Web pages: the main text and what the page says about itself (trafilatura). Scripts are never run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.documents.encoding import decode
from foedus.reading.documents.parsed import Clues, Parsed, check_text_size
from foedus.reading.documents.visible import visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})|^<\?xml[^<>]{0,80}encoding=["']([A-Za-z0-9_.-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 4096             # bytes in which a page declares its charset
_LATEST_DATE = "9999-12-31"  # given so that the extraction does not ask the clock
_TOO_DEEP = "ERR_RESOURCE_LIMIT"


def parse(data: bytes, clues: Clues) -> Parsed:
    """The main text with its paragraphs parted by blank lines; title, author, publisher (site name) and date from the page.

    Where no main text is found, or the tags nest deeper than a tree can hold, all visible text is taken. Raises BadInput
    for a page without any text.
    """
    declared = _CHARSET.search(data[:_HEAD])
    charset = clues.charset or (next(name for name in declared.groups() if name).decode("ascii") if declared else None)
    markup, notes = decode(data, charset)
    page, too_deep = _main_text(markup, clues.url)
    text = page.text
    if too_deep:
        notes = (*notes, "its tags nest too deeply to tell the main text from the rest: all visible text was read")
    if too_deep or not text.strip():
        text = visible_text(markup)
    if not text.strip():
        raise BadInput("the page holds no text without running its scripts; save it from a browser as text or PDF and read that")
    check_text_size(text, clues.limits)
    return Parsed(text, page.title, page.author, page.publisher, page.published, page.url, notes=notes)


def _main_text(markup: str, url: str | None) -> tuple[Parsed, bool]:
    """What trafilatura makes of the page, and whether the parser gave up on its depth."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it that is HTML
        return Parsed(""), False
    too_deep = any(error.type_name == _TOO_DEEP for error in parser.error_log)
    found = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST_DATE},
    )
    if found is None:
        return Parsed("", title=_title(tree)), too_deep
    said = found if isinstance(found, dict) else found.as_dict()
    parsed = Parsed(
        _spaced(said.get("text") or ""), title=said.get("title") or None, author=said.get("author") or None,
        publisher=said.get("sitename") or None, published=_day(said.get("date")), url=said.get("url") or None,
    )
    return parsed, too_deep


def _spaced(text: str) -> str:
    """One block a line becomes one block a paragraph; a cell's bars go, as no reader wants them."""
    lines = (" | ".join(cell.strip() for cell in line.strip().strip("|").split("|")) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line.strip(" |"))


def _title(tree: HtmlElement) -> str | None:
    words = tree.findtext(".//title")
    return " ".join(words.split()) or None if words else None


def _day(date: object) -> str | None:
    """The page's date as EDTF; a date that does not exist is none."""
    try:
        return DateSpan.parse(date).edtf if isinstance(date, str) else None
    except BadInput:
        return None
