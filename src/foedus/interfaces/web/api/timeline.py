"""The JSON API: timeline."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/timeline", tags=["timeline"])
