"""The second opinion on ties: what the frames state between the network's entities, and what it is worth."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.agreement import agreed, raised
from foedus.reading.readers.trained.brain import Floats
from foedus.reading.readers.trained.features import inputs
from foedus.reading.readers.trained.labels import RELATIONS

TEXT = "The Red Front signed a truce with the Blue Band. The Red Front is funded by Ruritania. Carla Moss spoke in Qarah."
NAMES = [("group", "Red Front"), ("state", "Ruritania"), ("group", "Blue Band"), ("person", "Carla Moss"), ("place", "Qarah")]


def opinion() -> Floats:
    prepared = prepare(Document(TEXT))
    (window,) = inputs(prepared, lambda words: [(1,) for _ in words])
    return agreed(prepared, window, [(kind, [found.span() for found in re.finditer(name, TEXT)]) for kind, name in NAMES])


def test_a_tie_that_words_state_is_found_in_its_direction() -> None:
    found = opinion()
    supports = RELATIONS.index("supports")
    assert found[1, 0, supports] == 1
    assert found[0, 1, supports] == 0


def test_an_undirected_tie_is_found_either_way_round() -> None:
    found = opinion()
    truce = RELATIONS.index("truce_with")
    assert found[0, 2, truce] == found[2, 0, truce] == 1


def test_who_is_only_named_is_tied_to_nobody() -> None:
    found = opinion()
    assert not found[3, :3].any()
    assert not found[:3, 3].any()


@given(st.floats(0, 1), st.floats(0, 5))
def test_agreement_raises_a_probability_and_leaves_the_rest(score: float, gain: float) -> None:
    scores = np.full((1, 2, 1), score, dtype=np.float32)
    found = np.array([[[1], [0]]], dtype=np.float32)
    after = raised(scores, found, gain)
    assert after[0, 0, 0] >= scores[0, 0, 0] - 1e-6
    assert after[0, 1, 0] == pytest.approx(scores[0, 1, 0], abs=1e-6)
    assert 0 <= after.min() <= after.max() <= 1
