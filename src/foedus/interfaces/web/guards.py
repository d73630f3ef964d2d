"""What every request passes before a page sees it: host, origin, session, token against forgery, rate and size.

Each guard answers by itself with one sentence; the pages behind them may rely on `request.state.session`.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foedus.interfaces.web.sessions import COOKIE, Session, Sessions
from foedus.reading.documents.parsed import megabytes

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = frozenset({"/login", "/enter", "/healthz"})  # what may be asked without a session, beside the bundle
STATIC = "/static/"
UPLOADS = ("/api/intake", "/api/reconcile")
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
    """How much one visitor may ask: requests a second on average, at once, and bytes in one request: of files, of other bodies,
    and of those that come without a session."""

    rate: float = 60.0
    burst: int = 240
    upload_bytes: int = 220_000_000
    body_bytes: int = 2_000_000
    stranger_bytes: int = 20_000

    def most(self, path: str) -> int:
        """The largest body that is taken there."""
        if path in OPEN:
            return self.stranger_bytes
        return self.upload_bytes if path.startswith(UPLOADS) else self.body_bytes


_VISITORS = 5_000  # of which it is remembered how much they asked


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
        self.buckets: OrderedDict[str, _Bucket] = OrderedDict()

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
        await self.app(scope, _counted(receive, self.limits.most(scope["path"])), send)

    def _refusal(self, asked: HTTPConnection, method: str, path: str) -> Response | None:
        if _host(asked.headers) not in self.hosts:
            return _no(421, f"this server does not answer for the host {asked.headers.get('host', '')!r}; use {min(self.hosts)}")
        session = self.sessions.of(asked.cookies.get(COOKIE))
        if not self._allows(asked, session):
            return _no(429, "too many requests; wait a few seconds")
        if method not in SAFE and not _own_origin(asked.headers):
            return _no(403, "the request comes from another site and was refused")
        length = asked.headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()):
            return _no(400, "the request does not say how long it is; send it again")
        if len(length) > 15 or int(length) > self.limits.most(path):
            return _no(413, f"the request is larger than {megabytes(self.limits.most(path))}; send less at once")
        asked.scope.setdefault("state", {})["session"] = session
        if path in OPEN or path.startswith(STATIC):
            return None
        if session is None:
            if "text/html" in asked.headers.get("accept", "") and method in SAFE:
                return RedirectResponse("/login", 303)
            return _no(401, "there is no session; open the address that foedus serve printed, or log in")
        if method not in SAFE and not hmac.compare_digest(asked.headers.get(CSRF, "").encode(), session.csrf.encode()):
            return _no(403, "the page's token is missing or old; reload the page and try again")
        return None

    def _allows(self, asked: HTTPConnection, session: Session | None) -> bool:
        """A bucket of tokens for each visitor: by session, else by address, as anybody can make up a cookie."""
        now = self.clock()
        key = session.csrf if session else asked.client.host if asked.client else ""
        bucket = self.buckets.setdefault(key, _Bucket(self.limits.burst, now))
        self.buckets.move_to_end(key)
        if len(self.buckets) > _VISITORS:
            self.buckets.popitem(last=False)
        bucket.left = min(self.limits.burst, bucket.left + (now - bucket.at) * self.limits.rate)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


@dataclass
class Tries:
    """The logins of the last minute, so that passwords cannot be tried at will: so many for a name from one address, for an
    address, and in all, as each costs the server much work."""

    clock: Callable[[], float] = time.monotonic
    of_name: int = 5
    of_address: int = 100
    in_all: int = 1_000
    _tried: deque[tuple[float, str, str]] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may(self, name: str, address: str) -> bool:
        """Whether another try is allowed. It counts from now on, so that many at once are no way round."""
        now = self.clock()
        with self._lock:
            while self._tried and now - self._tried[0][0] >= 60:
                self._tried.popleft()
            names = [tried for _, tried, where in self._tried if where == address]
            if len(self._tried) >= self.in_all or len(names) >= self.of_address or names.count(name) >= self.of_name:
                return False
            self._tried.append((now, name, address))
            return True

    def forgive(self, name: str, address: str) -> None:
        """Forgets the tries of who knew the password after all."""
        with self._lock:
            self._tried = deque(one for one in self._tried if one[1:] != (name, address))


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
        return origin.lower() in (f"http://{_host(headers)}", f"https://{_host(headers)}")
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
