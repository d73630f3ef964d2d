"""Made-up ledgers for property tests: odd names, other scripts, quotes with line breaks, emoji, and dates that are open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from foedus.exchange.exporters.selection import Selection
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Reading
from foedus.model.source import Citation, Document, Quote
from tests.ledger.made import at

KINDS = {
    "Army of Ada": "force",
    "حركة طالبان": "group",
    "👩‍🚀 Brigade": "unit",
    'The "Lions" | of [[Ada]]': "community",
    "=HYPERLINK(1)": "group",
    "-Dash_ed* \\back\\": "group",
    "Two\nLines": "person",
    "O'Neill -> Sons; Ltd": "person",
    "Front, Popular": "bloc",
    "République d’Ñandú": "state",
}
PLAIN = {
    "Army of Ada": "force",
    "حركة طالبان": "group",
    "👩‍🚀 Brigade": "unit",
    "=Red Band": "group",
    "République d’Ñandú": "state",
}
TOWN = Location("geonames:1", "Ada", 5.78, 0.63, "GH", PlacePrecision.POINT)
REGION = Location("geonames:2", "Volta", 6.5, 0.5, "GH", PlacePrecision.PROVINCE)
PLACES = (None, Place("Ada", TOWN), Place("Volta", REGION), Place("+Nowhere"), Place("東京 | x"))
DATES = (
    None,
    "2012-05-01",
    "2012-05",
    "2012",
    "2012-04~",
    "2012-05?",
    "2009-22",
    "201X",
    "2012-02-28/2012-03-02",
    "2010-09/..",
    "../2011",
)
DAYS = ("2012-05-01", "2012-05-03/2012-05-05", "2012-06")
COUNTS = (None, Count(3, 3), Count(2, 5), Count(10, None), Count(None, 50), Count(400, 400, True), Count(24, None, True))
WORDS = (
    "They fought",
    "قاتلوا",
    "👩‍🚀 flew",
    "@first\nline",
    '"He said, ""no"""',
    "=1+1",
    "a\ttab",
    "back\\slash [x] | _ -> ; *",
    "\r\nnew",
    "é",
)

_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
_said = st.one_of(st.none(), st.sampled_from(("he", "=cmd|' /C calc'!A0", "الشرطة", "two\nlines")))
_citations = st.lists(
    st.builds(
        Citation,
        st.sampled_from(("Dawn", "-Wire | x; y", "وكالة")),
        st.sampled_from((None, "Karachi")),
        st.sampled_from((None, DateSpan.parse("2012-05-02"))),
    ),
    max_size=2,
)


def _span(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """One or two documents with claims of every sort."""
    return [_reading(draw, number) for number in range(draw(st.integers(1, 2)))]


@st.composite
def incidents(draw: st.DrawFn) -> list[Reading]:
    """A document of events that datasets can hold: of plain names, happened, dated, with a place."""
    document, quotes = _document(draw, 0, draw(st.integers(1, 4)))
    names = st.sampled_from(sorted(PLAIN))
    claims = []
    for quote in quotes:
        first, second = draw(st.lists(names, min_size=2, max_size=2, unique=True))
        claims.append(
            EventClaim(
                type=draw(st.sampled_from(("clash", "attack", "bombing"))),
                quote=quote,
                origin=Origin("odd", "1"),
                certainty=draw(st.sampled_from((Certainty.STATED, Certainty.HEDGED))),
                date=_span(draw(st.sampled_from(DAYS))),
                place=draw(st.sampled_from((Place("Ada", TOWN), Place("Volta", REGION)))),
                country="GH",
                initiators=(first,),
                targets=(second,),
                killed=draw(st.sampled_from((Count(3, 3), Count(2, 5), Count(1, 1)))),
            )
        )
    return [Reading(document, "odd", "1", _cast(document, PLAIN), tuple(claims))]


@contextmanager
def ledger_of(made: list[Reading]) -> Iterator[tuple[Ledger, Path]]:
    """A ledger that holds the readings, and its folder."""
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "made.sqlite") as ledger:
        for hour, reading in enumerate(made):
            record(ledger, reading, now=at(hour))
        yield ledger, Path(folder)


