"""Cells are defused, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.exchange.cells import defused, restored


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-a", "'-a"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=1", "a=1"),
        ("", ""),
        ("'quoted'", "'quoted'"),
        ("'=1", "''=1"),
    ],
)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert defused(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\ra"), max_size=6))
def test_every_cell_comes_back(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))
