"""Counts: the tables are the specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.numbers import Count
from foedus.reading.steps.numbers import find
from tests.spent import spent

# Each row: the text, the words of the count, its least and greatest value, whether it is approximate, what it counts.
COUNTS: list[tuple[str, str, int | None, int | None, bool, str | None]] = [
    ("killing 12 soldiers", "12", 12, 12, False, "soldiers"),
    ("killing 3,000 people", "3,000", 3000, 3000, False, "people"),
    ("2.5 million people fled", "2.5 million", 2_500_000, 2_500_000, False, "people"),
    ("seven men died", "seven", 7, 7, False, "men"),
    ("Twenty-five fighters surrendered.", "Twenty-five", 25, 25, False, "fighters"),
    ("two hundred and fifty families left", "two hundred and fifty", 250, 250, False, "families"),
    ("three hundred thousand people", "three hundred thousand", 300_000, 300_000, False, "people"),
    ("a dozen policemen", "a dozen", 12, 12, False, "policemen"),
    ("half a dozen guards", "half a dozen", 6, 6, False, "guards"),
    ("two dozen rebels", "two dozen", 24, 24, False, "rebels"),
    ("a couple of officers", "a couple", 2, 2, False, "officers"),
    # bounds
    ("between 60 and 150 militants", "between 60 and 150", 60, 150, False, "militants"),
    ("from 60 to 150 militants", "from 60 to 150", 60, 150, False, "militants"),
    ("14–19 rebels", "14–19", 14, 19, False, "rebels"),
    ("six or seven men", "six or seven", 6, 7, False, "men"),
    ("at least 10 civilians", "at least 10", 10, None, False, "civilians"),
    ("more than 40 prisoners", "more than 40", 40, None, False, "prisoners"),
    ("over 2,000 residents", "over 2,000", 2000, None, False, "residents"),
    ("20 or more fighters", "20 or more", 20, None, False, "fighters"),
    ("up to 50 captives", "up to 50", None, 50, False, "captives"),
    ("fewer than thirty men", "fewer than thirty", None, 30, False, "men"),
    ("nearly 700 other inmates", "nearly 700", 700, 700, True, "inmates"),
    ("about 400 prisoners", "about 400", 400, 400, True, "prisoners"),
    ("an estimated 1,500 of their fighters", "an estimated 1,500", 1500, 1500, True, "fighters"),
    ("Some 7,000 villagers fled", "Some 7,000", 7000, 7000, True, "villagers"),
    ("thirty-odd guards", "thirty-odd", 30, 30, True, "guards"),
    ("a dozen or so officers", "a dozen or so", 12, 12, True, "officers"),
    # vague numbers
    ("several soldiers", "several", 3, None, True, "soldiers"),
    ("a few soldiers", "a few", 3, None, True, "soldiers"),
    ("dozens of people", "dozens", 24, None, True, "people"),
    ("scores of people", "scores", 40, None, True, "people"),
    ("hundreds of young Kurds", "hundreds", 200, None, True, "kurds"),
    ("several hundred men", "several hundred", 200, None, True, "men"),
    ("thousands of refugees", "thousands", 2000, None, True, "refugees"),
    ("tens of thousands of refugees", "tens of thousands", 20_000, None, True, "refugees"),
    ("hundreds of thousands of refugees", "hundreds of thousands", 200_000, None, True, "refugees"),
    # one and none
    ("A soldier was killed.", "A", 1, 1, False, "soldier"),
    ("killing one police officer", "one", 1, 1, False, "officer"),
    ("wounding another guard", "another", 1, 1, False, "guard"),
    ("killing an aid worker", "an", 1, 1, False, "worker"),
    ("No one was hurt.", "No one", 0, 0, False, None),
    ("Nobody was killed.", "Nobody", 0, 0, False, None),
    ("There were no casualties.", "no", 0, 0, False, "casualties"),
    # the noun
    ("12 police officers died", "12", 12, 12, False, "officers"),
    ("two suspected Taliban fighters", "two", 2, 2, False, "fighters"),
    ("nine Korean bridge builders", "nine", 9, 9, False, "builders"),
    ("three terrorist groups met", "three", 3, 3, False, "groups"),
    ("120 Baltic Germans", "120", 120, 120, False, "germans"),
    ("killing 12 and fleeing", "12", 12, 12, False, None),
    ("The toll rose to eight.", "eight", 8, 8, False, None),
    ("19 dead", "19", 19, 19, False, "dead"),
    ("about 200 of them fled", "about 200", 200, 200, True, None),
    ("70 were led away", "70", 70, 70, False, None),
]
NO_COUNTS = [
    "on May 3, 2010, in the 1990s, at 9:30, for two days and three months, five weeks before",
    "12 percent, 30% and 5 per cent",
    "$500 million, five million naira, 168 million euros, £20 and Rs. 300",
    "200 km from the coast, ten miles on, 3,000 metres up",
    "aged 31, a 13-year-old, the girl, aged nine, at the age of 20",
    "Ahmed Wali, 31, of Quetta",
    "313 Brigade, 44 Battalion, Brigade 313, Resolution 1373, Article 5, Channel 4, Kurdistan 24, No. 7",
    "M23, AK-47, F-16, Badri-313, 9/11, the 36th, one-third",
    "Labour (8) and others",
    "a guerrilla movement, a rebel leader's car, a major push, a Russian jet, a militant group",
    "one another, one of these days, this one, nobody commanded him",
    "1" * 40 + " soldiers",
]


@pytest.mark.parametrize(("text", "words", "least", "most", "approx", "of"), COUNTS)
def test_words_give_this_count(text: str, words: str, least: int | None, most: int | None, approx: bool, of: str | None) -> None:
    (found,) = find(text)
    assert (text[found.start : found.end], found.count, found.of) == (words, Count(least, most, approx), of)


@pytest.mark.parametrize("text", NO_COUNTS)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert [text[found.start : found.end] for found in find(text)] == []


def test_several_counts_stand_in_order() -> None:
    text = "The raid killed two guards and a driver, wounded at least 14 and freed nearly 300 prisoners."
    assert [(str(found.count), found.of) for found in find(text)] == [
        ("2", "guards"), ("1", "driver"), ("at least 14", None), ("about 300", "prisoners"),
    ]


_VOCABULARY = (
    "12 3,000 2.5 million a dozen of at least between and two hundred thousand men killed no one several . , ( ) - % "
    "twenty-five or more up to nearly Brigade aged half score lakh 999999999999 0 tens thousands"
)
_WORDS = st.sampled_from(_VOCABULARY.split(" "))


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_ordered_counts_that_do_not_overlap(text: str) -> None:
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        assert found.of is None or found.of == found.of.lower()
        end = found.end


@pytest.mark.parametrize("unit", ["1", "111,", "(", "\n", " ", "one hundred ", "a ", "two police "])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return spent(lambda: find(text))

    small, large = max(seconds(20_000), 0.05), seconds(200_000)
    assert large < 60 * small  # ten times the text; a quadratic step would take a hundred times
