"""Names as the lexicon compares them: folded, split at hyphens, without Arabic articles, spelling variants as one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Letters that NFKD leaves whole.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "đ": "d"})
_APOSTROPHES = re.compile("['’‘ʿʾʻʼ`´ʹ]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’‘ʿʾʻʼ`´]\w+)*")
_POSSESSIVE = re.compile("['’´]s$")
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")

ARTICLES = frozenset(
    {"al", "el", "ul", "ad", "as", "an", "ar", "az", "ash", "at", "us", "ur", "il", "i", "e", "ye", "yi", "wa", "wal", "the"}
)
"""Particles that carry no name of their own: articles, izafet, "and". They count only where a hyphen or a name holds them."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, without accents, apostrophes, full stops and the possessive ending."""
    text = unicodedata.normalize("NFKD", word)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower().translate(_LETTERS)
    return _APOSTROPHES.sub("", text).replace(".", "")


@cache
def variants() -> dict[str, str]:
    """Spelling to the spelling that stands for it."""
    text = files(__package__).joinpath("variants.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            first, *others = line.split("\t")
            found.update((other, first) for other in others)
    return found


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """One word as it is compared: folded, its spelling variants one; empty for articles and particles."""
    folded = fold(word)
    return "" if folded in ARTICLES and not word.isupper() else variants().get(folded, folded)


def words_of(name: str) -> list[str]:
    """The words of a name, hyphens and slashes apart, a bracketed addition at its end and possessive endings left out."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(_BRACKETED.sub("", name))]


@lru_cache(maxsize=65536)
def key(name: str) -> tuple[str, ...]:
    """A whole name as it is compared. Empty where nothing but particles is left."""
    return tuple(k for word in words_of(name) if (k := key_of(word)))
