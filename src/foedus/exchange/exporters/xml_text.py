"""Text for XML 1.0, which cannot hold every character that a report can."""

from __future__ import annotations

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fit(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 does not allow."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
