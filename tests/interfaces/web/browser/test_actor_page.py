"""The actor pages in a real browser: finding, judging by key, merging and splitting with undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from foedus.ledger.session import Ledger
from foedus.ledger.suggestions import suggestions
from tests.interfaces.web.browser.faults import serious_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium

IMU = "/actors/ucdp:359"


def actors(path: Path) -> dict[str, tuple[str, ...]]:
    """Each actor's members, by its canonical id."""
    with Ledger.open(path) as ledger:
        return {one.id: one.actors for one in ledger.view().actors()}


def open_pairs(path: Path) -> int:
    """How many pairs are suggested."""
    with Ledger.open(path) as ledger:
        return len(suggestions(ledger))


def searched(page: Page) -> Page:
    """The list of actors, searched by an acronym."""
    page.goto("/actors")
    page.keyboard.press("f")
    page.keyboard.type("ttp")
    page.wait_for_url("**/actors?q=ttp*")
    page.wait_for_selector("#actors-list p:text-is('1 actor')")
    return page


def test_the_list_is_searched_while_typing_and_back_leads_back(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = searched(page_of(ledger_file))
    page.click("text=Tehrik-e-Taliban Pakistan")
    page.wait_for_selector(".actor h1")
    page.go_back()
    page.wait_for_selector("#actors-list p:text-is('1 actor')")
    page.reload()
    assert page.input_value("#actors-q") == "ttp"


def test_a_slow_click_on_a_found_actor_opens_it_though_the_field_is_left(
    page_of: Callable[..., Page], ledger_file: Path
) -> None:
    page = searched(page_of(ledger_file))
    page.click("text=Tehrik-e-Taliban Pakistan", delay=600)
    page.wait_for_selector(".actor h1", timeout=5000)


def test_pairs_are_judged_and_undone_by_keys(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/actors/suggestions")
    pairs = [open_pairs(ledger_file)]  # two actors joined may settle more pairs than the one that was judged
    for key, verdict in (("s", "judged the same"), ("d", "judged not the same")):
        page.keyboard.press(key)
        page.wait_for_selector(f".pair.done .verdict:text-is('{verdict}')")
        pairs.append(open_pairs(ledger_file))
    assert pairs[0] > pairs[1] > pairs[2]
    page.keyboard.press("u")
    expect(page.locator(".pair.done")).to_have_count(1)
    assert open_pairs(ledger_file) == pairs[1]


def test_a_merge_is_told_and_undone(page_of: Callable[..., Page], ledger_file: Path) -> None:
    before = actors(ledger_file)
    page = page_of(ledger_file)
    page.goto(IMU)
    page.fill("#merge-with", "umar")
    page.wait_for_selector("#merge-list li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.click("text=Merge with Umar Media")
    page.wait_for_selector("#identity-note:has-text('are now one actor')")
    assert len(actors(ledger_file)) == len(before) - 1
    page.keyboard.press("u")
    page.wait_for_selector("#identity-note:has-text('Undone.')")
    assert actors(ledger_file) == before


def test_a_split_is_told_and_undone(page_of: Callable[..., Page], ledger_file: Path) -> None:
    before = actors(ledger_file)
    page = page_of(ledger_file)
    page.goto("/actors?q=nazir")
    page.click("#actors-list a:text-is('Maulvi Nazir')")
    for member in range(3):
        page.locator("[data-split]").nth(member).click()
        page.wait_for_selector("#identity-note:has-text('is now an actor of its own')")
        assert len(actors(ledger_file)) == len(before) + 1
        page.click("#identity-note button")
        page.wait_for_selector("#identity-note:has-text('Undone.')")
        assert set(actors(ledger_file).values()) == set(before.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/actors", "/actors/suggestions", IMU])
def test_the_pages_are_accessible(page_of: Callable[..., Page], ledger_file: Path, path: str, scheme: Any) -> None:
    page = page_of(ledger_file)
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    for summary in page.locator("main summary:visible").all():
        summary.click()
    assert not serious_faults(page)
