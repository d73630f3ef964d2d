"""Citations the text itself carries, "(Dawn [Karachi], January 4)", and which words each covers (ruling 12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from foedus.model.dates import DateSpan, Precision
from foedus.model.source import Citation
from foedus.reading.steps import dates
from foedus.reading.steps.sentences import Sentence
from foedus.reading.steps.told import one_line

_LONGEST_BRACKET = 600   # characters; a longer bracket is a passage, not a citation
_LONGEST_NAME = 8        # words in the name of a publisher
_ISSUE_DAYS = 31         # a longer stretch of time is no date of publication

_ITEM = re.compile(r"\s*;\s*")
_PLACE = re.compile(r"\s*\[([^\[\]]{2,60})\]\s*")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,12})(?:/\S*)?")
_TITLE = re.compile(r"[“\"«]([^”\"»]{1,300})[”\"»]")
_HAS_DATE = re.compile(r"[0-9]|day\b|\bmonth\b|\byear\b")
_MARK = re.compile(r"\[([0-9]{1,3})\]")
_NOTE = re.compile(r"^[^\S\n]*\[?([0-9]{1,3})(?:[\].)]|(?=[^\S\n]))[^\S\n]*(\S[^\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """`text[start:end]` is the bracket (or the note mark) that carries these citations."""

    start: int
    end: int
    citations: tuple[Citation, ...]


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    text = files("foedus.reading.steps").joinpath("citations.yml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return {name: tuple(words) for name, words in lists.items()}


def find(text: str, published: DateSpan | None) -> tuple[FoundCitation, ...]:
    """The citations of the text, in order: brackets that name a publisher, and marks "[1]" of notes at its end.

    Brackets that only explain ("(TTP)", "(likely with TTP backing)") are none. A date that cannot be settled is left None.
    """
    notes_at, notes = _notes(text, published)
    brackets = _brackets(text)
    explained = frozenset(text[start + 1 : end - 1].strip() for start, end in brackets)
    found = [
        FoundCitation(start, end, cited)
        for start, end in brackets
        if (cited := _bracket(text[start + 1 : end - 1], explained, published))
    ]
    for mark in _MARK.finditer(text, 0, notes_at):
        note = notes.get(int(mark[1]))
        if note is not None:
            found.append(FoundCitation(mark.start(), mark.end(), (note,)))
    return tuple(sorted(found, key=lambda citation: citation.start))


def attach(
    found: Sequence[FoundCitation],
    sentences: Sequence[Sentence],
    start: int,
    end: int,
    same_incident: Callable[[Sentence], bool] | None = None,
) -> tuple[Citation, ...]:
    """The citations that cover `text[start:end]` (ruling 12).

    Those inside the words; else the next of their sentence; else those that stand alone behind it. A citation reaches back
    to an uncited sentence only where both tell the same incident, which `same_incident` says of the cited sentence; without
    it, none does.
    """
    inside = [mark for mark in found if start <= mark.start < end]
    if inside:
        return _merged(inside)
    at = next((index for index, sentence in enumerate(sentences) if sentence.start <= start < sentence.end), None)
    if at is None:
        return ()
    here = sentences[at]
    rest = [mark for mark in found if end <= mark.start < here.end]
    if rest:
        return _merged(_run(rest))
    if any(here.start <= mark.start < start for mark in found):
        return ()  # what follows a citation in its sentence is not covered by it
    for sentence in sentences[at + 1 :]:
        if sentence.paragraph != here.paragraph:
            break
        marks = [mark for mark in found if sentence.start <= mark.start < sentence.end]
        alone = bool(marks) and marks[0].start == sentence.start
        if not alone and (same_incident is None or not same_incident(sentence)):
            break
        if marks:
            return _merged(_run(marks))
    return ()


def _run(marks: Sequence[FoundCitation]) -> list[FoundCitation]:
    """The first mark and those that follow it at once: "(Dawn, January 4) [1]"."""
    run = [marks[0]]
    for mark in marks[1:]:
        if mark.start > run[-1].end + 1:
            break
        run.append(mark)
    return run


def _merged(marks: Sequence[FoundCitation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for mark in marks for citation in mark.citations))


def _brackets(text: str) -> list[tuple[int, int]]:
    """Innermost round brackets of bearable length that hold no blank line."""
    spans, opened = [], -1
    for match in re.finditer(r"[()]|\n[^\S\n]*\n", text):
        if match.group() == "(":
            opened = match.start()
        elif match.group() == ")" and opened >= 0 and match.end() - opened <= _LONGEST_BRACKET:
            spans.append((opened, match.end()))
            opened = -1
        else:
            opened = -1
    return spans


def _bracket(inner: str, explained: frozenset[str], published: DateSpan | None) -> tuple[Citation, ...]:
    """The citations of a bracket; none unless every part of it is one."""
    cited: list[Citation] = []
    for item in _ITEM.split(inner.strip().rstrip(".;")):
        citation = _item(item, explained, published, cited[-1] if cited else None)
        if citation is None:
            return ()
        cited.append(citation)
    return tuple(cited)


def _item(item: str, explained: frozenset[str], published: DateSpan | None, previous: Citation | None) -> Citation | None:
    """One citation; None where the words are none. Without a name of its own it is of the `previous` publisher.

    `explained` are the words of all brackets: a name that stands alone in one is the acronym of an actor, "(IMU)".
    """
    item = _without_lead(_TITLE.sub("", item).strip(" ,"))
    if not item:
        return None
    site = _SITE.fullmatch(item)
    if site:
        return Citation(_plain_site(item))
    if not _HAS_DATE.search(item):
        return Citation(item) if item in _lists()["outlets"] else None
    name, date, dated = _split_date(item, published)
    if not dated:
        return None
    if not name:
        return Citation(previous.publisher, previous.place, date) if previous else None
    publisher, place = _publisher(name)
    if publisher is None or (date is not None and not _is_issue_date(date, publisher, explained)):
        return None
    return Citation(publisher, place, date)


def _is_issue_date(date: DateSpan, publisher: str, explained: frozenset[str]) -> bool:
    """Whether something may have been published then: no years of a life, "(Lamine, 1990–2021)", no founding year of an actor."""
    if date.precision is Precision.YEAR:
        return publisher not in explained
    return date.earliest is not None and date.latest is not None and (date.latest - date.earliest).days <= _ISSUE_DAYS


def _without_lead(item: str) -> str:
    for lead in _lists()["leads"]:
        if item.lower().startswith(lead + " "):
            return item[len(lead) + 1 :].strip(" ,:")
    return item


def _plain_site(item: str) -> str:
    """The name of a site: the address as written, without scheme, "www." and path."""
    site = _SITE.fullmatch(item)
    if site is None or "/" not in item:
        return item
    return site[1]


def _split_date(item: str, published: DateSpan | None) -> tuple[str, DateSpan | None, bool]:
    """The name, the date that ends the item, and whether there is one (it may be unresolved)."""
    found = dates.find(f"({item})", published)  # the bracket keeps the date from being read as part of a narrative
    if not found:
        return item, None, False
    last = found[-1]
    start, end = last.start - 1, last.end - 1
    if item[end:].strip(" .") or (item[:start].strip() and not item[:start].rstrip().endswith((",", "]"))):
        return item, None, False
    return item[:start].strip(" ,"), last.span, True


def _publisher(name: str) -> tuple[str | None, str | None]:
    """Publisher and place: "Dawn [Karachi]", "The News, Islamabad"; None where the words name no publisher."""
    place = None
    bracket = _PLACE.search(name)
    if bracket:
        place, name = one_line(bracket[1]), (name[: bracket.start()] + " " + name[bracket.end() :]).strip(" ,")
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if not parts:
        return None, None
    publisher = one_line(parts[0])
    if place is None and len(parts) == 2 and re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?", parts[1]):
        place = one_line(parts[1])
    return (publisher, place) if _is_name(publisher) else (None, None)


def _is_name(words: str) -> bool:
    if not 0 < len(words.split()) <= _LONGEST_NAME or not any(map(str.isalpha, words)):
        return False
    first = words.lstrip("“\"'‘")
    particle = re.match(r"(\w+)[-’' ]", first)
    return bool(first) and (first[0].isupper() or first[0].isdigit() or _SITE.fullmatch(first) is not None
                            or (particle is not None and particle[1] in _lists()["particles"]))


def notes_begin(text: str) -> int:
    """Where the last heading such as "Notes" with numbered notes below it stands; the length of the text if there is none."""
    headings = "|".join(map(re.escape, _lists()["headings"]))
    found = list(re.finditer(rf"^[^\S\n]*(?:{headings})[^\S\n]*(?::[^\S\n]*)?$", text, re.MULTILINE | re.IGNORECASE))
    return found[-1].start() if found and _NOTE.search(text, found[-1].end()) else len(text)


def _notes(text: str, published: DateSpan | None) -> tuple[int, dict[int, Citation]]:
    """Where the notes at the end begin, and what each cites."""
    begin = notes_begin(text)
    notes: dict[int, Citation] = {}
    for match in _NOTE.finditer(text, begin):
        citation = _note(match[2], published)
        if citation is not None:
            notes.setdefault(int(match[1]), citation)
    return begin, notes


def _note(words: str, published: DateSpan | None) -> Citation | None:
    """What a note cites: 'U.S. Department of State, “…,” May 3, 2012', 'J. Author, “…,” Terrorism Monitor, May 3, 2012'."""
    words = _without_lead(words[:_LONGEST_BRACKET])
    title = _TITLE.search(words)
    site = re.search(r"https?://(?:www\.)?([\w.-]+)", words)
    found = dates.find(words[title.end() :] if title else words, published)
    date = next((mark.span for mark in found if mark.span), None)
    tail = words[title.end() :] if title else ""
    behind = re.match(r"[\s,]*([^,(]{2,80})", tail)
    publisher = behind[1].strip(" .") if behind else ""
    if not publisher or not _is_name(publisher) or dates.find(publisher, published) or publisher.startswith("http"):
        publisher = re.split(r",\s|\s*[“\"(]|(?<=\w{3})\.\s|;", words, maxsplit=1)[0].strip(" ,")
    if not publisher or publisher.startswith("http") or not _is_name(publisher):
        if site is None:
            return None
        publisher = site[1]
    return Citation(one_line(publisher), None, date)
