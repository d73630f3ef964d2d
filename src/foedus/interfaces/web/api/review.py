"""The JSON API: review."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/review", tags=["review"])
