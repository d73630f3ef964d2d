"""The JSON API: network."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/network", tags=["network"])
