"""A made-up ledger with everything that formats trip over, and reading back what an exporter wrote as plain strings."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from foedus.exchange.exporters.deliver import encoded
from foedus.exchange.exporters.registry import EXPORTERS, exporter
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.webanno_lines import unescaped
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

ARABIC, EMOJI, FORMULA = "حركة طالبان باكستان", "👩‍🚀 Brigade", '=HYPERLINK("http://x";"Front")'
QUOTED, LINES, PLAIN = 'The "Lions" | of [[Ada]]', "Two\nLines", "Army of Ada"
NAMES = (ARABIC, EMOJI, FORMULA, QUOTED, LINES, PLAIN)
KINDS = {ARABIC: "group", EMOJI: "unit", FORMULA: "group", QUOTED: "community", LINES: "person", PLAIN: "force"}
TOWN = Location("geonames:1", "Ada", 5.78, 0.63, "GH", PlacePrecision.POINT)
COUNTRY = Location("geonames:2", "Ghana", 8.1, -1.2, "GH", PlacePrecision.COUNTRY)
Written = dict[str, bytes]


def span(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


def documents(folder: str = "") -> Iterator[Reading]:
    """Two documents with claims of all sorts."""
    said = [
        "@first\nThey fought, he said,\r\nat Ada.",
        "+They allied.",
        "They may ally.",
        "They deny it.",
        "They plan it.",
        "They live in Ada.",
        "They met.",
        "They fight on since 2010.",
        "He led them.",
        "A bomb\t killed some.",
        "They held him.",
        "They said it.",
    ]
    text = " ".join(said)
    first = Document(
        text, "Report <1> & more", "The Wire", "A. Author", span("2012-05-04"), "https://example.org/1?a=b&c", f"{folder}one.txt"
    )
    yield Reading(first, "odd", "1", _actors(first), tuple(_claims(first, said)))
    other = "Undated \x0b words of no one. Later, the two made peace."
    second = Document(other, None, None, origin=f"{folder}two.txt")
    quote, late = Quote(second.id, 0, 26, other[:26]), Quote(second.id, 27, len(other), other[27:])
    origin = Origin("odd", "1")
    claims = (
        RelationClaim(type="opposes", quote=quote, origin=origin, a=ARABIC, b=PLAIN),
        RelationClaim(
            type="truce_with", quote=late, origin=origin, a=ARABIC, b=PLAIN, start=span("2013-06"), end=span("2014-01-01")
        ),
    )
    yield Reading(second, "odd", "1", _actors(second), claims)


def _actors(of: Document) -> tuple[Actor, ...]:
    return tuple(Actor(of.id, name, KINDS[name], (f"{name} too",), lexicon=f"key:{number}") for number, name in enumerate(NAMES))


def _claims(of: Document, said: list[str]) -> Iterator[Claim]:
    def shared(number: int, **told: Any) -> dict[str, Any]:
        start = of.text.index(said[number])
        quote = Quote(of.id, start, start + len(said[number]), said[number])
        return {"quote": quote, "origin": Origin("odd", "1", f"rule/{number}"), **told}

    yield EventClaim(
        type="clash",
        date=span("2012-05-01"),
        place=Place("Ada", TOWN, (COUNTRY,)),
        country="GH",
        initiators=(ARABIC, EMOJI),
        targets=(PLAIN,),
        killed=Count(2, 5),
        wounded=Count(3, None, True),
        citations=(Citation("-Dawn", "Karachi", span("2012-05-02")), Citation("Xinhua")),
        **shared(0, attribution="=cmd|' /C calc'!A0", certainty=Certainty.HEDGED),
    )
    yield RelationClaim(type="allied_with", a=ARABIC, b=EMOJI, start=span("2009-22"), end=span("2011"), **shared(1))
    yield RelationClaim(type="allied_with", a=EMOJI, b=FORMULA, **shared(2, certainty=Certainty.HYPOTHETICAL))
    yield RelationClaim(type="supports", a=PLAIN, b=FORMULA, **shared(3, certainty=Certainty.DENIED))
    yield EventClaim(
        type="attack", date=span("2013"), initiators=(FORMULA,), targets=(QUOTED,), status=Status.PLANNED, **shared(4)
    )
    yield RelationClaim(type="present_in", a=ARABIC, b="Ada", place=Place("Ada", COUNTRY), start=span("2010-09/.."), **shared(5))
    yield EventClaim(
        type="meeting", date=span("2012-04~"), place=Place("Nowhere"), participants=(LINES, QUOTED, PLAIN), **shared(6)
    )
    yield RelationClaim(type="fights", a=FORMULA, b=PLAIN, start=span("2010/.."), **shared(7))
    yield RelationClaim(type="leads", a=LINES, b=ARABIC, role="emir", end=span("2012-03-01"), **shared(8))
    yield EventClaim(
        type="bombing",
        date=span("2012-02-28/2012-03-02"),
        place=Place("Ghana", COUNTRY),
        targets=(QUOTED,),
        killed=Count(10, 10),
        **shared(9),
    )
    yield EventClaim(
        type="abduction", initiators=(FORMULA,), targets=(LINES,), captured=Count(1, 1), date=span("2011-08"), **shared(10)
    )
    yield EventClaim(type="statement", initiators=(FORMULA,), date=span("201X"), **shared(11))


def fill(ledger: Ledger, hour: float = 0, folder: str = "") -> None:
    """Records them, as found in a folder."""
    for reading in documents(folder):
        record(ledger, reading, now=at(hour), lexicon={f"key:{number}": name for number, name in enumerate(NAMES)})


def written(name: str, told: Selection) -> tuple[Written, Report]:
    """What the exporter of that name writes, by file; a single file is called by the name of its format."""
    report = Report()
    made: Iterable[Any] = exporter(name)(told, report)
    if EXPORTERS[name].folder:
        return {part: b"".join(encoded(pieces)) for part, pieces in made}, report
    return {f"export.{EXPORTERS[name].suffix}": b"".join(encoded(made))}, report


def strings(files: Written, folder: Path) -> list[str]:
    """Every string in the files, as a program that reads the format gets it."""
    return [text for name, content in files.items() for text in _strings(name, content, folder)]


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def cells(name: str, content: bytes) -> Iterator[object]:
    """The cells of a CSV file or a workbook."""
    if name.endswith(".csv"):
        yield from (cell for row in csv.reader(StringIO(content.decode(), newline="")) for cell in row)
    else:
        from openpyxl import load_workbook

        yield from (cell.value for sheet in load_workbook(BytesIO(content)) for row in sheet for cell in row)


def _strings(name: str, content: bytes, folder: Path) -> Iterator[str]:
    match name.rpartition(".")[2]:
        case "csv" | "xlsx":
            yield from (str(cell) for cell in cells(name, content))
        case "parquet":
            from pyarrow import parquet

            yield from (str(value) for row in parquet.read_table(BytesIO(content)).to_pylist() for value in row.values())
        case "db":
            yield from _database(content, folder)
        case "gexf" | "graphml" | "xmi":
            for element in ElementTree.fromstring(content).iter():
                yield from (element.text or "", *element.attrib.values())
        case "json" | "geojson" | "jsonld":
            whole = content.decode()
            parts = whole.rstrip("\n").split("\n") if name.endswith("ftm.json") and whole else [whole]
            yield from (text for part in parts for text in _values(json.loads(part)))
        case "tsv":
            yield from (unescaped(cell) for cell in content.decode().split("\t"))
        case _:
            yield content.decode()


def _database(content: bytes, folder: Path) -> Iterator[str]:
    file = folder / "read.db"
    file.write_bytes(content)
    with sqlite3.connect(file) as made:
        wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'claims_fts%'"
        names = [row[0] for row in made.execute(wanted)]
        for name in names:
            yield from (str(cell) for row in made.execute(f'SELECT * FROM "{name}"') for cell in row)
    made.close()


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, str):
        yield value
        if value.startswith('{"type": '):  # a claim as JSON inside an annotation
            yield from _values(json.loads(value))
