"""Judging claims: one at a time or many by a pattern, each with a look at what was judged meanwhile, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from foedus.errors import BadInput, NotFound, Refused
from foedus.interfaces.reviewing.asked import Asked, State, by_document, total, wanted
from foedus.interfaces.wording.date_words import edtf_of
from foedus.ledger import review
from foedus.ledger.identity import standing
from foedus.ledger.review import Signature
from foedus.ledger.session import Ledger
from foedus.ledger.tables import claim, judgement
from foedus.ledger.view import View
from foedus.model.judgement import Judgement, Verdict

AT_ONCE = 1_000  # claims judged by one batch


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody judged the claim since it was looked at: `last` is the judgement that now stands last, None where what stood was
    undone; nothing was recorded."""

    claim: str
    last: Judgement | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims judged at one moment by one person, `standing` of them not undone."""

    by: str
    at: datetime
    verdict: str
    why: str
    count: int
    standing: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a claim; `correction` in the codebook's form for CORRECTED. `expected` is the id of the last
    judgement seen, None if there was none."""

    claim: str
    verdict: Verdict
    expected: str | None
    correction: Mapping[str, Any] | None = None


def judge(ledger: Ledger, decided: Decision, signed: Signature) -> Judgement | Clash:
    """Records a decision, or tells what was judged meanwhile. Raises NotFound, BadInput and BadVocabulary as `review` does."""
    try:
        if decided.verdict is Verdict.CORRECTED:
            return review.correct(ledger, decided.claim, dated(decided.correction or {}), signed, decided.expected)
        judged = {Verdict.ACCEPTED: review.accept, Verdict.REJECTED: review.reject}[decided.verdict]
        return judged(ledger, decided.claim, signed, decided.expected)
    except Refused:
        history = ledger.view().history(decided.claim)
        last = next((one for one in reversed(history.judgements) if one.undone_at is None), None)
        if (last.id if last else None) == decided.expected:
            raise
        return Clash(history.claim.id, last, _told(last))


def dated(correction: Mapping[str, Any]) -> dict[str, Any]:
    """The correction with dates in words ("summer 2009") as EDTF."""
    whole = dict(correction)
    for name in ("date", "start", "end"):
        if isinstance(whole.get(name), str):
            whole[name] = edtf_of(whole[name])
    if isinstance(whole.get("sources"), list):
        whole["sources"] = [
            {**one, "date": edtf_of(one["date"])} if isinstance(one, dict) and isinstance(one.get("date"), str) else one
            for one in whole["sources"]
        ]
    return whole


def take_back(ledger: Ledger, judgement_id: str, signed: Signature) -> Judgement:
    """Undoes one judgement. Raises NotFound, or Refused for one that is about actors or was undone before."""
    with ledger.reading() as connection:
        row = connection.execute(select(judgement.c.other).where(judgement.c.id == judgement_id)).first()
    if row is not None and row.other is not None:
        raise Refused(f"judgement {judgement_id} is about actors; undo it on the page of one of them")
    return review.undo(ledger, judgement_id, signed)


def judge_all(ledger: Ledger, asked: Asked, verdict: Verdict, count: int, signed: Signature) -> tuple[list[Judgement], int]:
    """Judges all open claims that are asked for alike, at most 1,000, and how many somebody judged meanwhile instead.

    Raises BadInput where nothing narrows what is asked for, Refused where not `count` claims are asked for any more.
    """
    if not asked.narrow:
        raise BadInput("a batch needs a pattern: a type, document, actor, reader, rule, confidence, or words of the quote")
    if asked.state is not State.OPEN:
        raise BadInput("a batch judges open claims only; judge the others one by one")
    view = ledger.view()
    with ledger.reading() as connection:
        found = total(connection, view, asked)
        ids = list(connection.scalars(by_document(wanted(connection, view, asked, (claim.c.id,))).limit(AT_ONCE)))
    if found != count:
        raise Refused(f"{found:,} claims fit the pattern now, {count:,} did when you looked; look again before you judge them")
    made, passed = [], 0
    for one in ids:
        told = judge(ledger, Decision(one, verdict, None), signed)
        if isinstance(told, Clash):
            passed += 1
        else:
            made.append(told)
    return made, passed


def batches(ledger: Ledger, most: int = 20) -> list[Batch]:
    """The newest batches."""
    told = judgement.c
    count = func.count()
    left = count - func.count(told.undone_at)
    made = select(told.judged_by, told.judged_at, func.min(told.verdict), func.min(told.why), count, left)
    made = made.where(told.other.is_(None)).group_by(told.judged_by, told.judged_at).having(count > 1)
    with ledger.reading() as connection:
        rows = connection.execute(made.order_by(told.judged_at.desc()).limit(most))
        return [Batch(row[0], row[1], row[2], row[3], int(row[4]), int(row[5])) for row in rows]


def take_back_all(ledger: Ledger, by: str, at: datetime, signed: Signature) -> list[Judgement]:
    """Undoes what stands of a batch. Raises NotFound where there is none, or nothing of it stands."""
    told = judgement.c
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise NotFound(f"no judgement was made at {at.isoformat()}; /review/batch lists the batches") from None
    with ledger.reading() as connection:
        wanted_ids = select(told.id).where(told.judged_by == by, told.judged_at == at, told.other.is_(None), standing(None))
        ids = list(connection.scalars(wanted_ids.order_by(told.seq)))
    if not ids:
        raise NotFound(f"no standing judgement was made by {by!r} at {at.isoformat()}; /review/batch lists the batches")
    return [review.undo(ledger, one, signed) for one in ids]


def examples(ledger: Ledger, view: View, asked: Asked, most: int = 8) -> tuple[int, list[str], dict[str, int]]:
    """How many claims are asked for, some of them spread over all, and the number of each type."""
    with ledger.reading() as connection:
        count = total(connection, view, asked)
        some = wanted(connection, view, asked, (claim.c.id, claim.c.type, claim.c.document, claim.c.quote_start, claim.c.seq))
        rows = connection.execute(by_document(some).limit(AT_ONCE)).all()
    types: dict[str, int] = {}
    for row in rows:
        types[row.type] = types.get(row.type, 0) + 1
    return count, _spread([row.id for row in rows], most), dict(sorted(types.items(), key=lambda item: (-item[1], item[0])))


def _spread(ids: Sequence[str], most: int) -> list[str]:
    if len(ids) <= most:
        return list(ids)
    return [ids[at * (len(ids) - 1) // (most - 1)] for at in range(most)]


def _told(last: Judgement | None) -> str:
    if last is None:
        return "The judgement that you saw has been undone since. Yours was not recorded; look again and decide."
    did = {"accepted": "accepted it", "rejected": "rejected it", "corrected": "corrected it"}[last.verdict.value]
    when = f"{last.at:%Y-%m-%d} at {last.at:%H:%M} UTC"
    return f"{last.by} {did} on {when}, after you looked. Yours was not recorded; look again and decide."
