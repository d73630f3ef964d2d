from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.ledger.session import Ledger
from tests.analysis.told import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A ledger to be told what to hold."""
    with Ledger.open(tmp_path / "book.sqlite") as opened:
        yield Book(opened, {"Leader": "person", "Heir": "person", "Unit": "unit", "State": "state", "State army": "force"})


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Book]:
    """The seed's hand-coded claims in a ledger."""
    from foedus.exchange.importers.claims import reading_of
    from foedus.ledger.intake import record
    from foedus.reading.steps.lexicon import lexicon
    from tests.analysis.told import NOW

    with Ledger.open(tmp_path_factory.mktemp("seed") / "seed.sqlite") as opened:
        names = {key: entry.name for key, entry in lexicon().entries.items()}
        record(opened, reading_of(shared / "gold/seed/seed.json"), now=NOW, lexicon=names)
        yield Book(opened)
