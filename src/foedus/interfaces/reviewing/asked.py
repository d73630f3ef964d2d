"""Which claims a reviewer asks for, as conditions in SQL: also those that were rejected, which no view shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select

from foedus.errors import BadInput
from foedus.ledger.corrections import HUMAN
from foedus.ledger.identity import standing
from foedus.ledger.scope import among
from foedus.ledger.tables import actor, claim, claim_actor, document, judgement, sighting, turn
from foedus.ledger.view import View

LOOKED_OVER = 100_000  # claims, in order of recording, among which the doubtful are sought
COUNTED = 10_000  # beyond so many it is only said that there are more
SHOWN_ESCAPE = "\\"


class State(StrEnum):
    """What was judged of a claim so far."""

    OPEN = "open"  # nobody judged it
    MINE = "mine"  # the person who asks did not judge it yet, whoever else did
    DIFFER = "differ"  # people judged it differently, and nobody settled it
    JUDGED = "judged"  # somebody judged it
    ALL = "all"


class Order(StrEnum):
    """Which claim comes first."""

    CONSEQUENCE = "consequence"  # the one on which most hangs
    DOUBT = "doubt"  # the one that is least sure
    DOCUMENT = "document"  # as they stand in the documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Claims of current readings; every condition given must hold.

    `person` is who asks; `actor` a canonical id; `document` an id; `rule` and `reader` are those of the claim's origin; `quote` a
    pattern, in which "*" stands for any letters, that the quote must hold; the bounds of `confidence` are inclusive, and a claim
    of a reader that gives none is within no bounds. `differing` are the claims on which people differ.
    """

    state: State = State.OPEN
    person: str = ""
    type: str | None = None
    certainty: str | None = None
    actor: str | None = None
    document: str | None = None
    reader: str | None = None
    rule: str | None = None
    quote: str | None = None
    confidence_from: float | None = None
    confidence_to: float | None = None
    differing: tuple[str, ...] = ()

    @property
    def narrow(self) -> bool:
        """Whether anything but the state and the person is asked for."""
        given = (self.type, self.certainty, self.actor, self.document, self.reader, self.rule, self.quote)
        return any(given) or self.confidence_from is not None or self.confidence_to is not None


def wanted(connection: Connection, view: View, asked: Asked, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """These columns of the claims asked for. A claim that was corrected is one claim, named by what its reader said."""
    # Written so that no database looks for what is no correction by an index, as nearly every claim is none.
    made = select(*columns).select_from(claim).where(func.coalesce(claim.c.judgement, 0) == 0)
    return made.where(*_conditions(connection, view, asked))


def total(connection: Connection, view: View, asked: Asked) -> int:
    """How many claims are asked for; one more than `COUNTED` where there are more."""
    found = wanted(connection, view, asked, (claim.c.seq,)).limit(COUNTED + 1).subquery()
    return int(connection.scalar(select(func.count()).select_from(found)) or 0)


def by_document(made: Select[Any]) -> Select[Any]:
    """In the order of the documents and their text."""
    return made.order_by(claim.c.document, claim.c.quote_start, claim.c.seq)


def by_doubt(
    connection: Connection,
    view: View,
    asked: Asked,
    columns: Sequence[ColumnElement[Any]],
    most: int,
    within: Sequence[str] | None = None,
) -> Select[Any]:
    """These columns of so many claims, the least sure first; of equals as they were recorded. Of a large ledger the first
    100,000 that are asked for are looked over. `within` are the ids among which they are sought, all if None."""
    labelled = [column.label(f"column_{at}") for at, column in enumerate((claim.c.seq, doubt(), *columns))]
    made = wanted(connection, view, asked, labelled).order_by(claim.c.seq).limit(LOOKED_OVER)
    some = (made if within is None else made.where(among(connection, claim.c.id, within))).subquery()
    seq, doubts, *others = some.c
    return select(*others).order_by(doubts.desc(), seq).limit(most)


def doubt() -> ColumnElement[Any]:
    """How little sure a claim is, from 0 to about 1.5: what the reader's confidence lacks, more for what is told with reserve."""
    hedged = case((claim.c.certainty == "stated", 0.0), else_=0.5)
    return hedged + 1.0 - func.coalesce(claim.c.confidence, 0.75)


def _conditions(connection: Connection, view: View, asked: Asked) -> Iterator[ColumnElement[bool]]:
    told = claim.c
    yield from _of_state(connection, view, asked)
    if asked.type:
        yield told.type == asked.type
    if asked.certainty:
        yield told.certainty == asked.certainty
    if asked.document:
        yield told.document == select(document.c.seq).where(document.c.id == asked.document).scalar_subquery()
    if asked.actor:
        members = view.identities.actors(view.identities.of(asked.actor))
        theirs = select(claim_actor.c.claim).join(actor, actor.c.seq == claim_actor.c.actor)
        yield told.seq.in_(theirs.where(among(connection, actor.c.id, members)))
    if asked.reader:
        yield told.reader == asked.reader
    if asked.rule:
        yield told.rule == asked.rule
    if asked.quote:
        yield func.lower(told.quote).like(_pattern(asked.quote), escape=SHOWN_ESCAPE)
    if asked.confidence_from is not None:
        yield told.confidence >= asked.confidence_from
    if asked.confidence_to is not None:
        yield told.confidence <= asked.confidence_to


def _of_state(connection: Connection, view: View, asked: Asked) -> Iterator[ColumnElement[bool]]:
    told, judged = claim.c, judgement.c
    standing_on = exists().where(judged.subject == told.id, judged.other.is_(None), standing(None))
    if asked.state is State.DIFFER:
        yield among(connection, told.id, asked.differing)
        return
    # Asked claim by claim, so that a query for a few of very many reads no more than these.
    scope = view.scope
    reads, lies = turn.c.reading == told.reading, sighting.c.document == told.document
    is_current = and_(exists().where(reads, scope.holds(turn)), exists().where(lies, scope.holds(sighting)))
    if asked.state is State.JUDGED:
        yield standing_on
    elif asked.state is State.OPEN:
        yield is_current
        yield told.reader != HUMAN
        yield ~standing_on
    elif asked.state is State.MINE:
        yield is_current
        yield ~exists().where(judged.subject == told.id, judged.other.is_(None), standing(None), judged.judged_by == asked.person)
    else:
        yield or_(is_current, standing_on)


def _pattern(text: str) -> str:
    """A pattern of LIKE. Raises BadInput for one without letters, which would mean every claim."""
    if not any(letter.isalnum() for letter in text):
        raise BadInput(f"the pattern {text!r} has no letter; write words of the quote, with * for any letters between them")
    escaped = text.lower()
    for special in (SHOWN_ESCAPE, "%", "_"):
        escaped = escaped.replace(special, SHOWN_ESCAPE + special)
    return "%" + escaped.replace("*", "%") + "%"
