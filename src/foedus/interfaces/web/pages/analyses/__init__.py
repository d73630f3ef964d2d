"""The pages: the analyses."""

from __future__ import annotations

from fastapi import APIRouter

from foedus.interfaces.web.pages.analyses import brief, change, disputes, strain, whatif

router = APIRouter(include_in_schema=False)
for part in (disputes, strain, change, whatif, brief):
    router.include_router(part.router)
