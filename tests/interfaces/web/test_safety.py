"""What a hostile visitor may try: odd headers, floods, guessed passwords, stale accounts, secrets in the wrong places."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from foedus.errors import Refused
from foedus.interfaces.cli.main import app as commands
from foedus.interfaces.cli.serving import _door
from foedus.interfaces.web.app import Door, create_app
from foedus.interfaces.web.gathered.keeping import Kept
from foedus.interfaces.web.guards import CSRF, Limits, Tries
from foedus.interfaces.web.server import Address, check_may_serve
from foedus.interfaces.web.sessions import COOKIE
from foedus.ledger.accounts import Standing, accounts, add_account, checked, remove_account
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from foedus.model.source import Document
from tests.interfaces.web.conftest import TOKEN, UNLIMITED, entered

PASSWORD = "a long enough password"


@pytest.fixture
def shared(ledger_file: Path) -> Iterator[TestClient]:
    """A client that nobody entered yet, of a workbench with an account of Amira, a reviewer."""
    ledger = Ledger.open(ledger_file)
    add_account(ledger, "Amira", Standing.REVIEWER, PASSWORD, datetime.now(UTC))
    with TestClient(create_app(ledger, Door(frozenset({"testserver"}), None, limits=UNLIMITED))) as client:
        yield client


def log_in(client: TestClient, name: str = "Amira", password: str = PASSWORD) -> int:
    return client.post("/login", data={"name": name, "password": password}, follow_redirects=False).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://["}, 403),
        ({"origin": "ftp://testserver"}, 403),
        ({"content-length": "abc"}, 400),
        ({"content-length": "-1"}, 400),
        ({"content-length": "9" * 5_000}, 413),
        ({CSRF: "é".encode("latin-1")}, 403),
        ({"cookie": f"{COOKIE}=é".encode("latin-1")}, 401),
        ({"host": "testserver\u00e9".encode("latin-1")}, 421),
    ],
)  # fmt: skip
def test_odd_headers_are_refused_with_a_sentence(client: TestClient, headers: dict[str, str | bytes], status: int) -> None:
    if "cookie" in headers:
        client.cookies.clear()
    answer = client.post("/logout", headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_at_the_end_of_the_calendar_is_refused(client: TestClient, moment: str) -> None:
    answer = client.get("/api/documents", params={"as_of": moment})
    assert answer.status_code == 422
    assert answer.json()["error"] == f"as_of {moment!r} is at the end of the calendar; write a moment of the years 2 to 9998"


def test_the_last_day_of_the_calendar_breaks_nothing(client: TestClient) -> None:
    answer = client.get("/api/network/changes", params={"before": "2013-01-01", "after": "9999-12-31"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "after 9999-12-31 is too far off; give a day of the years 1000 to 2999"


def test_made_up_cookies_are_no_way_round_the_rate(ledger_file: Path) -> None:
    app = create_app(Ledger.open(ledger_file), Door(frozenset({"testserver"}), TOKEN, limits=Limits(rate=0.001, burst=5)))
    with TestClient(app) as client:
        answers = [client.get("/login", headers={"cookie": f"{COOKIE}=made-up-{number}"}).status_code for number in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_stranger_may_not_send_much(client: TestClient) -> None:
    client.cookies.clear()
    assert client.post("/login", content=b"name=" + b"x" * 25_000).status_code == 413
    flood = (b"name=" + b"x" * 1_000 + b"&" for _ in range(25))  # without saying how long it is
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=flood, headers=form).status_code in (400, 413)


def test_only_files_may_be_large(client: TestClient) -> None:
    answer = client.post("/api/review/judgements", content=b" " * 2_100_000)
    assert answer.status_code == 413
    assert answer.json()["error"] == "the request is larger than 2 MB; send less at once"


def test_a_password_is_not_tried_at_will(shared: TestClient) -> None:
    assert [log_in(shared, password="wrong") for _ in range(6)] == [403] * 5 + [429]
    assert log_in(shared) == 429


def test_names_are_not_tried_at_will_either() -> None:
    tries = Tries(lambda: 0.0, of_address=20, in_all=25)
    assert [tries.may(f"name {number}", "10.0.0.7") for number in range(21)] == [True] * 20 + [False]
    assert [tries.may("Amira", f"10.0.1.{number}") for number in range(6)] == [True] * 5 + [False]


def test_a_right_password_forgives_the_tries_before() -> None:
    tries = Tries(lambda: 0.0)
    for _ in range(12):
        assert tries.may("Amira", "10.0.0.7")
        tries.forgive("Amira", "10.0.0.7")


def test_tries_count_from_when_they_are_made_and_for_a_minute() -> None:
    now = 0.0
    tries = Tries(lambda: now, of_name=2)
    assert [tries.may("Amira", "10.0.0.7") for _ in range(3)] == [True, True, False]
    assert tries.may("Amira", "10.0.0.8")
    now = 60.0
    assert tries.may("Amira", "10.0.0.7")


def test_a_long_name_or_password_is_not_even_looked_at(shared: TestClient) -> None:
    assert log_in(shared, "x" * 81) == 422
    assert log_in(shared, password="x" * 1_001) == 422
    assert log_in(shared, "Amira\x00") == 422


def test_an_unknown_name_costs_the_same_work_as_a_known_one(shared: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher, extract_parameters

    asked: list[str] = []
    real = PasswordHasher.verify

    def noted(self: PasswordHasher, known: str, given: str) -> bool:
        asked.append(known)
        return real(self, known, given)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    ledger = shared.app.state.desk.ledger  # type: ignore[attr-defined]
    assert checked(ledger, "nobody", PASSWORD) is None
    assert checked(ledger, "Amira", PASSWORD) is not None
    nobody, amira = (extract_parameters(one) for one in asked)
    assert nobody == amira


def test_a_session_is_new_with_each_login_and_the_old_one_ends(shared: TestClient) -> None:
    shared.cookies.set(COOKIE, "chosen-by-somebody-else", domain="testserver.local", path="/")
    assert log_in(shared) == 303
    first = shared.cookies[COOKIE]
    assert first != "chosen-by-somebody-else"
    assert log_in(shared) == 303
    assert TestClient(shared.app, cookies={COOKIE: first}).get("/api/me").status_code == 401


@pytest.mark.parametrize("change", ["removed", "role", "password"])
def test_a_session_ends_when_its_account_is_changed(shared: TestClient, change: str) -> None:
    assert log_in(shared) == 303
    assert shared.get("/api/me").json()["role"] == "reviewer"
    ledger = shared.app.state.desk.ledger  # type: ignore[attr-defined]
    if change == "removed":
        remove_account(ledger, "Amira")
    else:
        role = Standing.READER if change == "role" else Standing.REVIEWER
        add_account(ledger, "Amira", role, "another long password", datetime.now(UTC))
    answer = shared.get("/api/me")
    assert answer.status_code == 401
    assert answer.json()["error"] == "your account was changed since you logged in; log in again at /login"
    assert shared.get("/api/me").json()["error"].startswith("there is no session")


def test_where_the_ledger_lies_is_not_told(shared: TestClient, ledger_file: Path) -> None:
    folder = str(ledger_file.parent)
    page = {"accept": "text/html"}
    assert folder not in shared.get("/enter?token=x", headers=page).text
    assert folder not in shared.post("/login", headers=page).text
    assert log_in(shared) == 303
    for path in ("/", "/nothing", "/documents/doc-0", "/api/documents/doc-000000000000000000000000"):
        assert folder not in shared.get(path, headers=page).text
    csrf = shared.app.state.sessions.of(shared.cookies[COOKIE]).csrf  # type: ignore[attr-defined]
    shared.app.state.desk.ledger.read_only = True  # type: ignore[attr-defined]
    told = shared.post("/api/actors/same", json={"a": "x", "b": "y"}, headers={CSRF: csrf}).json()["error"]
    assert "ledger.sqlite" in told or "actor" in told
    assert folder not in told


def test_every_page_has_a_way_out(client: TestClient) -> None:
    assert 'id="logout"' in client.get("/documents").text
    client.cookies.clear()
    assert 'id="logout"' not in client.get("/login").text


def test_a_link_of_another_site_enters_by_a_page_of_ours(ledger_file: Path) -> None:
    with entered(ledger_file) as client:
        client.cookies.clear()
        answer = client.get("/enter", params={"token": TOKEN}, headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_the_token_stands_on_no_command_line(tmp_path: Path) -> None:
    file = _door("http://127.0.0.1:8157/enter?token=secret", tmp_path)
    assert "secret" not in file.as_uri()
    assert 'url=http://127.0.0.1:8157/enter?token=secret"' in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_a_password_stands_on_no_command_line(tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger.sqlite")
    run = CliRunner()
    assert run.invoke(commands, ["account", "add", "amira", "--password", PASSWORD, "--ledger", ledger]).exit_code == 2
    assert run.invoke(commands, ["account", "add", "amira", "--ledger", ledger], input=f"{PASSWORD}\n").exit_code == 0
    with Ledger.open(ledger) as one:
        assert [account.name for account in accounts(one)] == ["amira"]
        assert checked(one, "amira", PASSWORD) is not None


def test_a_server_behind_a_proxy_of_another_name_needs_accounts(ledger_file: Path) -> None:
    behind = Address(names=("Foedus.example",))
    assert not behind.is_local
    assert "foedus.example" in behind.hosts
    assert "127.0.0.1:8157" in behind.hosts
    with Ledger.open(ledger_file) as ledger, pytest.raises(Refused, match=r"^Foedus\.example can be reached by others"):
        check_may_serve(ledger, behind)


def test_the_usual_port_may_be_left_out() -> None:
    assert {"127.0.0.1", "localhost", "127.0.0.1:80"} <= Address(port=80).hosts
    assert Address().is_local
    assert "127.0.0.1" not in Address().hosts


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[TestClient, str]]:
    """A ledger with a document whose original is nested too deep to be parsed, and whose text is one letter."""
    document = Document("a" * 1_000_000, "A bomb", origin="a", media_type="text/html")
    with Ledger.open(tmp_path / "hostile.sqlite") as ledger:
        now = datetime.now(UTC)
        record(ledger, Reading(document, "told", "1"), raw=b"<div>" * 400_000, fetched_at=now, now=now)
    with entered(tmp_path / "hostile.sqlite") as client:
        yield client, document.id


def test_markup_nested_without_end_is_stopped(hostile: tuple[TestClient, str], monkeypatch: pytest.MonkeyPatch) -> None:
    client, document = hostile
    monkeypatch.setattr("foedus.reading.documents.apart._SECONDS", 2.0)
    answer = client.get(f"/documents/{document}/original")
    assert answer.status_code == 422
    assert answer.json()["error"] == "the original cannot be shown: it took more than 2 seconds and was stopped"


@pytest.mark.parametrize("words", ["a" * 19_999, "a" * 10_000 + "b", "b" + "a" * 10_000])
def test_words_that_stand_everywhere_are_found_in_no_time(hostile: tuple[TestClient, str], words: str) -> None:
    client, document = hostile
    began = time.monotonic()
    answer = client.post(f"/api/documents/{document}/anchor", json={"quote": words, "near": 500_000})
    assert time.monotonic() - began < 10
    assert answer.status_code == (422 if "b" in words else 200)
    if answer.status_code == 200:
        assert answer.json()["start"] == 500_000


def test_pages_of_documents_are_not_kept_after_logging_out(client: TestClient) -> None:
    for path in ("/", "/documents", "/api/documents"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_what_cannot_be_made_leaves_nothing_behind() -> None:
    kept = Kept()
    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            kept.get(number, 1, lambda: 1 // 0)
    assert not kept._locks
    assert kept.get(0, 1, lambda: "made") == "made"
