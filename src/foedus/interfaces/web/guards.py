"""What every request passes before a page sees it: host, origin, session, token against forgery, rate and size.

Each guard answers by itself with one sentence; the pages behind them may rely on `request.state.session`.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foedus.interfaces.web.sessions import COOKIE, Sessions

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/static/", "/login", "/enter", "/healthz")  # what may be asked without a session
CSRF = "x-foedus-csrf"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may ask: requests a second on average, at once, and megabytes in one request."""

    rate: float = 60.0
    burst: int = 240
    body_mb: int = 220


@dataclass
class _Bucket:
    left: float
    at: float


class Guard:
    """The ASGI middleware that holds all guards; `hosts` are the names under which this server may be asked."""

    def __init__(
        self, app: ASGIApp, sessions: Sessions, hosts: frozenset[str], limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app, self.sessions, self.hosts, self.limits, self.clock = app, sessions, hosts, limits or Limits(), clock
        self.buckets: dict[str, _Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        send = _with_headers(send)
        answer = self._refusal(asked, scope["method"], scope["path"])
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self.app(scope, _counted(receive, self.limits.body_mb * 1_000_000), send)

    def _refusal(self, asked: HTTPConnection, method: str, path: str) -> Response | None:
        if _host(asked.headers) not in self.hosts:
            return _no(421, f"this server does not answer for the host {asked.headers.get('host', '')!r}; use {min(self.hosts)}")
        if not self._allows(asked):
            return _no(429, "too many requests; wait a few seconds")
        if method not in SAFE and not _own_origin(asked.headers):
            return _no(403, "the request comes from another site and was refused")
        if int(asked.headers.get("content-length") or 0) > self.limits.body_mb * 1_000_000:
            return _no(413, f"the request is larger than {self.limits.body_mb} MB; send fewer files at once")
        session = self.sessions.of(asked.cookies.get(COOKIE))
        asked.scope.setdefault("state", {})["session"] = session
        if path.startswith(OPEN):
            return None
        if session is None:
            if "text/html" in asked.headers.get("accept", "") and method in SAFE:
                return RedirectResponse("/login", 303)
            return _no(401, "there is no session; open the address that foedus serve printed, or log in")
        if method not in SAFE and not hmac.compare_digest(asked.headers.get(CSRF, ""), session.csrf):
            return _no(403, "the page's token is missing or old; reload the page and try again")
        return None

    def _allows(self, asked: HTTPConnection) -> bool:
        """A bucket of tokens for each visitor, by session or address."""
        now = self.clock()
        if len(self.buckets) > 5_000:
            self.buckets = {key: one for key, one in self.buckets.items() if now - one.at < 60}
        key = asked.cookies.get(COOKIE) or (asked.client.host if asked.client else "")
        bucket = self.buckets.setdefault(key, _Bucket(self.limits.burst, now))
        bucket.left = min(self.limits.burst, bucket.left + (now - bucket.at) * self.limits.rate)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


@dataclass
class Tries:
    """Failed logins, so that passwords cannot be tried at will: five a minute for each name and address."""

    clock: Callable[[], float] = time.monotonic
    most: int = 5
    _failed: dict[str, list[float]] = field(default_factory=dict)

    def may(self, key: str) -> bool:
        """Whether another try is allowed."""
        now = self.clock()
        self._failed[key] = [at for at in self._failed.get(key, ()) if now - at < 60]
        return len(self._failed[key]) < self.most

    def failed(self, key: str) -> None:
        """Notes a failed try."""
        if len(self._failed) > 10_000:
            self._failed.clear()
        self._failed.setdefault(key, []).append(self.clock())


class TooLarge(Exception):
    """The body of a request is larger than its header said or than is allowed."""


def _no(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _host(headers: Headers) -> str:
    return headers.get("host", "").lower()


def _own_origin(headers: Headers) -> bool:
    """Browsers say where a request comes from; other programs need not, and cannot be made to send one by a web page."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == _host(headers)
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLarge
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
        await send(message)

    return sending
