"""The parts of an actor's page as its templates take them: words, drawings and quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedus.analysis.bearings import Moment
from foedus.analysis.coverage import Silence
from foedus.analysis.spells import Known, Spell
from foedus.analysis.ties import State
from foedus.interfaces.web.gathered.drawing import Axis, Band, axis_of, band, bars
from foedus.interfaces.web.gathered.portrait import ENDED, HELD, LAST_SEEN, LATER, Belonging, Portrait, Row
from foedus.interfaces.wording.claims import sentence, surety, toll
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import Entry
from foedus.model.claim import EventClaim

EVENTS_A_PAGE = 15
QUOTES = 4  # quotes shown of one thing; documents and the dossier have all
_OTHERS = 40  # other actors shown of one stage
_SPOTS, _SILENCES = 40, 6
_WIDTH, _BARS = 560, 48

_STAGES = (
    (HELD, "Standing"),
    (LAST_SEEN, "Seen before; no end is told"),
    (ENDED, "Over"),
    (LATER, "Later"),
    (State.UNDATED.value, "Without a date"),
    (State.UNFOUNDED.value, "Only denied, planned or feared"),
)
_HEADINGS = {
    ("leads", True): "Leads", ("leads", False): "Led by",
    ("part_of", True): "Part of", ("part_of", False): "Includes",
    ("media_arm_of", True): "Outlet of", ("media_arm_of", False): "Publishes through",
    ("member_of", True): "Belongs to", ("member_of", False): "Members told of",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """The ties that are at one stage, by the other actor; `of` is how many others there are."""

    title: str
    others: Sequence[tuple[str, str, Sequence[Row]]]
    of: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A spell as a band, with its time in words."""

    band: Band
    when: str


@dataclass(frozen=True, slots=True)
class Line:
    """One other body or person, with the bands of its spells."""

    one: Belonging
    name: str
    drawn: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words."""

    entry: Entry
    date: str
    words: str
    toll: str
    surety: str


def parts_of(piece: str, drawn: Portrait, events: int) -> dict[str, Any]:
    """What the template of a piece takes."""
    made = {"ties": _ties, "belonging": _belonging, "places": _places, "coverage": _coverage}
    return _events(drawn, events) if piece == "events" else made[piece](drawn)


def _ties(drawn: Portrait) -> dict[str, Any]:
    stages = []
    for wanted, title in _STAGES:
        rows: dict[str, list[Row]] = {}
        for row in drawn.ties:
            if row.stage == wanted:
                rows.setdefault(row.other, []).append(row)
        others = [(other, drawn.names.get(other, other), listed) for other, listed in rows.items()]
        if others:
            stages.append(Stage(f"{title} on {drawn.day}" if wanted == HELD else title, others[:_OTHERS], len(others)))
    return {"stages": stages, "when": when, "quotes_shown": QUOTES, "ended": drawn.grounds.ends.get(drawn.actor.id)}


def _belonging(drawn: Portrait) -> dict[str, Any]:
    axis = axis_of([spell for one in drawn.belongings for spell in one.spells], _WIDTH, drawn.day)
    sections: dict[str, list[Line]] = {}
    for one in drawn.belongings:
        name = drawn.names.get(one.other, one.other)
        sections.setdefault(_HEADINGS[one.kind, one.upward], []).append(Line(one, name, _bands(one.spells, axis)))
    return {"sections": sections, "axis": axis, "quotes_shown": QUOTES}


def _bands(spells: Iterable[Spell], axis: Axis | None) -> list[Drawn]:
    return [Drawn(band(one, axis), when(one)) for one in spells] if axis else []


def _events(drawn: Portrait, number: int) -> dict[str, Any]:
    of = len(drawn.events)
    pages = max(1, -(-of // EVENTS_A_PAGE))
    number = min(number, pages)
    shown = drawn.events[(number - 1) * EVENTS_A_PAGE : number * EVENTS_A_PAGE]
    told = [
        Told(one, in_words(one.claim.date), sentence(one, drawn.names, in_words), toll(one.claim), surety(one))
        for one in shown
        if isinstance(one.claim, EventClaim)
    ]
    return {"told": told, "events_of": of, "events_page": number, "events_pages": pages}


def _places(drawn: Portrait) -> dict[str, Any]:
    return {"spots": drawn.spots[:_SPOTS], "spots_of": len(drawn.spots), "quotes_shown": QUOTES}


def _coverage(drawn: Portrait) -> dict[str, Any]:
    longest = sorted(drawn.coverage.silences, key=lambda one: -_days(one, drawn.day))[:_SILENCES]
    shown = sorted(longest, key=lambda one: one.first or date.min)
    return {
        "covered": drawn.coverage,
        "silences": [(one, length(_days(one, drawn.day))) for one in shown if one.first is not None],
        "years": bars(drawn.years, _WIDTH, _BARS) if drawn.years else None,
    }


def when(one: Spell | None) -> str:
    """The time of a spell in words: "from 2007-03, last seen 2010-11-15"; of deeds only when the first and the last were."""
    if one is None:
        return ""
    dated = [bearing for bearing in one.evidence if bearing.first and bearing.last]
    begins = in_words(dated[0].first) if dated else ""
    last = max(dated, key=lambda bearing: _finish(bearing.last), default=None)
    seen = in_words(last.last) if last else ""
    if one.derived:
        return begins if begins == seen else f"{begins} to {seen}"
    first = f"from {begins}" if one.start.known is Known.STATED else f"seen from {begins}"
    if one.end.known is Known.STATED:
        return f"{first}, until {seen}"
    if one.end.known is Known.INFERRED:
        return f"{first}, over by {_day(one.end.latest or one.end.earliest)}"
    return f"seen {seen}" if one.start.known is Known.FIRST_SEEN and begins == seen else f"{first}, last seen {seen}"


def _finish(moment: Moment | None) -> date:
    return (moment.span.latest if moment else None) or date.max


def _day(day: date | None) -> str:
    return day.isoformat() if day else "an unknown day"


def length(days: int) -> str:
    """A stretch of time in years and months."""
    years, months = divmod(round(days / 30.44), 12)
    parts = [f"{years} {'year' if years == 1 else 'years'}"] if years else []
    parts += [f"{months} {'month' if months == 1 else 'months'}"] if months else []
    return " ".join(parts) or f"{days} days"


def _days(one: Silence, until: date) -> int:
    return ((one.last or until) - one.first).days if one.first else 0
