"""Templates: what every page gets beside its own values. Everything is escaped; markup of a document is never passed on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from foedus import __version__
from foedus.interfaces.web.rooms import ROOMS

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The Jinja environment: autoescape always, an unknown name is a fault and not an empty string."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["version"] = __version__
    made.filters["count"] = counted
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a piece of one for htmx. Each template gets `session`, `rooms`, `path` and `ledger` besides `values`."""
    session = getattr(request.state, "session", None)
    given = {
        "session": session,
        "rooms": ROOMS,
        "path": request.url.path,
        "ledger": ledger_name(request.app.state.desk.ledger.address) if session else "",
        **values,
    }
    return HTMLResponse(environment().get_template(template).render(given), status)


def ledger_name(address: str) -> str:
    """What to call a ledger on a page: without the folders or the server in which it lies, which are no business of visitors."""
    return address.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].split("?", 1)[0]


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number with its noun: "1 claim", "1,204 claims"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
