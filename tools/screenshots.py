"""Pictures of the workbench's pages on the demo's ledger, for the documentation: python tools/screenshots.py [NAME ...].

Writes docs/images/NAME.png at 1280x800 with few colours; `DARK` names the pages that are shown dark as well. Needs Chromium,
playwright and pillow. What is judged beforehand is judged at a fixed time, so that the pages are the same each time.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Browser, Page

    from foedus.ledger.session import Ledger

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = {"width": 1280, "height": 800}
COLOURS = 128  # the most frequent ones, and as many more so that a rare sign keeps its own
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
NAME, TOKEN = "Amira", "token"
WHEN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TTP, IMU = "ucdp:356", "ucdp:359"  # Tehrik-e-Taliban Pakistan and the Islamic Movement of Uzbekistan


@dataclass(frozen=True, slots=True)
class Shot:
    """A page, what must be seen before the picture is taken, and what is done first."""

    path: str
    seen: str
    first: Callable[[Page], None] | None = None


def _dossier(page: Page) -> None:
    page.keyboard.press("k")
    page.locator("#ties button, #ties a").first.click()
    page.locator("#dossier h2").wait_for()


def _correcting(page: Page) -> None:
    page.keyboard.press("c")
    page.locator("#desk form").wait_for()


def _chosen(page: Page) -> None:
    for _ in range(2):
        page.keyboard.press("j")


def _unfolded(page: Page) -> None:
    page.locator("main details.rests").first.locator("summary").first.click()


SHOTS = {
    "overview": Shot("/", "#waiting .waits"),
    "network": Shot("/network?at=2010-06-01", "#network:not([hidden])", _dossier),
    "timeline": Shot(f"/timeline?actor={IMU}", "#drawn:not([hidden])"),
    "map": Shot("/map", "#surface .places *"),
    "actors": Shot("/actors?order=claims", "table.actors"),
    "actor": Shot(f"/actors/{IMU}", ".actor h1"),
    "same-actors": Shot("/actors/suggestions", ".pair"),
    "document": Shot("/documents/{document}", "#text .told", _chosen),
    "review": Shot("/review?order=document", "#desk .card h2"),
    "correct": Shot("/review?order=document", "#desk .card h2", _correcting),
    "batch": Shot("/review/batch?type=present_in", "#batch"),
    "agreement": Shot("/review/agreement", ".review-head"),
    "disputes": Shot("/disputes", "article.dispute"),
    "strain": Shot("/strain?at=2013-03-08", "article.strained", _unfolded),
    "change": Shot("/change?from=2007&to=2013", "section.answer", _unfolded),
    "what-if": Shot(f"/what-if?at=2013-03-08&flip=state:pakistan,{TTP}", "section.answer"),
    "brief": Shot("/brief?actor=IMU&other=TTP", "section.answer"),
}
DARK = ("network", "review", "map")
EMPTY = Shot("/", "#load-demo")


def judged(ledger: Ledger) -> None:
    """Two people judge the first claims of a document, not always alike, so that review has something to show."""
    from foedus.interfaces.reviewing.asked import Asked, by_document, wanted
    from foedus.ledger import review
    from foedus.ledger.review import Signature
    from foedus.ledger.tables import claim

    view = ledger.view()
    with ledger.reading() as connection:
        ids = list(connection.scalars(by_document(wanted(connection, view, Asked(), (claim.c.id,))).limit(24)))
    for number, one in enumerate(ids):
        first = review.reject if number % 6 == 1 else review.accept
        second = review.reject if number % 6 == 1 or number % 11 == 4 else review.accept
        first(ledger, one, Signature("Amira", WHEN))
        second(ledger, one, Signature("Basir", WHEN))


@contextmanager
def served(path: Path, prepare: Callable[[Ledger], None]) -> Iterator[str]:
    """The address of a workbench on a new ledger in this folder."""
    import uvicorn

    from foedus.interfaces.web.app import Door, create_app
    from foedus.interfaces.web.server import Address, free_port
    from foedus.ledger.session import Ledger

    ledger = Ledger.open(path)
    prepare(ledger)
    address = free_port(Address(port=18_657), exact=False)
    app = create_app(ledger, Door(address.hosts, TOKEN, NAME))
    server = uvicorn.Server(uvicorn.Config(app, host=address.host, port=address.port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://{address.host}:{address.port}"
    finally:
        server.should_exit = True
        thread.join(10)


def taken(browser: Browser, url: str, name: str, shot: Shot, scheme: str) -> int:
    """Writes one picture; its size in bytes."""
    from PIL import Image

    context = browser.new_context(viewport=SIZE, base_url=url, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/enter?token={TOKEN}")
    page.goto(shot.path)
    page.locator(shot.seen).first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    if shot.first is not None:
        shot.first(page)
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # what moves into place
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    file = IMAGES / f"{name}.png"
    picture.quantize(palette=_palette(picture), dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


def _palette(picture: Image.Image) -> Image.Image:
    from PIL import Image

    counted = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    frequent = [part for _, colour in counted[:COLOURS] for part in colour]
    covering = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    made = Image.new("P", (1, 1))
    made.putpalette([*frequent, *covering])
    return made


def in_demo(ledger: Ledger) -> None:
    """The demo's ledger, with judgements."""
    from foedus.interfaces import demo

    demo.take_in(ledger)
    demo.join(ledger)
    judged(ledger)


def document_of(path: Path) -> str:
    """The newest briefing."""
    from foedus.ledger.session import Ledger

    with Ledger.open(path) as ledger:
        return max(ledger.view().documents(), key=lambda one: one.label).id


def take(chosen: Sequence[str]) -> None:
    """Writes the pictures."""
    from playwright.sync_api import sync_playwright

    executable = next((one for one in map(shutil.which, CHROMIUM) if one), None)
    file = Path("foedus-demo.sqlite")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        if not chosen or "first-run" in chosen:
            with served(Path("new.sqlite"), lambda _: None) as url:
                print("first-run", taken(browser, url, "first-run", EMPTY, "light"))
        with served(file, in_demo) as url:
            for name, shot in SHOTS.items():
                ready = Shot(shot.path.replace("{document}", document_of(file)), shot.seen, shot.first)
                for scheme in ("light", "dark") if name in DARK else ("light",):
                    shown = name if scheme == "light" else f"{name}-dark"
                    if not chosen or shown in chosen:
                        print(shown, taken(browser, url, shown, ready, scheme))
        browser.close()


def main() -> None:
    """Takes the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # so that the pages name the ledger by its file alone
        try:
            take(given.names)
        finally:
            os.chdir(here)


if __name__ == "__main__":
    main()
