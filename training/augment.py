"""Other names in the same sentences, so that the network learns the words around names rather than the names.

Rare capitalised words of mentions are exchanged for others of the same kind and case, the same word always for the same
other within a window; some windows are shown in capitals, as old wire texts are, some in small letters.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from foedus.reading.readers.trained.features import Mark, shape
from training.examples import Entity, Example

RARE = 12  # words seen more often than this in the training texts say something about the kind and stay
CAPITAL_SHAPES = (3, 4, 5)


@dataclass(frozen=True)
class Donors:
    """Rare words of mentions by kind and case: wordpieces and how often each word occurs at all."""

    words: dict[tuple[int, int], list[tuple[int, ...]]]
    seen: Counter[str]


def donors(data: Sequence[Example]) -> Donors:
    """The rare words of all mentions."""
    seen = Counter(word.text.lower() for example in data for word in example.input.words)
    pool: dict[tuple[int, int], set[tuple[int, ...]]] = defaultdict(set)
    for example in data:
        for entity in example.entities:
            for first, last in entity.mentions:
                for i in range(first, last):
                    if _exchangeable(example, i, seen):
                        pool[entity.kind, example.input.shapes[i]].add(example.input.pieces[i])
    return Donors({key: sorted(words) for key, words in sorted(pool.items())}, seen)


def _exchangeable(example: Example, index: int, seen: Counter[str]) -> bool:
    word = example.input.words[index].text
    return example.input.shapes[index] in CAPITAL_SHAPES and len(word) > 2 and seen[word.lower()] <= RARE


def augmented(example: Example, pool: Donors, rng: random.Random, share: float) -> Example:
    """The example with other names (in `share` of the cases), and now and then in one case."""
    if rng.random() < share:
        example = _renamed(example, pool, rng)
    draw = rng.random()
    if draw < 0.09:
        return _in_one_case(example, str.upper)
    return _in_one_case(example, str.lower) if draw < 0.19 else example


def _renamed(example: Example, pool: Donors, rng: random.Random) -> Example:
    chosen: dict[str, tuple[int, ...]] = {}
    for entity in example.entities:
        for first, last in entity.mentions:
            for i in range(first, last):
                word = example.input.words[i].text.lower()
                options = pool.words.get((entity.kind, example.input.shapes[i]))
                if options and word not in chosen and _exchangeable(example, i, pool.seen) and rng.random() < 0.7:
                    chosen[word] = rng.choice(options)
    pieces = tuple(
        chosen.get(word.text.lower(), own) for word, own in zip(example.input.words, example.input.pieces, strict=True)
    )
    if sum(map(len, pieces)) > 460:  # longer names could push the window over what the encoder takes
        return example
    return replace(example, input=replace(example.input, pieces=pieces))


def _in_one_case(example: Example, turn: Callable[[str], str]) -> Example:
    """As the steps would mark it: without case they see neither names nor places."""
    shapes = tuple(shape(turn(word.text)) for word in example.input.words)
    marks = tuple(bits & ~(1 << Mark.IN_LEXICON) & ~(1 << Mark.IN_PLACE) for bits in example.input.marks)
    return replace(example, input=replace(example.input, shapes=shapes, marks=marks, kinds=(0,) * len(shapes)))


def false_entities(example: Example, rng: random.Random, share: float) -> list[Entity]:
    """Actors that only the rules see: kept as entities without relations, for the network will meet such."""
    taken = {i for entity in example.entities for first, last in entity.mentions for i in range(first, last)}
    out: list[Entity] = []
    kinds, at = example.input.kinds, 0
    while at < len(kinds):
        end = at + 1
        while end < len(kinds) and kinds[end] == kinds[at]:
            end += 1
        if kinds[at] and end - at <= 12 and not taken & set(range(at, end)) and rng.random() < share:
            out.append(Entity(f"?{at}", kinds[at] - 1, [(at, end)]))
        at = end
    return out
