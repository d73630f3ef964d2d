"""Counts in running text (codebook, "Numbers")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.model.numbers import Count
from foedus.reading.steps.dates import find_timex

_WORD = re.compile(r"[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?(?:[^\W_]*)|[^\W\d_](?:\w|[-'’](?=\w))*|[%$€£¥₹#§]|[-–—/.,;:()]|\n\s*\n|\S")
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?")
_LONGEST = 12       # digits; nobody counts more people
_NOUN_WITHIN = 5    # words after the number among which its noun is looked for


@dataclass(frozen=True, slots=True)
class FoundCount:
    """`text[start:end]` is a number word or phrase; `count` its value; `of` the noun it counts ("militants"), lower case, or None."""

    start: int
    end: int
    count: Count
    of: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A bare number at words `first` to `last`: its value, and whether it is only the least of a vague one."""

    first: int
    last: int
    value: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Lists:
    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    multipliers: Mapping[str, int]
    bounds: Mapping[tuple[str, ...], str]
    sets: Mapping[str, frozenset[str]]
    people: frozenset[str]
    singular: frozenset[str]


@cache
def _lists() -> _Lists:
    table: dict[str, Any] = yaml.safe_load(files("foedus.reading.steps").joinpath("numbers.yml").read_text(encoding="utf-8"))
    names = frozenset(str(word) for word in table["people"])
    plural = frozenset(f"{word}s" for word in names)
    return _Lists(
        table["cardinals"], table["scales"], table["vague"], table["multipliers"],
        {tuple(phrase.split()): effect for phrase, effect in table["bounds"].items()},
        {name: frozenset(map(str, words)) for name, words in table.items() if isinstance(words, list)},
        names | plural,
        frozenset(word for word in names if not word.endswith(("men", "people", "children", "ies", "s"))),
    )


