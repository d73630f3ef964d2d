"""What the application holds for all requests, by type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request

if TYPE_CHECKING:
    from foedus.interfaces.web.app import Door
    from foedus.interfaces.web.guards import Tries
    from foedus.interfaces.web.sessions import Sessions


def door_of(request: Request) -> Door:
    """How this server is entered."""
    found: Door = request.app.state.door
    return found


def sessions_of(request: Request) -> Sessions:
    """The sessions under way."""
    found: Sessions = request.app.state.sessions
    return found


def tries_of(request: Request) -> Tries:
    """The failed logins."""
    found: Tries = request.app.state.tries
    return found
