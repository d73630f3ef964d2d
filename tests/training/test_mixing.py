"""Halves of two passages as one window keep what they tell, and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.examples import Example, document_of, examples
from training.mixing import MASK, cut, hidden, mixed
from training.triggers import choose_triggers

from foedus.reading.pipeline import prepare
from training import passages


@pytest.fixture(scope="module")
def windows() -> list[Example]:
    """The first windows of a few corpus passages, wordpieces being the numbers of letters."""

    def pieces(words: list[str]) -> list[tuple[int, ...]]:
        return [(len(word),) for word in words]

    found = []
    for _, passage in islice(passages.load(), 12):
        text, gold = passage["text"] + "\n", passages.to_gold(passage)
        found += examples(passage["id"], prepare(document_of(text, gold)), gold, pieces)[:1]
    choose_triggers(found)
    return found


def _told(example: Example) -> set[tuple[object, ...]]:
    """What a window tells, by words and not by numbers."""
    words = [word.text for word in example.input.words]

    def at(span: tuple[int, int]) -> str:
        return " ".join(words[slice(*span)])

    names = [entity.name for entity in example.entities]
    dates = [at((date.first, date.last)) for date in example.input.dates]
    counts = [at((count.first, count.last)) for count in example.input.counts]
    told: set[tuple[object, ...]] = {("mention", entity.name, at(one)) for entity in example.entities for one in entity.mentions}
    for event in example.events:
        told |= {("event", event.type, words[event.trigger])}
        told |= {("slot", words[event.trigger], slot, names[i]) for slot, i in event.slots}
        told |= {("date", words[event.trigger], dates[i]) for i in event.dates}
        told |= {("count", words[event.trigger], slot, counts[i]) for slot, i in event.counts}
    for relation in example.relations:
        told |= {("relation", relation.type, names[relation.a], names[relation.b])}
        told |= {(side, relation.type, dates[i]) for side, i in (("start", relation.start), ("end", relation.end)) if i >= 0}
    return told


@given(seed=st.integers(0, 10_000))
def test_what_a_mixed_window_tells_one_of_its_passages_told(windows: list[Example], seed: int) -> None:
    rng = random.Random(seed)
    one, other = rng.sample(windows, 2)
    both = mixed(one, other, rng)
    assert _told(both) <= _told(one) | _told(other)
    width = len(both.input.words)
    assert all(len(row) == width for row in (both.input.pieces, both.input.marks, both.input.kinds, both.input.sentence_of))
    assert list(both.input.sentence_of) == sorted(both.input.sentence_of)


def test_both_halves_are_shown(windows: list[Example]) -> None:
    both = mixed(windows[0], windows[3], random.Random(1))
    words = {word.text for word in both.input.words}
    assert words & {word.text for word in windows[0].input.words} - {word.text for word in windows[3].input.words}
    assert words & {word.text for word in windows[3].input.words} - {word.text for word in windows[0].input.words}


def test_a_window_cut_at_both_its_ends_is_the_window(windows: list[Example]) -> None:
    for example in windows:
        assert _told(cut(example, 0, len(example.input.words))) == _told(example)


def test_an_actor_of_both_halves_stays_one(windows: list[Example]) -> None:
    twin = replace(windows[0], id="another")
    both = mixed(windows[0], twin, random.Random(2))
    names = [(entity.name, entity.kind) for entity in both.entities]
    assert len(names) == len(set(names))


def test_a_partly_labelled_window_is_not_mixed(windows: list[Example]) -> None:
    partial = replace(windows[0], partial=frozenset({"mentions"}))
    assert mixed(partial, windows[1], random.Random(0)) is partial
    assert mixed(windows[1], partial, random.Random(0)) is windows[1]


def test_hidden_words_keep_their_place_and_length(windows: list[Example]) -> None:
    shown = hidden(windows[0], random.Random(0), 0.5)
    pairs = [(own, new) for own, new in zip(windows[0].input.pieces, shown.input.pieces, strict=True) if own != new]
    assert 0.3 < len(pairs) / len(shown.input.pieces) < 0.7
    assert all(set(new) == {MASK} for _, new in pairs)
    assert [len(own) for own in windows[0].input.pieces] == [len(new) for new in shown.input.pieces]


def test_a_tie_of_the_other_half_is_kept_as_told_elsewhere(windows: list[Example]) -> None:
    moved = 0
    for example in windows:
        names = [entity.name for entity in example.entities]
        told = {(tie.type, names[tie.a], names[tie.b]) for tie in example.relations}
        half = len(example.input.words) // 2
        for part in (cut(example, 0, half), cut(example, half, len(example.input.words))):
            here = [entity.name for entity in part.entities]
            known = {(tie.type, here[tie.a], here[tie.b]) for tie in part.relations}
            known |= {(kind, here[a], here[b]) for kind, a, b in part.elsewhere}
            assert known == {tie for tie in told if {tie[1], tie[2]} <= set(here)}
            moved += len(part.elsewhere)
    assert moved
