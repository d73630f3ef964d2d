"""Judgements that two event claims tell the same incident, or do not: appended, signed, undoable like all others."""

from __future__ import annotations

from sqlalchemy import select

from foedus.errors import BadInput, NotFound
from foedus.ledger.identity import CLAIM, add_judgements, standing
from foedus.ledger.restore import judgement_from
from foedus.ledger.review import Signature
from foedus.ledger.rows import EVENT
from foedus.ledger.store import Store
from foedus.ledger.tables import claim as claims
from foedus.ledger.tables import judgement as judgements
from foedus.ledger.view import View
from foedus.model.judgement import Judgement, Verdict


def judge_events(ledger: Store, pair: tuple[str, str], same: bool, signed: Signature) -> Judgement:
    """Judges two event claims, by their ids, one incident or not. `foedus undo` takes it back.

    Raises BadInput for one claim given twice or a claim that is no event, NotFound for an unknown claim.
    """
    first, second = sorted(pair)
    if first == second:
        raise BadInput(f"{first} is one claim; name two")
    verdict = Verdict.SAME_AS if same else Verdict.NOT_SAME
    made = Judgement(verdict, first, signed.by, signed.at, signed.why, other=second)
    with ledger.writing() as connection:
        for one in (first, second):
            form = connection.scalar(select(claims.c.form).where(claims.c.id == one))
            if form is None:
                raise NotFound(f"there is no claim {one!r} in the ledger; foedus events --json shows the ids")
            if form != EVENT:
                raise BadInput(f"claim {one} is a {form}, no event; foedus events --json shows those that are")
        if connection.scalar(select(judgements.c.seq).where(judgements.c.id == made.id)) is None:
            add_judgements(connection, [made])
    return made


def judged_events(view: View) -> dict[frozenset[str], Judgement]:
    """The last standing judgement of each pair of event claims, as the view saw it."""
    wanted = select(judgements).where(judgements.c.subject.startswith(CLAIM), judgements.c.other.is_not(None))
    with view.store.reading() as connection:
        rows = connection.execute(wanted.where(standing(view.scope.as_of)).order_by(judgements.c.seq))
        return {frozenset((row.subject, row.other)): judgement_from(row) for row in rows}
