"""Dates in words that need no key, as EDTF has its seasons as months 21 to 24; and such words taken back from a person."""

from __future__ import annotations

import re

from foedus.analysis.bearings import Moment
from foedus.interfaces.cli.output import on_terminal
from foedus.model.dates import OPEN, DateSpan

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])")


def told(date: DateSpan | Moment | None) -> str:
    """The date in words on a terminal, as EDTF into a pipe, "" for None."""
    if on_terminal():
        return in_words(date)
    return "" if date is None else _edtf(date)


def in_words(date: DateSpan | Moment | None) -> str:
    """The date as people write it, "" for None: "summer 2009", "about 2012-11-28", "2007 to 2009", "from 2010-09 on"."""
    if date is None:
        return ""
    edtf = _edtf(date)
    if "/" not in edtf:
        return _one(edtf)
    first, _, last = edtf.partition("/")
    if last in ("", OPEN):
        return f"from {_one(first)} on"
    return f"until {_one(last)}" if first in ("", OPEN) else f"{_one(first)} to {_one(last)}"


def _edtf(date: DateSpan | Moment) -> str:
    return date.span.edtf if isinstance(date, Moment) else date.edtf


def _one(edtf: str) -> str:
    bare = edtf.rstrip("~?%")
    doubt = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(edtf[len(bare) :], "")
    season = _SEASON.fullmatch(bare)
    if season:
        return f"{doubt}{_SEASONS[season[2]]} {season[1]}"
    return f"{doubt}{bare.replace('XX', '00s').replace('X', '0s')}"
