"""A small ledger for the commands that ask and judge: two reports, recorded claim by claim, so that no reader is needed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Citation, Document, Quote

NOW = datetime(2024, 1, 1, 9, tzinfo=UTC)
TTP, IMU, NAZIR = "Tehrik-e-Taliban Pakistan", "Islamic Movement of Uzbekistan", "Maulvi Nazir"
FIRST = (
    "The TTP and the IMU are allied. In 2007 Maulvi Nazir expelled the IMU from Wana; about 150 people were killed. "
    "Islamabad denies that it supports Nazir."
)
SECOND = "On December 15, 2012 the TTP and the IMU attacked Peshawar (Dawn [Karachi], December 16). The TTP opposes Maulvi Nazir."
LEXICON = {"ucdp:356": TTP, "ucdp:359": IMU, "state:pakistan": "Pakistan"}


def make(path: Path) -> None:
    """Records both reports in a new ledger."""
    with Ledger.open(path) as ledger:
        for reading in (_first(), _second()):
            record(ledger, reading, now=NOW, lexicon=LEXICON)


def _actors(of: Document) -> tuple[Actor, ...]:
    return (
        Actor(of.id, TTP, "group", ("TTP", "Pakistani Taliban"), lexicon="ucdp:356"),
        Actor(of.id, IMU, "group", ("IMU",), lexicon="ucdp:359"),
        Actor(of.id, NAZIR, "person", ("Nazir",)),
        Actor(of.id, "Pakistan", "state", ("Islamabad",), lexicon="state:pakistan"),
    )


def _quote(of: Document, words: str) -> Quote:
    start = of.text.index(words)
    return Quote(of.id, start, start + len(words), words)


def _first() -> Reading:
    document = Document(
        FIRST,
        title="Wana in 2010",
        publisher="Border Monitor",
        published=DateSpan.parse("2010-11-15"),
        origin="first.txt",
    )
    origin = Origin("cues", "1", "rule/1")
    claims: tuple[Claim, ...] = (
        RelationClaim(type="allied_with", quote=_quote(document, "The TTP and the IMU are allied."), origin=origin, a=TTP, b=IMU),
        EventClaim(
            type="expulsion",
            quote=_quote(document, "In 2007 Maulvi Nazir expelled the IMU from Wana"),
            origin=origin,
            date=DateSpan.parse("2007"),
            place=Place("Wana"),
            initiators=(NAZIR,),
            targets=(IMU,),
            killed=Count(150, 150, True),
        ),
        RelationClaim(
            type="supports",
            quote=_quote(document, "Islamabad denies that it supports Nazir."),
            origin=origin,
            a="Pakistan",
            b=NAZIR,
            certainty=Certainty.DENIED,
            attribution="Islamabad",
        ),
    )
    gap = Gap(document.id, GapKind.UNRESOLVED_DATE, "'last spring': no anchor", 0, 3)
    return Reading(document, "cues", "1", _actors(document), claims, (gap,))


def _second() -> Reading:
    document = Document(
        SECOND,
        title="Peshawar in 2013",
        publisher="Risk Letter",
        published=DateSpan.parse("2013-02-20"),
        origin="second.txt",
    )
    origin = Origin("cues", "1", "rule/2")
    attack = _quote(document, "On December 15, 2012 the TTP and the IMU attacked Peshawar")
    claims: tuple[Claim, ...] = (
        EventClaim(
            type="attack",
            quote=attack,
            origin=origin,
            date=DateSpan.parse("2012-12-15"),
            place=Place("Peshawar"),
            initiators=(TTP, IMU),
            citations=(Citation("Dawn", "Karachi", DateSpan.parse("2012-12-16")),),
        ),
        RelationClaim(
            type="opposes",
            quote=_quote(document, "The TTP opposes Maulvi Nazir."),
            origin=origin,
            a=TTP,
            b=NAZIR,
            start=DateSpan.parse("2009-22"),
        ),
    )
    return Reading(document, "cues", "1", _actors(document), claims)
