"""Where the dates of a window stand to a tie."""

from __future__ import annotations

import pytest

from foedus.model.dates import DateSpan
from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.features import WindowInput, inputs
from foedus.reading.readers.trained.timing import FACTS, standing

TEXT = (
    "The Red Dawn Front was founded in 1998. Since 2009 Ruritania has armed the Front. "
    "In May 2014 and on June 3, 2014, the Blue Ridge Army raided Qarah."
)


@pytest.fixture(scope="module")
def window() -> WindowInput:
    ready = prepare(Document(TEXT, published=DateSpan.parse("2014-07-01")))
    return inputs(ready, lambda words: [(1,) for _ in words])[0]


def _words(window: WindowInput, name: str) -> list[int]:
    return [i for i, word in enumerate(window.words) if word.text == name]


def test_every_date_has_its_facts_and_the_same_sentence_shows(window: WindowInput) -> None:
    facts = standing(window, 1, (_words(window, "Ruritania"), _words(window, "Front")))
    assert [date.span.edtf for date in window.dates] == ["1998", "2009", "2014-05", "2014-06-03"]
    assert all(len(row) == FACTS for row in facts)
    assert [row[:3] for row in facts] == [[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1]]


def test_a_date_alone_in_its_sentence_before_both_ends_is_told(window: WindowInput) -> None:
    since = standing(window, 1, (_words(window, "Ruritania"), _words(window, "Front")))[1]
    assert since[5:7] == [1, 0]
    assert since[10:13] == [1, 1, 0]


def test_two_dates_in_a_sentence_are_not_alone(window: WindowInput) -> None:
    facts = standing(window, 2, (_words(window, "Army"), _words(window, "Qarah")))
    assert [row[10] for row in facts] == [0, 0, 0, 0]
    assert [row[7:9] for row in facts[2:]] == [[1, 0], [1, 1]]


def test_the_nearer_end_is_nearer(window: WindowInput) -> None:
    for row in standing(window, 1, (_words(window, "Ruritania"), _words(window, "Front"))):
        assert 0 <= row[3] <= row[4]


def test_an_end_that_is_not_mentioned_is_far_and_breaks_nothing(window: WindowInput) -> None:
    facts = standing(window, 1, ([], _words(window, "Front")))
    assert facts[1][4] == pytest.approx(2, abs=0.01)
