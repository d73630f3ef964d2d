"""A printable page: paragraphs with numbered footnotes, each to a document and the very place in it. Rendered by its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from foedus.ledger.entries import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG, with its caption and a name for a file of its own."""

    name: str
    caption: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences under it, and perhaps a drawing."""

    heading: str
    lines: tuple[Line, ...]
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """The words that a sentence rests on, and where they stand."""

    number: int
    quote: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `about` stands under the title."""

    title: str
    about: str
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]


@dataclass
class Notes:
    """Numbers quotes as sentences need them; the same claim keeps its number."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _notes: list[Footnote] = field(default_factory=list)

    def line(self, text: str, entries: Sequence[Entry] = ()) -> Line:
        """The sentence, resting on these claims."""
        return Line(text, tuple(dict.fromkeys(self._number(entry) for entry in entries)))

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """All notes, in order."""
        return tuple(self._notes)

    def _number(self, entry: Entry) -> int:
        claim, document = entry.claim, entry.document
        if claim.id not in self._numbers:
            number = self._numbers[claim.id] = len(self._numbers) + 1
            published = document.published.edtf if document.published else "undated"
            source = ", ".join(filter(None, (document.label, document.publisher, published)))
            reserve = "" if claim.certainty.value == "stated" else f", {claim.certainty.value}"
            said = f", said by {claim.attribution}" if claim.attribution else ""
            where = f"characters {claim.quote.start}-{claim.quote.end}, {claim.id}{reserve}{said}"
            self._notes.append(Footnote(number, claim.quote.text, source, where))
        return self._numbers[claim.id]
