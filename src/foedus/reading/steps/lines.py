"""Paragraphs of a plain text: which line breaks end something, and which only wrap a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from foedus.reading.steps.sentence_words import sentence_words

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\f\u2028\u2029]*")
_ITEM = re.compile(
    r"""[•‣▪◦●]
      | \(?(?:\d{1,3}|[ivx]{1,4}|[a-z])\)\s
      | (?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,4}|[a-zA-Z])\.\s+["“'‘(\[]*[^\W\d_a-z]
      | \[\d{1,3}\]\s""",
    re.VERBOSE,
)
_DASH_ITEM = re.compile(r"[-*–—+]\s")
_FINISHED = re.compile(r"[.!?…:;؟۔。][\"'”’»)\]]*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])*$|\)\]?$")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_WIDEST_WRAP = 120   # characters; no hard-wrapped text has longer lines, and no heading does
_RAGGED = 0.9        # a line that leaves a tenth of the width unused, though the next word had room, was ended on purpose


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str


def paragraphs(text: str) -> Iterator[Span]:
    """Half-open offsets of the paragraphs in order, without surrounding blanks, together holding all that is not blank.

    A heading or a list item counts as a paragraph. Blank lines and form feeds always part paragraphs.
    """
    blocks = list(_blocks(text))
    width = max((min(len(line.words), _WIDEST_WRAP) for block in blocks if len(block) > 1 for line in block), default=0)
    for block in blocks:
        dashes = sum(1 for line in block if _DASH_ITEM.match(line.words)) > 1
        first = block[0]
        for line, following in pairwise(block):
            if _parts(line.words, following.words, width, dashes):
                yield first.start, line.end
                first = following
        yield first.start, block[-1].end


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between them."""
    block: list[_Line] = []
    at = 0
    while at <= len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else at
        raw = text[at:end]
        words = raw.strip()
        if words:
            start = at + len(raw) - len(raw.lstrip())
            block.append(_Line(start, start + len(words), words))
        if block and (not words or text[end : end + 1] in ("\f", "\u2029")):
            yield block
            block = []
        at = end + 1
    if block:
        yield block


def _parts(line: str, following: str, width: int, dashes: bool) -> bool:
    """Whether the break between the two lines ends a paragraph, a heading or an item, rather than wrapping a line."""
    finished = _FINISHED.search(line[-12:]) is not None
    if _ITEM.match(following):
        return True
    if _DASH_ITEM.match(following) and (dashes or finished):
        return True
    if following[0].islower() or following[0] in ",;:)]}(":
        return False
    next_word = following.split(maxsplit=1)[0]
    had_room = len(line) + 1 + len(next_word) <= width * _RAGGED
    if finished:
        return had_room or len(line) > _WIDEST_WRAP
    return not _dangles(line) and (had_room or (_is_capitals(line) and not _is_capitals(following)))


def _dangles(line: str) -> bool:
    if line[-1] in ",-–—(/&" or len(line) > _WIDEST_WRAP:
        return True
    last = _LAST_WORD.search(line[-30:])
    return last is not None and last[1] in sentence_words().dangling


def _is_capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() for char in line[:20]) > 5
