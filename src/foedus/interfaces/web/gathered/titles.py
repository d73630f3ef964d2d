"""What documents are called, a few looked up at a time."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from foedus.ledger.scope import among
from foedus.ledger.tables import document
from foedus.ledger.view import View


def titles(view: View, documents: Iterable[str]) -> dict[str, str]:
    """The title of each document by its id, else where it came from, else its id."""
    told = document.c
    wanted = select(told.id, told.title, told.origin, told.url)
    with view.store.reading() as connection:
        rows = connection.execute(wanted.where(among(connection, told.id, sorted(set(documents))))).all()
    return {row.id: row.title or row.origin or row.url or row.id for row in rows}
