"""The notes and lists at the end of a report that only name a work: what its title says is not what the report tells.

A note that tells something beside is read like the rest. The words the rules know are in `cues/references.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.reading.steps.lines import Span, paragraphs

_NUMBER = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,300})[”\"]")
_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_YEAR = re.compile(r"(?:,(?: [^\s,;]+){0,2} |\([^()]*?\b)(?:18|19|20)\d\d\b")   # "(Graz, 1995)", ", Leeds 2001"
_SENTENCE_END = re.compile(r"(\w+)[.!?][\"”’)]*\s+(?:\d{1,3}\s+)?[\"“‘(]?[^\W\d_a-z]")
_SMALL = 3  # letters up to which a word in a title may be written small, and a word before a full stop may be an abbreviation
_MOSTLY = 0.6  # of the longer words of a title begin with a capital


@dataclass(frozen=True, slots=True)
class _Rules:
    notes: frozenset[str]
    works: frozenset[str]
    marks: re.Pattern[str]
    short: frozenset[str]


@cache
def _rules() -> _Rules:
    source = files("foedus.reading.steps").joinpath("cues", "references.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    marks = "|".join((*(rf"^(?:{opening})\b" for opening in data["openings"]), *data["within"]))
    return _Rules(frozenset(data["notes"]), frozenset(data["works"]), re.compile(marks, re.IGNORECASE), frozenset(data["short"]))


def find(text: str) -> tuple[Span, ...]:
    """The paragraphs that only name works, as half-open offsets in order: those below a heading such as "Notes" or "Sources", and
    numbered ones at the end."""
    return tuple(_references(text))


def _references(text: str) -> Iterator[Span]:
    found = list(paragraphs(text))
    words = [" ".join(text[start:end].split()) for start, end in found]
    above = [number for number, told in enumerate(words) if _heading(told) in headings()]
    begin = above[-1] if above else len(found)
    while begin > 0 and _NUMBER.match(words[begin - 1]):
        begin -= 1
    of_works = bool(above) and _heading(words[above[-1]]) in _rules().works
    for span, told in zip(found[begin:], words[begin:], strict=True):
        if _heading(told) not in headings() and only_names_a_work(told, of_works):
            yield span


def headings() -> frozenset[str]:
    """What stands above the notes or the list of works, in lower case."""
    return _rules().notes | _rules().works


def _heading(words: str) -> str:
    return words.rstrip(":. ").lower()


def only_names_a_work(words: str, in_a_list_of_works: bool = False) -> bool:
    """Whether a paragraph is a reference and no more: it bears the marks of one (an address, a title, pages, in a list of works a
    year) and tells nothing in a sentence of its own."""
    body = _NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words
    titles = [found for found in _QUOTED.finditer(body) if _is_title(found[1])]
    marked = titles or _URL.search(body) or _rules().marks.search(body) or (in_a_list_of_works and _YEAR.search(body))
    if not marked:
        return False
    bare = _URL.sub("", body)
    for title in titles:
        bare = bare.replace(title[0], "")
    return not any(_ends_sentence(found[1]) for found in _SENTENCE_END.finditer(_IN_BRACKETS.sub("", bare)))


def _is_title(quoted: str) -> bool:
    if quoted.endswith("."):  # a title ends with a comma or without a mark, a saying with a full stop
        return False
    longer = [word for word in re.findall(r"[^\W\d_][\w’'-]*", quoted) if len(word) > _SMALL]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= _MOSTLY * len(longer)


def _ends_sentence(word: str) -> bool:
    return word.isdigit() or (len(word) > _SMALL and word.lower() not in _rules().short)
