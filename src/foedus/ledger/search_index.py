"""The full-text index as it is written: FTS5 on SQLite, word vectors on PostgreSQL. `search.py` asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection
from sqlalchemy import text as sql

from foedus.ledger.names import words_of

# One PostgreSQL vector holds at most 1 MB of words and positions; a text of this length stays below it in any script.
PART_LENGTH = 100_000

CONFIGURATION = "simple"  # no stemming: names are not English words


def index_document(connection: Connection, seq: int, title: str | None, body: str) -> None:
    """Makes the words of a document findable."""
    whole = f"{title or ''}\n{body}"
    if connection.dialect.name == "sqlite":
        add = sql("INSERT INTO document_search (rowid, words) VALUES (:seq, :words)")
        connection.execute(add, {"seq": seq, "words": " ".join(_findable(part) for part in _parts(whole))})
        return
    add = sql(f"INSERT INTO document_search (document, part, words) VALUES (:seq, :part, to_tsvector('{CONFIGURATION}', :words))")
    connection.execute(add, [{"seq": seq, "part": n, "words": _findable(part)} for n, part in enumerate(_parts(whole))])


def index_quotes(connection: Connection, quotes: Iterable[tuple[int, str]]) -> None:
    """Makes the words of quotes findable, each given with the seq of its claim."""
    if connection.dialect.name == "sqlite":
        add = sql("INSERT INTO quote_search (rowid, words) VALUES (:seq, :words)")
    else:
        add = sql(f"INSERT INTO quote_search (claim, words) VALUES (:seq, to_tsvector('{CONFIGURATION}', :words))")
    if rows := [{"seq": seq, "words": _findable(quote[:PART_LENGTH])} for seq, quote in quotes]:
        connection.execute(add, rows)


def _findable(text: str) -> str:
    """The words of a text as they are compared, between spaces."""
    return " ".join(words_of(text))


def _parts(whole: str) -> Iterator[str]:
    """The text in parts that end at white space where there is some, so that no word is cut."""
    start = 0
    while start < len(whole):
        end = min(start + PART_LENGTH, len(whole))
        if end < len(whole):
            cut = max(whole.rfind(" ", start, end), whole.rfind("\n", start, end))
            end = cut if cut > start else end
        yield whole[start:end]
        start = end
