"""Waiting for what the server does beside."""

from __future__ import annotations

import time
from typing import Any

from fastapi.testclient import TestClient


def over(client: TestClient, job: str) -> dict[str, Any]:
    """The job once it is over."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"/api/intake/{job}").json()
        if told["state"] not in ("waiting", "reading"):
            return told
        time.sleep(0.02)
    raise AssertionError(f"the import did not end: {told}")
