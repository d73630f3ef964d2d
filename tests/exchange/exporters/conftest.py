from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.exchange.exporters.selection import Selection
from foedus.ledger.session import Ledger
from tests.exchange.exporters.odd import fill


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Selection]:
    """The whole of the made-up ledger."""
    with Ledger.open(tmp_path / "odd.sqlite") as ledger:
        fill(ledger)
        yield Selection(ledger.view())
