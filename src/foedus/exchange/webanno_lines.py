"""WebAnno TSV 3.3, as INCEpTION and WebAnno write it: one layer of spans with features that are text.

Source of the format: "WebAnno TSV 3.3 File format" in the INCEpTION user guide. Offsets are UTF-16 code units, as Java counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEAD = "#FORMAT=WebAnno TSV 3."
LAYER = "#T_SP="
_ESCAPED = {
    "\\": "\\\\",
    "[": "\\[",
    "]": "\\]",
    "|": "\\|",
    "_": "\\_",
    ";": "\\;",
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
    "*": "\\*",
}
_OF_TEXT = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b"}
_BACK = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_NUMBERED = re.compile(r"\[(?P<number>\d+)\]\Z")  # in values both brackets are escaped


@dataclass(frozen=True, slots=True)
class Span:
    """Features on half-open offsets of a text."""

    start: int
    end: int
    features: Sequence[str]


def escaped(value: str) -> str:
    """A value as a cell has it."""
    return "".join(_ESCAPED.get(one, one) for one in value).replace("->", "\\->")


def escaped_text(text: str) -> str:
    """Text as a line "#Text=" has it."""
    return "".join(_OF_TEXT.get(one, one) for one in text)


def unescaped(value: str) -> str:
    """The inverse of both."""
    return _ESCAPE.sub(lambda found: _BACK.get(found[1], found[1]), value)


def parts(cell: str) -> list[tuple[str, int | None]]:
    """The values stacked in a cell, each with the number that tells the spans apart; none for "_"."""
    if cell in ("_", ""):
        return []
    made = []
    for part in _split(cell):
        found = _NUMBERED.search(part)
        value, number = (part[: found.start()], found["number"]) if found else (part, None)
        made.append(("" if value == "*" else unescaped(value), int(number) if number else None))
    return made


def _split(cell: str) -> list[str]:
    """The cell cut at each | that is not escaped."""
    made, at = [""], 0
    while at < len(cell):
        if cell[at] == "\\":
            made[-1] += cell[at : at + 2]
            at += 2
        elif cell[at] == "|":
            made.append("")
            at += 1
        else:
            made[-1] += cell[at]
            at += 1
    return made


def units(text: str) -> list[int]:
    """For each code point, and the end, how many UTF-16 code units stand before it."""
    made = [0]
    for one in text:
        made.append(made[-1] + (2 if ord(one) > 0xFFFF else 1))
    return made


def tokens(text: str, cuts: set[int]) -> Iterator[tuple[int, int]]:
    """Where the words between blanks stand, cut also where spans begin and end."""
    for found in re.finditer(r"\S+", text):
        start = found.start()
        for cut in sorted(one for one in cuts if start < one < found.end()):
            yield start, cut
            start = cut
        yield start, found.end()
