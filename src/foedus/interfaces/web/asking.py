"""What pages and API take from a request: the desk, the session, and the state of the ledger asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from foedus.analysis.rollup import Level
from foedus.errors import BadInput
from foedus.interfaces.web.app_state import door_of, sessions_of
from foedus.interfaces.web.desk import Desk, Look, Scope
from foedus.interfaces.web.sessions import COOKIE, Role, Session
from foedus.ledger.accounts import account_named
from foedus.ledger.review import Signature
from foedus.ledger.view import View
from foedus.model.dates import DateSpan

_DAY = "2013-01-01, 2013-01 or 2013"


def desk_of(request: Request) -> Desk:
    """The desk of this server."""
    found: Desk = request.app.state.desk
    return found


def session_of(request: Request) -> Session:
    """The session of the request; the guard lets none without one come this far. It ends where the account was removed, or given
    another role or password, since it began."""
    found: Session | None = getattr(request.state, "session", None)
    if found is None:
        raise HTTPException(401, "there is no session; open the address that foedus serve printed, or log in")
    if door_of(request).token is None:
        account = account_named(desk_of(request).ledger, found.name)
        if account is None or account.recorded_at != found.since:
            sessions_of(request).end(request.cookies.get(COOKIE))
            request.state.session = None
            raise HTTPException(401, "your account was changed since you logged in; log in again at /login")
    return found


def reviewer_of(session: Annotated[Session, Depends(session_of)]) -> Session:
    """The session of somebody who may change things. Refused for a reader."""
    if session.role < Role.REVIEWER:
        raise HTTPException(403, f"{session.name} may look but not judge; ask an admin for the role of reviewer")
    return session


def scope_of(
    known_by: Annotated[str | None, Query(description=f"Only documents published by that day: {_DAY}.")] = None,
    as_of: Annotated[str | None, Query(description="As the ledger stood then: 2026-03-01 or 2026-03-01T12:00Z.")] = None,
) -> Scope:
    """The state of the ledger asked for. Raises BadInput for what is no date."""
    return Scope(moment(as_of), day(known_by, "known_by"))


def look_of(desk: Annotated[Desk, Depends(desk_of)], scope: Annotated[Scope, Depends(scope_of)]) -> Look:
    """The shared look at that state."""
    return desk.look(scope)


def view_of(desk: Annotated[Desk, Depends(desk_of)], scope: Annotated[Scope, Depends(scope_of)]) -> View:
    """A fresh view of that state."""
    return desk.view(scope)


def day(text: str | None, name: str) -> date | None:
    """The last day of a date, None for an empty one. Raises BadInput."""
    if not text:
        return None
    span = DateSpan.parse(text)
    if span.latest is None:
        raise BadInput(f"{name} {text!r} has no end; write {_DAY}")
    return span.latest


def moment(text: str | None) -> datetime | None:
    """A moment; a day alone means its end, a time without a zone is in UTC. Raises BadInput."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"as_of {text!r} is no moment; write 2026-03-01 or 2026-03-01T12:00+01:00") from None
    if "T" not in text and " " not in text:
        found = datetime.combine(found.date(), time.max)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise BadInput(f"as_of {text!r} is at the end of the calendar; write a moment of the years 2 to 9998") from None


def level_of(roll_up: Annotated[str, Query(description="Who counts as the body they belong to: none, …")] = "none") -> Level:
    """The level of rolling up. Raises BadInput with the choices."""
    try:
        return Level(roll_up)
    except ValueError:
        raise BadInput(f"roll_up {roll_up!r} is none; choose one of {', '.join(level.value for level in Level)}") from None


def signature(session: Session, why: str = "") -> Signature:
    """Who judges now, and why."""
    return Signature(session.name, datetime.now(UTC), why)


TheDesk = Annotated[Desk, Depends(desk_of)]
TheSession = Annotated[Session, Depends(session_of)]
TheReviewer = Annotated[Session, Depends(reviewer_of)]
TheScope = Annotated[Scope, Depends(scope_of)]
TheLook = Annotated[Look, Depends(look_of)]
TheView = Annotated[View, Depends(view_of)]
TheLevel = Annotated[Level, Depends(level_of)]
