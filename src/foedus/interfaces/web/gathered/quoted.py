"""Quotes beside a picture: what a mark that was clicked rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from foedus.interfaces.records.claims import quote_record
from foedus.interfaces.wording.claims import sentence, surety
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import Entry
from foedus.ledger.view import View
from foedus.model.claim import EventClaim

MOST_QUOTES = 60

Id = Annotated[str, StringConstraints(pattern=r"^[^\x00]{1,200}$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^clm-[0-9a-f]{24}$")]
DayText = Annotated[str, StringConstraints(max_length=40)]


class Quote(BaseModel):
    """The words of a claim and where they stand."""

    claim: str
    type: str
    certainty: str
    attribution: str | None
    quote: str
    document: str
    document_title: str | None
    published: str | None
    start_offset: int
    end_offset: int


class Quoted(Quote):
    """A quote, and what its claim says in the ledger's names."""

    sentence: str
    date: str
    surety: str


class Quotes(BaseModel):
    """Quotes, and of how many they are the first."""

    quotes: list[Quoted]
    of: int


def quoted(entry: Entry, names: Mapping[str, str]) -> Quoted:
    """The quote of a claim; `names` shows its actors."""
    claim = entry.claim
    when = in_words(claim.date) if isinstance(claim, EventClaim) else ""
    return Quoted(**quote_record(entry), sentence=sentence(entry, names, in_words), date=when, surety=surety(entry))


def quotes_of(view: View, entries: Iterable[Entry], of: int | None = None) -> Quotes:
    """The quotes of these claims with the names of their actors; `of` is how many there are, where more than these."""
    shown = list(entries)
    names = names_in(view, shown)
    return Quotes(quotes=[quoted(entry, names) for entry in shown], of=len(shown) if of is None else of)


def names_in(view: View, entries: Iterable[Entry]) -> dict[str, str]:
    """The names to show of the actors in these claims, by canonical id."""
    asked = sorted({name for entry in entries for name in entry.who.values()})
    return {one.id: one.name for one in view.actors_of(asked)} if asked else {}
