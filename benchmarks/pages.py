"""How fast the workbench's pages show and answer: python benchmarks/pages.py [LEDGER ...] [--repeat N].

For the demo's ledger and a copy of each LEDGER (such as those that `benchmarks/analysis.py --keep FOLDER` makes) a server is
started and each page opened in headless Chromium at 1280x800: a first time, with what the pages before it in `PAGES` had worked
out and no more, then `--repeat` times. All times are milliseconds since the navigation began, or since the key for the
interaction was pressed; the last two include what the driver of the browser takes (some 5 to 20 ms each).

- paint: the browser's own entry for first-contentful-paint;
- whole: until what the page is about is there; `said` tells where the page says instead that it does not show it on this ledger;
- answer: one interaction, of which `PAGES` says what it is, until what it changes has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from foedus.interfaces import demo
from foedus.ledger import tables
from foedus.ledger.session import Ledger

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
LONGEST = 120.0  # seconds until a page counts as not shown
POLL = 4.0  # milliseconds between two looks at it
_PAINT = """() => new Promise((done) => {
  new PerformanceObserver((list) => {
    const found = list.getEntries().find((one) => one.name === "first-contentful-paint");
    if (found) done(found.startTime);
  }).observe({ type: "paint", buffered: true });
})"""
_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SAID = "() => [...document.querySelectorAll('main .fault, main .notes li')].map((one) => one.textContent.trim())[0] ?? ''"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what the pages are asked about: the actor of most documents, the other one, a document, and the claims held."""

    actor: str
    name: str
    other: str
    other_name: str
    document: str
    claims: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: its address, the condition (in JavaScript) under which it is shown, and one interaction in words and deed."""

    name: str
    path: str
    whole: str
    words: str = ""
    act: Callable[[Page, Subject], None] | None = None


class Late(Exception):
    """What was waited for did not come."""


def _until(page: Page, condition: str, given: Any = None) -> None:
    """Asks again and again from outside: the pages' policy forbids to compile anything inside. Raises Late."""
    from playwright.sync_api import Error

    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            if page.evaluate(condition, given):
                return
        except Error as fault:
            if "context" not in str(fault):  # another page takes the place of this one
                raise
        page.wait_for_timeout(POLL)
    raise Late


def _key(key: str, condition: str) -> Callable[[Page, Subject], None]:
    def act(page: Page, _: Subject) -> None:
        page.keyboard.press(key)
        _until(page, condition)

    return act


def _drawn(key: str) -> Callable[[Page, Subject], None]:
    def act(page: Page, _: Subject) -> None:
        page.keyboard.press(key)
        page.evaluate(_FRAMES)

    return act


def _changed(key: str, value: str) -> Callable[[Page, Subject], None]:
    def act(page: Page, _: Subject) -> None:
        before = page.evaluate(value)
        page.keyboard.press(key)
        _until(page, f"(before) => ({value}) !== before", before)

    return act


def _typed(field: str, condition: str, enter: bool = False, other: bool = False) -> Callable[[Page, Subject], None]:
    def act(page: Page, subject: Subject) -> None:
        page.fill(field, subject.other_name if other else subject.name)
        if enter:
            page.keyboard.press("Enter")
        _until(page, condition)

    return act


def _has(selector: str) -> str:
    return f"!!document.querySelector({json.dumps(selector)})"


def _shown(selector: str) -> str:
    return f"(document.querySelector({json.dumps(selector)})?.getClientRects().length ?? 0) > 0"


ANSWERED = f"{_has('section.answer')} && !{_has('.waiting')}"
PAGES = (
    Visit("overview", "/", f"{_has('#holdings .figures')} && {_has('#waiting .waits')}",
          "the sheet for pasting opens", _key("v", _shown("#paste"))),
    Visit("network", "/network", f"{_shown('#network')} || {_shown('#nothing')}",
          "to the next change", _changed(",", "document.querySelector('#at').value")),
    Visit("timeline", "/timeline?actor={actor}", _shown("#drawn"),
          "zoom in", _changed("+", "document.querySelector('#window').textContent")),
    Visit("map", "/map", "!/Reading/.test(document.querySelector('#told').textContent)", "zoom in, two frames", _drawn("+")),
    Visit("actors", "/actors", _has("table.actors"), "a name is searched (250 ms of them waiting for more letters)",
          _typed("#actors-q", "location.search.includes('q=') && " + _has("table.actors"))),
    Visit("actor", "/actors/{actor}", "document.querySelectorAll('.part').length > 0 && "
          "![...document.querySelectorAll('.part')].some((one) => one.textContent.trim() === 'Reading …')",
          "names to merge with are offered", _typed("#merge-with", _has("#merge-list li"), other=True)),
    Visit("same actors", "/actors/suggestions", f"{_has('.pair')} || {_has('#pairs .empty')}"),
    Visit("documents", "/documents", _has("ol.documents"),
          "words are searched", _typed("#words", "location.search.includes('q=') && " + _has("#documents-title"), enter=True)),
    Visit("document", "/documents/{document}", _has("#text .told"),
          "the next claim is chosen", _key("j", _has("#claims .chosen"))),
    Visit("disputes", "/disputes?actor={name}", ANSWERED, "all quotes unfold", _drawn("u")),
    Visit("strain", "/strain", ANSWERED, "all quotes unfold", _drawn("u")),
    Visit("change", "/change?actor={name}", ANSWERED, "all quotes unfold", _drawn("u")),
    Visit("what if", "/what-if?end={actor},{other}", ANSWERED,
          "a name is completed (120 ms of them waiting for more letters)", _typed("input[name=a]", _has("#a-names option"))),
    Visit("brief", "/brief?actor={name}", ANSWERED, "to the controls", _drawn("f")),
    Visit("review", "/review", _has("#desk .card h2"), "a claim is accepted, the next card is there",
          _changed("a", "new URLSearchParams(location.search).get('claim')")),
    Visit("review in batches", "/review/batch", _has("#batch")),
    Visit("agreement", "/review/agreement", _has(".review-head")),
)  # fmt: skip


