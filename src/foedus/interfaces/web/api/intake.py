"""The JSON API: intake."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/intake", tags=["intake"])
