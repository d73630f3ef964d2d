"""The network in a real browser, as somebody uses it: by pointer, by keyboard alone, by an address they were sent."""

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
AT = "2010-10-01"
SHOWN = "#network:not([hidden])"


def _opened(page: Page, asked: str = "") -> Page:
    page.goto(f"/network?{asked}")
    page.wait_for_selector(SHOWN)
    page.wait_for_selector("#ties li")
    return page


def _standing(page: Page, day: str) -> int:
    """How many pairs stand at the day by the server's phases, the script left aside."""
    return int(
        page.evaluate(
            """async (day) => (await (await fetch("/api/network")).json()).ties.filter((tie) => {
              const phase = tie.phases.filter((one) => one.since <= day).at(-1);
              return phase && ["held", "last seen"].includes(phase.state);
            }).length""",
            day,
        )
    )


def test_the_list_mirrors_every_tie_of_the_day_and_the_arrows_move_it(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    assert page.locator("#ties button.tie").count() == _standing(page, AT)
    assert page.locator("#ties-title").inner_text() == f"Ties on {AT}"
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("at=2010-10-02"))
    page.keyboard.press("Shift+ArrowLeft")
    expect(page).to_have_url(re.compile("at=2010-09-02"))
    page.keyboard.press(".")
    expect(page).not_to_have_url(re.compile("at=2010-09-02"))
    day = page.locator("#at").input_value()
    assert day > "2010-09-02"
    expect(page.locator("#ties-title")).to_have_text(f"Ties on {day}")
    expect(page.locator("#ties button.tie")).to_have_count(_standing(page, day))


def test_space_plays_and_pauses(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), "at=2005-01-01")
    page.keyboard.press(" ")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#at")).not_to_have_value("2005-01-01")
    page.keyboard.press(" ")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    held = page.locator("#at").input_value()
    assert held > "2005-01-01"
    page.wait_for_timeout(300)
    assert page.locator("#at").input_value() == held


def test_playing_never_goes_back_when_a_frame_began_before_the_key(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = page_of(ledger_file)
    page.add_init_script(
        "const plain = requestAnimationFrame; window.requestAnimationFrame = (run) => plain((at) => run(at - 40));"
    )
    page = _opened(page, "at=2005-01-01")
    days = page.evaluate(
        """() => new Promise((done) => {
            const days = [];
            document.querySelector("#play").click();
            const look = () => days.push(document.querySelector("#at").value) < 20 ? setTimeout(look, 16) : done(days);
            setTimeout(look, 0);
        })"""
    )
    assert days == sorted(days)
    assert days[0] >= "2005-01-01"
    assert days[-1] > days[0]


def test_a_tie_opens_by_keyboard_and_its_quotes_lead_to_their_document(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    page.locator("#ties button.tie").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#dossier-title")
    expect(page.locator("#dossier-title")).to_be_focused()
    page.locator("#dossier > details > summary").first.focus()
    page.keyboard.press("Enter")
    link = page.locator("#dossier blockquote a").first
    assert link.is_visible()
    assert "#claim-clm-" in (link.get_attribute("href") or "")
    page.go_back()
    page.wait_for_selector("#chosen", state="hidden")


def test_a_tie_in_the_drawing_opens_by_pointer(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    for step in range(1, 40):  # a walk down the middle crosses some tie
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * step / 40)
        if page.locator("#drawing").evaluate("(one) => one.style.cursor === 'pointer' && !one.title"):
            break
    page.mouse.down()
    page.mouse.up()
    page.wait_for_selector("#dossier-title")
    assert page.locator("#ties button[aria-pressed='true']").count() == 1


def test_an_address_shows_the_same_view_again(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    page.fill("#actor", "Pakistan")
    page.keyboard.press("Enter")
    page.fill("#compare", "2009-06-01")
    page.click("#beside")
    page.click("#camps")
    page.wait_for_selector("h2:has-text('What changed from 2009-06-01 to 2010-10-01')")
    page.wait_for_selector("h2:has-text('Camps on 2010-10-01')")
    told, address = page.locator("#ties").inner_text(), page.url
    page.goto("/network")
    page.goto(address)
    page.wait_for_selector("h2:has-text('Camps on 2010-10-01')")
    assert page.locator("#ties").inner_text() == told
    assert page.locator("#actor").input_value() == "Pakistan"
    assert page.locator("#caption-other").inner_text() == "2009-06-01"


def test_the_filter_shows_fewer_ties_and_none_that_is_not_there(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    whole = set(page.locator("#ties button.tie").all_inner_texts())
    page.click("#wishes > summary")
    page.select_option("#certainty", "held")
    expect(page).to_have_url(re.compile("certainty=held"))
    expect(page.locator("#ties button.tie")).not_to_have_count(len(whole))
    some = set(page.locator("#ties button.tie").all_inner_texts())
    assert some < whole
    page.select_option("#certainty", "plain")
    expect(page).to_have_url(re.compile("certainty=plain"))
    plain = set(page.locator("#ties button.tie").all_inner_texts())
    assert plain <= whole
    assert not any("reserve" in one for one in plain)


def test_the_drawing_is_kept_as_svg_and_png(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}")
    with page.expect_download() as saved:
        page.click("#save-svg")
    assert saved.value.suggested_filename == f"network-{AT}.svg"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert f"Who stood with whom on {AT}" in text
    assert "Pakistan" in text
    assert "light-dark" not in text
    with page.expect_download() as saved:
        page.click("#save-png")
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_actors_stay_where_they_are_while_time_moves(page_of: Callable[..., Page], ledger_file: Path) -> None:
    page = _opened(page_of(ledger_file), f"at={AT}&idle=1")

    def places() -> dict[str, tuple[str, str]]:
        with page.expect_download() as saved:
            page.click("#save-svg")
        lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
        names = [line for line in lines if line.startswith("<text") and 'stroke="' in line]
        return {line.split(">")[1]: (line.split('x="')[1].split('"')[0], line.split('y="')[1].split('"')[0]) for line in names}

    before = places()
    page.fill("#at", "2013-01-15")
    expect(page).to_have_url(re.compile("at=2013-01-15"))
    assert places() == before
    assert len(before) > 10


def test_axe_finds_no_serious_fault(page_of: Callable[..., Page], ledger_file: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _opened(page_of(ledger_file), f"at={AT}&camps=1&strain=1&compare=2009-06-01")
    page.wait_for_selector("h2:has-text('Strained triads')")
    page.locator("#ties button.tie").first.click()
    page.wait_for_selector("#dossier-title")
    page.click("#wishes > summary")
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")]
