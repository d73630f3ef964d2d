"""The JSON API: map."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/map", tags=["map"])
