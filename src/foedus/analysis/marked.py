"""What claims say as evidence, in arrays: from when, until when, and how likely a reading takes them for a tie.

`row` picks claims of the marks; the rules are those of `bearings.py` without their fine points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedus.analysis.readings import EVEN
from foedus.ledger.marks import Marks

Array = Any
NEVER, EVER = "0001-01-01", "9999-12-31"  # before and after every day


def is_named(at: Array, names: Sequence[str], name: str) -> Array:
    """Where the numbers are that of a name; nowhere for a name that is not among `names`."""
    return at == (names.index(name) if name in names else -1)


def chances(told: Marks, row: Array) -> Array:
    """How likely a reading takes the claim for a tie; 0 for denials, plans and forecasts."""
    import numpy as np

    certainty = told.certainty[row]
    sure = np.where(is_named(certainty, told.certainties, "stated"), 1.0, 0.0)
    sure = np.where(is_named(certainty, told.certainties, "hedged"), EVEN, sure)
    return np.where(told.planned[row], 0.0, sure * told.confidence[row])


def firsts(told: Marks, row: Array) -> Array:
    """The day from which the claim is evidence; beyond all days for what is undated."""
    import numpy as np

    begins, ends, published = told.begins[row], told.ends[row], told.published[row]
    first = np.where(np.isnat(begins), np.where(np.isnat(ends), published, ends - np.timedelta64(1, "D")), begins)
    return np.where(np.isnat(first), np.datetime64(EVER, "D"), first)


def lasts(told: Marks, row: Array) -> Array:
    """The day until which the claim is evidence; before all days for what is undated."""
    import numpy as np

    ends, published, start = told.ends[row], told.published[row], told.start_latest[row]
    last = np.where(np.isnat(ends), np.where(np.isnat(published), start, published), ends)
    return np.where(np.isnat(last), np.datetime64(NEVER, "D"), last)
