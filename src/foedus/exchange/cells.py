"""Cells of tables that a spreadsheet must not take for formulas, and the way back.

A cell that begins with one of these characters is run as a formula, or can be made to be, by common spreadsheets; text that
stands in somebody's report must not be able to do that. The apostrophe is what spreadsheets themselves put before such text.
"""

from __future__ import annotations

_RUN = ("=", "+", "-", "@", "\t", "\r")
DEFUSED = "'"


def defused(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could run it. Numbers are no text: leave them as they are."""
    return DEFUSED + text if text.lstrip(DEFUSED).startswith(_RUN) else text


def restored(text: str) -> str:
    """The inverse of `defused`."""
    return text[1:] if text.startswith(DEFUSED) and text.lstrip(DEFUSED).startswith(_RUN) else text
