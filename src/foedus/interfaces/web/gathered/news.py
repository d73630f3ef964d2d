"""What was recorded and judged since a moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from foedus.ledger.identity import CLAIM, MACHINE
from foedus.ledger.tables import claim, document, judgement, reading
from foedus.ledger.view import View

SHOWN = 8  # documents named


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read since: by whom, and the claims that came of it."""

    id: str
    label: str
    reader: str
    claims: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What changed: documents read, the last of them named; claims in them; judgements by person and by what they say; and
    judgements taken back, by person."""

    documents: int
    claims: int
    named: tuple[Read, ...]
    judged: Mapping[str, Mapping[str, int]]
    undone: Mapping[str, int]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing changed."""
        return not (self.documents or self.judged or self.undone)


def news(view: View, since: datetime) -> News:
    """What was recorded and judged after the moment, the machine's joining of names left out."""
    with view.store.reading() as connection:
        numbers = select(reading.c.seq).where(reading.c.recorded_at > since)
        documents = connection.scalar(select(func.count(reading.c.document.distinct())).where(reading.c.recorded_at > since))
        claims = connection.scalar(select(func.count()).where(claim.c.reading.in_(numbers), claim.c.judgement.is_(None)))
        named = _named(connection, since)
        judged = _judged(connection, since)
        undone = select(judgement.c.undone_by, func.count()).where(judgement.c.undone_at > since).group_by(judgement.c.undone_by)
        taken_back = {row[0] or "": row[1] for row in connection.execute(undone.order_by(judgement.c.undone_by))}
    return News(documents or 0, claims or 0, named, judged, taken_back)


def _named(connection: Connection, since: datetime) -> tuple[Read, ...]:
    told, by = document.c, reading.c
    wanted = select(told.id, told.title, told.origin, told.url, by.seq, by.reader, by.recorded_at)
    wanted = wanted.join_from(reading, document).where(by.recorded_at > since)
    rows = connection.execute(wanted.order_by(by.seq.desc()).limit(SHOWN)).all()
    counted = select(claim.c.reading, func.count()).where(claim.c.judgement.is_(None))
    counted = counted.where(claim.c.reading.in_([row.seq for row in rows]))
    counts = Counter({row[0]: row[1] for row in connection.execute(counted.group_by(claim.c.reading))})
    return tuple(
        Read(row.id, row.title or row.origin or row.url or row.id, row.reader, counts[row.seq], row.recorded_at) for row in rows
    )


def _judged(connection: Connection, since: datetime) -> dict[str, dict[str, int]]:
    told = judgement.c
    of_incidents = told.subject.startswith(CLAIM) & told.other.is_not(None)
    wanted = select(told.judged_by, told.verdict, of_incidents, func.count())
    wanted = wanted.where(told.judged_at > since, told.judged_by != MACHINE)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for by, verdict, incident, count in connection.execute(wanted.group_by(told.judged_by, told.verdict, of_incidents)):
        found[by][f"{verdict} (incidents)" if incident else verdict] = count
    return {by: dict(sorted(told_by.items())) for by, told_by in sorted(found.items())}
