"""Ids as people give them: any beginning that belongs to one thing alone names it."""

from __future__ import annotations

from sqlalchemy import Table, select

from foedus.errors import BadInput, NotFound
from foedus.ledger import tables
from foedus.ledger.store import Store

_LEAST = 8  # characters, "clm-" and the like included


def claim_id(store: Store, given: str) -> str:
    """The claim meant; raises NotFound, or BadInput where several begin so."""
    return _one(store, tables.claim, "claim", given, "foedus events and foedus why A B show the ids")


def judgement_id(store: Store, given: str) -> str:
    """The judgement meant; raises NotFound, or BadInput where several begin so."""
    return _one(store, tables.judgement, "judgement", given, "foedus judgements lists them")


def actor_id(store: Store, given: str) -> str | None:
    """The actor meant, None where the text does not look like an actor's id."""
    if not given.startswith("act-"):
        return None
    return _one(store, tables.actor, "actor", given, "foedus actors --json shows the ids")


def _one(store: Store, table: Table, thing: str, given: str, hint: str) -> str:
    with store.reading() as connection:
        wanted = select(table.c.id).where(table.c.id.startswith(given, autoescape=True)).distinct().order_by(table.c.id).limit(2)
        found = list(connection.scalars(wanted)) if len(given) >= _LEAST else []
    if not found:
        raise NotFound(f"there is no {thing} {given!r} in the ledger; {hint}")
    if len(found) > 1:
        raise BadInput(f"{given!r} begins the id of more than one {thing}, such as {found[0]} and {found[1]}; give more of it")
    return str(found[0])