def find(text: str) -> tuple[FoundCount, ...]:
    """The counts of the text, in order, none overlapping another.

    Left out: dates and lengths of time, percentages, money, distances, ages, numbers that are part of a name. `of` is the
    noun as written but in lower case ("militants", "man"); None where the number stands alone ("killing 12").
    """
    words = [_Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'")) for m in _WORD.finditer(text)]
    times = [(expression.start, expression.end) for expression in find_timex(text, None)]
    found: list[FoundCount] = []
    index, time = 0, 0
    while index < len(words):
        while time < len(times) and times[time][1] <= words[index].start:
            time += 1
        if time < len(times) and times[time][0] < words[index].end:
            index += 1
            continue
        hit = _count_at(words, index)
        if hit is None:
            index += 1
            continue
        last, count, noun = hit
        if time < len(times) and times[time][0] < words[last - 1].end:
            index += 1
            continue
        found.append(FoundCount(words[index].start, words[last - 1].end, count, noun))
        index = last
    return tuple(found)


def _count_at(words: Sequence[_Word], index: int) -> tuple[int, Count, str | None] | None:
    """The count that begins at this word: the index after it, its value, its noun."""
    pair = _pair(words, index)
    if pair is not None:
        return pair
    effect, first = _bound(words, index)
    number = _number(words, first)
    if number is None:
        return None if effect else _single(words, index)
    ranged = None if effect in ("min", "max") else _range(words, number, ("-", "–", "to", "or"))
    last = ranged.last if ranged else number.last
    if _names_something(words, first, last) or (index != first and _names_something(words, index, last)):
        return None
    noun = _noun(words, last)
    if noun is None and not _may_stand_alone(words, first, last, number):
        return None
    if ranged is not None:
        return last, Count(number.value, ranged.value, effect == "approx"), noun
    return last, _count(number, effect), noun


def _count(number: _Number, effect: str | None) -> Count:
    if number.vague:
        return Count(number.value, None, approx=True)
    match effect:
        case "min":
            return Count(number.value, None)
        case "max":
            return Count(None, number.value)
        case _:
            return Count(number.value, number.value, effect == "approx")


def _pair(words: Sequence[_Word], index: int) -> tuple[int, Count, str | None] | None:
    """ "between 50 and 200", "from 50 to 200"."""
    joint = {"between": ("and",), "from": ("to",)}.get(words[index].lower)
    if joint is None:
        return None
    _, first = _bound(words, index + 1)
    low = _number(words, first)
    high = _range(words, low, joint) if low else None
    if high is None or low is None or _names_something(words, first, high.last):
        return None
    noun = _noun(words, high.last)
    if noun is None and not _may_stand_alone(words, index, high.last, high):
        return None
    return high.last, Count(low.value, high.value), noun


def _range(words: Sequence[_Word], low: _Number, joints: tuple[str, ...]) -> _Number | None:
    """The upper end of a range that begins with this number."""
    if low.vague or low.last >= len(words) or words[low.last].lower not in joints:
        return None
    _, first = _bound(words, low.last + 1)
    high = _number(words, first)
    return high if high and not high.vague and high.value > low.value else None


def _bound(words: Sequence[_Word], index: int) -> tuple[str | None, int]:
    """What the words before a number do to it, and the index after them."""
    for length in (3, 2, 1):
        phrase = tuple(word.lower for word in words[index : index + length])
        effect = _lists().bounds.get(phrase)
        if effect:
            inner, after = _bound(words, index + length) if length == 1 else (None, index + length)
            return (inner or effect), after
    return None, index


def _number(words: Sequence[_Word], index: int) -> _Number | None:
    """The number in digits or words that begins here."""
    lists = _lists()
    at = index
    if at < len(words) and words[at].lower in ("a", "an", "the") and at + 1 < len(words) and words[at + 1].lower in ("few", "handful", "dozen", "hundred", "thousand", "couple", "score"):
        at += 1
    if at >= len(words):
        return None
    word = words[at].lower
    if word in ("couple", "pair") and at > index:
        return _Number(index, _past_of(words, at + 1), 2)
    if word in lists.multipliers and at + 2 < len(words) and words[at + 1].lower == "of" and words[at + 2].lower in ("thousands", "millions"):
        return _Number(index, _past_of(words, at + 3), lists.multipliers[word] * (1000 if words[at + 2].lower == "thousands" else 10**6), True)
    if word in lists.vague:
        scale = lists.scales.get(words[at + 1].lower) if at + 1 < len(words) else None
        if scale and word in ("several", "few"):
            return _Number(index, _past_of(words, at + 2), 3 * scale, True)
        return _Number(index, _past_of(words, at + 1), lists.vague[word], True)
    if word == "half" and [w.lower for w in words[at + 1 : at + 3]] == ["a", "dozen"]:
        return _Number(index, at + 3, 6)
    if word in lists.scales and at > index:
        return _spelled(words, index, at)
    if word[0].isdigit():
        return _in_digits(words, index)
    return _spelled(words, index, at) if at == index and _cardinal(word) is not None else None


def _past_of(words: Sequence[_Word], index: int) -> int:
    return index


def _cardinal(word: str) -> int | None:
    """ "seven", "twenty-five"."""
    lists = _lists()
    if word in lists.cardinals:
        return lists.cardinals[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in lists.cardinals and unit in lists.cardinals and lists.cardinals[tens] >= 20 > 9 >= lists.cardinals[unit]:
        return lists.cardinals[tens] + lists.cardinals[unit]
    return None


def _spelled(words: Sequence[_Word], first: int, at: int) -> _Number | None:
    """ "two hundred and fifty thousand", "a dozen": read from left to right, as it is spoken."""
    lists = _lists()
    total, part, start = 0, 0, at
    while at < len(words):
        word = words[at].lower
        value = _cardinal(word)
        if value is not None and (part == 0 or (part % 100 == 0 and value < 100) or (part % 10 == 0 and part % 100 >= 20 and value < 10)):
            part += value
        elif word in lists.scales:
            scale = lists.scales[word]
            if scale >= 1000:
                total, part = total + max(part, 1) * scale, 0
            else:
                part = max(part, 1) * scale
        elif word == "and" and part % 100 == 0 and at > start and at + 1 < len(words) and _cardinal(words[at + 1].lower) is not None \
                and words[at - 1].lower in lists.scales:
            pass
        else:
            break
        at += 1
    return _Number(first, at, total + part) if at > start else None


def _in_digits(words: Sequence[_Word], index: int) -> _Number | None:
    text = words[index].text
    if not _DIGITS.fullmatch(text) or len(text) > _LONGEST:
        return None
    last, scale = index + 1, 1
    while last < len(words) and words[last].lower in _lists().scales and scale < 10**6:
        scale *= _lists().scales[words[last].lower]
        last += 1
    value = float(text.replace(",", "")) * scale if "." in text else int(text.replace(",", "")) * scale
    return _Number(index, last, int(value)) if value == int(value) else None


def _single(words: Sequence[_Word], index: int) -> tuple[int, Count, str | None] | None:
    """ "a soldier", "another police officer"; "no one", "no casualties"."""
    word = words[index].lower
    if word in ("nobody", "none"):
        return index + 1, Count(0, 0), None
    if word == "no":
        if index + 1 < len(words) and words[index + 1].lower == "one":
            return index + 2, Count(0, 0), None
        noun = _noun(words, index + 1)
        return (index + 1, Count(0, 0), noun) if noun in _lists().people else None
    if word not in ("a", "an", "another"):
        return None
    noun = _noun(words, index + 1, singular=True)
    return (index + 1, Count(1, 1), noun) if noun else None


def _noun(words: Sequence[_Word], index: int, singular: bool = False) -> str | None:
    """The noun counted: the first word for people after the number and its adjectives, else the next plural."""
    lists = _lists()
    known = lists.singular if singular else lists.people
    at, best = index, None
    while at < min(len(words), index + _NOUN_WITHIN):
        word = words[at]
        if not (word.text[0].isalpha() or word.text[0] == "-"):
            break
        plain = word.lower.removesuffix("'s")
        if plain != word.lower and singular:
            break
        if plain in known:
            best = plain  # "a police officer": a later noun of the same phrase is the head
        elif best is not None or not _is_modifier(word):
            break
        at += 1
    if best or singular:
        return best
    following = words[index] if index < len(words) else None
    if following and following.lower.endswith("s") and following.text.islower() and len(following.text) > 3 and following.lower not in lists.sets["loss"]:
        return following.lower
    return None


def _is_modifier(word: _Word) -> bool:
    lists = _lists()
    return word.text[0].isupper() or word.lower in lists.sets["modifiers"] or word.text == "-" or (
        word.lower.endswith(tuple(lists.sets["modifiers_end"])) and word.lower not in lists.sets["loss"]
    )


def _may_stand_alone(words: Sequence[_Word], first: int, last: int, number: _Number) -> bool:
    """Whether a number without a noun counts people: "killing 12", "12 were killed", "seven of them"."""
    lists = _lists()
    before = words[first - 1].lower if first else ""
    after = words[last].lower if last < len(words) else ""
    return before in lists.sets["loss"] or after in lists.sets["loss"]


def _names_something(words: Sequence[_Word], first: int, last: int) -> bool:
    """Whether the number is no count: money, a measure, an age, part of a name or of a compound."""
    lists = _lists()
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    if after is not None:
        joined = after.start == words[last - 1].end
        if after.text == "%" or after.lower in lists.sets["not_people_after"] or (joined and after.text in "-–/:°$€"):
            return True
        if after.text[0].isupper() and after.lower in lists.sets["unit_heads"]:
            return True
        if after.text == "," and before is not None and before.text == ",":
            return True  # "Ahmed Wali, 31, ..."
    if before is None:
        return False
    if before.lower in lists.sets["money"] or before.lower in lists.sets["not_people_before"] or (before.end == words[first].start and before.text in "-–/.#:"):
        return True
    if before.text == "." and first >= 2 and words[first - 2].lower in lists.sets["not_people_before"]:
        return True
    named = before.text[0].isupper() and first >= 2 and words[first - 2].text not in (".", "!", "?", "\n") and "\n" not in words[first - 2].text
    return named and words[first].text[0].isdigit()
