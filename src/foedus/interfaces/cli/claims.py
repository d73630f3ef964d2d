"""Claims as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedus.interfaces.cli.dates import told
from foedus.interfaces.cli.names import shown_people
from foedus.interfaces.cli.output import clean
from foedus.ledger.entries import Entry
from foedus.model.claim import COUNT_SLOTS, Certainty, EventClaim, Status
from foedus.model.judgement import Verdict
from foedus.model.source import Citation
from foedus.model.vocabulary import vocabulary


def sentence(entry: Entry, names: Mapping[str, str]) -> str:
    """Who did or is what, in the vocabulary's words: "Maulvi Nazir is at truce with Pakistan since summer 2009"."""
    claim = entry.claim
    if isinstance(claim, EventClaim):
        label = vocabulary().event(claim.type).label
        sides = [f"by {shown_people(entry, claim.initiators, names)}"] if claim.initiators else []
        sides += [f"on {shown_people(entry, claim.targets, names)}"] if claim.targets else []
        sides += [f"of {shown_people(entry, claim.participants, names)}"] if claim.participants else []
        return " ".join([label, *sides, f"at {clean(claim.place.name)}" if claim.place else ""]).strip()
    label = vocabulary().relation(claim.type).label
    a, b = shown_people(entry, [claim.a], names), shown_people(entry, [claim.b], names)
    role = f" as {clean(claim.role)}" if claim.role else ""
    since = f" since {told(claim.start)}" if claim.start else ""
    until = f" until {told(claim.end)}" if claim.end else ""
    return f"{a} {label} {b}{role}{since}{until}"


def toll(claim: EventClaim) -> str:
    """The numbers of people: "killed 50 to 200, wounded 7"."""
    return ", ".join(f"{slot} {count}" for slot in COUNT_SLOTS if (count := getattr(claim, slot)) is not None)


def surety(entry: Entry) -> str:
    """What qualifies the claim: certainty unless stated, an event's status unless completed, the last judgement.

    A corrected claim says so also where a person accepted the correction later.
    """
    claim = entry.claim
    words = [] if claim.certainty is Certainty.STATED else [claim.certainty.value]
    if isinstance(claim, EventClaim) and claim.status is not Status.COMPLETED:
        words.append(claim.status.value)
    if entry.judgement is not None:
        if entry.original is not None and entry.judgement.verdict is not Verdict.CORRECTED:
            words.append(Verdict.CORRECTED.value)
        words.append(f"{entry.judgement.verdict.value} by {entry.judgement.by}")
    return ", ".join(words)


def cited(citations: tuple[Citation, ...]) -> str:
    """Citations as reports write them: "Dawn [Karachi], 2013-01-04; AP"."""
    return "; ".join(
        citation.publisher
        + (f" [{citation.place}]" if citation.place else "")
        + (f", {told(citation.date)}" if citation.date else "")
        for citation in citations
    )


def record(entry: Entry) -> dict[str, Any]:
    """A claim as it stands, with its document, the canonical ids of its actors and the last judgement."""
    from foedus.exchange.exporters.claims import claim_json

    document = entry.document
    judged = entry.judgement
    return {
        **claim_json(entry.claim),
        "document": document.id,
        "document_title": document.title,
        "published": document.published.edtf if document.published else None,
        "origin": document.origin,
        "who": dict(entry.who),
        "judgement": {"id": judged.id, "verdict": judged.verdict.value, "by": judged.by} if judged else None,
    }
