"""A click does what it says however early it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.chromium


def late(route: Route) -> None:
    """Answers as a busy machine does."""
    time.sleep(0.7)
    route.continue_()


def test_a_button_is_not_shown_before_its_script_has_come(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.route("**/static/common.js", late)
    page.goto("/documents", wait_until="commit")
    page.click("#theme")
    page.wait_for_selector("#notices :text('theme: light')", timeout=5000)
