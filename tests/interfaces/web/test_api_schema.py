"""The API against its own description: whatever is sent, the server never breaks down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
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


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(max_examples=12, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
def test_no_request_breaks_the_server_down(case: schemathesis.Case, insider: TestClient) -> None:
    cookies = dict(insider.cookies)
    answer = case.call(headers=dict(insider.headers), cookies=cookies)
    case.validate_response(answer, checks=[not_a_server_error])
    assert answer.status_code not in (401, 421), "the request did not come as far as the API"