def subject_of(path: Path) -> Subject:
    """The two groups that most documents name, and the first document."""
    actor = tables.actor.c
    count = func.count()
    most = select(actor.lexicon, func.min(actor.name)).where(actor.kind == "group", actor.lexicon.is_not(None))
    with Ledger.open(path) as ledger, ledger.reading() as connection:
        rows = connection.execute(most.group_by(actor.lexicon).order_by(count.desc(), actor.lexicon).limit(2)).all()
        document = connection.scalar(select(func.min(tables.document.c.id)))
        claims = connection.scalar(select(count).select_from(tables.claim)) or 0
    (one, name), (other, other_name) = rows
    return Subject(one, name, other, other_name, str(document), claims)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address that lets one person into the workbench on a ledger, from a server of its own."""
    command = [sys.executable, "-m", "foedus", "serve", "--no-browser", "--by", "benchmark", "--ledger", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        if "http" not in told:
            raise SystemExit(f"the server did not start: {told}")
        yield told.rsplit(": ", 1)[1].strip()
    finally:
        process.terminate()
        process.wait(30)


def entered(page: Page, entrance: str) -> None:
    """Opens the workbench, as soon as it listens."""
    from playwright.sync_api import Error

    for _ in range(100):
        try:
            page.goto(f"{entrance.split('/enter', 1)[0]}/healthz")
            break
        except Error:
            time.sleep(0.1)
    page.goto(entrance)
    page.goto("about:blank")


def seen(page: Page, url: str, visit: Visit, subject: Subject) -> dict[str, Any]:
    """One visit to a page, in milliseconds."""
    page.goto(url, wait_until="commit")
    found: dict[str, Any] = {"paint": page.evaluate(_PAINT)}
    try:
        _until(page, visit.whole)
    except Late:
        return {**found, "said": page.evaluate(_SAID) or f"not shown within {LONGEST:.0f} s"}
    found["whole"] = page.evaluate("performance.now()")
    found["said"] = page.evaluate(_SAID)
    if visit.act is not None:
        page.evaluate(_FRAMES)
        start = time.perf_counter()
        try:
            visit.act(page, subject)
        except Late:
            return found
        found["answer"] = (time.perf_counter() - start) * 1000
    return found


def measure(path: Path, repeat: int, chosen: Sequence[str]) -> dict[str, Any]:
    """All pages on one ledger: the first visit, and the median and the slowest of the others."""
    from playwright.sync_api import sync_playwright

    subject = subject_of(path)
    executable = next((one for one in map(shutil.which, CHROMIUM) if one), None)
    rows: dict[str, Any] = {}
    with served(path) as entrance, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        entered(page, entrance)
        for visit in PAGES:
            if chosen and visit.name not in chosen:
                continue
            asked = {name: getattr(subject, name) for name in ("actor", "name", "other", "document")}
            url = entrance.split("/enter", 1)[0] + visit.path.format(**asked)
            first = seen(page, url, visit, subject)
            again = [seen(page, url, visit, subject) for _ in range(repeat if "whole" in first else 0)]
            rows[visit.name] = {"first": first, "again": middle(again), "words": visit.words, "said": first["said"]}
            print(f"{subject.claims:,} claims, {visit.name}", rows[visit.name], file=sys.stderr)
        browser.close()
    return {"claims": subject.claims, "pages": rows, "load": os.getloadavg()[0]}


def middle(visits: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Medians, and the slowest paint."""
    told = {name: [one[name] for one in visits if name in one] for name in ("paint", "whole", "answer")}
    found = {name: statistics.median(times) for name, times in told.items() if times}
    return {**found, **({"slowest paint": max(told["paint"])} if told["paint"] else {})}


def show(figures: Sequence[Mapping[str, Any]]) -> None:
    """Prints a table a ledger."""
    for one in figures:
        print(f"{one['claims']:,} claims, load {one['load']:.1f}; ms at the first visit / again")
        print(f"{'page':20}{'paint':>16}{'slowest':>9}{'whole':>18}{'answer':>16}  interaction, or what the page says")
        for name, row in one["pages"].items():
            cells = [f"{_ms(row['first'].get(part))} / {_ms(row['again'].get(part))}" for part in ("paint", "whole", "answer")]
            slowest = _ms(row["again"].get("slowest paint"))
            said = f"; says: {row['said']}" if row["said"] else ""
            print(f"{name:20}{cells[0]:>16}{slowest:>9}{cells[1]:>18}{cells[2]:>16}  {row['words']}{said}")


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*", type=Path, metavar="LEDGER")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--page", nargs="+", choices=[one.name for one in PAGES], default=(), help="only these")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "demo.sqlite"
        with Ledger.open(shown) as ledger:
            demo.take_in(ledger)
            demo.join(ledger)
        for path in (shown, *given.ledgers):
            copy = Path(shutil.copy(path, Path(folder) / f"copy-{len(figures)}.sqlite"))
            figures.append(measure(copy, given.repeat, given.page))
            copy.unlink()
    print(json.dumps(figures, indent=2)) if given.json else show(figures)


if __name__ == "__main__":
    main()
