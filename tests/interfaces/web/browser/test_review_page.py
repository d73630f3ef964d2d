"""Review in a real browser: fifty claims by keyboard alone, undo, correct with selected words, two reviewers at once, batches."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from foedus.ledger.review import judgements
from foedus.ledger.session import Ledger
from foedus.model.judgement import Judgement, Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium
Opened = Callable[..., "Page"]


def made(path: Path) -> list[Judgement]:
    """What people judged about claims, as the ledger has it."""
    with Ledger.open(path) as ledger:
        return [one for one in judgements(ledger) if one.other is None]


def made_by_now(path: Path, count: int) -> list[Judgement]:
    """What was judged, once so many judgements are there: the desk moves on before the server has answered."""
    until = time.monotonic() + 20
    while len(made(path)) < count and time.monotonic() < until:
        time.sleep(0.1)
    return made(path)


def shown(page: Page) -> str:
    """The claim on the desk."""
    return page.locator(".card").get_attribute("data-claim", timeout=20_000) or ""


def press(page: Page, key: str) -> None:
    """Presses a key and waits for the next card."""
    before = shown(page)
    page.keyboard.press(key)
    expect(page.locator(".card")).not_to_have_attribute("data-claim", before, timeout=20_000)


def test_fifty_claims_are_reviewed_by_keyboard_alone(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/review*")
    seen = []
    for number in range(50):
        seen.append(shown(page))
        press(page, "x" if number % 5 == 4 else "s" if number % 5 == 3 else "a")
    told = made_by_now(ledger_file, 40)
    assert len(set(seen)) == 50
    assert [one.subject for one in told] == [claim for number, claim in enumerate(seen) if number % 5 != 3]
    assert sum(one.verdict is Verdict.REJECTED for one in told) == 10
    assert {one.by for one in told} == {"Amira"}
    page.keyboard.press("u")
    expect(page.locator(".card")).to_have_attribute("data-claim", seen[-1])
    assert [one.undone_by for one in made(ledger_file) if one.subject == seen[-1]] == ["Amira"]


def test_a_claim_is_corrected_with_words_selected_in_the_text(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/review?type=truce_with&order=document")
    shown(page)
    page.keyboard.press("c")
    page.locator(".claim-form").wait_for()
    page.get_by_label("Certainty").nth(1).select_option("hedged")
    page.get_by_label("Start").fill("summer 2009")
    words = page.evaluate(
        """() => {
          const mark = document.querySelector('.context mark').firstChild;
          const range = document.createRange();
          range.setStart(mark, 0);
          range.setEnd(mark, mark.textContent.indexOf(' ', 20));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }"""
    )
    page.locator(".context").dispatch_event("mouseup")
    page.locator(".stands", has_text="Stands in the text at").wait_for()
    assert page.locator("textarea.quote").input_value() == words
    page.locator("textarea.quote").press("Control+Enter")
    page.locator(".claim-form").wait_for(state="detached")
    correction = made(ledger_file)[0].correction
    assert correction is not None
    assert (correction["quote"], correction["start"], correction["certainty"]) == (words, "2009-22", "hedged")


def test_the_later_of_two_is_told_and_decides_again(page_of: Opened, ledger_file: Path) -> None:
    amira, bilal = page_of(ledger_file, "Amira"), page_of(ledger_file, "Bilal")
    for page in (amira, bilal):
        page.goto("/review?order=document")
    claim = shown(amira)
    assert shown(bilal) == claim
    press(bilal, "x")
    made_by_now(ledger_file, 1)
    amira.keyboard.press("a")
    amira.locator(".clash", has_text="Bilal rejected it on").wait_for()
    assert shown(amira) == claim
    assert [one.by for one in made(ledger_file)] == ["Bilal"]
    press(amira, "a")
    assert [(one.by, one.verdict.value) for one in made_by_now(ledger_file, 2)] == [("Bilal", "rejected"), ("Amira", "accepted")]
    amira.goto("/review/agreement")
    assert "1 difference to settle" in amira.locator("main").inner_text()


def test_a_batch_is_decided_and_taken_back(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/review/batch")
    page.get_by_label("Type").select_option("leads")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Accept all").click()
    page.get_by_role("button", name="Take the batch back").wait_for()
    count = len(made(ledger_file))
    assert count > 1
    page.get_by_role("button", name="Take the batch back").click()
    page.get_by_text(f"Took {count} judgements back.").wait_for()
    assert all(one.undone_by == "Amira" for one in made(ledger_file))


def test_the_filter_is_in_the_address_and_the_back_button_undoes_it(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.goto("/review?order=document")
    shown(page)
    page.get_by_label("Type").select_option("present_in")
    page.locator(".tags", has_text="present in").wait_for()
    assert "type=present_in" in page.url
    page.go_back()
    page.wait_for_url(lambda url: "type=" not in url)
    assert page.get_by_label("Type").input_value() == ""


@pytest.mark.parametrize("path", ["/review?order=document", "/review/batch?type=leads", "/review/agreement"])
def test_axe_finds_no_serious_fault(page_of: Opened, ledger_file: Path, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = page_of(ledger_file)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    if path.startswith("/review?"):
        page.keyboard.press("c")
        page.locator(".claim-form").wait_for()
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert not found, [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
