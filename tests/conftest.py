"""What all tests share: a fresh ledger on each store, the reference data, and no skip where none is allowed."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, settings

from foedus.ledger.session import Ledger

SHARED_ABSENT = "the reference data is not here: neither FOEDUS_SHARED nor ../shared names a folder"
POSTGRES_ABSENT = "no PostgreSQL server: FOEDUS_TEST_POSTGRES holds no address"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# The same examples in every run, so that a red run can be repeated; a machine under load is no failure.
settings.register_profile("foedus", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("foedus")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a skipped test where no skip is allowed."""
    report = yield
    return _without_skip(report, item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fails a skipped module where no skip is allowed."""
    report = yield
    return _without_skip(report, collector.nodeid)


def _without_skip(report: Report, name: str) -> Report:
    """The report, failed if it is a skip and FOEDUS_NO_SKIP is set, unless only the reference data is missing."""
    if report.skipped and os.environ.get("FOEDUS_NO_SKIP") and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SHARED_ABSENT not in reason:
            report.outcome = "failed"
            report.longrepr = f"{name} was skipped, and FOEDUS_NO_SKIP allows no skip: {reason}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; skips where it is absent."""
    named = os.environ.get("FOEDUS_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(SHARED_ABSENT)
    return folder


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ledger_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a fresh ledger can be made, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite")
        return
    server = os.environ.get("FOEDUS_TEST_POSTGRES")
    if not server:
        pytest.skip(POSTGRES_ABSENT)
    import psycopg

    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
        yield f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"
        connection.execute(f'DROP SCHEMA "{schema}" CASCADE'.encode())


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    """A fresh ledger, on SQLite and on PostgreSQL."""
    with Ledger.open(ledger_address) as opened:
        yield opened
