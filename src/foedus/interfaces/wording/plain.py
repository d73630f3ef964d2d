"""Text that is safe and short enough to show."""

from __future__ import annotations

import re

# Control characters and changes of writing direction, with which a document could rewrite what stands on a terminal.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HASHED = re.compile(r"[a-z]{3}-[0-9a-f]{24}\Z")
_SHORT_ID = 12
_BLANKS = re.compile(r"\s+")


def clean(value: object) -> str:
    """A value on one line, without characters that could disturb a terminal; "" for None."""
    return "" if value is None else _UNSAFE.sub("", _BLANKS.sub(" ", str(value))).strip()


def short(id_: str) -> str:
    """The beginning of a content-hash id, enough to name the thing to another command; other ids as they are."""
    return id_[:_SHORT_ID] if _HASHED.match(id_) else id_
