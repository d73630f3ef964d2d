"""What several people judged about the same claims, read from the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from foedus.analysis.agreement import Ballot, Case, Kappa, agreement, cases, independent, people
from foedus.errors import NotFound
from foedus.ledger.identity import standing
from foedus.ledger.scope import among
from foedus.ledger.store import Store
from foedus.ledger.tables import claim, judgement


def shared_ballots(store: Store) -> list[Ballot]:
    """The standing judgements on claims that more than one person judged, in order of recording."""
    told = judgement.c
    about = (told.other.is_(None), standing(None))
    shared = select(told.subject).where(*about).group_by(told.subject).having(func.count(func.distinct(told.judged_by)) > 1)
    wanted = select(told.seq, told.subject, told.judged_by, told.verdict, told.correction)
    with store.reading() as connection:
        rows = connection.execute(wanted.where(*about, told.subject.in_(shared)).order_by(told.seq))
        return [Ballot(row.subject, row.judged_by, row.verdict, row.seq, _says(row.correction)) for row in rows]


def types_of(store: Store, claims: set[str]) -> dict[str, str]:
    """The type of each claim, as its reader gave it."""
    with store.reading() as connection:
        rows = connection.execute(select(claim.c.id, claim.c.type).where(among(connection, claim.c.id, sorted(claims))))
        return {row.id: row.type for row in rows}


def reviewers(store: Store) -> dict[str, int]:
    """Everybody who judged claims, with on how many; the busiest first."""
    told = judgement.c
    count = func.count(func.distinct(told.subject))
    wanted = select(told.judged_by, count).where(told.other.is_(None), standing(None)).group_by(told.judged_by)
    with store.reading() as connection:
        return {row[0]: int(row[1]) for row in connection.execute(wanted.order_by(count.desc(), told.judged_by))}


def _says(correction: object) -> str:
    return json.dumps(correction, sort_keys=True, ensure_ascii=False) if correction else ""


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Everybody who judges; the two compared (empty where there are not two), with their agreement under "" and by type;
    the claims on which people differ, the open ones first."""

    reviewers: Mapping[str, int]
    a: str
    b: str
    kappas: Mapping[str, Kappa]
    cases: Sequence[Case]


def agreeing(store: Store, a: str = "", b: str = "") -> Agreeing:
    """How far two people judge alike; the two busiest where they are not named. Raises NotFound for who judged nothing."""
    ballots = shared_ballots(store)
    judging = reviewers(store)
    for name in filter(None, (a, b)):
        if name not in judging:
            raise NotFound(f"{name!r} judged no claim; those who did: {', '.join(judging) or 'nobody yet'}")
    shared = people(ballots)
    a = a or next((name for name in shared if name != b), "")
    b = b or next((name for name in shared if name != a), "")
    pairs = independent(ballots, a, b) if a and b and a != b else {}
    kappas = agreement(pairs, types_of(store, set(pairs)))
    return Agreeing(judging, a, b, kappas, cases(ballots))
