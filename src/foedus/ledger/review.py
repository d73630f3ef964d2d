"""What people decide about claims and identities: appended, signed, dated, undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, or_, select

from foedus.errors import BadInput, NotFound, Refused
from foedus.ledger import tables
from foedus.ledger.claims import Berth, add_claims, cast_of
from foedus.ledger.columns import in_utc
from foedus.ledger.corrections import HUMAN, corrected
from foedus.ledger.identity import add_judgements, is_actor, standing
from foedus.ledger.restore import claims_from, document_from, judgement_from
from foedus.ledger.store import Store
from foedus.model.claim import Origin
from foedus.model.judgement import Judgement, Verdict

UNSEEN: Final = "unseen"  # no judgement id looks like this


@dataclass(frozen=True, slots=True)
class Signature:
    """Who judges, when, and why. Raises BadInput without a name or for a time without a zone."""

    by: str
    at: datetime
    why: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise BadInput("a judgement is signed; give the name of who judges")
        object.__setattr__(self, "at", in_utc(self.at))


def accept(ledger: Store, claim: str, signed: Signature, expected: str | None = UNSEEN) -> Judgement:
    """Judges a claim right as it stands: as corrected, where it was. See `reject` for `expected`."""
    return _judge(ledger, claim, Verdict.ACCEPTED, signed, expected)


def reject(ledger: Store, claim: str, signed: Signature, expected: str | None = UNSEEN) -> Judgement:
    """Judges a claim wrong: the current view leaves it out.

    `expected` is the id of the last standing judgement that the person saw on this claim, None if there was none; where
    another has been made since, Refused is raised and nothing recorded. Left out, nothing is checked.
    Raises NotFound for an unknown claim.
    """
    return _judge(ledger, claim, Verdict.REJECTED, signed, expected)


def correct(
    ledger: Store, claim: str, correction: Mapping[str, Any], signed: Signature, expected: str | None = UNSEEN
) -> Judgement:
    """Judges how a claim should read, in the codebook's form; fields left out stay as they stand, earlier corrections
    included. See `reject` for `expected`.

    Raises BadInput where the quote does not stand in the document, BadVocabulary for an unknown word of the codebook.
    """
    with ledger.writing() as connection:
        row = _claim_row(connection, claim)
        _check_unchanged(connection, row.id, expected)
        document = document_from(connection.execute(select(tables.document).where(tables.document.c.seq == row.document)).one())
        before = next(claims_from(connection, [_as_it_stands(connection, row)], {row.document: document.id})).claim
        reads = corrected(before, document, correction)
        made = Judgement(Verdict.CORRECTED, row.id, signed.by, signed.at, signed.why, correction=reads.to_json())
        if known := _known(connection, made):
            return known
        seq = add_judgements(connection, [made])
        berth = Berth(row.reading, row.document, made.at, cast_of(connection, row.reading), seq)
        add_claims(connection, [replace(reads, origin=Origin(HUMAN, made.id))], berth)
    return made


def same_as(ledger: Store, a: str, b: str, signed: Signature) -> Judgement:
    """Judges two actors the same; either may be a key of the lexicon instead. Raises NotFound for an unknown one."""
    return _judge_pair(ledger, (a, b), Verdict.SAME_AS, signed)


def not_same(ledger: Store, a: str, b: str, signed: Signature) -> Judgement:
    """Judges two actors not the same; either may be a key of the lexicon instead. Raises NotFound for an unknown one."""
    return _judge_pair(ledger, (a, b), Verdict.NOT_SAME, signed)


def undo(ledger: Store, judgement: str, signed: Signature) -> Judgement:
    """Takes a judgement back; it stays in the ledger with who, when and why. Raises NotFound, or Refused if undone before."""
    table = tables.judgement
    with ledger.writing() as connection:
        row = connection.execute(select(table).where(table.c.id == judgement)).first()
        if row is None:
            raise NotFound(f"there is no judgement {judgement!r}; foedus judgements lists them")
        if row.undone_at is not None:
            raise Refused(f"judgement {judgement} was undone by {row.undone_by} on {row.undone_at:%Y-%m-%d %H:%M} UTC already")
        undone = table.update().where(table.c.seq == row.seq)
        connection.execute(undone.values(undone_at=signed.at, undone_by=signed.by, undone_why=signed.why))
        return judgement_from(connection.execute(select(table).where(table.c.seq == row.seq)).one())


def judgements(ledger: Store, about: str | None = None, by: str | None = None, undone: bool = True) -> list[Judgement]:
    """The judgements in order of recording: about a claim or actor, by a person, with the undone ones unless told not to."""
    table = tables.judgement
    wanted = select(table).order_by(table.c.seq)
    if about is not None:
        wanted = wanted.where(or_(table.c.subject == about, table.c.other == about))
    if by is not None:
        wanted = wanted.where(table.c.judged_by == by)
    if not undone:
        wanted = wanted.where(table.c.undone_at.is_(None))
    with ledger.reading() as connection:
        return [judgement_from(row) for row in connection.execute(wanted)]


def _judge(ledger: Store, claim: str, verdict: Verdict, signed: Signature, expected: str | None) -> Judgement:
    with ledger.writing() as connection:
        row = _claim_row(connection, claim)
        _check_unchanged(connection, row.id, expected)
        made = Judgement(verdict, row.id, signed.by, signed.at, signed.why)
        if known := _known(connection, made):
            return known
        add_judgements(connection, [made])
    return made


def _judge_pair(ledger: Store, pair: tuple[str, str], verdict: Verdict, signed: Signature) -> Judgement:
    # A pair has no direction: actor ids come first and the smaller first, so that it is found again however it is named.
    first, second = sorted(pair, key=lambda name: (not is_actor(name), name))
    if first == second:
        raise BadInput(f"{first} is one actor; name two")
    if not is_actor(first):
        raise BadInput(f"{first} and {second} are both entries of the lexicon; name at least one actor of a document")
    made = Judgement(verdict, first, signed.by, signed.at, signed.why, other=second)
    with ledger.writing() as connection:
        for name in (first, second):
            _check_actor(connection, name)
        if known := _known(connection, made):
            return known
        add_judgements(connection, [made])
    return made


def _known(connection: Connection, made: Judgement) -> Judgement | None:
    """The very same judgement, if the ledger has it: repeating it adds nothing. Refused if it was undone."""
    table = tables.judgement
    row = connection.execute(select(table).where(table.c.id == made.id)).first()
    if row is not None and row.undone_at is not None:
        raise Refused(f"judgement {made.id} was made at this time and undone by {row.undone_by}; judge again with a later one")
    return judgement_from(row) if row is not None else None


def _claim_row(connection: Connection, claim: str) -> Row[Any]:
    """The row of a claim; for a corrected claim, of the one it corrects: judgements are about what the reader claimed."""
    table, judgement = tables.claim, tables.judgement
    row = connection.execute(select(table).where(table.c.id == claim)).first()
    if row is not None and row.judgement is not None:
        subject = select(judgement.c.subject).where(judgement.c.seq == row.judgement).scalar_subquery()
        row = connection.execute(select(table).where(table.c.id == subject)).first()
    if row is None:
        raise NotFound(f"there is no claim {claim!r} in the ledger; foedus events --json and foedus why A B --json show the ids")
    return row


def _as_it_stands(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The row of the last standing correction of a claim, else the claim's own."""
    claims, judged = tables.claim, tables.judgement
    corrections = select(claims).join(judged, judged.c.seq == claims.c.judgement)
    wanted = corrections.where(judged.c.subject == row.id, standing(None)).order_by(judged.c.seq.desc())
    return connection.execute(wanted).first() or row


def _check_unchanged(connection: Connection, claim: str, expected: str | None) -> None:
    if expected == UNSEEN:
        return
    table = tables.judgement
    last = connection.execute(
        select(table.c.id, table.c.judged_by, table.c.verdict)
        .where(table.c.subject == claim, table.c.other.is_(None), standing(None)).order_by(table.c.seq.desc())
    ).first()
    if (last.id if last else None) == expected:
        return
    if last is None:
        raise Refused(f"the judgement {expected} of claim {claim} has been undone since you looked; look again before you judge")
    raise Refused(
        f"claim {claim} was judged {last.verdict} by {last.judged_by} ({last.id}) since you looked; look again before you judge"
    )


def _check_actor(connection: Connection, name: str) -> None:
    actor = tables.actor.c
    column = actor.id if is_actor(name) else actor.lexicon
    if connection.execute(select(actor.seq).where(column == name)).first() is None:
        raise NotFound(f"there is no actor {name!r} in the ledger; foedus actors --json shows the ids")
