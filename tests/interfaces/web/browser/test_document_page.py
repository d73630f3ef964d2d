"""A document in a real browser: text and claims light up together, a hostile text does nothing, a missed claim is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from foedus.model.source import Document
from tests.interfaces.web.test_documents import HOSTILE, NOW

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium
Opened = Callable[..., "Page"]


def at_document(page: Page, title: str) -> str:
    """Goes to a document by the list; gives its address."""
    page.goto("/documents")
    page.get_by_role("link", name=title).click()
    page.wait_for_url(re.compile(r"/documents/[^/?]+"))  # and until its scripts have run
    page.locator("#claims").wait_for()
    return page.url


def test_text_and_list_light_up_and_choose_each_other(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    at_document(page, "After Nazir")
    item = page.locator("#claims > li").nth(3)
    claim = item.get_attribute("data-claim")
    piece = page.locator(f'#text [data-claims~="{claim}"]').first
    item.hover()
    assert "lit" in (piece.get_attribute("class") or "")
    item.locator("a").first.click()
    assert "chosen" in (piece.get_attribute("class") or "")
    assert page.url.endswith(f"#claim-{claim}")
    other = page.locator("#text [data-claims]").first
    other.hover()
    first = (other.get_attribute("data-claims") or "").split()[0]
    assert "lit" in (page.locator(f'[data-claim="{first}"]').get_attribute("class") or "")
    other.click()
    assert "chosen" in (page.locator(f'[data-claim="{first}"]').get_attribute("class") or "")
    page.keyboard.press("j")
    assert page.locator("#claims > li").nth(1).get_attribute("data-claim") in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?claim=*")


def test_a_missed_claim_is_added_on_words_selected_in_the_text(page_of: Opened, ledger_file: Path) -> None:
    page = page_of(ledger_file)
    at_document(page, "Wana turns")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.textContent.indexOf('Elders in Wana accuse Yuldash');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 29);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }"""
    )
    page.locator("button.offer").wait_for()
    page.keyboard.press("n")
    form = page.locator(".claim-form")
    form.wait_for()
    form.get_by_label("Type").select_option("opposes")
    form.get_by_label("From (a)").fill("Wazir elders")
    form.get_by_label("To (b)").fill("Tahir Yuldash")
    form.get_by_label("To (b)").blur()
    form.get_by_label("Wazir elders is a new actor, a").select_option("community")
    form.get_by_role("button", name="Save").click()
    page.locator("#claims > li.chosen", has_text="added by hand").wait_for()
    assert "Wazir elders opposes Tahir Yuldash" in page.locator("#claims > li.chosen").inner_text()
    assert page.locator("#text .chosen").first.inner_text() == "Elders in Wana accuse Yuldash"


def test_a_hostile_document_runs_nothing(page_of: Opened, tmp_path: Path) -> None:
    path = tmp_path / "hostile.sqlite"
    attack = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
    text = f"{attack} The siege was lifted."
    document = Document(text, attack, origin=f"{attack}.html", media_type="text/html", url="javascript:x")
    with Ledger.open(path) as ledger:
        record(ledger, Reading(document, "told", "1"), raw=HOSTILE.encode(), fetched_at=NOW, now=NOW)
    page = page_of(path)
    refused: list[str] = []
    page.on("dialog", lambda dialog: refused.append(dialog.message))
    page.on("request", lambda request: refused.append(request.url) if "evil" in request.url else None)
    page.goto(f"/documents/{document.id}?beside=true")
    page.wait_for_load_state("networkidle")
    assert "owned" not in page.title().replace("document.title = 'owned'", "")
    assert page.locator("#text").inner_text().startswith("<script>")
    assert page.frame_locator("iframe").locator("h1").inner_text() == "Report"
    assert page.locator('a[href^="javascript"]').count() == 0
    assert refused == []


@pytest.mark.parametrize("path", ["/documents", "/documents?q=Nazir"])
def test_axe_finds_no_serious_fault(page_of: Opened, ledger_file: Path, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = page_of(ledger_file)
    page.goto(path)
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    at_document(page, "After Nazir")
    page.keyboard.press("j")
    found += [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert not found, [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
