"""Whether words stand in a text. Letters, digits and their order must agree; line breaks and the shape of quotation marks need
not.

Language models turn a line break into a space and ’ into ' while they copy. What is found is always given as offsets, so that a
quote is the document's own words and never the model's.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_QUOTE = 2000   # characters; a longer one is a passage, and a hostile one could cost time
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—")
_CLASS = {mark: f"[{re.escape(marks)}]" for marks in _ALIKE for mark in marks}
_SHORT_NAME = 4   # letters up to which capitals tell a name from a word ("US", "IS")

Span = tuple[int, int]


def quote_at(text: str, words: str, within: Span) -> Span | None:
    """Where the words first stand in `text[start:end]`, None where they do not."""
    if not words.strip() or len(words) > LONGEST_QUOTE:
        return None
    found = _quote(words).search(text, *within)
    return found.span() if found else None


def name_spans(text: str, name: str) -> tuple[Span, ...]:
    """Everywhere the name stands as whole words. A longer name may differ in capitals, as it does in headings."""
    if not name.strip() or len(name) > LONGEST_QUOTE:
        return ()
    return tuple(found.span() for found in _name(name).finditer(text))


def stands_in(text: str, name: str) -> bool:
    """Whether the name stands somewhere as whole words."""
    return bool(name.strip()) and len(name) <= LONGEST_QUOTE and _name(name).search(text) is not None


@lru_cache(maxsize=512)
def _quote(words: str) -> re.Pattern[str]:
    return re.compile(_loose(words))


@lru_cache(maxsize=512)
def _name(name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if len(name.strip()) > _SHORT_NAME else re.NOFLAG
    return re.compile(rf"(?<!\w){_loose(name)}(?!\w)", flags)


def _loose(words: str) -> str:
    return r"\s+".join("".join(_CLASS.get(mark) or re.escape(mark) for mark in word) for word in words.split())
