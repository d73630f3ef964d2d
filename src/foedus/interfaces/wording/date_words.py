"""Dates in words, as Foedus shows them, taken back as EDTF: "summer 2009", "about 2012-11-28", "2007 to 2009"."""

from __future__ import annotations

import re

_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_DOUBTS = {"": "", "about": "~", "perhaps": "?", "perhaps about": "%"}
_ONE = re.compile(rf"(?:(perhaps about|about|perhaps) )?(?:({'|'.join(_SEASONS)}) (\d{{4}})|(\S+))", re.IGNORECASE)
_SPANS = (
    re.compile(r"from (?P<first>.+) on", re.IGNORECASE),
    re.compile(r"until (?P<last>.+)", re.IGNORECASE),
    re.compile(r"(?P<first>.+) to (?P<last>.+)", re.IGNORECASE),
)


def edtf_of(text: str) -> str:
    """The EDTF of a date in these words; any other text as it is."""
    words = " ".join(text.split())
    for span in _SPANS:
        if found := span.fullmatch(words):
            ends = found.groupdict()
            sides = [_one(ends[side]) if side in ends else ".." for side in ("first", "last")]
            return text if None in sides else "/".join(filter(None, sides))
    return _one(words) or text


def _one(words: str) -> str | None:
    found = _ONE.fullmatch(words)
    if found is None:
        return None
    doubt, season, year, plain = found.groups()
    date = f"{year}-{_SEASONS[season.lower()]}" if season else str(plain)
    return date + _DOUBTS[(doubt or "").lower()]
