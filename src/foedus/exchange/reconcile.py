"""A copy of a dataset against the ledger: both as events that can be compared, and what comes of it as tables.

The rows are read by the importer of the format, as `foedus import` reads them, and nothing is recorded.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from foedus.analysis.bearings import Voice, voice
from foedus.analysis.differing import Aspect, How, said
from foedus.analysis.pairing import WINDOW, Told
from foedus.analysis.parties import NO_ACTOR, Parties, Party
from foedus.analysis.reconciling import Finding, Judged, reconcile
from foedus.exchange.exporters.csv_text import Cell, csv_lines
from foedus.exchange.importers import mapped
from foedus.exchange.importers.dataset import data
from foedus.exchange.importers.registry import importer
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.same_event import judged_events
from foedus.ledger.view import View
from foedus.model.claim import PEOPLE_SLOTS, EventClaim
from foedus.model.judgement import Verdict
from foedus.model.reading import GapKind, Reading
from foedus.reading.steps.lexicon import lexicon

FORMATS = {"ucdp-ged": ("id",), "acled": ("event_id_cnty", "data_id"), "gtd": ("eventid",)}  # with what a row calls itself by
_OF_INCIDENTS = ("ucdp_ged", "acled", "gtd", "gdelt", "polecat")
_EVENTS = ClaimFilter(form="event")
_ROWS = ", rows "


@dataclass(frozen=True, slots=True)
class Coverage:
    """When and where the ledger has events. Rows from elsewhere are nothing that it could have."""

    first: date
    last: date
    countries: frozenset[str]

    def holds(self, told: Told, window: int = WINDOW) -> bool:
        """Whether an event may lie within; one without a date or country may."""
        first, last = (told.date.earliest, told.date.latest) if told.date else (None, None)
        if last is not None and last.toordinal() < self.first.toordinal() - window:
            return False
        if first is not None and first.toordinal() > self.last.toordinal() + window:
            return False
        return not self.countries or told.country is None or told.country in self.countries


@dataclass
class Reconciled:
    """What came of it: the findings; `coverage` within which rows counted, None where all did; how many rows lay `beyond` it;
    how many claims of ours are not told as having happened; and what the importer could not take over, by row."""

    findings: list[Finding] = field(default_factory=list)
    coverage: Coverage | None = None
    beyond: int = 0
    not_held: int = 0
    refused: list[str] = field(default_factory=list)


def reconciled(
    view: View, format_: str, readings: Iterable[Reading], file: Path, whole: bool = False, window: int = WINDOW
) -> Reconciled:
    """The ledger as the view shows it against the rows that `readings` of a file give, in order of date.

    Unless `whole`, only rows within the time and the countries of the ledger's events count. Claims that the same file has
    brought into the ledger are left out of ours, and those that are denied, planned or hypothetical.
    """
    made, parties = Reconciled(), Parties()
    ours = list(_ours(view, parties, (format_, file), made))
    made.coverage = None if whole else _coverage(ours)
    pairs = [(tuple(sorted(pair)), judged.verdict) for pair, judged in judged_events(view).items()]
    by_verdict = {
        verdict: frozenset((a, b) for pair, found in pairs if found is verdict for a, b in (pair, pair[::-1]))
        for verdict in (Verdict.SAME_AS, Verdict.NOT_SAME)
    }
    judged = Judged(by_verdict[Verdict.SAME_AS], by_verdict[Verdict.NOT_SAME])
    made.findings = reconcile(ours, _theirs(format_, readings, (parties, window), made), parties, judged, window)
    return made


def rows_of(format_: str, file: Path) -> Iterator[Reading]:
    """The rows of a file as its importer reads them. Raises NotFound and BadInput as that does."""
    return importer(format_)(file)


def _ours(view: View, parties: Parties, of: tuple[str, Path], made: Reconciled) -> Iterator[Told]:
    format_, file = of
    cast = {one.id: one for one in view.actors()}
    for entry in view.claims(_EVENTS):
        claim, document = entry.claim, entry.document
        if claim.origin.reader == format_ and (document.title or "").startswith(f"{file.name}{_ROWS}"):
            continue
        if not isinstance(claim, EventClaim) or voice(entry) is not Voice.FOR:
            made.not_held += 1
            continue
        source = claim.origin.reader if claim.origin.reader in _datasets() else document.id
        sides = tuple(tuple(_party(entry, name, cast, parties) for name in getattr(claim, slot)) for slot in PEOPLE_SLOTS)
        yield _told(claim, source, document.label, sides)


def _party(entry: Entry, name: str, cast: dict[str, ActorCluster], parties: Parties) -> Party:
    one = cast.get(entry.who.get(name, ""))
    if one is None:
        return parties.of(name, NO_ACTOR)
    return parties.of(one.name, one.kind, one.id, (*one.names, *_lexicon_names(one.id)))


def _theirs(format_: str, readings: Iterable[Reading], how: tuple[Parties, int], made: Reconciled) -> Iterator[Told]:
    parties, window = how
    for reading in readings:
        document = reading.document
        made.refused += [gap.detail for gap in reading.gaps if gap.kind is GapKind.REFUSED_CLAIM]
        known = {actor.name: actor for actor in reading.actors}
        header = document.text[: min((claim.quote.start for claim in reading.claims), default=0)]
        for claim in reading.claims:
            if not isinstance(claim, EventClaim):
                continue
            sides = tuple(
                tuple(
                    parties.of(name, known[name].kind, known[name].lexicon, _lexicon_names(known[name].lexicon))
                    for name in getattr(claim, slot)
                )
                for slot in PEOPLE_SLOTS
            )
            label = row_id(header, claim.quote.text, FORMATS[format_])
            told = _told(
                claim, document.publisher or format_, f"{format_} {label}" if label else document.title or document.id, sides
            )
            if made.coverage is not None and not made.coverage.holds(told, window):
                made.beyond += 1
            else:
                yield told


def _told(claim: EventClaim, source: str, where: str, sides: tuple[tuple[Party, ...], ...]) -> Told:
    country = claim.country or (claim.place.location.country if claim.place and claim.place.location else None)
    return Told(claim.id, source, where, claim.quote.text, claim.type, sides, claim.date, claim.place, country, claim.killed)


def _coverage(ours: Iterable[Told]) -> Coverage | None:
    told = list(ours)
    spans = [one.date for one in told if one.date and one.days is not None]
    firsts, lasts = [one.earliest for one in spans if one.earliest], [one.latest for one in spans if one.latest]
    if not firsts or not lasts:
        return None
    return Coverage(min(firsts), max(lasts), frozenset(one.country for one in told if one.country))


def row_id(header: str, row: str, columns: tuple[str, ...]) -> str:
    """What a row calls itself: its cell in the first of these columns that it has; "" for none."""
    if row.startswith("{"):
        try:
            record = json.loads(row)
        except ValueError:
            return ""
        told = record.get("properties") if isinstance(record.get("properties"), dict) else record
        return next((str(told[name]) for name in columns if told.get(name) is not None), "")
    place = _column(header.partition("\n")[0], columns)
    cells = next(csv.reader([row.partition("\n")[0]], delimiter=place[0]), []) if place else []
    return cells[place[1]].removesuffix(".0") if place and place[1] < len(cells) else ""


@cache
def _column(header: str, columns: tuple[str, ...]) -> tuple[str, int] | None:
    for delimiter in ",;\t":
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
        for column in columns:
            if column in names:
                return delimiter, names.index(column)
    return None


@cache
def _datasets() -> frozenset[str]:
    """The readers of the importers of tables, whose rows are incidents of their own."""
    return frozenset(data(name)["reader"] for name in _OF_INCIDENTS) | {mapped.READER}


@cache
def _lexicon_names(key: str | None) -> tuple[str, ...]:
    entry = lexicon().entries.get(key) if key else None
    return (entry.name, *entry.aliases) if entry else ()


# --- tables -----------------------------------------------------------------------------------------------------------------

_TOLD = ("claim", "in", "type", "date", "place", "latitude", "longitude", "actors", "deaths", "quote")
COLUMNS = (
    "finding",
    "points",
    "differ",
    "we_less_exact",
    "they_less_exact",
    *(f"{side}_{name}" for side in ("our", "their") for name in _TOLD),
)


def row_of(one: Finding) -> dict[str, Cell]:
    """A finding as a row of `COLUMNS`."""
    row: dict[str, Cell] = {"finding": one.kind.value, "points": None if one.points is None else round(one.points, 2)}
    for how, column in ((How.DIFFER, "differ"), (How.WE_LESS, "we_less_exact"), (How.THEY_LESS, "they_less_exact")):
        row[column] = ", ".join(found.aspect.value for found in one.differences if found.how is how)
    for side, told in (("our", one.ours), ("their", one.theirs)):
        if told is not None:
            at = told.place.location if told.place else None
            cells = (
                told.id,
                told.where,
                told.type,
                said(told, Aspect.DATE),
                said(told, Aspect.PLACE),
                at.latitude if at else None,
                at.longitude if at else None,
                said(told, Aspect.ACTORS),
                said(told, Aspect.DEATHS),
                told.quote,
            )
            row |= {f"{side}_{name}": cell for name, cell in zip(_TOLD, cells, strict=True)}
    return row


def csv_text(findings: Iterable[Finding]) -> Iterator[str]:
    """The findings as CSV, with the quotes of both; what a spreadsheet could run is defused."""
    return csv_lines(COLUMNS, map(row_of, findings))
