"""Names made comparable: how loosely two spellings may differ and still be the same spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Written inside words, heard as nothing: apostrophes and their look-alikes, such as the ayn of transliterated Arabic.
_SILENT = str.maketrans("", "", "'’‘ʼʻʿʾ`´\"“”")
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:\w )+\w\b")
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_]\w*")
_LEAST_INITIALS = 3
_BRACKETED = re.compile(r"\s*\(([^()]*)\)\s*")
_SHORT = re.compile(r"[A-Z][\w/-]*[A-Z][\w/-]*\Z")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without case, diacritics, punctuation, a leading "the" or dots between initials ("T.T.P." is "ttp").

    Empty for a name of punctuation alone.
    """
    joined = _INITIALS.sub(lambda found: found[0].replace(" ", ""), " ".join(words_of(name)))
    return joined.removeprefix("the ")


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: plain, without case, split at whatever is no letter or digit."""
    return _WORD.findall(plain(text).casefold())


def plain(text: str) -> str:
    """The text in compatibility form without combining marks and apostrophes: "Qā‘ida" is "Qaida"."""
    unmarked = text.translate(_SILENT)
    if unmarked.isascii():
        return unmarked
    return "".join(c for c in unicodedata.normalize("NFKD", unmarked) if not unicodedata.combining(c))


def acronym(name: str) -> str | None:
    """The folded initials of the capitalised words, None for fewer than three: "Islamic Movement of Uzbekistan" is "imu"."""
    initials = [word[0] for word in _CAPITALISED.findall(name.translate(_SILENT)) if word[0].isupper()]
    if len(initials) < _LEAST_INITIALS:
        return None
    return fold("".join(initials)) or None


def forms(name: str) -> Iterator[str]:
    """The name; where it has brackets, as datasets write them, then the name without them, and each short name in them: "Allied
    Democratic Forces (ADF)" is also "Allied Democratic Forces" and "ADF"."""
    yield name
    bare = " ".join(_BRACKETED.sub(" ", name).split())
    if bare and bare != name:
        yield bare
        yield from (found[1] for found in _BRACKETED.finditer(name) if _SHORT.match(found[1]))
