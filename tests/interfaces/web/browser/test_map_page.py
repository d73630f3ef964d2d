"""The map in a real browser: places and their quotes, the shelf, the time slider, filters, and the back button."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from foedus.ledger.session import Ledger
from foedus.model.place import Location, Place, PlacePrecision
from tests.analysis.told import Book

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium

WANA = Place("Wana", Location("geonames:1162634", "Wana", 32.2989, 69.5725, "PK", PlacePrecision.POINT))


def _opened(page: Page, asked: str = "") -> Page:
    page.goto(f"/map?{asked}")
    page.wait_for_selector("#surface .place")
    return page


def test_a_town_is_a_disc_a_district_a_haze_and_a_country_its_outline(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    for _ in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(60)
    expect(page.locator("#surface .country.whole")).to_have_count(1)
    expect(page.locator("#surface .country.part")).to_have_count(1)
    assert "northern Afghanistan" in str(page.locator("#surface .country.part title").text_content())
    page.goto("/map?lon=69.6&lat=32.35&zoom=80")
    wana = page.locator("#surface .place:not(.hazy)", has_text=re.compile(r"Wana: \d+ events"))
    expect(wana).to_have_count(1)
    district = page.locator("#surface .place.hazy", has_text="South Waziristan: 1 event")
    expect(district).to_have_count(1)
    assert float(district.locator(".mist").get_attribute("r") or 0) > 3 * float(wana.locator(".events").get_attribute("r") or 0)


def test_a_place_shows_its_quotes_and_its_address_shows_them_again(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.click("text=The same as a table")
    page.locator("#mirror tr", has_text="Peshawar").locator("button").click()
    expect(page.locator("#beside blockquote").first).to_be_visible()
    shown = page.locator("#beside blockquote").count()
    expect(page.locator("#surface .place.chosen")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator("#beside h2")).to_have_text("Peshawar")
    expect(page.locator("#beside blockquote")).to_have_count(shown)


def test_the_shelf_holds_what_has_no_place(page_of: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "told.sqlite"
    with Ledger.open(path) as ledger:
        book = Book(ledger, {"Nazir": "person"})
        book.event("attack", "2007-03", by="Alpha", on="Beta", place=WANA)
        book.event("attack", "2008", by="Alpha", on="Beta", place=Place("Razmak"))
        book.event("statement", "2009", by="Alpha")
        book.tie("Nazir", "present_in", "Wana", "2009", place=WANA)
    page = _opened(page_of(path))
    expect(page.locator("#shelf")).to_contain_text("Place not stated: 1 event")
    expect(page.locator("#shelf")).to_contain_text("1 claim of where a person is: not mapped")
    page.locator("#shelf button", has_text="Razmak").click()
    expect(page.locator("#beside blockquote")).to_have_count(1)


def test_the_slider_bounds_the_time_by_keyboard(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    told = page.inner_text("#told")
    last = page.inner_text("#span").split(" to ")[-1]
    page.locator("#from").press("End")
    expect(page.locator("#told")).not_to_have_text(told)
    expect(page.locator("#span")).to_have_text(f"{last} to {last}")
    expect(page).to_have_url(re.compile(f"from={last}"))
    page.click("#all-time")
    expect(page.locator("#told")).to_have_text(told)
    expect(page).not_to_have_url(re.compile("from="))


def test_playing_moves_a_window_over_the_years(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file))
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.locator("#play")).to_have_text("Pause")
    expect(page).to_have_url(re.compile("to=2003"))
    expect(page).to_have_url(re.compile("from=2002"))
    page.keyboard.press("p")
    expect(page.locator("#play")).to_have_text("Play")


def test_filters_are_in_the_address_and_the_back_button_takes_them_back(page_of: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "filtered.sqlite"
    with Ledger.open(path) as ledger:
        book = Book(ledger)
        book.event("bombing", "2007-03", by="Alpha", on="Beta", place=WANA)
        book.event("attack", "2008", by="Alpha", on="Beta", place=WANA)
    page = _opened(page_of(path))
    told = page.inner_text("#told")
    page.select_option("#what", "bombing")
    expect(page.locator("#told")).to_contain_text("1 event and 0 claims of presence at 1 place.")
    page.go_back()
    expect(page.locator("#told")).to_have_text(told)
    expect(page.locator("#what")).to_have_value("")


def test_axe_finds_no_serious_fault(page_of: Callable[..., Page], ledger_file: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _opened(page_of(ledger_file), "site=geonames:1162634+point")
    expect(page.locator("#beside blockquote").first).to_be_visible()
    page.click("text=The same as a table")
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")]
