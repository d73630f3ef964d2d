"""Lists of documents and of actors by words, a page at a time, however large the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select

from foedus.errors import BadInput, NotFound
from foedus.ledger import tables
from foedus.ledger.entries import ActorCluster, DocumentInfo, document_columns, document_info
from foedus.ledger.names import fold
from foedus.ledger.scope import among
from foedus.ledger.search import search
from foedus.ledger.view import View

HITS = 500  # documents with the words looked for that are listed at most
ACTORS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the list: with the number of its readers' claims and, where words were looked for, the text around the first
    of them and the claims whose quotes hold them."""

    document: DocumentInfo
    claims: int
    snippet: str | None = None
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list of `total`; `capped` where more hold the words than are listed."""

    rows: tuple[Row, ...]
    total: int
    capped: bool = False


def listed(view: View, words: str, offset: int, limit: int) -> Listed:
    """The documents, the last recorded first; or those that hold all the words, best first. Words without a letter find none."""
    if words.strip():
        return _found(view, words, offset, limit)
    told = tables.document.c
    counts = (view.scope.found(), view.scope.published())
    wanted = select(*document_columns(view.scope)).where(*counts)
    with view.store.reading() as connection:
        total = int(connection.scalar(_count(view)) or 0)
        infos = [document_info(row) for row in connection.execute(wanted.order_by(told.seq.desc()).offset(offset).limit(limit))]
    claims = _claims(view, infos)
    return Listed(tuple(Row(info, claims.get(info.id, 0)) for info in infos), total)


def _count(view: View) -> Select[Any]:
    """How many documents there are; the documents themselves, which are long, are looked at only where their date matters."""
    if view.scope.known_by is not None:
        return select(func.count(tables.document.c.seq)).where(view.scope.found(), view.scope.published())
    sighting = tables.sighting
    return select(func.count(func.distinct(sighting.c.document))).where(view.scope.holds(sighting))


def _found(view: View, words: str, offset: int, limit: int) -> Listed:
    try:
        hits = search(view, words, min(HITS + 1, offset + limit + 1)) if offset < HITS else []
    except BadInput:
        return Listed((), 0)
    shown = hits[offset : min(HITS, offset + limit)]
    claims = _claims(view, [hit.document for hit in shown])
    rows = tuple(Row(hit.document, claims.get(hit.document.id, 0), hit.snippet, hit.claims) for hit in shown)
    return Listed(rows, min(HITS, len(hits)), len(hits) > HITS)


def _claims(view: View, infos: Sequence[DocumentInfo]) -> dict[str, int]:
    """The number of claims that the current readings of each document made, whatever was judged of them."""
    told, document, turn = tables.claim.c, tables.document.c, tables.turn
    current = exists().where(turn.c.reading == told.reading, view.scope.holds(turn))
    with view.store.reading() as connection:
        theirs = select(document.seq).where(among(connection, document.id, [info.id for info in infos]))
        counted = select(told.document, func.count(told.seq)).where(told.document.in_(theirs), current)
        each = counted.where(func.coalesce(told.judgement, 0) == 0).group_by(told.document).subquery()
        wanted = select(document.id, each.c[1]).join_from(each, tables.document, document.seq == each.c[0])
        return {row[0]: int(row[1]) for row in connection.execute(wanted)}


def one_document(view: View, document_id: str) -> DocumentInfo:
    """A document by its id, superseded or not. Raises NotFound."""
    with view.store.reading() as connection:
        row = connection.execute(select(*document_columns(view.scope)).where(tables.document.c.id == document_id)).first()
    if row is None:
        raise NotFound(f"there is no document {document_id!r} in the ledger; /documents lists them")
    return document_info(row)


def is_current(view: View, document_id: str) -> bool:
    """Whether it is the last version found where it came from."""
    with view.store.reading() as connection:
        wanted = select(tables.document.c.seq).where(tables.document.c.id == document_id, view.scope.found())
        return connection.execute(wanted).first() is not None


def actors_named(view: View, words: str, most: int = ACTORS) -> list[ActorCluster]:
    """Actors one of whose names holds the words, those first whose name begins with them."""
    wanted_words = fold(words)
    if not wanted_words:
        return []
    actor, name = tables.actor.c, tables.actor_name.c
    wanted = select(actor.id).join_from(tables.actor, tables.actor_name, actor.seq == name.actor)
    begins = name.folded.startswith(wanted_words, autoescape=True)
    held = wanted.where(name.folded.contains(wanted_words, autoescape=True))
    held = held.order_by(begins.desc(), func.length(name.folded), actor.seq)
    with view.store.reading() as connection:
        ids = list(dict.fromkeys(connection.scalars(held.limit(most * 20))))
    view.identities.look_up(ids)
    canonical = list(dict.fromkeys(view.identities.of(one) for one in ids))[:most]
    return [found for one in canonical if (found := _shown(view, one)) is not None]


def _shown(view: View, canonical: str) -> ActorCluster | None:
    try:
        return view.actor(canonical)
    except NotFound:  # only in a reading that no longer counts
        return None
