"""The API against its own description: whatever is sent, the server never breaks down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from tests.interfaces.web.conftest import entered


@pytest.fixture(scope="module")
def insider(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client on one copy of the ledger for all that is sent."""
    copy = tmp_path_factory.mktemp("api") / "ledger.sqlite"
    with entered(Path(shutil.copy(demo_ledger, copy))) as client:
        yield client


@pytest.fixture(scope="module")
def api(insider: TestClient) -> schemathesis.BaseSchema:
    """The description that the server gives of itself."""
    told = insider.get("/api/openapi.json").json()
    described = schemathesis.openapi.from_dict(told)
    described.app = insider.app
    return described


SENT = settings(max_examples=6, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)


def test_no_request_breaks_the_server_down(api: schemathesis.BaseSchema, insider: TestClient) -> None:
    broken: list[str] = []
    asked = 0
    for found in api.get_all_operations():
        operation = found.ok()
        asked += 1

        @SENT
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            answer = case.call(headers=dict(insider.headers), cookies=dict(insider.cookies), timeout=300)
            assert answer.status_code < 500, f"{case.as_curl_command()} gave {answer.status_code}: {answer.text[:200]}"
            assert answer.status_code not in (401, 421), "the request did not come as far as the API"

        try:
            send()
        except AssertionError as fault:
            broken.append(f"{operation.label}: {fault}")
    assert asked > 40
    assert not broken, "\n".join(broken)
