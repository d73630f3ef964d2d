"""Claims on their way into the ledger: their rows, slots, citations and findable words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from foedus.ledger import tables
from foedus.ledger.packing import Outlined, begins, outline_rows
from foedus.ledger.rows import ALIAS, NAME, Row, citation_row, claim_row, slot_rows
from foedus.ledger.search_index import index_quotes
from foedus.ledger.store import next_seq
from foedus.model.claim import Claim


class Cast:
    """The actors of one reading by the names that claims use: full names first, then aliases that only one of them has."""

    def __init__(self, names: Iterable[tuple[int, str, str]]) -> None:
        """Each name is given with the seq of its actor and its form."""
        self._by_name: dict[str, int] = {}
        self._by_alias: dict[str, int | None] = {}
        for actor, form, name in names:
            if form == NAME:
                self._by_name.setdefault(name, actor)
            elif form == ALIAS:
                self._by_alias[name] = actor if self._by_alias.get(name, actor) == actor else None

    def named(self, name: str) -> int | None:
        """The seq of the actor, None for a phrase that names none."""
        return self._by_name.get(name, self._by_alias.get(name))


def cast_of(connection: Connection, reading: int) -> Cast:
    """The actors of a recorded reading."""
    actor, name = tables.actor.c, tables.actor_name.c
    wanted = select(name.actor, name.form, name.name).join_from(tables.actor, tables.actor_name)
    rows = connection.execute(wanted.where(actor.reading == reading).order_by(name.actor, name.position))
    return Cast((row.actor, row.form, row.name) for row in rows)


@dataclass(frozen=True, slots=True)
class Berth:
    """Where claims belong: the seq of their reading, document and, for a correction, judgement; when they were recorded.

    `cast` are the actors of the reading.
    """

    reading: int
    document: int
    recorded_at: datetime
    cast: Cast
    judgement: int | None = None


def add_claims(connection: Connection, claims: Sequence[Claim], berth: Berth) -> None:
    """Adds claims that the ledger does not hold yet, in their order."""
    if not claims:
        return
    first = next_seq(connection, tables.claim.c.seq)
    placed: Row = {
        "reading": berth.reading, "document": berth.document, "judgement": berth.judgement, "recorded_at": berth.recorded_at,
    }
    numbered = list(enumerate(claims, first))
    rows: list[Row] = [{"seq": seq, "position": seq - first, **placed, **claim_row(claim)} for seq, claim in numbered]
    connection.execute(tables.claim.insert(), _filled(rows))
    slots: list[Row] = [
        {"claim": seq, "actor": berth.cast.named(row["name"]), **row} for seq, claim in numbered for row in slot_rows(claim)
    ]
    if slots:
        connection.execute(tables.claim_actor.insert(), slots)
    _outline(connection, rows, slots, berth)
    citations: list[Row] = [
        {"claim": seq, "position": n, **citation_row(told)} for seq, claim in numbered for n, told in enumerate(claim.citations)
    ]
    if citations:
        connection.execute(tables.citation.insert(), _filled(citations))
    index_quotes(connection, [(seq, claim.quote.text) for seq, claim in numbered])


def _filled(rows: Sequence[Row]) -> list[Row]:
    """The rows without the columns empty in all of them: half of those of claims are for the other form, or seldom told."""
    told = [column for column in rows[0] if any(row[column] is not None for row in rows)]
    return [{column: row[column] for column in told} for row in rows]


def _outline(connection: Connection, claims: Sequence[Row], slots: Sequence[Row], berth: Berth) -> None:
    takers: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in slots:
        if row["actor"] is not None:
            takers[row["claim"]][row["slot"]].append(row["actor"])
    document = tables.document.c
    wanted = select(document.published_edtf, document.published_earliest, document.published_latest)
    published = connection.execute(wanted.where(document.seq == berth.document)).one()._asdict()
    told = (Outlined(row["seq"], row["type"], begins(row, published), takers[row["seq"]]) for row in claims)
    if outlined := list(outline_rows(told, berth.reading)):
        connection.execute(tables.outline.insert(), outlined)
