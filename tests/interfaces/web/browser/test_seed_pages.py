"""Every page on the hand-coded claims of the model article, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from foedus.exchange.importers.claims import reading_of
from foedus.interfaces.web.rooms import ROOMS
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.chromium, pytest.mark.shared]


@pytest.fixture
def seed_ledger(shared: Path, tmp_path: Path) -> Path:
    """A ledger of the model article's hand-coded claims."""
    path = tmp_path / "seed.sqlite"
    with Ledger.open(path) as ledger:
        record(ledger, reading_of(shared / "gold" / "seed" / "seed.json"), now=datetime.now(UTC))
    return path


def test_every_page_opens_on_the_model_article(page_of: Callable[..., Page], seed_ledger: Path) -> None:
    page = page_of(seed_ledger)
    for room in ROOMS:
        page.goto(room.path)
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator("nav a[data-key][aria-current='page']")).to_have_text(room.name)
        assert "Not done" not in page.title()
