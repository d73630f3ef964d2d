"""Counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import BadInput
from foedus.model.numbers import Count


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(5, 5), "5"),
        (Count(50, 200), "50 to 200"),
        (Count(10, None), "at least 10"),
        (Count(None, 50), "up to 50"),
        (Count(400, 400, True), "about 400"),
        (Count(24, None, True), "about at least 24"),
    ],
)
def test_a_count_reads_as_words(count: Count, words: str) -> None:
    assert str(count) == words


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (None, None, "a count needs a min or a max; leave the whole count out where the text gives no number"),
        (9, 3, "count 9 to 3 runs backwards; write the smaller number first"),
        (-9, None, "count -9 to None is negative; people are counted from 0 up"),
    ],
)
def test_an_impossible_count_is_refused(low: int | None, high: int | None, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        Count(low, high)
    assert str(refused.value) == sentence


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_json_brings_a_count_back(one: int, other: int, approx: bool) -> None:
    count = Count(min(one, other), max(one, other), approx)
    assert Count.from_json(count.to_json()) == count
