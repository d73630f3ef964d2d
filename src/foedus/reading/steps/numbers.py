"""Counts in running text (codebook, "Numbers")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.model.numbers import Count
from foedus.reading.steps.counted import is_no_count, noun_after, person_after, stands_alone
from foedus.reading.steps.dates import find_timex
from foedus.reading.steps.numerals import Number, Word, number_at, number_words, words_of

_RANGE_JOINTS = frozenset({"-", "–", "to", "or"})
_PAIR_JOINTS = {"between": frozenset({"and"}), "from": frozenset({"to"})}
_Hit = tuple[int, Count, str | None]  # the word after the count, its value, its noun


@dataclass(frozen=True, slots=True)
class FoundCount:
    """`text[start:end]` is a number word or phrase; `count` its value; `of` the noun it counts, lower case, or None."""

    start: int
    end: int
    count: Count
    of: str | None = None


def find(text: str) -> tuple[FoundCount, ...]:
    """The counts of the text, in order, none overlapping another.

    Left out: dates and lengths of time, percentages, money, distances, ages, numbers that are part of a name. `of` is the
    noun as written but in lower case ("militants", "man"), the head of its phrase ("police officers": "officers"); None
    where the number stands alone ("killing 12"). "no one was hurt" and "no casualties" count 0, "a soldier" counts 1.
    """
    words = words_of(text)
    times = iter([(expression.start, expression.end) for expression in find_timex(text, None)])
    time = next(times, None)
    found: list[FoundCount] = []
    index = 0
    while index < len(words):
        while time is not None and time[1] <= words[index].start:
            time = next(times, None)
        hit = None if time is not None and time[0] < words[index].end else _count_at(words, index)
        if hit is None or (time is not None and time[0] < words[hit[0] - 1].end):
            index += 1
            continue
        last, count, noun = hit
        found.append(FoundCount(words[index].start, words[last - 1].end, count, noun))
        index = last
    return tuple(found)


def _count_at(words: Sequence[Word], index: int) -> _Hit | None:
    """The count that begins at this word."""
    pair = _pair(words, index)
    if pair is not None:
        return pair
    effect, first = _bound(words, index)
    number = number_at(words, first)
    if number is None:
        return None if effect else _nobody(words, index) or _one(words, index)
    high = None if effect in ("min", "max") else _upper_end(words, number, _RANGE_JOINTS)
    tail, last = _tail(words, high.last if high else number.last)
    effect = effect or tail or ("approx" if number.odd else None)
    if is_no_count(words, first, last) or (index != first and is_no_count(words, index, last)):
        return None
    noun = noun_after(words, last)
    if not _counts_people(words, Number(first, last, number.value, number.vague), noun):
        return None
    return last, _valued(number, high, effect), noun


def _counts_people(words: Sequence[Word], number: Number, noun: str | None) -> bool:
    """Whether the number counts something; "one" is too often a pronoun to count anything but people."""
    if number.value == 1 and noun not in number_words().people:
        beside = {word.lower for word in (*words[max(0, number.first - 1) : number.first], *words[number.last : number.last + 2])}
        return noun is None and bool(beside & number_words().sets["losses"])
    return noun is not None or (words[number.first].lower != "few" and stands_alone(words, number.first, number.last))


def _valued(number: Number, high: Number | None, effect: str | None) -> Count:
    if number.vague:
        return Count(number.value, None, approx=True)
    if high is not None:
        return Count(number.value, high.value, approx=effect == "approx")
    match effect:
        case "min":
            return Count(number.value, None)
        case "max":
            return Count(None, number.value)
        case _:
            return Count(number.value, number.value, approx=effect == "approx")


def _pair(words: Sequence[Word], index: int) -> _Hit | None:
    """ "between 50 and 200", "from 50 to 200"."""
    joints = _PAIR_JOINTS.get(words[index].lower)
    if joints is None:
        return None
    _, first = _bound(words, index + 1)
    low = number_at(words, first)
    high = _upper_end(words, low, joints) if low else None
    if low is None or high is None or is_no_count(words, first, high.last):
        return None
    noun = noun_after(words, high.last)
    return (high.last, Count(low.value, high.value), noun) if noun or stands_alone(words, index, high.last) else None


def _upper_end(words: Sequence[Word], low: Number, joints: frozenset[str]) -> Number | None:
    """The upper end of a range that begins with this number; "four or more" has none."""
    if low.vague or low.last >= len(words) or words[low.last].lower not in joints:
        return None
    _, first = _bound(words, low.last + 1)
    high = number_at(words, first)
    return high if high and not high.vague and high.value > low.value else None


def _bound(words: Sequence[Word], index: int) -> tuple[str | None, int]:
    """What the words before a number do to it, and the index after them: the first of "more than about" decides."""
    bounds = number_words().bounds
    effect: str | None = None
    while True:
        for length in (3, 2, 1):
            phrase = tuple(word.lower for word in words[index : index + length])
            if len(phrase) == length and phrase in bounds:
                effect, index = effect or bounds[phrase], index + length
                break
        else:
            return effect, index


def _tail(words: Sequence[Word], index: int) -> tuple[str | None, int]:
    """What "or more", "or so" after a number does to it, and the index after them."""
    if index + 1 < len(words) and words[index].lower == "or" and words[index + 1].lower in number_words().tails:
        return number_words().tails[words[index + 1].lower], index + 2
    return None, index


def _nobody(words: Sequence[Word], index: int) -> _Hit | None:
    """ "no one was hurt", "nobody died", "no casualties"."""
    word = words[index].lower
    last = index + 1
    if word == "no" and last < len(words) and words[last].lower == "one":
        last += 1
    elif word == "no":
        noun = noun_after(words, last)
        return (last, Count(0, 0), noun) if noun in number_words().people else None
    elif word not in ("nobody", "none"):
        return None
    tail = {following.lower for following in words[last : last + 2]}
    return (last, Count(0, 0), None) if tail & number_words().sets["losses"] else None


def _one(words: Sequence[Word], index: int) -> _Hit | None:
    """ "a soldier", "another police officer"."""
    if words[index].lower not in ("a", "an", "another"):
        return None
    noun = person_after(words, index + 1)
    return (index + 1, Count(1, 1), noun) if noun else None
