"""Dates as EDTF, in words, and taken back from words."""

from __future__ import annotations

import pytest

from foedus.interfaces.wording.date_words import edtf_of
from foedus.interfaces.wording.dates import edtf, in_words
from foedus.model.dates import DateSpan


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2013-01-02", "2013-01-02"),
        ("2009-22", "summer 2009"),
        ("2009-24~", "about winter 2009"),
        ("2011?", "perhaps 2011"),
        ("2012%", "perhaps about 2012"),
        ("2007/2009", "2007 to 2009"),
        ("2010-09/..", "from 2010-09 on"),
        ("../2010", "until 2010"),
        ("201X", "2010s"),
        ("19XX", "1900s"),
    ],
)
def test_dates_are_told_in_words(written: str, words: str) -> None:
    assert in_words(DateSpan.parse(written)) == words
    assert edtf(DateSpan.parse(written)) == written


def test_no_date_is_no_words() -> None:
    assert (edtf(None), in_words(None)) == ("", "")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("summer 2009", "2009-22"),
        ("Fall 2012", "2012-23"),
        ("about winter 2009", "2009-24~"),
        ("perhaps about 2012", "2012%"),
        ("summer 2009 to 2010", "2009-22/2010"),
        ("from 2010-09 on", "2010-09/.."),
        ("until autumn 2010", "../2010-23"),
        ("2009-22", "2009-22"),
        ("last spring", "last spring"),
    ],
)
def test_dates_in_words_can_be_asked_for(words: str, written: str) -> None:
    assert edtf_of(words) == written
