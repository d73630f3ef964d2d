"""Other names in the same sentences, so that the network learns the words around names rather than the names.

Words of mentions that are names are exchanged for others of the same kind and case, the same word always for the same other
within a window; some windows are shown in capitals, as old wire texts are, some in small letters.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from foedus.reading.readers.trained.features import Mark, shape
from foedus.reading.readers.trained.labels import KINDS
from training.examples import Entity, Example

# A word is a name if it nearly always has a capital; words seen oftener ("Islamic") say something about the kind and stay.
OFTEN, CAPITAL_SHARE = 120, 0.9
OVERLOOKED = 0.2  # the share of mentions that an overlooked entity lacks; the one value tried
CAPITAL_SHAPES = (3, 4, 5)
STATE = KINDS.index("state")  # that Kigali speaks for Rwanda is knowledge of the world, not of the sentence


@dataclass(frozen=True)
class Donors:
    """The words that may be exchanged, and by kind and case the wordpieces of those that mentions hold."""

    names: frozenset[str]
    words: dict[tuple[int, int], list[tuple[int, ...]]]


def donors(data: Sequence[Example]) -> Donors:
    """The names in the mentions of all examples."""
    names = _names(data)
    pool: dict[tuple[int, int], set[tuple[int, ...]]] = defaultdict(set)
    for example in data:
        for kind, i in _words(example, names):
            pool[kind, example.input.shapes[i]].add(example.input.pieces[i])
    return Donors(names, {key: sorted(words) for key, words in sorted(pool.items())})


def _names(data: Sequence[Example]) -> frozenset[str]:
    """The words that nearly always have a capital and are not seen often."""
    seen, capital = Counter[str](), Counter[str]()
    for example in data:
        if any(value in CAPITAL_SHAPES for value in example.input.shapes):  # a text all in small letters tells no names
            seen.update(word.text.lower() for word in example.input.words)
            capital.update(word.text.lower() for word in example.input.words if word.text[0].isupper())
    return frozenset(word for word, count in seen.items() if count <= OFTEN and capital[word] >= CAPITAL_SHARE * count)


def _words(example: Example, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The kind of the entity and the place of every word of a mention that is a name, and of no state the window names."""
    held = [(entity.kind, i) for entity in example.entities for span in entity.mentions for i in range(*span)]
    words = [word.text.lower() for word in example.input.words]
    of_states = {words[i] for kind, i in held if kind == STATE}
    for kind, i in held:
        capital = example.input.shapes[i] in CAPITAL_SHAPES
        if capital and len(words[i]) > 2 and words[i] in names and words[i] not in of_states:
            yield kind, i


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
    for kind, i in _words(example, pool.names):
        word = example.input.words[i].text.lower()
        options = pool.words.get((kind, example.input.shapes[i]))
        if options and word not in chosen and rng.random() < 0.7:
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


def cast_met(example: Example, rng: random.Random, share: float) -> list[Entity]:
    """The entities as the network may meet them when it reads: in `share` of the windows some lack mentions it overlooks, and
    each actor that only the rules see joins with that chance, without relations."""
    overlooks = rng.random() < share
    whole = [_overlooked(entity, rng) if overlooks else entity for entity in example.entities]
    return [*whole, *_false_entities(example, rng, share)]


def _overlooked(entity: Entity, rng: random.Random) -> Entity:
    """Without about a fifth of its mentions, but with one at least."""
    if len(entity.mentions) < 2:
        return entity
    kept = [mention for mention in entity.mentions if rng.random() > OVERLOOKED]
    return replace(entity, mentions=kept or [rng.choice(entity.mentions)])


def _false_entities(example: Example, rng: random.Random, share: float) -> list[Entity]:
    """Actors that only the rules see."""
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
