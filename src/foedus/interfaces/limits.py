"""The limits within which files are opened, as set for all interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus import settings

if TYPE_CHECKING:
    from foedus.reading.documents.parsed import Limits

MEGABYTE = 1_000_000


def limits_set() -> Limits:
    """The limits of size, time and memory that the settings give."""
    from foedus.reading.documents.parsed import Limits

    return Limits(
        text_bytes=settings.number("text_mb") * MEGABYTE,
        file_bytes=settings.number("file_mb") * MEGABYTE,
        unpacked_bytes=settings.number("file_mb") * MEGABYTE,
        seconds=settings.number("parse_seconds"),
        memory_bytes=settings.number("parse_mb") * MEGABYTE,
    )
