"""From a document to a reading, end to end: claims with their words, and gaps for what was not got."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.errors import ReadingFailed
from foedus.model.actor import Actor
from foedus.model.claim import EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Document
from foedus.reading.anchor import unplaced
from foedus.reading.pipeline import prepare, read
from foedus.reading.prepared import Prepared
from foedus.reading.readers.protocol import Draft
from foedus.reading.readers.registry import reader

TEXT = "Last Friday Hamas attacked Israel near Ashkelon, killing nine people (AFP, March 2). Iran backs Hamas."
PUBLISHED = DateSpan.parse("2013-03-08")


class Scripted:
    """Gives what it is told to give."""

    name = "scripted"
    version = "1"

    def __init__(self, *quotes: str, gaps: tuple[Gap, ...] = ()) -> None:
        self.quotes, self.gaps = quotes, gaps

    def read(self, prepared: Prepared) -> Draft:
        document = prepared.document
        origin = Origin(self.name, self.version)
        claims = tuple(EventClaim(type="attack", quote=unplaced(document, words), origin=origin) for words in self.quotes)
        return Draft((Actor(document.id, "Hamas", "group", mentions=((12, 17),)),), claims, self.gaps)


class Broken:
    name = "broken"
    version = "1"

    def read(self, prepared: Prepared) -> Draft:
        raise ReadingFailed(f"no claims of {len(prepared.sentences)} sentences")


def test_a_report_becomes_claims_that_rest_on_its_words() -> None:
    reading = read(Document(TEXT, published=PUBLISHED), reader("cues"))
    attack, backing = (next(claim for claim in reading.claims if claim.type == kind) for kind in ("attack", "supports"))
    assert isinstance(attack, EventClaim)
    assert (attack.date and attack.date.edtf, attack.place and attack.place.name) == ("2013-03-01", "Ashkelon")
    assert attack.initiators == ("Hamas",)
    assert [citation.publisher for citation in attack.citations] == ["AFP"]
    assert backing.quote.text == "Iran backs Hamas."
    assert all(claim.quote.stands_in(reading.document) for claim in reading.claims)
    assert (reading.reader, reading.gaps) == ("cues", ())


def test_the_same_document_gives_the_same_reading() -> None:
    document = Document(TEXT, published=PUBLISHED)
    assert read(document, reader("cues")) == read(document, reader("cues"))


def test_every_step_marks_the_text() -> None:
    prepared = prepare(Document(TEXT, published=PUBLISHED))
    assert [len(marks) for marks in (prepared.sentences, prepared.counts, prepared.citations)] == [2, 1, 1]
    assert {place.place.name for place in prepared.places} >= {"Ashkelon"}
    assert {actor.name for actor in prepared.actors} >= {"Hamas", "Israel", "Iran"}
    assert prepared.dates


def test_without_a_publication_date_the_gap_says_what_to_do() -> None:
    reading = read(Document("Hamas attacked Israel in 2012."), reader("cues"))
    assert [(gap.kind, gap.detail, gap.start) for gap in reading.gaps] == [(
        GapKind.NO_PUBLICATION_DATE,
        "the document has no publication date, so its relative dates cannot be resolved; give one with --published",
        None,
    )]


def test_a_relative_date_that_cannot_be_resolved_is_a_gap_at_its_words() -> None:
    reading = read(Document(TEXT), reader("cues"))
    gaps = [gap for gap in reading.gaps if gap.kind is GapKind.UNRESOLVED_DATE]
    first = gaps[0]
    assert first.start is not None
    assert TEXT[first.start : first.end] == "Last Friday"
    assert first.detail.startswith("'Last Friday': ")
    attack = next(claim for claim in reading.claims if claim.type == "attack")
    assert isinstance(attack, EventClaim)
    assert attack.date is None


UNSETTLED = [
    # Each row: a text, and the words and detail of each gap that its places leave.
    (
        "Hamas attacked Israel in Qorvat District on 4 May 2012.",
        [("Qorvat District", "'Qorvat District' has no location: the gazetteer knows no such place")],
    ),
    (
        "Hamas shelled the village of Qorvat on 4 May 2012. In the village of\nQorvat Hamas attacked Israel. Qorvat fell.",
        [("Qorvat", "'Qorvat' has no location: the gazetteer knows no such place")],
    ),
    (
        "On 4 May 2012 Hamas attacked Israel in Upper\nQorvat District and near Qorvat Camp.",
        [
            ("Qorvat District", "'Qorvat District' has no location: the gazetteer knows no such place"),
            ("Qorvat Camp", "'Qorvat Camp' has no location: the gazetteer knows no such place"),
        ],
    ),
    ("On 4 May 2012 Hamas attacked Israel near Ashkelon.", []),
]


@pytest.mark.parametrize(("text", "gaps"), UNSETTLED)
def test_a_place_name_that_is_not_settled_is_one_gap_at_its_words(text: str, gaps: list[tuple[str, str]]) -> None:
    reading = read(Document(text, published=PUBLISHED), reader("cues"))
    assert [(text[gap.start : gap.end], gap.detail) for gap in reading.gaps if gap.kind is GapKind.UNRESOLVED_PLACE] == gaps


class Placing(Scripted):
    """Places a presence and a raid by a name of its own."""

    def read(self, prepared: Prepared) -> Draft:
        document, place = prepared.document, Place("the Qorvat hills", candidates=(HILLS, HILLS, SEA))
        shared: dict[str, Any] = {"quote": unplaced(document, self.quotes[0]), "origin": Origin(self.name, self.version)}
        raid = EventClaim(type="attack", place=place, **shared)
        return Draft((), (raid, RelationClaim(type="present_in", a="Hamas", b=place.name, place=place, **shared)))


HILLS = Location("x:1", "Qorvat", 1.0, 2.0, "AF", PlacePrecision.AREA)
SEA = Location("x:2", "Sea of Qorvat", 1.0, 2.0, None, PlacePrecision.REGION)


@pytest.mark.parametrize(("text", "words"), [
    ("Hamas has bases in the\nqorvat hills.", "the\nqorvat hills"), ("Hamas has bases there.", "Hamas has bases there"),
])
def test_a_place_of_a_claim_without_location_is_a_gap_at_its_name_or_else_at_the_quote(text: str, words: str) -> None:
    reading = read(Document(text, published=PUBLISHED), Placing(text.removesuffix(".")))
    (gap,) = reading.gaps
    assert (gap.kind, text[gap.start : gap.end]) == (GapKind.UNRESOLVED_PLACE, words)
    assert gap.detail == (
        "'the Qorvat hills' has no location: the text does not show that it means Qorvat (AF), Sea of Qorvat"
    )


def test_names_are_given_on_one_line_and_quotes_as_they_stand() -> None:
    text = (
        "The Afghan\ngovernment said the Islamic Movement\nof Uzbekistan attacked Israel in North\nWaziristan on 4 May 2012 "
        "(The\nNews [New\nDelhi], May 5)."
    )
    reading = read(Document(text, published=PUBLISHED), reader("cues"))
    attack = next(claim for claim in reading.claims if claim.type == "attack")
    assert isinstance(attack, EventClaim)
    assert attack.place is not None
    assert attack.attribution == "the Afghan government"
    assert (attack.place.name, attack.initiators) == ("North Waziristan", ("Islamic Movement of Uzbekistan",))
    assert [(cited.publisher, cited.place) for cited in attack.citations] == [("The News", "New Delhi")]
    assert "\n" not in " ".join(name for actor in reading.actors for name in actor.names)
    assert "North\nWaziristan" in attack.quote.text


def test_parts_of_the_file_without_text_are_gaps() -> None:
    reading = read(Document(TEXT, published=PUBLISHED), reader("cues"), notes=["page 2 holds only an image"])
    assert [(gap.kind, gap.detail) for gap in reading.gaps] == [(GapKind.UNREADABLE_PART, "page 2 holds only an image")]


def test_a_quote_that_stands_nowhere_becomes_a_gap_and_the_rest_stays() -> None:
    reading = read(Document(TEXT, published=PUBLISHED), Scripted("Hamas attacked Israel", "Hamas shelled Israel"))
    assert [claim.quote.text for claim in reading.claims] == ["Hamas attacked Israel"]
    assert [gap.kind for gap in reading.gaps] == [GapKind.UNPLACED_QUOTE]


def test_the_gaps_of_a_reader_are_kept_in_the_order_of_the_steps() -> None:
    document = Document(TEXT)
    own = Gap(document.id, GapKind.FAILED_STEP, "the second pass broke down")
    kinds = [gap.kind for gap in read(document, Scripted("nowhere", gaps=(own,)), ["page 2"]).gaps]
    assert kinds[:2] == [GapKind.UNREADABLE_PART, GapKind.NO_PUBLICATION_DATE]
    assert kinds[-2:] == [GapKind.FAILED_STEP, GapKind.UNPLACED_QUOTE]


def test_a_reader_that_breaks_down_is_never_an_empty_reading() -> None:
    with pytest.raises(ReadingFailed, match="no claims of 2 sentences"):
        read(Document(TEXT, published=PUBLISHED), Broken())


def test_an_empty_document_is_an_empty_reading() -> None:
    reading = read(Document("", published=PUBLISHED), reader("cues"))
    assert (reading.actors, reading.claims, reading.gaps) == ((), (), ())


def test_a_note_about_the_author_is_a_gap_and_not_read() -> None:
    note = "Jane Doe is an analyst of Hamas at the Levant Institute in Beirut."
    document = Document(f"{TEXT}\n\nIsrael did not reply.\n\n{note}", published=PUBLISHED)
    result = read(document, reader("cues"))
    assert [(gap.detail, document.text[gap.start : gap.end]) for gap in result.gaps if gap.kind is GapKind.AUTHORS_NOTE] == [
        (f"not read: {note!r}", note)
    ]
    assert all(claim.quote.end < document.text.index(note) for claim in result.claims)
    assert "Jane Doe" not in [actor.name for actor in result.actors]
