"""Claims in words, those of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from foedus.interfaces.wording.dates import Dates
from foedus.interfaces.wording.plain import clean
from foedus.ledger.entries import Entry
from foedus.model.claim import COUNT_SLOTS, Certainty, EventClaim, Status
from foedus.model.judgement import Verdict
from foedus.model.source import Citation
from foedus.model.vocabulary import vocabulary


def sentence(entry: Entry, names: Mapping[str, str], dates: Dates) -> str:
    """Who did or is what: "Maulvi Nazir is at truce with Pakistan since summer 2009"."""
    claim = entry.claim
    if isinstance(claim, EventClaim):
        label = vocabulary().event(claim.type).label
        sides = [f"by {people(entry, claim.initiators, names)}"] if claim.initiators else []
        sides += [f"on {people(entry, claim.targets, names)}"] if claim.targets else []
        sides += [f"of {people(entry, claim.participants, names)}"] if claim.participants else []
        return " ".join([label, *sides, f"at {clean(claim.place.name)}" if claim.place else ""]).strip()
    label = vocabulary().relation(claim.type).label
    a, b = people(entry, [claim.a], names), people(entry, [claim.b], names)
    role = f" as {clean(claim.role)}" if claim.role else ""
    since = f" since {dates(claim.start)}" if claim.start else ""
    until = f" until {dates(claim.end)}" if claim.end else ""
    return f"{a} {label} {b}{role}{since}{until}"


def people(entry: Entry, told: Iterable[str], names: Mapping[str, str]) -> str:
    """Names that a claim tells, as the ledger shows those actors."""
    return ", ".join(dict.fromkeys(names.get(entry.who.get(name, ""), name) for name in told))


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


def cited(citations: tuple[Citation, ...], dates: Dates) -> str:
    """Citations as reports write them: "Dawn [Karachi], 2013-01-04; AP"."""
    return "; ".join(
        citation.publisher
        + (f" [{citation.place}]" if citation.place else "")
        + (f", {dates(citation.date)}" if citation.date else "")
        for citation in citations
    )
