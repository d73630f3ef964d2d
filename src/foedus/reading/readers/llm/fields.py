"""The fields of a claim, each taken only where it is well-formed and stands in the report; else left out, with a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from foedus.errors import BadInput
from foedus.model.claim import Certainty, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.source import Citation, Quote
from foedus.reading import anchor
from foedus.reading.readers.llm.answer import Item
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.ground import LONGEST_NAME, Ground, shown
from foedus.reading.readers.llm.words import Span, name_spans, quote_at
from foedus.reading.steps import told
from foedus.reading.steps.gazetteer.entries import tables

_LARGEST = 10**10   # people: more than there are
_FEWEST_WORDS = 2   # of a quote: one word stands anywhere and shows nothing


@dataclass(frozen=True, slots=True)
class Fields:
    """Reads the fields of one item of an answer about `chunk`.

    Methods raise BadInput where the whole claim has to go; where only the field has to, the reason is added to `left_out`.
    """

    item: Item
    what: str
    chunk: Chunk
    ground: Ground
    left_out: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The words the gaps of this claim point at."""
        return self.chunk.start, self.chunk.end

    def leave_out(self, detail: str) -> None:
        """Notes why a field is left out of the claim."""
        self.left_out.append(detail)

    def refuse_leaked(self, name: str, value: object) -> None:
        """Raises BadInput where the value is the prompt's and not the report's: then the whole claim is not to be trusted."""
        if isinstance(value, str) and self.ground.is_leaked(value):
            raise BadInput(f"its {name} {shown(value)} stands in the prompt's example, not in the text")

    def quote(self) -> Quote:
        """The document's own words; unplaced where they stand in nothing that was sent."""
        words, document = self.item.get("quote"), self.ground.prepared.document
        if not isinstance(words, str) or len(words.split()) < _FEWEST_WORDS:
            raise BadInput(f"its quote {shown(words)} is no clause of the text")
        for within in (self.span, self.chunk.context):
            found = quote_at(document.text, words, within)
            if found is not None and self.ground.is_told(found):
                return Quote(document.id, *found, document.text[slice(*found)])
        self.refuse_leaked("quote", words)
        return anchor.unplaced(document, words)

    def certainty(self) -> Certainty:
        """How surely it is said; nothing is taken for stated where the model does not say."""
        return Certainty(self._choice("certainty", [one.value for one in Certainty]))

    def status(self) -> Status:
        """What became of it."""
        return Status(self._choice("status", [one.value for one in Status]))

    def words(self, name: str) -> str | None:
        """Words of the report, such as a speaker or a title."""
        value = self.text(name)
        if value is None or self.ground.holds(value):
            return value
        self.leave_out(f"{name} {shown(value)} does not stand in the text")
        return None

    def speaker(self) -> str | None:
        """Who is said to say so."""
        named = self.words("attribution")
        return told.speaker(named) if named else None

    def date(self, name: str, source: Mapping[str, Any] | None = None) -> DateSpan | None:
        """A date; with the words it was read from, where the steps found the same one in the passage."""
        value = (self.item if source is None else source).get(name)
        if value is None:
            return None
        try:
            span = DateSpan.parse(value if isinstance(value, str) else str(value))
        except BadInput as fault:
            self.leave_out(f"{name}: {str(fault)[:200]}")
            return None
        if self.ground.is_leaked_date(span.edtf):
            raise BadInput(f"its {name} {span.edtf} stands in the prompt's example, not in the text")
        told = (
            found.span for found in self.ground.prepared.dates
            if found.span and found.span.edtf == span.edtf and self.chunk.start <= found.start < self.chunk.end
        )
        return next(told, span)

    def count(self, name: str) -> Count | None:
        """A number of people; null on both sides is no number."""
        value = self.item.get(name)
        if value is None:
            return None
        sides = [value.get("min"), value.get("max")] if isinstance(value, dict) else [value]
        if sides == [None, None]:
            return None
        approx = value.get("approx", False) if isinstance(value, dict) else None
        if not isinstance(approx, bool) or not all(side is None or _is_number(side) for side in sides):
            self.leave_out(f"{name}: {shown(value)} is no count")
            return None
        try:
            return Count(sides[0], sides[1], approx)
        except BadInput as fault:
            self.leave_out(f"{name}: {fault}")
            return None

    def place(self, name: str, quote: Quote) -> Place | None:
        """A place named in the report, with its location where the steps settled one for it near the quote."""
        value = self.text(name)
        if value is None:
            return None
        found = self.place_of(value, quote)
        if found is None:
            self.refuse_leaked(name, value)
            self.leave_out(f"{name} {shown(value)} does not stand in the text")
        return found

    def place_of(self, name: str, quote: Quote) -> Place | None:
        """The place of that name; None where the report does not name it."""
        spans = name_spans(self.ground.prepared.document.text, name)
        if not spans:
            return Place(name) if self.ground.holds(name) else None
        near = max(quote.start, self.chunk.start)
        start, end = min(spans, key=lambda span: (abs(span[0] - near), span))
        inside = [mark for mark in self.ground.prepared.places if mark.start < end and start < mark.end]
        if not inside:
            return Place(name)
        return replace(max(inside, key=lambda mark: mark.end - mark.start).place, name=name)

    def country(self, place: Place | None) -> str | None:
        """The country of the place where it is settled, else what the model says, if there is such a country."""
        if place is not None and place.location is not None and place.location.country:
            return place.location.country
        value = self.text("country")
        if value is None or value.upper() in tables().countries:
            return value.upper() if value else None
        self.leave_out(f"country {shown(value)} is no ISO 3166 two-letter code")
        return None

    def citations(self) -> tuple[Citation, ...]:
        """The sources named in the report."""
        value = self.item.get("sources") or []
        if not isinstance(value, list):
            self.leave_out(f"sources {shown(value)} are no list")
            return ()
        return tuple(found for source in value if (found := self._citation(source)) is not None)

    def _citation(self, source: object) -> Citation | None:
        publisher = source.get("publisher") if isinstance(source, dict) else None
        if not isinstance(source, dict) or not isinstance(publisher, str) or not _is_words(publisher):
            self.leave_out(f"source {shown(source)} names no publisher")
            return None
        self.refuse_leaked("source", publisher)
        if not self.ground.holds(publisher):
            self.leave_out(f"source {shown(publisher)} does not stand in the text")
            return None
        place = source.get("place")
        if place is not None and not (isinstance(place, str) and _is_words(place) and self.ground.holds(place)):
            self.leave_out(f"place {shown(place)} of source {shown(publisher)} does not stand in the text")
            place = None
        return Citation(publisher, place, self.date("date", source))

    def text(self, name: str) -> str | None:
        """The value of a field that is words, None where it has none."""
        value = self.item.get(name)
        if value is None or value == "":
            return None
        if _is_words(value):
            return " ".join(str(value).split())
        self.leave_out(f"{name} {shown(value)} is no text")
        return None

    def _choice(self, name: str, choices: list[str]) -> str:
        value = self.item.get(name)
        if value not in choices:
            raise BadInput(f"its {name} {shown(value)} is not one of {', '.join(choices)}")
        return str(value)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_NAME


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST
