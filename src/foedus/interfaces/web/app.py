"""The application: guards in front, the JSON API under /api, the pages beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from foedus import __version__
from foedus.errors import BadInput, BadVocabulary, FoedusError, NotFound, Refused
from foedus.interfaces.web.desk import Desk
from foedus.interfaces.web.guards import Guard, Limits, TooLarge, Tries
from foedus.interfaces.web.rooms import API, PAGES
from foedus.interfaces.web.sessions import Sessions
from foedus.interfaces.web.showing import ledger_name, page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from foedus.ledger.session import Ledger

STATIC = Path(__file__).parent / "static"
_STATUS: Mapping[type[FoedusError], int] = {NotFound: 404, Refused: 409, BadInput: 422, BadVocabulary: 422}


@dataclass(frozen=True)
class Door:
    """How the server is entered. `hosts` are the names it answers for; `token` opens a session of `name` where it serves one
    person on this machine, None where it serves accounts."""

    hosts: frozenset[str]
    token: str | None
    name: str = ""
    limits: Limits = field(default_factory=Limits)


def create_app(ledger: Ledger, door: Door) -> FastAPI:
    """The workbench on an open ledger, which is closed when the server stops."""

    @asynccontextmanager
    async def lasting(_: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.closing.close()
        ledger.close()

    app = FastAPI(
        title="Foedus", version=__version__, lifespan=lasting, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.desk, app.state.sessions, app.state.door, app.state.tries = Desk(ledger), Sessions(), door, Tries()
    app.state.closing = ExitStack()  # what is to be given up when the server stops
    for name in (*API, *PAGES):
        app.include_router(import_module(f"foedus.interfaces.web.{name}").router)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(Guard, sessions=app.state.sessions, hosts=door.hosts, limits=door.limits)
    app.add_exception_handler(FoedusError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(TooLarge, _too_large)
    return app


class _Static(StaticFiles):
    """The bundle; browsers ask each time whether it is still the same, as a new version keeps the names."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["cache-control"] = "no-cache"
        return answer


def _refused(request: Request, fault: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(fault, kind)), 500)
    ledger = request.app.state.desk.ledger.address
    return _told(request, status, str(fault).replace(ledger, ledger_name(ledger)))


def _invalid(request: Request, fault: Exception) -> Response:
    errors = fault.errors() if isinstance(fault, RequestValidationError) else []
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:]) or 'body'}: {one['msg']}" for one in errors)
    return _told(request, 422, f"the request cannot be used: {told}")


def _missing(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    nothing = f"there is nothing at {request.url.path}; the overview is at /"
    sentence = nothing if status == 404 else str(getattr(fault, "detail", fault))
    return _told(request, status, sentence)


def _too_large(request: Request, _: Exception) -> Response:
    return _told(request, 413, "the request is larger than the server takes; send fewer files at once")


def _told(request: Request, status: int, sentence: str) -> Response:
    """One sentence: as JSON, or as a page where a person is looking."""
    wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api")
    if wants_page and "hx-request" not in request.headers:
        return HTMLResponse(page(request, "fault.html", title="Not done", sentence=sentence).body, status)
    return JSONResponse({"error": sentence}, status)
