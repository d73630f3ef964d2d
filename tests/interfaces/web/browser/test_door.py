"""Coming in by the file that foedus serve opens, and going out by the button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.interfaces.cli.serving import _door
from tests.interfaces.web.conftest import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.chromium


def test_the_file_leads_in_and_the_button_out(browser: Browser, ledger_file: Path, tmp_path: Path) -> None:
    with serving(ledger_file) as served, browser.new_context() as context:
        page = context.new_page()
        page.goto(_door(served.entrance, tmp_path).as_uri())
        page.wait_for_url(f"{served.url}/")
        assert page.get_by_role("heading", name="Overview").is_visible()
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url(f"{served.url}/login")
        page.goto(f"{served.url}/documents")
        assert page.url == f"{served.url}/login"
