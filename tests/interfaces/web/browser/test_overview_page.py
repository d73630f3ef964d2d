"""The overview in a real browser: adding documents, a reload in the middle, hostile names, and what changed since."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from foedus.interfaces.batch import read_all
from foedus.interfaces.web.sent import jobs
from foedus.ledger.review import Signature, reject
from foedus.ledger.session import Ledger
from tests.interfaces.web.browser.faults import serious_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium

GOOD = "On 3 May 2012 the Taliban attacked the army in Wana. Ten soldiers were killed."
HOSTILE = '<img src=x onerror="alert(1)">.txt'


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with three documents, one of them with a hostile name, and a picture."""
    folder = tmp_path / "reports"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "more" / "b.txt").write_text(f"{GOOD} Again.", encoding="utf-8")
    (folder / HOSTILE).write_text(f"{GOOD} <script>alert(2)</script>", encoding="utf-8")
    (folder / "c.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def alerts() -> list[str]:
    """What a script of a document would have said."""
    return []


def watched(page: Page, alerts: list[str]) -> Page:
    """The page, with every dialog noted."""

    def seen(dialog: Any) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", seen)
    return page


def test_a_newcomer_loads_the_demo_with_one_click(page_of: Callable[..., Page], tmp_path: Path) -> None:
    page = page_of(tmp_path / "empty.sqlite")
    assert page.locator("h1").inner_text() == "This ledger is empty"
    assert not serious_faults(page)
    page.click("#load-demo")
    page.wait_for_selector("#holdings .figures")
    assert page.locator(".figures b").first.inner_text() == "3"


def test_an_import_is_shown_again_after_a_reload_in_its_middle(
    page_of: Callable[..., Page], ledger_file: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slowly(*args: Any) -> Iterator[Any]:
        for number, outcome in enumerate(read_all(*args)):
            if number == 1:
                go.wait(30)
            yield outcome

    monkeypatch.setattr(jobs, "read_all", slowly)
    page = page_of(ledger_file)
    page.select_option("#reader", "cues", force=True)
    page.set_input_files("#files", [files / "a.txt", files / "more" / "b.txt", files / "c.png"])
    page.wait_for_selector(".step.done")
    page.reload()
    assert page.locator(".job-title").inner_text() == "Reading 3 of 3 documents"
    assert page.locator(".step").all_inner_texts()[1] == "…\nb.txt reading"
    go.set()
    page.wait_for_selector(".job-title:has-text('2 documents read')")
    assert "1 not read" in page.locator(".job-title").inner_text()
    page.wait_for_selector(".figures b:text-is('5')")
    page.reload()
    assert page.locator(".job-title").inner_text().startswith("2 documents read")


def test_a_folder_is_read_and_a_hostile_file_name_is_text(
    page_of: Callable[..., Page], ledger_file: Path, files: Path, alerts: list[str]
) -> None:
    page = watched(page_of(ledger_file), alerts)
    page.select_option("#reader", "cues", force=True)
    page.set_input_files("#folder", files)
    page.wait_for_selector(".job-title:has-text('3 documents read')")
    labels = sorted(page.locator(".step .label").all_inner_texts())
    assert labels == sorted([f"reports/{HOSTILE}", "reports/a.txt", "reports/more/b.txt"])
    page.reload()
    page.wait_for_selector(".job-title")
    assert not alerts
    assert page.locator("main img").count() == 0


def test_files_are_dropped_anywhere(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.evaluate(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
          document.querySelector("h1").dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
        }""",
        GOOD,
    )
    page.wait_for_selector(".job-title:has-text('1 document read')")


def test_a_text_is_pasted_with_the_keyboard_alone(page_of: Callable[..., Page], ledger_file: Path, alerts: list[str]) -> None:
    page = watched(page_of(ledger_file), alerts)
    page.keyboard.press("v")
    page.keyboard.type("<script>alert(1)</script>")
    page.keyboard.press("Tab")
    page.keyboard.type("no date")
    page.keyboard.press("Tab")
    page.keyboard.type(GOOD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#paste-fault:visible")
    assert page.locator("#paste-fault").inner_text().startswith("date 'no date' is not EDTF")
    page.fill("#paste-date", "2013-03-08")
    page.locator("#paste button.primary").press("Enter")
    page.wait_for_selector(".job-title:has-text('1 document read')")
    assert not alerts


def test_what_changed_since_the_last_visit_is_told(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = page_of(ledger_file)
    expect(page.locator("#changes-body")).to_contain_text("first visit")
    key = page.evaluate("Object.keys(localStorage).find(key => key.startsWith('foedus:visit'))")
    before = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, json.dumps({"seen": before, "since": None})])
    with Ledger.open(ledger_file) as ledger:
        reject(ledger, next(iter(ledger.view().claims())).claim.id, Signature("Ben", datetime.now(UTC)))
    for _ in range(2):  # a reload is no new visit
        page.reload()
        page.wait_for_selector("#changes-body b:text-is('Ben')")
    page.click("#mark-seen")
    page.wait_for_selector("#changes-body:has-text('Nothing was read or judged')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(page_of: Callable[..., Page], ledger_file: Path, scheme: Any) -> None:
    page = page_of(ledger_file)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector("#changes-body p")
    for summary in page.locator("main summary").all():
        summary.click()
    assert not serious_faults(page)
