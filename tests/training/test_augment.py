"""Names are exchanged; words that tell what a body is, and states that the window names, stay."""

from __future__ import annotations

import random

import yaml
from training.augment import OFTEN, augmented, cast_met, donors
from training.examples import Example, document_of, examples
from training.triggers import choose_triggers

from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.labels import KINDS
from training import passages

TEXT = """
id: x-{number}
genre: wire
names: invented
text: '{group} Front fighters of the {group} Front killed {person} in Cuba near the front, and Cuba condemned {person}''s murder.'
actors:
- {{name: '{group} Front', kind: group}}
- {{name: '{person}', kind: person}}
- {{name: Cuba, kind: state}}
events:
- {{type: attack, initiators: ['{group} Front'], targets: ['{person}'], quote: 'killed {person} in Cuba near the front'}}
"""
NAMES = [("Zamba", "Kolani"), ("Murro", "Tervane"), ("Ilvas", "Obrecht")]


def windows(times: int = 1) -> tuple[list[Example], dict[int, str]]:
    """The windows of made-up passages, a word being a number, and the word of each number."""
    numbers: dict[str, int] = {}

    def pieces(words: list[str]) -> list[tuple[int, ...]]:
        return [(numbers.setdefault(word.lower(), len(numbers)),) for word in words]

    found = []
    for number, (group, person) in enumerate(NAMES * times):
        passage = yaml.load(TEXT.format(number=number, group=group, person=person), Loader=yaml.BaseLoader)
        text, gold = passage["text"] + "\n", passages.to_gold(passage)
        found += examples(passage["id"], prepare(document_of(text, gold)), gold, pieces)
    choose_triggers(found)
    return found, {number: word for word, number in numbers.items()}


def shown(window: Example, words: dict[int, str]) -> list[str]:
    return [words[pieces[0]] for pieces in window.input.pieces]


def test_a_name_is_exchanged_for_another_of_its_kind_everywhere_and_nothing_else_is() -> None:
    found, words = windows()
    pool = donors(found)
    groups, persons = ({pair[side].lower() for pair in NAMES} for side in (0, 1))
    exchanged = set()
    for seed in range(60):
        before, after = shown(found[0], words), shown(augmented(found[0], pool, random.Random(seed), 1.0), words)
        pairs = set(zip(before, after, strict=True))
        assert len(pairs) == len(set(before)), "one word became two"
        for old, new in pairs:
            assert new in (groups if old == "zamba" else persons if old == "kolani" else {old})
        exchanged |= {old for old, new in pairs if new != old}
    assert exchanged == {"zamba", "kolani"}


def test_without_a_share_no_name_is_exchanged() -> None:
    found, words = windows()
    assert shown(augmented(found[0], donors(found), random.Random(0), 0.0), words) == shown(found[0], words)


def test_a_word_that_is_seen_often_or_without_a_capital_or_names_a_state_stays() -> None:
    few, many = donors(windows()[0]), donors(windows(times=OFTEN)[0])
    assert {"zamba", "kolani"} <= few.names
    assert "front" not in few.names, "it stands in small letters too"
    assert not {"zamba", "kolani"} & many.names
    assert {kind for kind, _ in few.words} == {KINDS.index("group"), KINDS.index("person")}, "Cuba stays, as a place too"


def test_entities_may_be_met_without_some_of_their_mentions_but_never_without_all() -> None:
    (window, *_), _ = windows()
    whole = [entity.mentions for entity in window.entities]
    met = [[entity.mentions for entity in cast_met(window, random.Random(seed), 1.0)] for seed in range(60)]
    assert all(one and set(one) <= set(entity) for cast in met for one, entity in zip(cast, whole, strict=False))
    assert any(len(one) < len(entity) for cast in met for one, entity in zip(cast, whole, strict=False))
    assert [entity.mentions for entity in window.entities] == whole, "the window itself keeps them"
    assert [entity.mentions for entity in cast_met(window, random.Random(0), 0.0)] == whole
