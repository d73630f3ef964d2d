"""Where words come from: the document, the quote in it, and the citations the text itself attaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from foedus.model.dates import DateSpan
from foedus.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paginated document: `text[start:end]` of the document is what stands on page `number` (from 1)."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A report as plain text, with what is known about it.

    `text` is the very string all offsets point into (Python code points, half-open). `published` is the report's own
    date, None where unknown. `origin` is where it was taken from, as the user named it (a path or an address): a changed
    text from the same origin is a new version of the same document. `media_type` is what it was parsed from.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: DateSpan | None = None
    url: str | None = None
    origin: str | None = None
    media_type: str = "text/plain"
    pages: tuple[Page, ...] = ()

    @cached_property
    def id(self) -> str:
        """Content-hash id over the text and everything the reading depends on; where it lay does not matter."""
        return content_id(
            "doc",
            {
                "text": self.text,
                "title": self.title,
                "publisher": self.publisher,
                "author": self.author,
                "published": self.published.edtf if self.published else None,
                "url": self.url,
            },
        )

    def page_of(self, offset: int) -> int | None:
        """The number of the page on which the offset lies, None for a document without pages."""
        return next((page.number for page in self.pages if page.start <= offset < page.end), None)


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of a document: `document.text[start:end] == text` (half-open, code points)."""

    document: str
    start: int
    end: int
    text: str

    def stands_in(self, document: Document) -> bool:
        """Whether promise 1 holds: the words stand at these offsets of this document."""
        return self.document == document.id and self.start >= 0 and document.text[self.start : self.end] == self.text != ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source the text attaches to a claim, such as "(Dawn [Karachi], January 4)"."""

    publisher: str
    place: str | None = None
    date: DateSpan | None = None

    def to_json(self) -> dict[str, Any]:
        """The codebook's form."""
        return {"publisher": self.publisher, "place": self.place, "date": self.date.edtf if self.date else None}
