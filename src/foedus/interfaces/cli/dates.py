"""Dates as commands print them: in words for people, as EDTF for programs."""

from __future__ import annotations

from foedus.analysis.bearings import Moment
from foedus.interfaces.cli.output import on_terminal
from foedus.interfaces.wording.dates import edtf, in_words
from foedus.model.dates import DateSpan


def told(date: DateSpan | Moment | None) -> str:
    """The date in words on a terminal, as EDTF into a pipe, "" for None."""
    return in_words(date) if on_terminal() else edtf(date)
