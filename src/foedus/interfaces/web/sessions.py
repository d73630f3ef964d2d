"""Who is at the other end: sessions in the memory of the server, named by a cookie that is never stored in clear."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

COOKIE = "foedus_session"
LASTING = 12 * 3600.0  # seconds without a request after which a session ends
_MOST = 10_000  # sessions kept; beyond that the longest unused go first


class Role(IntEnum):
    """What an account may do; each may all that those before it may."""

    READER = 1  # look
    REVIEWER = 2  # judge claims and identities, add documents
    ADMIN = 3  # manage accounts


@dataclass
class Session:
    """One person's visit. `name` signs what they judge; `csrf` must come with every request that changes something; `since` is
    when the account was recorded, None where there is none."""

    name: str
    role: Role
    since: datetime | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    seen: float = 0.0


class Sessions:
    """The sessions that are under way."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, name: str, role: Role, since: datetime | None = None) -> str:
        """The cookie of a new session."""
        cookie = secrets.token_urlsafe(32)
        with self._lock:
            self._tidy()
            self._held[_hash(cookie)] = Session(name, role, since, seen=self._clock())
        return cookie

    def of(self, cookie: str | None) -> Session | None:
        """The session of a cookie, None where there is none or it has ended."""
        if not cookie:
            return None
        with self._lock:
            found = self._held.get(_hash(cookie))
            if found is None:
                return None
            if self._clock() - found.seen > LASTING:
                del self._held[_hash(cookie)]
                return None
            found.seen = self._clock()
            return found

    def end(self, cookie: str | None) -> None:
        """Ends the session of a cookie, if there is one."""
        with self._lock:
            self._held.pop(_hash(cookie or ""), None)

    def _tidy(self) -> None:
        now = self._clock()
        fresh = sorted((item for item in self._held.items() if now - item[1].seen <= LASTING), key=lambda item: item[1].seen)
        self._held = dict(fresh[-_MOST:])


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
