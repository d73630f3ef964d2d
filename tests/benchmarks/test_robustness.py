from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robustness import CHANGES, Changed, american_dates, british_dates, write_changed

NOBODY = random.Random(0)


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("On January 4, 2013, it rained.", "On 4 January 2013, it rained."),
        ("(Dawn, March 3)", "(Dawn, 3 March)"),
        ("from May 4-6, 1999.", "from 4-6 May 1999."),
        ("in March 2013 the 14 June 2012", "in March 2013 the 14 June 2012"),
    ],
)
def test_dates_change_order(american: str, british: str) -> None:
    if american != british:
        assert Changed(american, list(british_dates(american, NOBODY))).text == british
        assert Changed(british, list(american_dates(british, NOBODY))).text == american
    assert Changed(british, list(british_dates(british, NOBODY))).text == british


@pytest.mark.parametrize("name", ["the March 23 Movement", "the 23 May Movement"])
def test_a_date_in_a_name_stays(name: str) -> None:
    assert not [*american_dates(name, NOBODY), *british_dates(name, NOBODY)]


@given(st.text(alphabet="aéßlmO .14 May", max_size=60), st.sampled_from(sorted(CHANGES)), st.data())
def test_a_quote_still_stands_in_the_changed_text(text: str, change: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    changed = Changed(text, list(CHANGES[change](text, random.Random(3))))
    assert changed.quote(words) in changed.text
    assert changed.quote(text) == changed.text


def test_noise_hits_about_one_character_in_a_hundred_and_is_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("militants " * 1000)
    (tmp_path / "a.json").write_text(json.dumps({"events": [{"quote": "militants"}], "relations": []}))
    outcomes = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        edits = write_changed(tmp_path, CHANGES["OCR noise"], 1, tmp_path / name)
        outcomes.append((edits, (tmp_path / name / "a.txt").read_text()))
    assert outcomes[0] == outcomes[1]
    assert 60 < outcomes[0][0] < 120
