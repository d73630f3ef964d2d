"""What is in the ledger, counted in SQL: no claim is restored, so that a million are counted while the page is made.

Claims are those of current readings as people left them: rejected ones are left out, corrected ones count as corrected. What a
person kept of earlier readings is not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from foedus.ledger.identity import standing
from foedus.ledger.scope import among
from foedus.ledger.tables import claim, document, gap, judgement, reading
from foedus.ledger.view import View
from foedus.model.judgement import Verdict
from foedus.model.vocabulary import vocabulary

Told = tuple[str, date | None]  # the type of a claim, and the first day of an event
OF_CLAIMS = (Verdict.ACCEPTED.value, Verdict.REJECTED.value, Verdict.CORRECTED.value)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is in the ledger. `events` and `relations` are claims by type, the most first; `years` the events by the year they
    began; `open` the claims that nobody judged; `reported` bounds the days of publication, `told` the first days of events."""

    documents: int
    undated: int
    reported: tuple[date | None, date | None]
    events: Mapping[str, int]
    relations: Mapping[str, int]
    years: Mapping[int, int]
    told: tuple[date | None, date | None]
    open: int

    @property
    def claims(self) -> int:
        """All claims."""
        return sum(self.events.values()) + sum(self.relations.values())


def is_empty(view: View) -> bool:
    """Whether no document was ever recorded."""
    with view.store.reading() as connection:
        return connection.scalar(select(document.c.seq).limit(1)) is None


def holdings(view: View) -> Holdings:
    """What is in the ledger."""
    told = document.c
    documents = select(
        func.count(), func.count(told.published_latest), func.min(told.published_earliest), func.max(told.published_latest)
    ).where(view.scope.found(), view.scope.published())
    with view.store.reading() as connection:
        number, dated, first, last = connection.execute(documents).one()
        kinds, days = _recorded(connection, view)
        decided = _decided(connection, view)
    recorded = sum(kinds.values())
    for was, now in decided:
        kinds[was[0]] -= 1
        days[was[1]] -= 1
        if now is not None:
            kinds[now[0]] += 1
            days[now[1]] += 1
    known = sorted(day for day, count in days.items() if day is not None and count > 0)
    years: Counter[int] = Counter()
    for day in known:
        years[day.year] += days[day]
    relations = vocabulary().relations
    return Holdings(
        documents=number,
        undated=number - dated,
        reported=(first, last),
        events=_most_first((kind, count) for kind, count in kinds.items() if kind not in relations),
        relations=_most_first((kind, count) for kind, count in kinds.items() if kind in relations),
        years=dict(sorted(years.items())),
        told=(known[0], known[-1]) if known else (None, None),
        open=recorded - len(decided),
    )


def gaps_by_kind(view: View) -> dict[str, int]:
    """How many gaps there are of each kind, the most first."""
    wanted = select(gap.c.kind, func.count()).where(gap.c.reading.in_(counting(view))).group_by(gap.c.kind)
    with view.store.reading() as connection:
        return _most_first((row[0], row[1]) for row in connection.execute(wanted))


def counting(view: View) -> Select[Any]:
    """The numbers of the readings that count: asked once for all their claims, not for each."""
    scope = view.scope
    return select(reading.c.seq).join(document).where(scope.current(), scope.found(), scope.published())


def _recorded(connection: Connection, view: View) -> tuple[Counter[str], Counter[date | None]]:
    """What readers claimed, by type and by first day: all is counted by the indexes, then what does not count taken off."""
    kinds, days = _by(connection, claim.c.type), _by(connection, claim.c.date_earliest)
    stale = list(connection.scalars(select(reading.c.seq).where(reading.c.seq.not_in(counting(view)))))
    told = select(claim.c.type, claim.c.date_earliest)
    off = [told.where(claim.c.judgement.is_not(None))]
    if stale:
        off.append(told.where(claim.c.judgement.is_(None), among(connection, claim.c.reading, stale)))
    for wanted in off:
        for kind, day in connection.execute(wanted):
            kinds[kind] -= 1
            days[day] -= 1
    return kinds, days


def _by(connection: Connection, column: ColumnElement[Any]) -> Counter[Any]:
    return Counter({row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))})


def _decided(connection: Connection, view: View) -> list[tuple[Told, Told | None]]:
    """Each claim that people judged: what the reader told, and what stands instead, None where it was rejected."""
    judged = judgement.c
    wanted = select(judged.subject, judged.verdict, judged.seq)
    wanted = wanted.where(judged.other.is_(None), judged.verdict.in_(OF_CLAIMS), standing(view.scope.as_of))
    last: dict[str, str] = {}
    corrected: dict[str, int] = {}
    for subject, verdict, seq in connection.execute(wanted.order_by(judged.seq)):
        last[subject] = verdict
        if verdict == Verdict.CORRECTED:
            corrected[subject] = seq
    if not last:
        return []
    told = claim.c
    columns = select(told.id, told.judgement, told.type, told.date_earliest)
    was = connection.execute(columns.where(among(connection, told.id, list(last)), told.reading.in_(counting(view)))).all()
    made = connection.execute(columns.where(among(connection, told.judgement, list(corrected.values())))).all()
    now = {row.judgement: (row.type, row.date_earliest) for row in made}
    found: list[tuple[Told, Told | None]] = []
    for row in was:
        read = (row.type, row.date_earliest)
        stands = now.get(corrected.get(row.id, -1), read)
        found.append((read, None if last[row.id] == Verdict.REJECTED else stands))
    return found


def _most_first(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted(((kind, count) for kind, count in counts if count > 0), key=lambda item: (-item[1], item[0])))
