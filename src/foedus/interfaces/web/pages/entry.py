"""Coming in and going out: the token of the launch, or a name and a password."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from foedus.interfaces.web.app_state import door_of, sessions_of, tries_of
from foedus.interfaces.web.asking import TheDesk, TheSession
from foedus.interfaces.web.sessions import COOKIE, Role
from foedus.interfaces.web.showing import page
from foedus.ledger.accounts import Standing, checked

router = APIRouter(include_in_schema=False)
ROLES = {Standing.READER: Role.READER, Standing.REVIEWER: Role.REVIEWER, Standing.ADMIN: Role.ADMIN}


@router.get("/healthz")
def health() -> dict[str, str]:
    """Whether the server answers."""
    return {"status": "ok"}


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Opens a session for the token of this launch. Who comes from another site or a file gets a page that goes on by itself, as
    their browser would not send the cookie along to where we redirect it."""
    door = door_of(request)
    if door.token is None or not hmac.compare_digest(token.encode(), door.token.encode()):
        return _shown(request, "The token in this address is not the running server's; use the address it printed last.", 403)
    cookie = sessions_of(request).begin(door.name, Role.ADMIN)
    if request.headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return _entered(request, RedirectResponse("/", 303), cookie)
    return _entered(request, page(request, "entered.html"), cookie)


@router.get("/login")
def ask(request: Request) -> HTMLResponse:
    """The form, or how to enter."""
    return _shown(request, "")


@router.post("/login")
def login(
    request: Request, desk: TheDesk,
    name: Annotated[str, Form(max_length=80)], password: Annotated[str, Form(max_length=1_000)],
) -> Response:  # fmt: skip
    """Opens a session for an account."""
    if door_of(request).token is not None:
        return _shown(request, "This server has no accounts.", 403)
    tries, address = tries_of(request), request.client.host if request.client else ""
    if not tries.may(name, address):
        return _shown(request, "Too many failed tries; wait a minute.", 429)
    account = checked(desk.ledger, name, password)
    if account is None:
        return _shown(request, "Name or password is wrong.", 403)
    tries.forgive(name, address)
    sessions = sessions_of(request)
    sessions.end(request.cookies.get(COOKIE))
    cookie = sessions.begin(account.name, ROLES[account.standing], account.recorded_at)
    return _entered(request, RedirectResponse("/", 303), cookie)


@router.post("/logout")
def logout(request: Request, _: TheSession) -> Response:
    """Ends the session."""
    sessions_of(request).end(request.cookies.get(COOKIE))
    return JSONResponse({"status": "ended"})


def _shown(request: Request, fault: str, status: int = 200) -> HTMLResponse:
    return page(request, "login.html", status, accounts=door_of(request).token is None, fault=fault)


def _entered(request: Request, answer: Response, cookie: str) -> Response:
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")
    return answer
