"""A sound ledger has no difference; each way of tampering has its own."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from foedus.errors import ReadingFailed
from foedus.ledger.intake import record
from foedus.ledger.recheck import Fault
from foedus.ledger.review import Signature, correct
from foedus.ledger.session import Ledger
from foedus.ledger.verify import verify
from foedus.model.claim import Origin
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Document
from tests.ledger.made import actor, alliance, at, document, raid, reading


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    of = document()
    gap = Gap(of.id, GapKind.UNRESOLVED_DATE, "last spring", 0, 3)
    cast = (actor(of, "Red Band", lexicon="rb"), actor(of, "Blue Host"))
    record(ledger, reading(of, actors=cast, gaps=(gap,)), raw=b"<p>", fetched_at=at(0), now=at(0))
    correct(ledger, raid(of).id, {"type": "clash"}, Signature("ann", at(1)))
    return ledger


def test_a_sound_ledger_has_no_difference(filled: Ledger) -> None:
    assert verify(filled) == []


@pytest.mark.parametrize(("tampering", "fault", "says"), [
    ("UPDATE document SET text = replace(text, 'raided', 'razed!')", Fault.DOCUMENT, "text_sha256 is not what its text"),
    ("UPDATE document SET title = 'Another'", Fault.DOCUMENT, "id is not what its text and data give"),
    ("UPDATE document SET published_edtf = '2012-13'", Fault.DOCUMENT, "from its row: date '2012-13' has month 13"),
    ("UPDATE document SET published_latest = '2011-01-01'", Fault.DOCUMENT, "published_latest is not what its text"),
    ("UPDATE original SET bytes = CAST('x' AS {bytes})", Fault.ORIGINAL, "have another hash, 2d711642"),
    ("UPDATE sighting SET original = NULL", Fault.ORIGINAL, "belong to no document"),
    ("DELETE FROM sighting", Fault.DATABASE, "has no sighting"),
    ("DELETE FROM turn", Fault.DATABASE, "was never the current one of its document"),
    ("UPDATE reading SET version = '2'", Fault.READING, "its id is not that of reader cues 2"),
    ("UPDATE actor SET name = 'Red Hand' WHERE name = 'Red Band'", Fault.ACTOR, "its id is not that of its name and kind"),
    ("UPDATE actor SET mentions = '[[5, 99999]]'", Fault.ACTOR, "a mention lies outside of document"),
    ("UPDATE claim SET quote_start = 1, quote_end = 9 WHERE type = 'attack'", Fault.CLAIM, "does not stand at 1-9 of document"),
    ("UPDATE claim SET certainty = 'hedged' WHERE type = 'attack'", Fault.CLAIM, "id is not what its content gives"),
    ("UPDATE claim SET certainty = 'sure' WHERE type = 'attack'", Fault.CLAIM, "cannot be made from its row: ValueError 'sure'"),
    ("UPDATE claim SET date_latest = NULL WHERE type = 'attack'", Fault.CLAIM, "date_latest is not what its content gives"),
    ("DELETE FROM claim_actor WHERE slot = 'b'", Fault.CLAIM, "cannot be made from its row: KeyError 'b'"),
    ("UPDATE claim_actor SET name = 'Nobody' WHERE slot = 'b'", Fault.CLAIM, "id is not what its content gives"),
    ("UPDATE gap SET detail = 'next spring'", Fault.GAP, "its id is not that of its content"),
    ("UPDATE judgement SET why = 'no idea' WHERE judged_by = 'ann'", Fault.JUDGEMENT, "its id is not that of its content"),
    ("UPDATE judgement SET subject = 'clm-x' WHERE judged_by = 'ann'", Fault.JUDGEMENT, "is about clm-x, which is not in"),
    ("UPDATE claim SET type = 'attack' WHERE type = 'clash'", Fault.JUDGEMENT, "is not what the correction says"),
])
def test_tampering_is_found(filled: Ledger, tampering: str, fault: Fault, says: str) -> None:
    with filled.writing() as connection:
        kind = "BLOB" if connection.dialect.name == "sqlite" else "BYTEA"
        connection.execute(text(tampering.format(bytes=kind)))
    found = verify(filled)
    assert any(one.fault is fault and says in one.sentence for one in found), found


def test_rows_that_point_at_nothing_are_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Ledger.open(tmp_path_factory.mktemp("v") / "foedus.sqlite") as ledger:
        record(ledger, reading(), now=at(0))
        raw = ledger.engine.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
        raw.cursor().execute("DELETE FROM actor WHERE name = 'Blue Host'")
        raw.close()
        said = [one.sentence for one in verify(ledger) if one.fault is Fault.DATABASE]
        assert any("of table claim_actor points at a row of actor that is not there" in sentence for sentence in said)


def test_a_reading_that_comes_out_the_same_again_has_no_difference(ledger: Ledger) -> None:
    record(ledger, reading(), now=at(0))
    assert verify(ledger, reading) == []


def test_a_reading_that_comes_out_otherwise_is_found(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(), now=at(0))
    found = verify(ledger, lambda of: reading(of, claims=(raid(of), alliance(of, role="old friends"))))
    assert [(one.fault, one.is_note, one.sentence) for one in found] == [(
        Fault.REREADING, False,
        f"document {of.id}: read again, claim {alliance(of).id} (allied_with, 'Red Band is allied with Blue Host') "
        "has another role (none before, 'old friends' now)",
    )]


def test_every_field_that_comes_out_otherwise_is_named(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(), now=at(0))
    other = raid(of, killed=Count(2, 2), origin=Origin("cues", "1", "raid", 0.5), date=DateSpan.parse("2012"))
    (found,) = verify(ledger, lambda of: reading(of, claims=(alliance(of), other)))
    assert found.sentence.endswith(
        "has another origin.confidence (0.8 before, 0.5 now), date (2012-05-03 before, 2012 now), killed (none before, 2 now)"
    )


def test_what_is_lost_and_what_is_new_is_named(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(), now=at(0))
    new = actor(of, "Green Front")
    found = verify(ledger, lambda of: reading(of, claims=(raid(of),), actors=(actor(of, "Blue Host"), new)))
    assert [one.sentence.partition(": read again, ")[2] for one in found] == [
        f"it no longer gives claim {alliance(of).id} (allied_with, 'Red Band is allied with Blue Host')",
        f"it no longer gives actor {actor(of, 'Red Band').id} (group, 'Red Band')",
        f"it gives actor {new.id} (group, 'Green Front'), which the ledger has not",
    ]


def test_a_document_that_another_version_read_is_said_not_to_be_reread(ledger: Ledger) -> None:
    record(ledger, reading(), now=at(0))
    (found,) = verify(ledger, lambda of: reading(of, "2"))
    assert (found.fault, found.is_note) == (Fault.NOT_REREAD, True)
    assert found.sentence.endswith("was read by cues 1; this is cues 2, so they cannot be compared")


def test_a_document_whose_reader_is_not_at_hand_is_said_not_to_be_reread(ledger: Ledger) -> None:
    record(ledger, reading(), now=at(0))
    record(ledger, Reading(document(), "human", "1"), now=at(1))
    (found,) = verify(ledger, lambda _: None)
    assert found.is_note
    assert found.sentence.endswith("was read by cues 1, which is not at hand, so it was not read again")


def test_a_reading_that_breaks_down_again_is_a_difference(ledger: Ledger) -> None:
    record(ledger, reading(), now=at(0))

    def broken(of: Document) -> Reading:
        raise ReadingFailed(f"step dates broke down on {of.origin}")

    (found,) = verify(ledger, broken)
    assert found.fault is Fault.REREADING
    assert found.sentence.endswith("could not be read again: step dates broke down on report.txt")
