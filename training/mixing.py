"""Halves of two passages as one window, and words hidden, so that the network neither ties whatever stands together nor
learns passages by heart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from foedus.reading.readers.trained.features import CountHere, DateHere
from training.examples import Event, Example, Relation

MASK = 103  # the wordpiece that stands for a hidden word
LONGEST = 448  # wordpieces of text that the encoder takes in one window

Here = TypeVar("Here", DateHere, CountHere)


def mixed(one: Example, other: Example, rng: random.Random) -> Example:
    """About half of each as one window, each half whole sentences.

    It is `one` itself where both do not fit or either is partly labelled. No tie joins the halves.
    """
    if one.partial or other.partial or one.id == other.id:
        return one
    first, second = _half(one, rng), _half(other, rng)
    if sum(map(len, first.input.pieces)) + sum(map(len, second.input.pieces)) > LONGEST:
        return one
    return _joined(first, second)


def hidden(example: Example, rng: random.Random, share: float) -> Example:
    """The example with about `share` of its words hidden from the encoder."""
    pieces = tuple((MASK,) * len(own) if rng.random() < share else own for own in example.input.pieces)
    return replace(example, input=replace(example.input, pieces=pieces))


def _half(example: Example, rng: random.Random) -> Example:
    """The sentences before or after the sentence border nearest to the middle."""
    sentences = example.input.sentence_of
    borders = [i for i in range(1, len(sentences)) if sentences[i] != sentences[i - 1]]
    if not borders:
        return example
    border = min(borders, key=lambda i: abs(2 * i - len(sentences)))
    return cut(example, 0, border) if rng.random() < 0.5 else cut(example, border, len(sentences))


def cut(example: Example, first: int, last: int) -> Example:
    """The words `first:last` of a window with what is told there; what is told outside is gone."""
    source, here = example.input, slice(first, last)

    def inside(one: tuple[int, int]) -> bool:
        return first <= one[0] and one[1] <= last

    def told(quote: tuple[int, int]) -> bool:
        return first <= (quote[0] + quote[1] - 1) // 2 < last

    left = [i for i, entity in enumerate(example.entities) if any(map(inside, entity.mentions))]
    dates = [i for i, date in enumerate(source.dates) if inside((date.first, date.last))]
    counts = [i for i, count in enumerate(source.counts) if inside((count.first, count.last))]
    move = _Move(-first, last - first, _order(left), _order(dates), _order(counts))
    window = replace(
        source,
        words=source.words[here],
        pieces=source.pieces[here],
        shapes=source.shapes[here],
        kinds=source.kinds[here],
        marks=source.marks[here],
        sentence_of=source.sentence_of[here],
        rule_actors=source.rule_actors[here],
        dates=tuple(move.shifted(source.dates[i]) for i in dates),
        counts=tuple(move.shifted(source.counts[i]) for i in counts),
    )
    kept = [example.entities[i] for i in left]
    ties = [(tie, told(tie.quote)) for tie in example.relations if tie.a in move.entities and tie.b in move.entities]
    outside = [(tie.type, tie.a, tie.b) for tie, here in ties if not here]
    return replace(
        example,
        input=window,
        entities=[replace(entity, mentions=[move.span(one) for one in entity.mentions if inside(one)]) for entity in kept],
        events=[move.event(event) for event in example.events if first <= event.trigger < last],
        relations=[move.relation(tie) for tie, here in ties if here],
        elsewhere=move.elsewhere((*example.elsewhere, *outside)),
    )


def _joined(one: Example, other: Example) -> Example:
    a, b = one.input, other.input
    words = len(a.words)
    entities = [replace(entity, mentions=list(entity.mentions)) for entity in one.entities]
    known = {(entity.name, entity.kind): i for i, entity in enumerate(entities)}
    number = {}
    for index, entity in enumerate(other.entities):
        number[index] = known.get((entity.name, entity.kind), len(entities))
        if number[index] == len(entities):
            entities.append(replace(entity, mentions=[]))
        entities[number[index]].mentions.extend((first + words, last + words) for first, last in entity.mentions)
    dates = {i: i + len(a.dates) for i in range(len(b.dates))}
    counts = {i: i + len(a.counts) for i in range(len(b.counts))}
    move = _Move(words, words + len(b.words), number, dates, counts)
    sentence, actors = 1 + a.sentence_of[-1] - b.sentence_of[0], max(a.rule_actors, default=0)
    window = replace(
        a,
        words=a.words + b.words,
        pieces=a.pieces + b.pieces,
        shapes=a.shapes + b.shapes,
        kinds=a.kinds + b.kinds,
        marks=a.marks + b.marks,
        sentence_of=a.sentence_of + tuple(n + sentence for n in b.sentence_of),
        rule_actors=a.rule_actors + tuple(n + actors if n else 0 for n in b.rule_actors),
        dates=a.dates + tuple(map(move.shifted, b.dates)),
        counts=a.counts + tuple(map(move.shifted, b.counts)),
    )
    return replace(
        one,
        input=window,
        entities=entities,
        events=one.events + [move.event(event) for event in other.events],
        relations=one.relations + [move.relation(told) for told in other.relations],
        elsewhere=one.elsewhere + move.elsewhere(other.elsewhere),
    )


def _order(left: Sequence[int]) -> dict[int, int]:
    return {index: n for n, index in enumerate(left)}


@dataclass(frozen=True)
class _Move:
    """Where words, entities, dates and counts of a window stand in another; what is in no mapping is not there."""

    words: int
    size: int
    entities: dict[int, int]
    dates: dict[int, int]
    counts: dict[int, int]

    def span(self, one: tuple[int, int]) -> tuple[int, int]:
        return max(one[0] + self.words, 0), min(one[1] + self.words, self.size)

    def shifted(self, here: Here) -> Here:
        return replace(here, first=here.first + self.words, last=here.last + self.words)

    def event(self, event: Event) -> Event:
        return replace(
            event,
            quote=self.span(event.quote),
            slots=[(slot, self.entities[i]) for slot, i in event.slots if i in self.entities],
            dates=[self.dates[i] for i in event.dates if i in self.dates],
            counts=[(slot, self.counts[i]) for slot, i in event.counts if i in self.counts],
            trigger=event.trigger + self.words,
        )

    def relation(self, relation: Relation) -> Relation:
        return replace(
            relation,
            a=self.entities[relation.a],
            b=self.entities[relation.b],
            quote=self.span(relation.quote),
            start=self.dates.get(relation.start, -1),
            end=self.dates.get(relation.end, -1),
        )

    def elsewhere(self, ties: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
        """Those ties of which both ends are here."""
        return tuple((kind, self.entities[a], self.entities[b]) for kind, a, b in ties if {a, b} <= self.entities.keys())
