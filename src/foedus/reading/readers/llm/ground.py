"""The ground a claim stands on: what is in the report, what is only in the prompt's example, and the gaps that come of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from foedus.model.reading import Gap, GapKind
from foedus.reading.prepared import Prepared
from foedus.reading.readers.llm.words import Span, stands_in

LONGEST_NAME = 200   # characters; a longer one is a sentence

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Ground:
    """The report and the words and dates of the prompt's example."""

    prepared: Prepared
    example: frozenset[str]

    def holds(self, words: str) -> bool:
        """Whether the words stand in the report's text or title."""
        document = self.prepared.document
        return stands_in(document.text, words) or bool(document.title and stands_in(document.title, words))

    def is_told(self, span: Span) -> bool:
        """Whether the words stand in a sentence, and not in what is set aside."""
        sentences = self.prepared.sentences
        before = bisect_right(sentences, span[0], key=lambda sentence: sentence.start)
        return before > 0 and span[0] < sentences[before - 1].end

    def is_leaked(self, words: str) -> bool:
        """Whether the words are the prompt's and not the report's."""
        return words in self.example and not self.holds(words)

    def is_leaked_date(self, edtf: str) -> bool:
        """Whether the date is the prompt's, and no date of the report has its year."""
        document, year = self.prepared.document, edtf[:4]
        told = [found.span.edtf for found in self.prepared.dates if found.span]
        told += [document.published.edtf] if document.published else []
        return edtf in self.example and year not in document.text and not any(date.startswith(year) for date in told)


@dataclass(slots=True)
class Notes:
    """The gaps of a reading, in the order they were found, each once."""

    document: str
    _gaps: dict[Gap, None] = field(default_factory=dict)

    def add(self, detail: str, span: Span | None = None, kind: GapKind = GapKind.REFUSED_CLAIM) -> None:
        """Notes what was refused, or not read, and the words it is about."""
        start, end = span or (None, None)
        self._gaps[Gap(self.document, kind, detail, start, end)] = None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All of them."""
        return tuple(self._gaps)


def shown(value: object) -> str:
    """A value of the model as it appears in a message: quoted, and cut where it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
