"""A document in pieces that fit one request each: whole sentences, with those just before for context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.reading.steps.sentences import Sentence

LONGEST = 2000   # characters of a chunk: its answer, about five times as long in the codebook's form, still fits small models
_CONTEXT = 400   # characters of the sentences before it


@dataclass(frozen=True, slots=True)
class Chunk:
    """The sentences to be coded, and those before them that help to understand them."""

    sentences: tuple[Sentence, ...]
    before: tuple[Sentence, ...] = ()

    @property
    def start(self) -> int:
        """Where the words to be coded begin in the document."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.sentences[-1].end

    def words(self, text: str) -> tuple[str, str]:
        """The context and the words to be coded, without what is set aside between sentences."""
        return _told(text, self.before), _told(text, self.sentences)

    @property
    def context(self) -> tuple[int, int]:
        """Where the context stands: `start` to `start` if there is none."""
        return (self.before[0].start, self.before[-1].end) if self.before else (self.start, self.start)

    def halves(self) -> tuple[Chunk, ...]:
        """Two chunks of half the sentences; none where it is a single sentence."""
        if len(self.sentences) < 2:
            return ()
        middle = len(self.sentences) // 2
        first, second = self.sentences[:middle], self.sentences[middle:]
        return Chunk(first, self.before), Chunk(second, _last((*self.before, *first)))


def split(sentences: Sequence[Sentence]) -> tuple[Chunk, ...]:
    """The chunks in order; every sentence is in exactly one. A paragraph is cut only where it is longer than a chunk."""
    groups: list[list[Sentence]] = []
    for paragraph in _paragraphs(sentences):
        if groups and _length([*groups[-1], *paragraph]) <= LONGEST:
            groups[-1] += paragraph
            continue
        groups.append([])
        for sentence in paragraph:
            if groups[-1] and _length([*groups[-1], sentence]) > LONGEST:
                groups.append([])
            groups[-1].append(sentence)
    chunks = []
    seen: tuple[Sentence, ...] = ()
    for group in groups:
        chunks.append(Chunk(tuple(group), _last(seen)))
        seen = tuple(group)
    return tuple(chunks)


def _paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    for sentence in sentences:
        if paragraphs and paragraphs[-1][-1].paragraph == sentence.paragraph:
            paragraphs[-1].append(sentence)
        else:
            paragraphs.append([sentence])
    return paragraphs


def _length(sentences: Sequence[Sentence]) -> int:
    return sentences[-1].end - sentences[0].start


def _last(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The last sentences that fit the context."""
    for first in range(len(sentences)):
        if _length(sentences[first:]) <= _CONTEXT:
            return sentences[first:]
    return ()


def _told(text: str, sentences: tuple[Sentence, ...]) -> str:
    """The sentences with the blanks between them, and an empty line in place of other words."""
    parts = [text[sentence.start : sentence.end] for sentence in sentences[:1]]
    for before, sentence in pairwise(sentences):
        between = text[before.end : sentence.start]
        parts += ["\n\n" if between.strip() else between, text[sentence.start : sentence.end]]
    return "".join(parts)
