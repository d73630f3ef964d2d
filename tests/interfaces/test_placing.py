"""Names in the drawing of a network: on the paper, and not one over another."""

from __future__ import annotations

from itertools import combinations

import pytest

from foedus.exchange.exporters.drawn import LEADING, SIZE, Words, text_width
from foedus.interfaces.placing import placed

LONG = "Tehrik-e-Taliban Pakistan of North Waziristan"
NETWORKS = {
    "pair": [("a", "b")],
    "star": [("a", end) for end in "bcdefg"],
    "ring": [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")],
    "two parts": [("a", "b"), ("b", "c"), ("d", "e")],
    "all with all": list(combinations("abcdef", 2)),
}


def _box(words: Words) -> tuple[float, float, float, float]:
    wide = max(map(text_width, words.lines))
    left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    top = words.y - SIZE
    return left, top, left + wide, top + LEADING * len(words.lines)


def _names(ties: list[tuple[str, str]]) -> dict[str, str]:
    return {actor: f"{LONG} {actor}" for tie in ties for actor in tie}


@pytest.mark.parametrize("ties", NETWORKS.values(), ids=NETWORKS)
def test_no_name_lies_over_another_or_beyond_the_edge(ties: list[tuple[str, str]]) -> None:
    plan = placed(ties, _names(ties))
    boxes = [_box(words) for words in plan.labels]
    assert len(boxes) == len(plan.places) == len(_names(ties))
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= plan.width
        assert bottom <= plan.height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("ties", NETWORKS.values(), ids=NETWORKS)
def test_the_order_of_the_ties_does_not_change_the_drawing(ties: list[tuple[str, str]]) -> None:
    assert placed(ties, _names(ties)).places == placed(ties[::-1], _names(ties)).places


def test_a_network_of_nobody_is_empty_paper() -> None:
    assert placed([], {}).labels == ()
