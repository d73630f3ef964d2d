"""Names as they are given to users."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.steps.told import one_line, pattern, speaker


@pytest.mark.parametrize(("words", "given_as"), [
    ("The Afghan\ngovernment", "the Afghan government"),
    ("the IMU", "the IMU"),
    ("A  spokesman", "a spokesman"),
    ("An envoy", "an envoy"),
    ("An Nahar", "An Nahar"),
    ("A. Khan", "A. Khan"),
    ("Theo Mbeki", "Theo Mbeki"),
    ("Pakistani officers", "Pakistani officers"),
])
def test_who_says_so_is_on_one_line_with_its_first_article_small(words: str, given_as: str) -> None:
    assert speaker(words) == given_as


@given(st.text(max_size=40))
def test_a_name_on_one_line_still_finds_its_words(words: str) -> None:
    name = one_line(words)
    assert one_line(name) == name
    assert re.search(pattern(name), words)
