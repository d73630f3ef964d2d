"""A workbench on the demo's ledger: the application itself, and served for a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.testclient import TestClient

from foedus.interfaces import demo
from foedus.interfaces.web.app import Door, create_app
from foedus.interfaces.web.guards import CSRF, Limits
from foedus.interfaces.web.server import Address
from foedus.ledger.session import Ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "token-of-this-launch"
UNLIMITED = Limits(rate=1e6, burst=1_000_000)


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger, made once; copy it before changing anything."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    with Ledger.open(path) as ledger:
        demo.take_in(ledger)
        demo.join(ledger)
    return path


@pytest.fixture
def ledger_file(demo_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the demo's ledger to change at will."""
    return Path(shutil.copy(demo_ledger, tmp_path / "ledger.sqlite"))


@contextmanager
def entered(path: Path, name: str = "Amira", limits: Limits = UNLIMITED) -> Iterator[TestClient]:
    """A client that has entered the workbench on a ledger, under this name, with the token against forgery in its headers."""
    app = create_app(Ledger.open(path), Door(frozenset({"testserver"}), TOKEN, name, limits))
    with TestClient(app) as client:
        client.get("/enter", params={"token": TOKEN})
        session = app.state.sessions.of(client.cookies["foedus_session"])
        client.headers[CSRF] = session.csrf
        yield client


@pytest.fixture
def client(ledger_file: Path) -> Iterator[TestClient]:
    """A client on a copy of the demo's ledger."""
    with entered(ledger_file) as one:
        yield one


@dataclass(frozen=True)
class Served:
    """A workbench that listens."""

    url: str
    entrance: str


@contextmanager
def serving(path: Path, name: str = "Amira") -> Iterator[Served]:
    """The workbench on a ledger, listening on a port of this machine that nobody else can take meanwhile."""
    taken = socket.create_server(("127.0.0.1", 0))
    address = Address(port=taken.getsockname()[1])
    app = create_app(Ledger.open(path), Door(address.hosts, TOKEN, name, UNLIMITED))
    server = uvicorn.Server(uvicorn.Config(app, host=address.host, port=address.port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, f"the server did not start at {address}"
    url = f"http://{address.host}:{address.port}"
    try:
        yield Served(url, f"{url}/enter?token={TOKEN}")
    finally:
        server.should_exit = True
        thread.join(10)
        taken.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield chromium
        chromium.close()


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Gives for a ledger's file a browser page on the overview of its workbench; a fault in a script fails the test."""
    faults: list[str] = []
    with ExitStack() as closing:

        def opened(path: Path, name: str = "Amira") -> Page:
            served = closing.enter_context(serving(path, name))
            context = closing.enter_context(browser.new_context(viewport={"width": 1280, "height": 800}, base_url=served.url))
            page = context.new_page()
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.goto(served.entrance)
            return page

        yield opened
    assert not faults, faults
