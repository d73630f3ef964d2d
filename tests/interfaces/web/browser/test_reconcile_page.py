"""Reconciling in a real browser: a file is chosen and compared, its matches are recorded and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.interfaces.web.test_reconcile_page import NAME, THEIRS, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium


def test_a_dataset_is_compared_recorded_and_taken_back(page_of: Callable[..., Page], tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = page_of(told(tmp_path / "book.sqlite"))
    page.keyboard.press("g")
    page.keyboard.press("k")
    page.get_by_label("Your copy of it").set_input_files({"name": NAME, "mimeType": "text/csv", "buffer": THEIRS})
    violations = Axe().run(page).response["violations"]
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url("**/reconcile/rec-*")
    page.get_by_role("link", name="1 differ").click()
    page.locator(".findings summary").first.click()
    assert "≠ 40" in page.locator(".findings .differs").first.inner_text()
    assert "2013-06-01" in page.locator(".row-text").first.inner_text()
    violations += Axe().run(page).response["violations"]
    serious = [one for one in violations if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in serious]
    page.get_by_role("button", name="Record 2 matches").click()
    page.get_by_role("button", name="Take them back").click()
    page.get_by_role("button", name="Record 2 matches").wait_for()
    page.get_by_role("link", name="Report 2").click()
    page.locator("#claims > li.chosen").wait_for()