def selected(ledger: Ledger, texts: bool) -> Selection:
    return Selection(ledger.view(), texts=texts)


def _document(draw: st.DrawFn, number: int, quotes: int) -> tuple[Document, list[Quote]]:
    said = [f"{draw(st.sampled_from(WORDS))} {number}.{one}{draw(_words)}!" for one in range(quotes)]
    between = draw(st.sampled_from((" ", "\n", "\r\n\n", " 👩‍🚀 ", "\u2028x\n")))
    text = f"{draw(st.sampled_from(('', '  ', 'x ')))}{between.join(said)}\n"
    published = _span(draw(st.sampled_from((None, "2012-05-04", "2012"))))
    title, publisher = draw(st.sampled_from(((None, None), ("Report <1> & more", "The Wire"))))
    url = f"https://example.org/{number}?a=b&c" if draw(st.booleans()) else None
    document = Document(text, title, publisher, published=published, url=url, origin=f"{number}.txt")
    starts = [text.index(one) for one in said]
    return document, [Quote(document.id, start, start + len(one), one) for start, one in zip(starts, said, strict=True)]


def _cast(of: Document, kinds: dict[str, str]) -> tuple[Actor, ...]:
    return tuple(Actor(of.id, name, kind) for name, kind in kinds.items())


def _reading(draw: st.DrawFn, number: int) -> Reading:
    document, quotes = _document(draw, number, draw(st.integers(1, 5)))
    claims = tuple(_claim(draw, quote) for quote in quotes)
    return Reading(document, "odd", "1", _cast(document, KINDS), claims)


def _claim(draw: st.DrawFn, quote: Quote) -> Claim:
    shared: dict[str, Any] = {
        "quote": quote,
        "origin": Origin("odd", "1", draw(st.sampled_from((None, "rule/1"))), draw(st.sampled_from((None, 0.5)))),
        "certainty": draw(st.sampled_from(list(Certainty))),
        "attribution": draw(_said),
        "citations": tuple(draw(_citations)),
    }
    if draw(st.booleans()):
        return _relation(draw, shared)
    names = st.lists(st.sampled_from(sorted(KINDS)), max_size=2, unique=True).map(tuple)
    return EventClaim(
        type=draw(st.sampled_from(("clash", "attack", "meeting", "abduction"))),
        date=_span(draw(st.sampled_from(DATES))),
        place=draw(st.sampled_from(PLACES)),
        country=draw(st.sampled_from((None, "GH"))),
        initiators=draw(names),
        targets=draw(names),
        participants=draw(names),
        killed=draw(st.sampled_from(COUNTS)),
        wounded=draw(st.sampled_from(COUNTS)),
        captured=draw(st.sampled_from(COUNTS)),
        status=draw(st.sampled_from(list(Status))),
        **shared,
    )


def _relation(draw: st.DrawFn, shared: dict[str, Any]) -> RelationClaim:
    type_ = draw(st.sampled_from(("allied_with", "fights", "leads", "present_in", "supports")))
    persons = sorted(name for name, kind in KINDS.items() if kind == "person")
    a = draw(st.sampled_from(persons if type_ == "leads" else sorted(KINDS)))
    place = draw(st.sampled_from([one for one in PLACES if one])) if type_ == "present_in" else None
    b = place.name if place else draw(st.sampled_from(sorted(set(KINDS) - {a})))
    return RelationClaim(
        type=type_,
        a=a,
        b=b,
        start=_span(draw(st.sampled_from(DATES))),
        end=_span(draw(st.sampled_from((None, "2013", "2013-01-02")))),
        role=draw(st.sampled_from((None, "emir", "role | x; \\y"))) if type_ == "leads" else None,
        place=place,
        **shared,
    )
