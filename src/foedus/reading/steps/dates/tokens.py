"""Words of a text as tokens with a class letter each, so that the date grammar is plain regular expressions over letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

Value = int | str | None

_TOKEN = re.compile(
    r"""
      (?P<gap>\n[^\S\n]*\n\s*)
    | (?P<iso>(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-]))
    | (?P<slashed>(?<![\w/.])[0-9]{1,2}([/.])[0-9]{1,2}\4(?:[0-9]{4}|[0-9]{2})(?![\w/]))
    | (?P<clock>(?<![\w:.])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:]))
    | (?P<decade>(?<!\w)(?:[0-9]{3}0|['’]?[1-9]0)['’]?s\b)
    | (?P<number>[0-9]+(?:,[0-9]{3}){0,6}(?:\.[0-9]+)?(?:st|nd|rd|th)?(?![^\W_]))
    | (?P<half>\b[ap]\.?m\b\.?)
    | (?P<feast>\b(?:Christmas(?:\ (?:Eve|Day))?|Boxing\ Day|May\ Day|Halloween|New\ Year['’]s\ (?:Eve|Day))\b)
    | (?P<word>[^\W_]+)
    | (?P<stop>[.!?;])
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_DASHES = "-–—‑"
_ABBREVIATED = re.compile(
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|ca?", re.IGNORECASE
)
_YEARS = range(1000, 2200)
_LONGEST_NUMBER = 15  # digits; what is longer counts nothing a report tells of


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]` is a word or mark; `kind` its class letter ("_" for any other word); `value` what it stands for."""

    start: int
    end: int
    kind: str
    word: str
    value: Value = None

    @property
    def number(self) -> int:
        """The value of a token whose class has numbers."""
        return self.value if isinstance(self.value, int) else 0


@cache
def _words() -> Mapping[str, tuple[str, Value]]:
    """Lower-case word -> class letter and value."""
    text = files("foedus.reading.steps.dates").joinpath("words.yml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Value]] = yaml.safe_load(text)
    return {word: (kind, value) for kind, entries in table.items() for word, value in entries.items()}


def tokens(text: str) -> list[Token]:
    """Every word and mark of the text, in order; time linear in its length."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, value = _class_of(match.lastgroup or "", match.group())
        start, end = match.span()
        if found and kind == "." and match.group() == "." and found[-1].end == start and _ABBREVIATED.fullmatch(found[-1].word):
            last = found.pop()  # the stop belongs to the abbreviation: "Jan. 4"
            found.append(Token(last.start, end, last.kind, last.word + ".", last.value))
            continue
        found.append(Token(start, end, kind, match.group(), value))
    return found


def _class_of(group: str, word: str) -> tuple[str, Value]:
    match group:
        case "number":
            return _number(word)
        case "decade":
            digits = re.sub(r"\D", "", word)
            return "Z", int(digits)
        case "word":
            return _words().get(word.lower(), ("_", None))
        case "feast":
            return "Y", _words()[word.lower().replace("’", "'")][1]
        case "mark":
            return ("-" if word in _DASHES else word if word in ",()'" else "’" if word == "’" else "_"), None
        case _:
            return {"gap": "|", "iso": "I", "slashed": "J", "clock": "K", "half": "h", "stop": "."}[group], word


def _number(word: str) -> tuple[str, Value]:
    ordinal = not word[-1].isdigit()
    digits = word[:-2] if ordinal else word
    if not digits.isdigit():
        return "n", None if len(digits) > _LONGEST_NUMBER or "." in digits else int(digits.replace(",", ""))
    if len(digits) > _LONGEST_NUMBER:
        return "n", None
    value = int(digits)
    if len(digits) <= 2 and 1 <= value <= 31:
        return "d", value
    if ordinal:
        return "n", value
    return ("y" if len(digits) == 4 and value in _YEARS else "n"), value
