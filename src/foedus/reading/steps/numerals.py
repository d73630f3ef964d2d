"""Bare numbers in digits or words: "3,000", "two hundred and fifty", "several dozen", "tens of thousands"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_WORD = re.compile(
    r"[0-9]+(?:,[0-9]{2,3}){0,8}(?:\.[0-9]+)?[^\W_]*"
    r"|[^\W\d_](?:\w|[-'’](?=\w))*"
    r"|\n\s*\n|\S"
)
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?")
_LONGEST = 12  # characters of digits; nobody counts more people
_THOUSAND, _MILLION = 1000, 1_000_000
_SEVERAL = 3   # codebook: "several" is at least 3
_PLURAL = 2    # "several hundred" is at least two hundred, as "hundreds" is
_HALF_DOZEN = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of the text at `start` to `end`, as written and in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Number:
    """The words `first` to `last` are this number; `vague` if it is the least of what they may mean, `odd` for "eighty-odd"."""

    first: int
    last: int
    value: int
    vague: bool = False
    odd: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The table `numbers.yml`: values of words, and the sets of words that tell what a number counts."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    multipliers: Mapping[str, int]
    bounds: Mapping[tuple[str, ...], str]
    tails: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    people: frozenset[str]
    one_person: frozenset[str]


@cache
def number_words() -> NumberWords:
    """The table, read once."""
    table: dict[str, Any] = yaml.safe_load(files("foedus.reading.steps").joinpath("numbers.yml").read_text(encoding="utf-8"))
    sets = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    singular = sets["person"]
    plural = {f"{word}s" for word in singular} | {f"{word[:-1]}ies" for word in singular if word.endswith("y")}
    return NumberWords(
        table["cardinals"], table["scales"], table["vague"], table["multipliers"],
        {tuple(phrase.split()): effect for phrase, effect in table["bounds"].items()},
        table["tails"], sets, singular | plural | sets["people"], singular - sets["not_alone"],
    )


def words_of(text: str) -> list[Word]:
    """The words and marks of the text, in order; time linear in its length."""
    return [Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'")) for m in _WORD.finditer(text)]


def number_at(words: Sequence[Word], index: int) -> Number | None:
    """The number that begins at this word."""
    table = number_words()
    at = index + _after_article(words, index)
    if at >= len(words):
        return None
    word = words[at].lower
    if word in table.sets["pairs"] and at > index:
        return Number(index, at + 1, 2)
    if word in table.multipliers and (scale := _scale_of(words, at + 1)):
        return Number(index, at + 3, table.multipliers[word] * scale, vague=True)
    if word in table.vague:
        scale = table.scales.get(words[at + 1].lower, 0) if at + 1 < len(words) else 0
        if scale and table.vague[word] == _SEVERAL:
            return Number(index, at + 2, _PLURAL * scale, vague=True)
        return Number(index, at + 1, table.vague[word], vague=True)
    if word == "half" and [following.lower for following in words[at + 1 : at + 3]] == ["a", "dozen"]:
        return Number(index, at + 3, _HALF_DOZEN)
    if word[0].isdigit():
        return _in_digits(words, index) if at == index else None
    tens, odd, _ = word.partition("-odd")
    if odd and (value := cardinal(tens)) is not None:
        return Number(index, at + 1, value, odd=True)
    return _spelled(words, index, at) if at > index or cardinal(word) is not None else None


def _after_article(words: Sequence[Word], index: int) -> int:
    """1 where an article belongs to the number that follows it: "a dozen", "a few", "the hundred"."""
    table = number_words()
    if index + 1 >= len(words) or words[index].lower not in ("a", "an", "the"):
        return 0
    following = words[index + 1].lower
    of_article = following in table.scales or following in table.sets["pairs"] or table.vague.get(following) == _SEVERAL
    return int(of_article and following != "several")


def _scale_of(words: Sequence[Word], index: int) -> int:
    """What "of thousands" multiplies by, 0 where no such words follow."""
    following = [word.lower for word in words[index : index + 2]]
    if following == ["of", "thousands"]:
        return _THOUSAND
    return _MILLION if following == ["of", "millions"] else 0


def cardinal(word: str) -> int | None:
    """The value of "seven", "twenty-five"; None for any other word."""
    cardinals = number_words().cardinals
    if word in cardinals:
        return cardinals[word]
    tens, dash, unit = word.partition("-")
    if dash and cardinals.get(tens, 0) >= 20 and 1 <= cardinals.get(unit, 0) <= 9:
        return cardinals[tens] + cardinals[unit]
    return None


def _spelled(words: Sequence[Word], first: int, start: int) -> Number | None:
    """A number in words, read from left to right as it is spoken; "two three" are two numbers."""
    scales = number_words().scales
    total, part, at = 0, 0, start
    while at < len(words):
        word = words[at].lower
        value = cardinal(word)
        if value is not None and _goes_on(part, value):
            part += value
        elif word in scales and scales[word] >= _THOUSAND:
            total, part = total + max(part, 1) * scales[word], 0
        elif word in scales:
            part = max(part, 1) * scales[word]
        elif not _joins(words, at, start):
            break
        at += 1
    return Number(first, at, total + part) if at > start else None


def _goes_on(part: int, value: int) -> bool:
    """Whether a cardinal can follow what has been read of this group of hundreds."""
    hundreds = part % 100 == 0 and value < 100
    return part == 0 or hundreds or (part % 10 == 0 and part % 100 >= 20 and value < 10)


def _joins(words: Sequence[Word], at: int, start: int) -> bool:
    """Whether this is the "and" of "two hundred and fifty"."""
    if words[at].lower != "and" or at == start or at + 1 >= len(words):
        return False
    following = cardinal(words[at + 1].lower)
    return words[at - 1].lower in ("hundred", "thousand", "million") and following is not None and following < 100


def _in_digits(words: Sequence[Word], index: int) -> Number | None:
    """ "3,000", "2.5 million"; None for "1990s", for fractions of people and for what is too long to be a count."""
    text = words[index].text
    if len(text) > _LONGEST or not _DIGITS.fullmatch(text):
        return None
    scales, last, scale = number_words().scales, index + 1, 1
    while last < len(words) and words[last].lower in scales and scale < _MILLION:
        scale *= scales[words[last].lower]
        last += 1
    whole, _, fraction = text.replace(",", "").partition(".")
    value, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
    return Number(index, last, value) if rest == 0 else None
