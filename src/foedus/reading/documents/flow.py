"""From the lines of printed pages to running text: broken words, wrapped lines, page furniture, pages that end mid-sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from foedus.reading.steps.lines import paragraphs

_SOFT_HYPHEN = re.compile(r"\u00ad\s*")
_LINE_END_HYPHEN = re.compile(r"[\x02\ufffe]\s*")  # what PDFium puts for a hyphen at the end of a line
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-‐]\n([^\W\d_]+)")
_BROKEN_RANGE = re.compile(r"(\d[-–])\n(\d)")
_HYPHENATED = re.compile(r"[^\W\d_]+[-‐][^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\uffff]")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_UNFINISHED = re.compile(r"[^.!?…:;\"”’)\]]$")
_FEW_PAGES = 3       # running heads are told by their repetition; below this there is none to tell
_FURNITURE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text and its pages as (number from 1, start, end)."""

    text: str
    pages: tuple[tuple[int, int, int], ...]


def flow(pages: list[str]) -> Flow:
    """The pages' lines as paragraphs, blank lines between them, running heads and page numbers left out.

    A paragraph that goes on over the page stays one paragraph. A word broken at a line end is put together, with its
    hyphen where the document writes it so elsewhere.
    """
    clean = [_clean(page) for page in pages]
    heads = _furniture(clean)
    known = _Words.of(clean)
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    before = ""
    for number, page in enumerate(clean, 1):
        text = _page_paragraphs(_without_furniture(page, heads), known)
        joint = _joint(before, text)
        before = text or before
        parts += [joint, text]
        length += len(joint)
        places.append((number, length, length + len(text)))
        length += len(text)
    return Flow("".join(parts), tuple(places))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words the document writes in one piece and those it writes with a hyphen, in lower case."""

    whole: frozenset[str]
    hyphenated: frozenset[str]

    @classmethod
    def of(cls, pages: list[str]) -> _Words:
        whole: set[str] = set()
        hyphenated: set[str] = set()
        for page in pages:
            whole.update(word.lower() for word in _WORD.findall(page))
            hyphenated.update(word.lower().replace("‐", "-") for word in _HYPHENATED.findall(page))
        return cls(frozenset(whole), frozenset(hyphenated))

    def join(self, broken: re.Match[str]) -> str:
        first, last = broken[1], broken[2]
        if f"{first}-{last}".lower() in self.hyphenated:
            return f"{first}-{last}"
        if f"{first}{last}".lower() in self.whole:
            return first + last
        # "Al-\nQaeda" and "Anglo-\nFrench" keep the hyphen; "mili-\ntants" never had one.
        return first + last if last.islower() and first[-1].islower() else f"{first}-{last}"


def _clean(page: str) -> str:
    text = _SOFT_HYPHEN.sub("", page.replace("\r\n", "\n").replace("\r", "\n"))
    text = _LINE_END_HYPHEN.sub("-\n", text)
    return _CONTROLS.sub(" ", text)


def _edge_lines(page: str) -> list[str]:
    lines = [line.strip() for line in page.split("\n") if line.strip()]
    return list(dict.fromkeys(lines[:2] + lines[-2:]))


def _furniture(pages: list[str]) -> frozenset[str]:
    """Lines that stand at the top or bottom of many pages, digits aside."""
    if len(pages) < _FEW_PAGES:
        return frozenset()
    seen = Counter(shape for page in pages for shape in {_DIGITS.sub("#", line) for line in _edge_lines(page)})
    return frozenset(shape for shape, count in seen.items() if count >= max(_FEW_PAGES, _FURNITURE_SHARE * len(pages)))


def _without_furniture(page: str, heads: frozenset[str]) -> str:
    lines = page.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in {*filled[:2], *filled[-2:]}:
        line = lines[index].strip()
        if _DIGITS.sub("#", line) in heads or (index in (filled[0], filled[-1]) and _PAGE_NUMBER.match(line)):
            lines[index] = ""
    return "\n".join(lines)


def _page_paragraphs(page: str, known: _Words) -> str:
    text = "\n".join(line.strip() for line in page.strip().split("\n"))
    text = _BROKEN_RANGE.sub(r"\1\2", _BROKEN_WORD.sub(known.join, text))
    return "\n\n".join(" ".join(text[start:end].split()) for start, end in paragraphs(text))


def _joint(before: str, after: str) -> str:
    """What goes between two pages: a blank where the sentence goes on, else a blank line."""
    if not before or not after:
        return ""
    return " " if _UNFINISHED.search(before) and after[0].islower() else "\n\n"
