"""A printable page: paragraphs with numbered footnotes, each to a document and the very place in it. Rendered by its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from foedus.exchange.exporters.drawn import Drawing
from foedus.ledger.entries import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, with its caption and a name for a file of its own."""

    name: str
    caption: str
    drawing: Drawing


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


_Place = tuple[str, int, int, str, str | None]  # document, first and last character, certainty, who said it


@dataclass
class Notes:
    """Numbers quotes as sentences need them; claims that rest alike on the same words share a number."""

    _notes: dict[_Place, list[Entry]] = field(default_factory=dict)
    _numbers: dict[_Place, int] = field(default_factory=dict)

    def line(self, text: str, entries: Sequence[Entry] = ()) -> Line:
        """The sentence, resting on these claims."""
        return Line(text, tuple(sorted({self._number(entry) for entry in entries})))

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """All notes, in order."""
        return tuple(_footnote(number, entries) for number, entries in enumerate(self._notes.values(), 1))

    def _number(self, entry: Entry) -> int:
        claim = entry.claim
        place = entry.document.id, claim.quote.start, claim.quote.end, claim.certainty.value, claim.attribution
        resting = self._notes.setdefault(place, [])
        if all(one.claim.id != claim.id for one in resting):
            resting.append(entry)
        return self._numbers.setdefault(place, len(self._notes))


def _footnote(number: int, entries: Sequence[Entry]) -> Footnote:
    claim, document = entries[0].claim, entries[0].document
    published = document.published.edtf if document.published else "undated"
    source = ", ".join(filter(None, (document.label, document.publisher, published)))
    reserve = "" if claim.certainty.value == "stated" else f", {claim.certainty.value}"
    said = f", said by {claim.attribution}" if claim.attribution else ""
    claims = ", ".join(one.claim.id for one in entries)
    return Footnote(
        number, claim.quote.text, source, f"characters {claim.quote.start}-{claim.quote.end}, {claims}{reserve}{said}"
    )
