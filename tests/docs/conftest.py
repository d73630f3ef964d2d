"""The ledger of the demo, read once for all tests of the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

import foedus


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file foedus-demo.sqlite, closed; copy it."""
    place = tmp_path_factory.mktemp("demo") / "foedus-demo.sqlite"
    foedus.Ledger.demo(place).close()
    return place
