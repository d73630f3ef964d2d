"""The JSON API: analyses."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/analyses", tags=["analyses"])
