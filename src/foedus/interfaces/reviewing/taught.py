"""What was decided, gathered for the next reader to learn from: reviewed documents with the claims that people hold right."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from foedus.exchange.exporters.passages import Reviewed
from foedus.interfaces.reviewing.asked import Asked, wanted
from foedus.interfaces.reviewing.missed import cast
from foedus.ledger.corrections import HUMAN
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.identity import standing
from foedus.ledger.session import Ledger
from foedus.ledger.tables import claim, document, judgement

MOST = 2_000  # documents written at once


def reviewed(ledger: Ledger, partly: bool = False) -> Iterator[Reviewed]:
    """The documents of which every claim of the current reading was decided; with `partly` also those of which only some were."""
    view = ledger.view()
    for document_id, undecided in _documents(ledger).items():
        if undecided and not partly:
            continue
        held = [entry for entry in view.claims(ClaimFilter(documents=(document_id,))) if _decided(entry)]
        claims = sorted((entry.claim for entry in held), key=lambda one: (one.quote.start, one.quote.end, one.id))
        yield Reviewed(view.document(document_id), cast(ledger, document_id), claims, undecided)


def _documents(ledger: Ledger) -> dict[str, int]:
    """The documents with a judged claim, in order of recording, with the number of claims that still wait."""
    judged = judgement.c
    touched = select(claim.c.document).join(judgement, judged.subject == claim.c.id)
    wanted_ids = select(document.c.seq, document.c.id).where(
        document.c.seq.in_(touched.where(judged.other.is_(None), standing(None))), ledger.view().scope.found()
    )
    with ledger.reading() as connection:
        ids = {row.seq: row.id for row in connection.execute(wanted_ids.order_by(document.c.seq).limit(MOST))}
        open_claims = wanted(connection, ledger.view(), Asked(), (claim.c.document, func.count()))
        counts = open_claims.where(claim.c.document.in_(list(ids))).group_by(claim.c.document)
        waiting = {row[0]: int(row[1]) for row in connection.execute(counts)}
    return {name: waiting.get(seq, 0) for seq, name in ids.items()}


def _decided(entry: Entry) -> bool:
    """Whether a person holds it right: accepted, corrected, or added by hand."""
    return entry.judgement is not None or entry.claim.origin.reader == HUMAN
