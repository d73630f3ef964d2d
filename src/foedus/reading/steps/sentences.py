"""Sentences, as half-open offsets into the text.

Our own rules, in linear time: the lines are gathered into paragraphs (`lines.py`), then each paragraph is cut after the
stops that end a sentence (`stops.py`). The words the rules know are in `sentences.yml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.reading.steps.lines import Span, paragraphs
from foedus.reading.steps.stops import STOP, finish_of, is_starter, skip_blanks


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `text[start:end]`, without surrounding blanks, in paragraph number `paragraph` (from 0)."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of the text in order, together holding every character that is not blank.

    A blank line ends a paragraph; a single line break does where the line is clearly complete (a heading, a list item,
    a short last line), never where it only wraps. A heading, a list item and a numbered note are sentences of their own.
    A citation in brackets, or a note mark such as "[1]", stays with the sentence it closes, before or after the full stop.
    """
    return tuple(
        Sentence(start, end, number)
        for number, paragraph in enumerate(paragraphs(text))
        for start, end in _cut(text, paragraph)
    )


_ENUMERATOR = re.compile(
    r"(?:[-*•‣▪◦●+·–—]\s+)?(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])[.)]|\[\d{1,3}\])(?=\s)"
)
_NOTE_MARK = re.compile(r"\[\d{1,3}\]")
_INLINE_ITEM = re.compile(r"\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)")
_BRACKET = re.compile(r"[()\[\]]")
_ENDS_AS_SENTENCE = re.compile(r"[^\W\d][\"'”’]?[.!?…]+[\"'”’]?[)\]]$")
_LONG_BRACKET = 300  # characters; a longer bracket holds sentences of its own


def _cut(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph."""
    begin, end = paragraph
    brackets = _brackets(text, begin, end)
    opens = list(brackets)
    enumerator = _ENUMERATOR.match(text, begin, end)
    is_note_list = enumerator is not None and text[enumerator.end() - 1] == "]"
    at = enumerator.end() if enumerator else begin
    while (stop := STOP.search(text, at, end)) is not None:
        at = stop.end()
        outer = bisect_right(opens, stop.start()) - 1
        if outer >= 0 and stop.start() < brackets[opens[outer]]:
            at = brackets[opens[outer]]
            if not _closes_with_bracket(text, (begin, end), (opens[outer], at), stop):
                continue
            finish: int | None = at
        else:
            finish = finish_of(text, stop, end)
        if finish is None:
            continue
        finish = _with_citations(text, finish, end, brackets, is_note_list)
        if finish >= end:
            break
        yield begin, finish
        begin = at = skip_blanks(text, finish, end)
    yield begin, end


def _brackets(text: str, start: int, end: int) -> dict[int, int]:
    """Opening offset to end offset of the short brackets that lie in no other short bracket, in order."""
    stack: list[int] = []
    pairs: list[Span] = []
    for found in _BRACKET.finditer(text, start, end):
        if found[0] in "([":
            stack.append(found.start())
        elif stack and text[stack[-1]] == ("(" if found[0] == ")" else "["):
            opened = stack.pop()
            if found.end() - opened <= _LONG_BRACKET:
                pairs.append((opened, found.end()))
    outermost: dict[int, int] = {}
    reached = start
    for opened, closed in sorted(pairs):
        if opened >= reached:
            outermost[opened] = reached = closed
    return outermost


def _closes_with_bracket(text: str, sentence: Span, bracket: Span, stop: re.Match[str]) -> bool:
    """Whether a stop right before the closing bracket, as in "(The bomber fled.)", ends the sentence."""
    begin, end = sentence
    opened, closed = bracket
    if stop.end() < closed:
        return False
    return opened == begin or is_starter(text, skip_blanks(text, closed, end), end)


def _with_citations(text: str, finish: int, end: int, brackets: dict[int, int], is_note_list: bool) -> int:
    """The end of the sentence moved past the citations and note marks that stand after its full stop."""
    while True:
        opened = skip_blanks(text, finish, end)
        closed = brackets.get(opened)
        if closed is None or _ENDS_AS_SENTENCE.search(text, opened, closed) or _INLINE_ITEM.match(text, opened, closed):
            return finish
        if is_note_list and _NOTE_MARK.match(text, opened, closed):
            return finish
        after = closed + 1 if text[closed : closed + 1] in (".", ";") else closed
        following = skip_blanks(text, after, end)
        if following < end and (following == after or text[following].islower()):
            return finish
        finish = after
