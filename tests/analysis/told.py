"""A small ledger told claim by claim: each claim in a document of its own, published when the test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.reading import Reading
from foedus.model.source import Citation, Document, Quote

NOW = datetime(2024, 1, 1, tzinfo=UTC)
HEDGED, DENIED, HYPOTHETICAL = Certainty.HEDGED, Certainty.DENIED, Certainty.HYPOTHETICAL


def span(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


@dataclass
class Book:
    """Records what it is told. Actors are known by their names: `kinds` gives the kind of those that are no group, and all
    of one name are joined by a lexicon key that is the name itself."""

    ledger: Ledger
    kinds: dict[str, str] = field(default_factory=dict)
    documents: int = 0
    claims: list[str] = field(default_factory=list)

    def tie(self, a: str, kind: str, b: str, start: str | None = None, end: str | None = None, **told: Any) -> str:
        """A relation claim; returns its id."""
        return self._tell(
            (a, b),
            lambda shared: RelationClaim(
                type=kind,
                a=a,
                b=b,
                start=span(start),
                end=span(end),
                role=told.pop("role", None),
                **shared,
            ),
            told,
        )

    def event(self, kind: str, when: str | None, by: str = "", on: str = "", of: str = "", **told: Any) -> str:
        """An event claim; names are separated by commas; returns its id."""
        people = {"initiators": _names(by), "targets": _names(on), "participants": _names(of)}
        who = tuple(dict.fromkeys(name for names in people.values() for name in names))
        return self._tell(who, lambda shared: EventClaim(type=kind, date=span(when), **people, **shared), told)

    def view(self, **at: Any) -> View:
        return self.ledger.view(**at)

    def _tell(self, who: tuple[str, ...], make: Any, told: dict[str, Any]) -> str:
        self.documents += 1
        text = told.pop("text", None) or f"Report {self.documents} tells of {' and '.join(who)}."
        told_date = told.pop("published", "2015-06-01")
        publisher = told.pop("publisher", "The Wire")
        document = Document(
            f"{text}",
            f"Report {self.documents}",
            publisher,
            published=span(told_date),
            origin=f"{self.documents}.txt",
            url=f"https://example.org/{self.documents}",
        )
        cited = tuple(Citation(one, None, span(when)) for one, when in told.pop("cites", ()))
        shared = {
            "quote": Quote(document.id, 0, len(text), text),
            "origin": Origin("told", "1", None, told.pop("confidence", None)),
            "certainty": told.pop("certainty", Certainty.STATED),
            "attribution": told.pop("attribution", None),
            "citations": cited,
        }
        claim: Claim = make({**shared, **told})
        actors = tuple(Actor(document.id, name, self.kinds.get(name, "group"), lexicon=name) for name in who)
        record(self.ledger, Reading(document, "told", "1", actors, (claim,)), now=NOW, lexicon={name: name for name in who})
        self.claims.append(claim.id)
        return claim.id


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
