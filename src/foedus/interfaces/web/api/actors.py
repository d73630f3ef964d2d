"""The JSON API: actors."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/actors", tags=["actors"])
