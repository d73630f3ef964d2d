"""The original of a document as a browser may safely show it: HTML without anything that acts or loads, PDF pages as pictures."""

from __future__ import annotations

from foedus.errors import BadInput
from foedus.reading.documents.apart import answer, ask_apart
from foedus.reading.documents.encoding import decode
from foedus.reading.documents.parsed import megabytes
from foedus.reading.documents.picture import picture_apart

HTML, PDF = "text/html", "application/pdf"
HTML_BYTES = 8_000_000
WIDTH = 900  # pixels of a page

# Nothing loads, nothing runs, nothing is sent; the page has no origin of its own.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

_SHEET = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Original</title><style>"
    "body{font:16px/1.55 Georgia,'Liberation Serif',serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem;"
    "color:#1d2126;background:#fff;overflow-wrap:break-word}table{border-collapse:collapse}td,th{border:1px solid #dcd8cf;"
    "padding:.25rem .5rem}a{color:#1f4e79}</style></head><body>"
)
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_UNSEEN = ("script", "style", "title", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea")
_LOADS = frozenset({"img", "picture", "map", "area"})


def safe_html(data: bytes) -> str:
    """The page with its text, headings, lists and tables; no script, style, form, frame or picture. Raises BadInput where it is
    too large, or takes too long: markup nested a hundred thousand times deep keeps any parser busy for hours."""
    if len(data) > HTML_BYTES:
        most = megabytes(HTML_BYTES)
        raise BadInput(f"the original has {megabytes(len(data))}, more than the {most} that are shown; the text holds its words")
    return ask_apart("foedus.interfaces.reviewing.originals", (), data, "the original cannot be shown").decode()


def _harmless(data: bytes) -> bytes:
    import nh3

    markup, _ = decode(data, None)
    tags = nh3.ALLOWED_TAGS - _LOADS
    body = nh3.clean(markup, tags=tags, clean_content_tags=set(_UNSEEN), attributes=_ATTRIBUTES, url_schemes=set())
    return f"{_SHEET}{body}</body></html>".encode()


def page_picture(data: bytes, number: int) -> bytes:
    """Page `number` (from 1) of a PDF as PNG. Raises BadInput where there is no such page, or it cannot be drawn."""
    return picture_apart(data, number, WIDTH)


if __name__ == "__main__":
    answer(_harmless)
