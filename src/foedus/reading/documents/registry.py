"""The formats Foedus reads. To add one: a module with `parse(data, clues) -> Parsed`, and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType

from foedus.errors import BadInput
from foedus.reading.documents.parsed import Limits, Parser


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name (also that of its module here), the file names and media types that mean it.

    `hostile` formats are parsed in the worker process; `is_text` says which of the size limits bounds the file.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    hostile: bool = True
    is_text: bool = True

    @property
    def media_type(self) -> str:
        """The media type a document read from it is given."""
        return self.media_types[0]

    @property
    def parse(self) -> Parser:
        """Its parser; the module, and the library behind it, is imported only now."""
        parser: Parser = import_module(f"foedus.reading.documents.{self.name}").parse
        return parser

    def size_limit(self, limits: Limits) -> int:
        """The most bytes such a file may have."""
        return limits.text_bytes if self.is_text else limits.file_bytes


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS: Mapping[str, Format] = MappingProxyType({
    item.name: item
    for item in (
        Format("txt", (".txt", ".text"), ("text/plain",), hostile=False),
        Format("md", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), hostile=False),
        Format("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml")),
        Format("pdf", (".pdf",), ("application/pdf", "application/x-pdf"), is_text=False),
        Format("docx", (".docx",), (_DOCX,), is_text=False),
    )
})

SUFFIXES: tuple[str, ...] = tuple(suffix for item in FORMATS.values() for suffix in item.suffixes)


def by_name(path: str) -> Format:
    """The format a file name means; raises BadInput with the suffixes that are known."""
    suffix = PurePath(path).suffix.lower()
    found = next((item for item in FORMATS.values() if suffix in item.suffixes), None)
    if found is None:
        kind = f"files ending in {suffix}" if suffix else "files without an ending"
        raise BadInput(f"{kind} are not read; save it as one of {', '.join(SUFFIXES)}")
    return found


def by_media_type(media_type: str) -> Format | None:
    """The format a media type such as "text/html" means, None for one that is not read."""
    return next((item for item in FORMATS.values() if media_type.lower() in item.media_types), None)
