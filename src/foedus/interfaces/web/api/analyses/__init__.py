"""The JSON API: the analyses, each answering with the records that its command prints with ``--json``."""

from __future__ import annotations

from fastapi import APIRouter

from foedus.interfaces.web.api.analyses import balance, briefs, changes, doubts, supposing

router = APIRouter(prefix="/api", tags=["analyses"])
for part in (doubts, balance, changes, supposing, briefs):
    router.include_router(part.router)
