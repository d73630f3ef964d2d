"""A document as words with offsets, cut into windows that fit the encoder in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from foedus.reading.steps.sentences import Sentence

# Hyphens and slashes part words ("IMU-TTP", "U.S.-backed"), so do possessives; abbreviations stay whole.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*|[’'´](?:s|S)\b|\w+|[^\w\s]")

WINDOW_PIECES = 448  # wordpieces of text in one window; with the title and the marks the encoder takes 512
CONTEXT_PIECES = WINDOW_PIECES // 4  # of the window before, about as much is read again as context
CONTEXT_SENTENCES = 2  # and at least so many sentences, where they fit
TITLE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark: `text[start:end]` of the document."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first:last` of the document; those before `fresh` were read in the window before and are only context."""

    first: int
    last: int
    fresh: int


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, with offsets into the whole text."""
    stop = len(text) if end is None else end
    return [Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(text, start, stop)]


def windows(sizes: Sequence[int], words: Sequence[Word], sentences: Sequence[Sentence]) -> list[Window]:
    """Windows of whole sentences, each at most WINDOW_PIECES wordpieces (`sizes`: how many each word has); a sentence
    longer than that is cut. Each but the first begins with sentences of the one before, the last with as many as fit."""
    bounds = _sentence_bounds(sizes, words, sentences)
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)

    def pieces(first: int, last: int) -> int:
        return total[bounds[last][1]] - total[bounds[first][0]]

    out: list[Window] = []
    index = 0
    while index < len(bounds):
        back = _context(pieces, index)
        last = index
        while last + 1 < len(bounds) and pieces(back, last + 1) <= WINDOW_PIECES:
            last += 1
        while last + 1 == len(bounds) and back > 0 and pieces(back - 1, last) <= WINDOW_PIECES:
            back -= 1  # the last window has room left
        out.append(Window(bounds[back][0], bounds[last][1], bounds[index][0]))
        index = last + 1
    return out


def _context(pieces: Callable[[int, int], int], index: int) -> int:
    """The first of the sentences that are read again before the sentence `index`."""
    back = index
    while back > 0 and pieces(back - 1, index) <= WINDOW_PIECES:
        if index - back >= CONTEXT_SENTENCES and pieces(back - 1, index - 1) > CONTEXT_PIECES:
            break
        back -= 1
    return back


def _sentence_bounds(sizes: Sequence[int], words: Sequence[Word], sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Each sentence as a range of words; sentences longer than a window are cut into pieces that fit."""
    bounds: list[tuple[int, int]] = []
    ends = [sentence.end for sentence in sentences] or [words[-1].end if words else 0]
    first, size, number = 0, 0, 0
    for index, word in enumerate(words):
        ended = False
        while number < len(ends) - 1 and word.start >= ends[number]:
            number, ended = number + 1, True
        if index > first and (ended or size + sizes[index] > WINDOW_PIECES):
            bounds.append((first, index))
            first, size = index, 0
        size += sizes[index]
    if words:
        bounds.append((first, len(words)))
    return bounds
