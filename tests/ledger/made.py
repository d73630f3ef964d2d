"""Small readings for the ledger's tests, each in a line or two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.actor import Actor
from foedus.model.claim import Claim, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.reading import Gap, Reading
from foedus.model.source import Document, Quote

MORNING = datetime(2024, 5, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)

TEXT = "Red Band raided the fort at Ada on 3 May 2012. Red Band is allied with Blue Host. Two guards were killed."


def at(hours: float) -> datetime:
    """So many hours after the first morning."""
    return MORNING + hours * HOUR


def document(text: str = TEXT, **told: Any) -> Document:
    """A document, by default published on 4 May 2012 and found at report.txt."""
    return Document(text=text, **{"origin": "report.txt", "title": "A report", "published": DateSpan.parse("2012-05-04"), **told})


def actor(of: Document, name: str, kind: str = "group", *aliases: str, lexicon: str | None = None) -> Actor:
    """An actor named in the document."""
    return Actor(of.id, name, kind, aliases, lexicon=lexicon)


def quoted(of: Document, words: str) -> Quote:
    """The words where they first stand in the document."""
    start = of.text.index(words)
    return Quote(of.id, start, start + len(words), words)


def raid(of: Document, version: str = "1", **told: Any) -> EventClaim:
    """Red Band attacks."""
    usual: dict[str, Any] = {
        "type": "attack", "quote": quoted(of, of.text.split(".")[0]), "origin": Origin("cues", version, "raid", 0.8),
        "initiators": ("Red Band",), "date": DateSpan.parse("2012-05-03", "3 May 2012"), "country": "PK",
    }
    return EventClaim(**{**usual, **told})


def alliance(of: Document, version: str = "1", **told: Any) -> RelationClaim:
    """Red Band and Blue Host are allied."""
    usual: dict[str, Any] = {
        "type": "allied_with", "quote": quoted(of, of.text.split(". ")[-2]), "origin": Origin("cues", version, "ally", 0.9),
        "a": "Red Band", "b": "Blue Host",
    }
    return RelationClaim(**{**usual, **told})


def reading(
    of: Document | None = None, version: str = "1", actors: tuple[Actor, ...] | None = None,
    claims: tuple[Claim, ...] | None = None, gaps: tuple[Gap, ...] = (),
) -> Reading:
    """A reading by the cues reader, by default of Red Band's raid and alliance."""
    of = of or document()
    if actors is None:
        actors = (actor(of, "Red Band", "group", "the Band"), actor(of, "Blue Host"))
    if claims is None:
        claims = (raid(of, version), alliance(of, version))
    return Reading(of, "cues", version, actors, claims, gaps)


def record_many(address: str, first: int, count: int) -> None:
    """Records so many numbered documents, saying on standard output what is done, for a process that may be killed."""
    print("opening", flush=True)
    with Ledger.open(address) as ledger:
        for number in range(first, first + count):
            of = document(f"Red Band raided fort {number}. It was bad. Yes.", origin=f"{number}.txt")
            record(ledger, reading(of, claims=(raid(of),)), now=at(number))
            print(number, flush=True)
