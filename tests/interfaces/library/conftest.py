"""The sample ledger of two reports in a folder of one's own, and the commands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import foedus
from tests.interfaces.cli import cli_sample
from tests.interfaces.cli.conftest import folder, run

__all__ = ["folder", "run"]


@pytest.fixture
def ledger(folder: Path) -> Iterator[foedus.Ledger]:
    """The sample ledger, foedus.sqlite in this folder, open in Python."""
    cli_sample.make(folder / "foedus.sqlite")
    with foedus.Ledger.open("foedus.sqlite") as opened:
        yield opened
