"""The paragraphs that tell who wrote a report: the line under the title and the note about the author.

What they say is not what the report says, and an analyst's post at an institute is no tie of the conflict. The words the rules
know are in `cues/apparatus.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from foedus.reading.steps import citations
from foedus.reading.steps.lines import Span, paragraphs

_AT_EACH_END = 3  # paragraphs from the first and from the last in which they stand
_LONGEST_LINE = 12  # words of a line "By ..."
_LONGEST_NOTE = 120  # words of a note about the author

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_NAME = rf"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?{_CAPITAL}[\w.'’-]*(?: (?:{_CAPITAL}[\w.'’-]*|al-\w+|bin|de|der|van|von)){{1,4}}"


@dataclass(frozen=True, slots=True)
class _Rules:
    about: re.Pattern[str]
    note: re.Pattern[str]
    line: re.Pattern[str]


@cache
def _rules() -> _Rules:
    source = files("foedus.reading.steps").joinpath("cues", "apparatus.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    about, professions, nameless = ("|".join(map(re.escape, data[part])) for part in ("about", "professions", "nameless"))
    after = "|".join(data["after"])
    note = (
        rf"(?P<name>{_NAME}) is (?:currently |now )?(?:an?|the) (?:[^\s.,;]+ ){{0,6}}?(?i:{professions})"
        rf"(?:[.,;]| (?:{after})\b|$)"
    )
    line = rf"By (?:{_NAME}(?:(?:, | and |, and ){_NAME})*|(?i:an?|our|the)\b[^.!?;]*\b(?i:{nameless})\b[^.!?;]*)$"
    return _Rules(re.compile(rf"(?:{about})(?!\w)", re.IGNORECASE), re.compile(note), re.compile(line))


def find(text: str) -> tuple[Span, ...]:
    """The paragraphs about who wrote the text, as half-open offsets in order.

    They stand near its beginning or its end, or before its notes. A paragraph "X is a fellow at ..." is one only where X is not
    spoken of elsewhere in the text: a person of whom the report tells more may well be a scholar too. A text of one paragraph has
    none.
    """
    found = list(paragraphs(text))
    if len(found) < 2:
        return ()
    begin = citations.notes_begin(text)
    body = [span for span in found if span[0] < begin]
    first, last = found[:_AT_EACH_END], list(dict.fromkeys((*body[-_AT_EACH_END:], *found[-_AT_EACH_END:])))
    lines = [span for span in dict.fromkeys((*first, *last)) if _is_line(_words(text, span))]
    apart = [*lines, (begin, len(text))]   # where the author may be named: analysts cite themselves
    notes = [span for span in last if _is_note(text, span, apart)]
    told = [after for span, after in pairwise(found) if span in notes and _is_heading(_words(text, span)) and after[0] != begin]
    return tuple(sorted({*lines, *notes, *told}))


def _words(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _is_line(words: str) -> bool:
    return len(words.split()) <= _LONGEST_LINE and _rules().line.match(words) is not None


def _is_heading(words: str) -> bool:
    return _rules().about.fullmatch(words.rstrip(": ")) is not None or _rules().about.fullmatch(words) is not None


def _is_note(text: str, span: Span, elsewhere: Sequence[Span]) -> bool:
    words = _words(text, span)
    if len(words.split()) > _LONGEST_NOTE:
        return False
    told = _rules().note.match(words)
    if told is None:
        return _rules().about.match(words) is not None
    surname = re.compile(rf"(?<!\w){re.escape(told['name'].split()[-1])}(?!\w)")
    apart = (span, *elsewhere)
    return all(any(start <= other.start() < end for start, end in apart) for other in surname.finditer(text))
