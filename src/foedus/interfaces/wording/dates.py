"""Dates as EDTF, and in words that need no key, as EDTF has its seasons as months 21 to 24."""

from __future__ import annotations

import re
from collections.abc import Callable

from foedus.analysis.bearings import Moment
from foedus.model.dates import OPEN, DateSpan

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])")

Dates = Callable[[DateSpan | Moment | None], str]
"""How an interface writes dates: `in_words`, `edtf`, or one of them as suits the place."""


def edtf(date: DateSpan | Moment | None) -> str:
    """The date as EDTF, "" for None."""
    if date is None:
        return ""
    return date.span.edtf if isinstance(date, Moment) else date.edtf


def in_words(date: DateSpan | Moment | None) -> str:
    """The date as people write it, "" for None: "summer 2009", "about 2012-11-28", "2007 to 2009", "from 2010-09 on"."""
    written = edtf(date)
    if "/" not in written:
        return _one(written)
    first, _, last = written.partition("/")
    if last in ("", OPEN):
        return f"from {_one(first)} on"
    return f"until {_one(last)}" if first in ("", OPEN) else f"{_one(first)} to {_one(last)}"


def _one(written: str) -> str:
    bare = written.rstrip("~?%")
    doubt = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(written[len(bare) :], "")
    season = _SEASON.fullmatch(bare)
    if season:
        return f"{doubt}{_SEASONS[season[2]]} {season[1]}"
    return f"{doubt}{bare.replace('XX', '00s').replace('X', '0s')}"
