"""All actors by name: what lists, searches and counts need of each, read in bulk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from sqlalchemy import func, or_, select

from foedus.interfaces.web.gathered.tallies import OF_CLAIMS, counting
from foedus.ledger.identity import is_actor, standing
from foedus.ledger.names import fold
from foedus.ledger.rows import ACRONYM, NAME
from foedus.ledger.scope import among
from foedus.ledger.store import raw
from foedus.ledger.tables import actor, actor_name, claim, claim_actor, judgement
from foedus.ledger.view import View
from foedus.model.judgement import Verdict

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor in the list: its canonical id, how it is shown, its other names, and the numbers of its rows in the ledger."""

    id: str
    name: str
    kind: str
    others: tuple[str, ...]
    rows: tuple[int, ...]
    folded: str


@dataclass(frozen=True)
class Directory:
    """Every actor, sorted by name."""

    actors: tuple[Listed, ...]

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many there are of each kind, the most first."""
        return dict(sorted(Counter(one.kind for one in self.actors).items(), key=lambda item: (-item[1], item[0])))

    def found(self, text: str = "", kind: str = "") -> list[Listed]:
        """Those of a kind whose names hold the text, those that begin with it first."""
        wanted = fold(text) if text.strip() else ""
        if text.strip() and not wanted:
            return []
        hits = [one for one in self.actors if (not kind or one.kind == kind) and wanted in one.folded]
        return sorted(hits, key=lambda one: not one.folded.startswith(wanted)) if wanted else hits


class _Gathered:
    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.full: Counter[str] = Counter()
        self.names: dict[str, None] = {}
        self.rows: set[int] = set()
        self.lexicon_name: str | None = None

    def listed(self, canonical: str) -> Listed:
        # The rule of `ledger/clusters.py`: the lexicon's name, else the full name of most documents, the longest of equals.
        name = self.lexicon_name or min(self.full, key=lambda one: (-self.full[one], -len(one), one))
        kind = min(self.kinds, key=lambda one: (-self.kinds[one], one))
        folded = "\n".join(dict.fromkeys(fold(one) for one in (name, *self.names)))
        return Listed(canonical, name, kind, tuple(one for one in self.names if one != name), tuple(sorted(self.rows)), folded)


def directory(view: View) -> Directory:
    """The actors of current readings and of claims that a person kept."""
    row = actor.c
    told = select(row.seq, row.id, row.kind, row.lexicon, row.lexicon_name, actor_name.c.form, actor_name.c.name)
    kept = select(claim_actor.c.actor).join_from(claim_actor, claim, claim.c.seq == claim_actor.c.claim).where(view.scope.kept())
    counts = or_(actor.c.reading.in_(counting(view)), actor.c.seq.in_(kept))
    told = told.join_from(actor, actor_name, actor_name.c.actor == actor.c.seq).where(actor_name.c.form != ACRONYM, counts)
    with view.store.reading() as connection:
        rows: list[Sequence[Any]] = list(chain.from_iterable(raw(connection, told.order_by(actor.c.seq, actor_name.c.position))))
        same = view.identities.look_up_every(connection, {row[1] for row in rows})
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    seen: set[str] = set()
    for seq, actor_id, kind, lexicon, lexicon_name, form, name in rows:
        into = gathered[same[actor_id]]
        into.rows.add(seq)
        into.names[name] = None
        if lexicon is not None and lexicon == same[actor_id] and not is_actor(lexicon):
            into.lexicon_name = lexicon_name
        if form == NAME and actor_id not in seen:
            seen.add(actor_id)
            into.kinds[kind] += 1
            into.full[name] += 1
    actors = [found.listed(canonical) for canonical, found in gathered.items() if found.full]
    return Directory(tuple(sorted(actors, key=lambda one: (one.name.casefold(), one.id))))


def claims_of(view: View, listed: Sequence[Listed]) -> dict[str, int]:
    """How many claims each of these actors takes part in, each claim once, rejected ones left out."""
    owner = {row: one.id for one in listed for row in one.rows}
    told = select(claim_actor.c.actor, claim_actor.c.claim)
    with view.store.reading() as connection:
        out = set(connection.scalars(_not_shown(view)))
        wanted = told.where(among(connection, claim_actor.c.actor, list(owner)))
        pairs = {(owner[row], number) for row, number in chain.from_iterable(raw(connection, wanted)) if number not in out}
    counts = Counter(pair[0] for pair in pairs)
    return {one.id: counts[one.id] for one in listed}


def mentions(view: View) -> dict[int, int]:
    """How many slots of claims each row of an actor takes, whatever became of the claims: enough to order by."""
    wanted = select(claim_actor.c.actor, func.count()).where(claim_actor.c.actor.is_not(None)).group_by(claim_actor.c.actor)
    with view.store.reading() as connection:
        return dict(chain.from_iterable(raw(connection, wanted)))


def _not_shown(view: View) -> Any:
    """The numbers of claims that a person rejected, or corrected so that the correction stands instead."""
    judged = judgement.c
    about = (judged.other.is_(None), judged.verdict.in_(OF_CLAIMS), standing(view.scope.as_of))
    last = select(func.max(judged.seq)).where(*about).group_by(judged.subject)
    rejected = select(judged.subject).where(judged.seq.in_(last), judged.verdict == Verdict.REJECTED)
    corrected = select(judged.subject).where(*about, judged.verdict == Verdict.CORRECTED)
    corrections = select(func.max(judged.seq)).where(*about, judged.verdict == Verdict.CORRECTED).group_by(judged.subject)
    of_rejected = select(judged.seq).where(judged.verdict == Verdict.CORRECTED, judged.subject.in_(rejected))
    gone = claim.c.judgement.is_not(None) & (claim.c.judgement.not_in(corrections) | claim.c.judgement.in_(of_rejected))
    return select(claim.c.seq).where(or_(claim.c.id.in_(rejected), claim.c.id.in_(corrected), gone))
