"""Outlines of claims: which two actors they are about and from when on, packed by reading and type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from foedus.ledger.packing import Outlined, begins, outline_rows

_WORDS = {"sqlite": {"whole": "INTEGER", "bytes": "BLOB"}, "postgresql": {"whole": "BIGINT", "bytes": "BYTEA"}}

_TABLE = """
CREATE TABLE outline (
    claim {whole} NOT NULL PRIMARY KEY REFERENCES claim (seq), reading {whole} NOT NULL REFERENCES reading (seq),
    type TEXT NOT NULL, pairs {bytes} NOT NULL
);
CREATE INDEX outline_reading ON outline (reading)"""

# A correction stands alone, as it was added; the claims of a reading were added together.
_CLAIMS = """
SELECT claim.seq, claim.reading, coalesce(claim.judgement, 0) AS judgement, claim.type,
    claim.date_edtf, claim.date_earliest, claim.start_edtf, claim.start_earliest, claim.end_edtf, claim.end_earliest,
    document.published_edtf, document.published_earliest, document.published_latest, claim_actor.slot, claim_actor.actor
FROM claim JOIN document ON document.seq = claim.document JOIN claim_actor ON claim_actor.claim = claim.seq
WHERE claim_actor.actor IS NOT NULL AND claim.seq > {after} AND claim.seq <= {until}
ORDER BY claim.seq, claim_actor.slot, claim_actor.position"""
_PART = 20_000  # claims
_ADD = "INSERT INTO outline (claim, reading, type, pairs) VALUES (:claim, :reading, :type, :pairs)"


def apply(connection: Connection) -> None:
    """Makes the table and fills it."""
    for statement in _TABLE.split(";"):
        connection.exec_driver_sql(statement.format_map(_WORDS[connection.dialect.name]))
    for (reading, _), claims in groupby(_told(connection), key=lambda row: (row[0]["reading"], row[0]["judgement"])):
        told = [Outlined(row["seq"], row["type"], begins(row, row), takers) for row, takers in claims]
        if rows := list(outline_rows(told, reading)):
            connection.execute(text(_ADD), rows)


def _told(connection: Connection) -> Iterator[tuple[Any, dict[str, list[int]]]]:
    """Each claim with its takers, in order of recording."""
    last = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM claim").scalar() or 0
    for after in range(0, last, _PART):
        rows = connection.exec_driver_sql(_CLAIMS.format(after=after, until=after + _PART)).mappings().all()
        for _, group in groupby(rows, key=lambda row: row["seq"]):
            slots = list(group)
            takers: dict[str, list[int]] = defaultdict(list)
            for row in slots:
                takers[row["slot"]].append(row["actor"])
            yield slots[0], takers
