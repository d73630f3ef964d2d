"""The entities of windows become the actors of a document."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.cluster import Spotted
from foedus.reading.readers.trained.decode import EntityHere, WindowClaims
from foedus.reading.readers.trained.features import inputs
from foedus.reading.readers.trained.labels import KINDS
from foedus.reading.readers.trained.names import is_short_for, shares_a_name
from foedus.reading.readers.trained.people import Somebody, _joins, _signs, gather


def gathered(text: str, *named: tuple[str, str]) -> list[int]:
    """The number of the document's entity for each mention, where a window takes every mention for an entity of its own."""
    ready = prepare(Document(text))
    (window,) = inputs(ready, lambda words: [(1000,)] * len(words))
    words, at, mentions = [word.text for word in window.words], 0, []
    for name, kind in named:
        parts = name.split()
        at = next(i for i in range(at, len(words)) if words[i : i + len(parts)] == parts)
        mentions.append(Spotted(at, at + len(parts), KINDS.index(kind), 0.9))
        at += len(parts)
    entities = tuple(EntityHere((number,), kind) for number, (_, kind) in enumerate(named))
    _, (numbers,) = gather(ready, [(window, WindowClaims(tuple(mentions), entities, (), ()))])
    return numbers


PERSON, GROUP = "person", "group"


@pytest.mark.parametrize(
    ("text", "named", "numbers"),
    [
        ("General Omar Daud met Daud.", [("General Omar Daud", PERSON), ("Daud", PERSON)], [0, 0]),
        ("Omar Daud met Omar.", [("Omar Daud", PERSON), ("Omar", PERSON)], [0, 0]),
        ("omar daud met daud.", [("omar daud", PERSON), ("daud", PERSON)], [0, 0]),
        ("Omar Daud, Musa Daud and Daud.", [("Omar Daud", PERSON), ("Musa Daud", PERSON), ("Daud", PERSON)], [0, 1, 2]),
        ("The Red Front fought. The Front lost.", [("Red Front", GROUP), ("Front", GROUP)], [0, 0]),
        ("The Red Front fought. At the front men died.", [("Red Front", GROUP), ("front", GROUP)], [0, 1]),
        ("The Red Front, the Sea Front, the Front.", [("Red Front", GROUP), ("Sea Front", GROUP), ("Front", GROUP)], [0, 1, 2]),
        ("The Red Front feared Front.", [("Red Front", GROUP), ("Front", PERSON)], [0, 1]),
    ],
)
def test_a_shorter_name_joins_the_only_one_it_may_mean(text: str, named: list[tuple[str, str]], numbers: list[int]) -> None:
    assert gathered(text, *named) == numbers


WORDS = ["red", "front", "of", "rf", "general", "omar", "daud", "rdf", "army"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.sets(NAMES, min_size=1, max_size=3), st.sets(NAMES, min_size=1, max_size=3), st.sampled_from([PERSON, GROUP]))
def test_who_may_be_one_shares_a_sign(left: set[str], right: set[str], kind: str) -> None:
    one, other = Somebody(kind, {(0, 1)}, left), Somebody(kind, {(2, 3)}, right)
    shorter = shares_a_name if kind == PERSON else is_short_for
    event("one" if _joins(one, other) else "shorter" if shorter(left, right) else "two")
    assert set(_signs(one)) & set(_signs(other)) or not (_joins(one, other) or shorter(left, right))
