"""Coming in: the token of the launch, and what is refused at the door."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.web.guards import CSRF, Limits
from tests.interfaces.web.conftest import TOKEN, entered


def test_without_a_session_nothing_is_shown(client: TestClient) -> None:
    client.cookies.clear()
    answer = client.get("/api/me")
    assert answer.status_code == 401
    assert answer.json() == {"error": "there is no session; open the address that foedus serve printed, or log in"}
    assert client.get("/", headers={"accept": "text/html"}, follow_redirects=False).headers["location"] == "/login"


def test_a_wrong_token_opens_nothing(client: TestClient) -> None:
    client.cookies.clear()
    assert client.get("/enter", params={"token": TOKEN + "x"}).status_code == 403
    assert not client.cookies


def test_the_token_opens_a_session_that_signs_with_the_name(client: TestClient) -> None:
    assert client.get("/api/me").json()["name"] == "Amira"


def test_another_host_is_not_answered_so_that_names_cannot_be_rebound(client: TestClient) -> None:
    answer = client.get("/api/me", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json()["error"] == "this server does not answer for the host 'evil.example'; use testserver"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_a_change_asked_by_another_site_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/logout", headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"] == "the request comes from another site and was refused"
    assert client.get("/api/me").status_code == 200


def test_a_change_without_the_page_s_token_is_refused(client: TestClient) -> None:
    answer = client.post("/logout", headers={CSRF: "guess"})
    assert answer.status_code == 403
    assert answer.json()["error"] == "the page's token is missing or old; reload the page and try again"


def test_logging_out_ends_the_session(client: TestClient) -> None:
    assert client.post("/logout").json() == {"status": "ended"}
    assert client.get("/api/me").status_code == 401


def test_every_answer_forbids_scripts_of_others(client: TestClient) -> None:
    for path in ("/", "/api/me", "/login", "/nothing-here", "/static/app.css"):
        headers = client.get(path).headers
        assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_too_many_requests_are_put_off(ledger_file: Path) -> None:
    with entered(ledger_file, limits=Limits(rate=0.001, burst=5)) as client:
        answers = [client.get("/api/me") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert answers[-1].json() == {"error": "too many requests; wait a few seconds"}


def test_a_body_too_large_is_refused_before_it_is_read(ledger_file: Path) -> None:
    with entered(ledger_file, limits=Limits(rate=1e6, burst=1000, body_bytes=1_000_000)) as client:
        answer = client.post("/logout", content=b"x" * 1_100_000)
    assert answer.status_code == 413
    assert answer.json()["error"] == "the request is larger than 1 MB; send less at once"
