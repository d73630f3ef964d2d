"""What a format's parser is given and what it gives back; plain values, so that they cross to the worker and back as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from foedus.errors import BadInput


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may cost. Sizes in bytes, time in seconds.

    `text_bytes` bounds text, Markdown and HTML files and the text taken from any file, `file_bytes` PDF and DOCX files,
    `unpacked_bytes` what a DOCX unpacks to. `seconds` and `memory_bytes` bound the worker that parses HTML, PDF and DOCX
    (memory only where the operating system can).
    """

    text_bytes: int = 50_000_000
    file_bytes: int = 200_000_000
    unpacked_bytes: int = 200_000_000
    seconds: float = 60.0
    memory_bytes: int = 2_000_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known about the bytes besides the bytes: the charset a server named, the address, and the limits."""

    charset: str | None = None
    url: str | None = None
    limits: Limits = DEFAULT_LIMITS

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(value["charset"], value["url"], Limits(**value["limits"]))


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a document and what it says about itself.

    `published` is EDTF text. `pages` are (number, start, end). `notes` say which parts could not be read, one sentence each.
    """

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    pages: tuple[tuple[int, int, int], ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        pages = tuple((number, start, end) for number, start, end in value["pages"])
        return cls(**{**value, "pages": pages, "notes": tuple(value["notes"])})


Parser = Callable[[bytes, Clues], Parsed]
"""Raises BadInput with the reason and the next step; the loader puts the file's name before it."""


def megabytes(size: float) -> str:
    """A size in bytes as people read it, such as "300 MB"."""
    return f"{size / 1_000_000:,.0f} MB" if size >= 1_000_000 else f"{max(size, 0) / 1_000:,.1f} kB"


def check_text_size(text: str, limits: Limits) -> None:
    """Raises BadInput where the text taken from a file is longer than the limit."""
    if len(text) > limits.text_bytes:
        raise BadInput(
            f"it holds {megabytes(len(text))} of text, more than the limit of {megabytes(limits.text_bytes)}; split it into parts"
        )
