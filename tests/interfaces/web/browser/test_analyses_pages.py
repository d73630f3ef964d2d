"""The analyses as an analyst uses them, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.interfaces.web.api.analyses import reading

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium
Opens = Callable[..., "Page"]


def test_a_number_unfolds_to_quotes_that_lead_to_the_document(page_of: Opens, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/strain?at=2013-03-08")
    assert page.locator(".triad").count() > 0
    share = page.locator(".share").first
    share.locator("summary").click()
    href = share.locator("blockquote a").first.get_attribute("href") or ""
    assert href.startswith("/documents/")
    assert "#claim-clm-" in href
    page.locator(".census summary").first.click()
    page.locator(".census .counted summary").first.wait_for()


def test_all_quotes_unfold_and_fold_by_one_key(page_of: Opens, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/change?from=2007&to=2013")
    assert page.locator("main details[open]").count() == 0
    page.keyboard.press("u")
    assert page.locator("main details[open]").count() == page.locator("main details").count() > 3
    page.keyboard.press("u")
    assert page.locator("main details[open]").count() == 0


def test_a_tie_is_supposed_turned_by_names_that_are_completed(page_of: Opens, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/what-if?at=2013-03-08")
    assert page.get_by_label("and", exact=True).is_hidden()
    page.get_by_label("What").select_option("flip")
    page.get_by_label("Organisation or state").press_sequentially("paki")
    page.wait_for_selector("#a-names option", state="attached")
    assert "Pakistan" in page.locator("#a-names option").evaluate_all("all => all.map(one => one.value)")
    page.get_by_label("Organisation or state").fill("Pakistan")
    page.get_by_label("and", exact=True).fill("ttp")
    page.keyboard.press("Enter")
    page.wait_for_url("**flip=**")
    assert page.locator(".supposed li").count() == 1
    page.get_by_text("Suppose over").first.click()
    assert page.locator(".supposed li").count() == 2
    page.go_back()
    assert page.locator(".supposed li").count() == 1
    page.locator(".supposed a").click()
    assert page.locator(".supposed li").count() == 0


def test_the_day_changes_without_supposing_anything(page_of: Opens, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/what-if")
    page.get_by_label("Day").fill("2010-11-15")
    page.keyboard.press("Enter")
    page.wait_for_url("**at=2010-11-15**")
    assert page.locator(".fault").count() == 0
    assert "add=" not in page.url


def test_a_note_of_the_brief_is_reached_from_its_number(page_of: Opens, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/brief?actor=imu&other=ttp")
    page.locator("sup a").first.click()
    assert page.url.endswith("#note-1")
    with page.expect_download() as taken:
        page.get_by_role("link", name="HTML").click()
    assert taken.value.suggested_filename.endswith(".html")


def test_a_large_ledger_paints_first_and_answers_after(
    page_of: Opens, ledger_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WHOLE", 10)
    page = page_of(ledger_file)
    page.goto("/disputes?actor=ttp")
    page.locator("article.dispute").first.wait_for()
    assert page.locator(".waiting").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_serious_fault_of_access(page_of: Opens, ledger_file: Path, scheme: str) -> None:
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = page_of(ledger_file)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in (
        "/disputes",
        "/disputes?show=forecasts",
        "/disputes?show=silences&actor=imu",
        "/strain?at=2013-03-08",
        "/change",
        "/change?choose=true",
        "/what-if?at=2013-03-08&flip=state:pakistan,ucdp:356",
        "/brief?actor=imu",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        found = axe_playwright.Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0].get("failureSummary"))
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert not serious, (path, serious)
