"""What the rows of one block claim: actors, claims and gaps, each resting on its row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foedus.errors import BadInput, BadVocabulary
from foedus.exchange.importers.naming import Naming
from foedus.exchange.importers.rows import Row
from foedus.exchange.importers.spans import day_of
from foedus.model.actor import Actor
from foedus.model.claim import Claim, EventClaim, Origin, RelationClaim
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Document, Quote
from foedus.model.vocabulary import PLACE, vocabulary

_LARGEST = 100_000_000  # people; a larger number is a slip


@dataclass(slots=True)
class _Figure:
    """An actor in the making."""

    kind: str
    lexicon: str | None
    aliases: dict[str, None] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)


class Coding:
    """Gathers what a block's rows say. `begin` a row, then read its cells and claim; whatever cannot be taken over is a gap."""

    def __init__(self, document: Document, signed: tuple[str, str], naming: Naming) -> None:
        self.claims: list[Claim] = []
        self.gaps: list[Gap] = []
        self.naming = naming
        self._document, self._signed = document, signed
        self._figures: dict[str, _Figure] = {}
        self._row, self._quote = Row(0, ""), Quote(document.id, 0, 0, "")

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors in the order in which they were first named."""
        document = self._document.id
        return tuple(
            Actor(document, name, one.kind, tuple(one.aliases), tuple(one.mentions), one.lexicon)
            for name, one in self._figures.items()
        )

    def begin(self, row: Row, start: int) -> None:
        """Turns to a row that begins at this offset of the document."""
        self._row = row
        self._quote = Quote(self._document.id, start, start + len(row.line), row.line)

    # --- gaps -----------------------------------------------------------------------------------------------------------

    def note(self, detail: str, where: tuple[int, int] | None = None) -> None:
        """A gap of the file as a whole."""
        start, end = where or (None, None)
        self.gaps.append(Gap(self._document.id, GapKind.NOT_TAKEN_OVER, detail, start, end))

    def gap(self, detail: str, kind: GapKind = GapKind.NOT_TAKEN_OVER) -> None:
        """A gap at the row."""
        self.gaps.append(Gap(self._document.id, kind, detail, self._quote.start, self._quote.end))

    # --- cells ----------------------------------------------------------------------------------------------------------

    def whole(self, column: str, unknown: Sequence[str] = ()) -> int | None:
        """A number of people, None for an empty cell or one of `unknown`; anything else is a gap."""
        text = self._row[column]
        if not text or text in unknown:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0 <= number <= _LARGEST or not number.is_integer():
            self.gap(f"{column} {text!r} is no number of people")
            return None
        return int(number)

    def count(self, column: str, unknown: Sequence[str] = ()) -> Count | None:
        """A number of people as it stands, None where the cell tells none."""
        number = self.whole(column, unknown)
        return Count(number, number) if number is not None else None

    def day(self, column: str) -> date | None:
        """The day in a cell, None for an empty one; one that is no day is a gap."""
        text = self._row[column]
        if not text:
            return None
        try:
            return day_of(text)
        except BadInput as fault:
            self.gap(f"{column}: {fault}", GapKind.UNRESOLVED_DATE)
            return None

    def place(
        self, name: str, precision: PlacePrecision, country: str | None, columns: tuple[str, str] = ("latitude", "longitude")
    ) -> Place | None:
        """The place of that name, with the coordinates of the two columns where they are such; None without a name."""
        if not name:
            return None
        latitude, longitude = (self._row[column] for column in columns)
        if not latitude and not longitude:
            return Place(name)
        try:
            degrees = float(latitude), float(longitude)
        except ValueError:
            degrees = math.nan, math.nan
        if not (-90 <= degrees[0] <= 90 and -180 <= degrees[1] <= 180):
            self.gap(f"{columns[0]} {latitude!r}, {columns[1]} {longitude!r} are no coordinates", GapKind.UNRESOLVED_PLACE)
            return Place(name)
        key = f"{self._signed[0]}:{degrees[0]:.6g},{degrees[1]:.6g}"
        return Place(name, Location(key, name, *degrees, country, precision))

    # --- claims ---------------------------------------------------------------------------------------------------------

    def cast(self, cell: str, kind: str | None = None, aliases: Iterable[str] = (), entry: str | None = None) -> tuple[str, ...]:
        """The actors that a cell names, none where it is empty or names nobody known.

        `kind` is what the row says they are, `entry` the key in the lexicon that its id has, if it has one.
        """
        names = self.naming.names(cell)
        for name in names:
            self.figure(name, kind, aliases if len(names) == 1 else (), entry if len(names) == 1 else None)
        return names

    def figure(self, name: str, kind: str | None = None, aliases: Iterable[str] = (), entry: str | None = None) -> str:
        """One actor of exactly this name, which is given back."""
        one = self._figures.get(name)
        if one is None:
            one = self._figures[name] = _Figure(*self.naming.settled(name, kind, entry))
        one.aliases.update((alias, None) for alias in aliases if alias and alias != name)
        at = self._row.line.find(name)
        if at >= 0:
            start = self._quote.start + at
            one.mentions.append((start, start + len(name)))
        return name

    def kind_of(self, name: str) -> str:
        """The kind of an actor that was named in the block."""
        return self._figures[name].kind

    def event(self, type_: str, rule: str | None = None, **told: Any) -> None:
        """Claims an event that the row tells; empty slots stay empty."""
        vocabulary().event(type_)
        self.claims.append(EventClaim(type=type_, quote=self._quote, origin=Origin(*self._signed, rule), **told))

    def relation(self, type_: str, a: str, b: str, rule: str | None = None, **told: Any) -> None:
        """Claims a relation that the row tells; one that does not hold between such actors is a gap."""
        terms = vocabulary().relation(type_)
        kinds = self.kind_of(a), PLACE if terms.b == (PLACE,) else self.kind_of(b)
        if a == b or not terms.allows(*kinds):
            why = "an actor and itself" if a == b else f"a {kinds[0]} ({a!r}) and a {kinds[1]} ({b!r})"
            self.gap(f"{type_} does not hold between {why}", GapKind.REFUSED_CLAIM)
            return
        self.claims.append(RelationClaim(type=type_, quote=self._quote, origin=Origin(*self._signed, rule), a=a, b=b, **told))

    def refused(self, column: str, code: str, choices: Iterable[str] = ()) -> None:
        """The gap of a row whose code says nothing that can be claimed."""
        said = ", ".join(choices)
        known = f"; known are {said}" if said else ""
        self.gap(f"{column} {code!r} is no code that can be taken over{known}", GapKind.REFUSED_CLAIM)


def known_type(type_: str, relation: bool) -> bool:
    """Whether the vocabulary has such a relation or event type."""
    try:
        vocabulary().relation(type_) if relation else vocabulary().event(type_)
    except BadVocabulary:
        return False
    return True
