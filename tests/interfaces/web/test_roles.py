"""Who may ask what: every route of the application, found by itself, so that a new one cannot be forgotten."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from starlette.routing import Mount
from starlette.testclient import TestClient

from foedus.interfaces.web.app import Door, create_app
from foedus.interfaces.web.asking import session_of
from foedus.interfaces.web.guards import CSRF, SAFE
from foedus.interfaces.web.sessions import COOKIE, Role
from foedus.ledger.session import Ledger
from tests.interfaces.web.conftest import TOKEN, UNLIMITED, entered

OPEN = {("GET", "/healthz"), ("GET", "/enter"), ("GET", "/login"), ("POST", "/login")}
FOR_READERS = {("POST", "/logout"), ("POST", "/api/documents/{document}/anchor")}  # nothing is changed but one's own session
EXAMPLES = {
    "document": "doc-000000000000000000000000",
    "claim": "clm-000000000000000000000000",
    "number": "1",
    "piece": "ties",
}  # fmt: skip


def routes(app: FastAPI) -> Iterator[tuple[str, str, Any]]:
    """Method, path and route of all that the application answers, the bundle left out."""
    for route in app.routes:
        if isinstance(route, Mount):
            assert route.path == "/static"
            continue
        # Newer versions of FastAPI keep the routes of a router together.
        together: Any = route
        for one in together.effective_route_contexts() if hasattr(route, "effective_route_contexts") else [together]:
            for method in sorted(one.methods):
                yield method, one.path, one


def address(path: str) -> str:
    """The path with something in each of its places."""
    return re.sub(r"{(\w+)}", lambda place: EXAMPLES.get(place[1], "act-1"), path)


@pytest.fixture(scope="module")
def insider(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client on one copy of the ledger."""
    copy = tmp_path_factory.mktemp("roles") / "ledger.sqlite"
    copy.write_bytes(demo_ledger.read_bytes())
    with entered(copy) as client:
        yield client


def every(app: Any, wanted: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Method and address of the routes that are wanted."""
    found = [(method, address(path)) for method, path, _ in routes(app) if wanted(method, path)]
    assert len(found) > 5
    return found


def changing(method: str, path: str) -> bool:
    return method not in SAFE and (method, path) not in OPEN


def test_every_route_but_the_door_s_wants_a_session(insider: TestClient) -> None:
    stranger = TestClient(insider.app, follow_redirects=False)
    for method, path in every(insider.app, lambda method, path: (method, path) not in OPEN):
        answer = stranger.request(method, path)
        assert answer.status_code == 401, f"{method} {path} answered a stranger with {answer.status_code}"
    for method, path in OPEN:
        answer = stranger.request(method, path)
        assert answer.status_code in (200, 403, 422), f"{method} {path}"
        assert "Amira" not in answer.text, f"{method} {path}"


def test_every_route_takes_the_session_itself_too(insider: TestClient) -> None:
    def takes(told: Dependant) -> bool:
        return told.call is session_of or any(takes(one) for one in told.dependencies)

    for method, path, route in routes(insider.app):  # type: ignore[arg-type]
        if (method, path) not in OPEN and path != "/api/openapi.json":
            assert takes(route.dependant), f"{method} {path} does not take the session"


def test_a_reader_may_ask_for_no_change(insider: TestClient) -> None:
    app: Any = insider.app
    cookie = app.state.sessions.begin("Rahel", Role.READER)
    reader = TestClient(app, cookies={COOKIE: cookie}, headers={CSRF: app.state.sessions.of(cookie).csrf})
    for method, path in every(app, lambda method, path: changing(method, path) and (method, path) not in FOR_READERS):
        answer = reader.request(method, path, json={})
        assert answer.status_code == 403, f"{method} {path} answered a reader with {answer.status_code}: {answer.text[:200]}"
        assert answer.json()["error"] == "Rahel may look but not judge; ask an admin for the role of reviewer"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_no_change_is_made_for_another_site(insider: TestClient, headers: dict[str, str]) -> None:
    for method, path in every(insider.app, lambda method, _: method not in SAFE):
        answer = insider.request(method, path, json={}, headers=headers)
        assert answer.status_code == 403, f"{method} {path} answered another site with {answer.status_code}"
        assert answer.json()["error"] == "the request comes from another site and was refused"


@pytest.mark.parametrize("token", ["", "guess", "é"])
def test_no_change_is_made_without_the_page_s_token(insider: TestClient, token: str) -> None:
    for method, path in every(insider.app, changing):
        answer = insider.request(method, path, json={}, headers={CSRF.encode(): token.encode("latin-1")})
        assert answer.status_code == 403, f"{method} {path} answered without the token with {answer.status_code}"


def test_looking_changes_nothing(demo_ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.sqlite"
    copy.write_bytes(demo_ledger.read_bytes())
    with entered(copy) as client:
        before = _content(copy)
        for _, path in every(client.app, lambda method, _: method == "GET"):
            assert client.get(path).status_code < 500, path
        assert _content(copy) == before


def _content(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        told = hashlib.sha256()
        for line in connection.iterdump():
            told.update(line.encode("utf-8", "surrogatepass"))
    connection.close()
    return told.hexdigest()


def test_where_there_are_accounts_the_token_of_a_launch_opens_nothing(ledger_file: Path) -> None:
    app = create_app(Ledger.open(ledger_file), Door(frozenset({"testserver"}), None, limits=UNLIMITED))
    with TestClient(app) as client:
        for token in ("", "None", TOKEN):
            assert client.get("/enter", params={"token": token}).status_code == 403
