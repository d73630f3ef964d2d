"""Words looked up in the documents and in the quotes of their claims, without regard to case and accents."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, column, func, or_, select, table, text

from foedus.errors import BadInput
from foedus.ledger import tables
from foedus.ledger.entries import ClaimFilter, DocumentInfo, document_columns, document_info
from foedus.ledger.names import plain, words_of
from foedus.ledger.search_index import CONFIGURATION
from foedus.ledger.view import View

_AROUND = 80  # characters shown on either side of the first word found
_WHOLE, _BETWEEN = r"(?<![^\W_]){}(?![^\W_])", r"[\W_]+"
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds all the words. `snippet` is `text[start:end]` of it around the first of them, None where only
    the title has them; `claims` are the ids of claims whose quote holds them all."""

    document: DocumentInfo
    start: int | None
    end: int | None
    snippet: str | None
    claims: tuple[str, ...]


def search(view: View, words: str, limit: int = 50) -> list[Hit]:
    """The documents of the view that hold all the words, best first; words in double quotes must stand together.

    Raises BadInput for a query without letters or digits.
    """
    terms = _terms(words)
    with view.store.reading() as connection:
        rows = connection.execute(_documents(connection, view, terms, limit)).all()
        infos = {row.id: document_info(row) for row in rows}
        texts = {row.id: _snippet(connection, row, terms) for row in rows}
        quoted = list(connection.scalars(_quotes(connection, terms)))
    claims: dict[str, list[str]] = defaultdict(list)
    if quoted and infos:
        for entry in view.claims(ClaimFilter(documents=tuple(infos), claims=tuple(quoted))):
            claims[entry.document.id].append(entry.claim.id)
    return [Hit(info, *texts[name], tuple(claims[name])) for name, info in infos.items()]


def _terms(words: str) -> list[list[str]]:
    """The words and phrases of a query, each as its words in their basic form."""
    terms = [parts for phrase, word in _TERM.findall(words) if (parts := words_of(phrase or word))]
    if not terms:
        raise BadInput(f"{words!r} has no word to look for; give words, or a phrase in double quotes")
    return terms


def _documents(connection: Connection, view: View, terms: list[list[str]], limit: int) -> Any:
    wanted = select(*document_columns(view.scope)).where(view.scope.found(), view.scope.published()).limit(limit)
    if connection.dialect.name == "sqlite":
        index = table("document_search", column("rowid"), column("rank"))
        held = text("document_search MATCH :asked").bindparams(asked=_fts5(terms))
        return wanted.join(index, index.c.rowid == tables.document.c.seq).where(held).order_by(index.c.rank, tables.document.c.id)
    index = table("document_search", column("document"), column("words"))
    # A long text lies in several parts, and each of them need not hold every word.
    each = [index.c.words.op("@@")(_tsquery([term])) for term in terms]
    rank = func.sum(func.ts_rank(index.c.words, _tsquery(terms, " | ")))
    best = select(index.c.document, rank.label("rank")).where(or_(*each)).group_by(index.c.document)
    best = best.having(and_(*(func.bool_or(held) for held in each)))
    found = best.subquery()
    return wanted.join(found, found.c.document == tables.document.c.seq).order_by(found.c.rank.desc(), tables.document.c.id)


def _quotes(connection: Connection, terms: list[list[str]]) -> Any:
    """The ids of claims whose quotes hold all the words."""
    wanted = select(tables.claim.c.id).order_by(tables.claim.c.seq)
    if connection.dialect.name == "sqlite":
        index = table("quote_search", column("rowid"))
        held = text("quote_search MATCH :asked").bindparams(asked=_fts5(terms))
        return wanted.join(index, index.c.rowid == tables.claim.c.seq).where(held)
    index = table("quote_search", column("claim"), column("words"))
    return wanted.join(index, index.c.claim == tables.claim.c.seq).where(index.c.words.op("@@")(_tsquery(terms)))


def _fts5(terms: list[list[str]]) -> str:
    return " ".join('"' + " ".join(words) + '"' for words in terms)


def _tsquery(terms: list[list[str]], between: str = " & ") -> Any:
    return func.to_tsquery(CONFIGURATION, between.join("(" + " <-> ".join(words) + ")" for words in terms))


def _snippet(connection: Connection, row: Row[Any], terms: list[list[str]]) -> tuple[int | None, int | None, str | None]:
    """Where the first of the words stands in the text, and the text around it."""
    body = connection.scalar(select(tables.document.c.text).where(tables.document.c.seq == row.seq)) or ""
    searched, offsets = _plain(body)
    found = re.search("|".join(_WHOLE.format(_BETWEEN.join(words)) for words in terms), searched, re.IGNORECASE)
    if found is None:
        return None, None, None
    start = max((offsets[found.start()] if offsets else found.start()) - _AROUND, 0)
    end = min((offsets[found.end() - 1] + 1 if offsets else found.end()) + _AROUND, len(body))
    return start, end, body[start:end]


def _plain(body: str) -> tuple[str, list[int] | None]:
    """The text made plain, and for each of its characters the offset in the text; None where they are the same."""
    if body.isascii() and plain(body) == body:
        return body, None
    pieces = [(piece, offset) for offset, character in enumerate(body) for piece in plain(character)]
    return "".join(piece for piece, _ in pieces), [offset for _, offset in pieces]
