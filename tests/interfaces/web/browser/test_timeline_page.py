"""The timeline in a real browser: choosing, zooming, quotes, the back button, and what a screen reader finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium
TTP = "ucdp:356"


def _opened(page: Page, asked: str = f"actor={TTP}") -> Page:
    page.goto(f"/timeline?{asked}")
    page.wait_for_selector("#lanes .spell")
    return page


def _years(page: Page) -> float:
    """How many years are in sight."""
    from datetime import date

    first, last = page.inner_text("#window").split(" – ")
    return (date.fromisoformat(last) - date.fromisoformat(first)).days / 365


def test_with_nobody_asked_for_one_of_whom_much_is_told_is_drawn(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), "")
    expect(page.locator("#who")).to_have_text(re.compile("Tehrik-e-Taliban Pakistan|Islamic Movement of Uzbekistan"))
    assert re.search("actor=ucdp%3A35[69]", page.url)
    assert page.locator("#lanes .leaders .spell").count() > 2


def test_a_spell_shows_its_quotes_and_a_shared_address_shows_them_again(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.locator("#lanes .spell.with:not(.thin) .hit").first.click()
    expect(page.locator("#beside blockquote").first).to_be_visible()
    title = page.inner_text("#beside h2")
    expect(page.locator("#lanes .spell.chosen")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator("#beside h2")).to_have_text(title)
    page.locator("#beside header button").press("Escape")
    expect(page.locator("#beside")).to_be_hidden()
    assert "chosen" not in page.url


def test_keys_zoom_from_decades_to_days_and_back(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.locator("h1").click()
    expect(page.locator("#window")).to_contain_text("–")
    whole = _years(page)
    for _ in range(11):
        page.keyboard.press("+")
        page.wait_for_timeout(60)
    expect(page.locator("#axis .tick text").first).to_have_text(re.compile(r"[A-Z][a-z]{2}"))
    assert _years(page) < 0.5 < 5 < whole
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d{2}-\d{2}&to="))
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("from="))
    assert _years(page) == pytest.approx(whole, abs=0.1)


def test_a_lane_leads_to_the_pair_and_the_back_button_back(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.locator("#names a", has_text="Islamic Movement of Uzbekistan").click()
    expect(page.locator("#who")).to_have_text("Tehrik-e-Taliban Pakistan and Islamic Movement of Uzbekistan")
    expect(page.locator("#names li").first).to_be_visible()
    page.go_back()
    expect(page.locator("#who")).to_have_text("Tehrik-e-Taliban Pakistan")


def test_an_actor_is_found_by_any_name(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.fill("#actor", "IMU")
    page.press("#actor", "Tab")
    expect(page.locator("#who")).to_have_text("Islamic Movement of Uzbekistan")
    assert "actor=ucdp%3A359" in page.url


def test_the_table_tells_all_that_is_drawn(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.click("text=The same as a table")
    found = page.evaluate(f"fetch('/api/timeline?actor={TTP}').then((answer) => answer.json())")
    drawn = len(found["leaders"]) + sum(len(lane["spells"]) + len(lane["events"]) for lane in found["lanes"])
    expect(page.locator("#mirror tbody tr")).to_have_count(drawn)
    row = page.locator("#mirror tr", has_text="is allied with").first
    expect(row).to_contain_text("last told of")
    row.locator("button").click()
    expect(page.locator("#beside blockquote").first).to_be_visible()


def test_axe_finds_no_serious_fault(page_of: Callable[..., Page], ledger_file: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _opened(page_of(ledger_file))
    for summary in page.locator("main summary").all():
        summary.click()
    page.locator("#mirror button").first.click()
    expect(page.locator("#beside blockquote").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")]
