"""Processor time, for tests that hold work to the length of its input."""

from __future__ import annotations

import time
from collections.abc import Callable


def spent(work: Callable[[], object], tries: int = 3) -> float:
    """The least processor seconds that one of some tries took, so that what else the machine does is not counted."""
    least = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least
