"""Recording: once, whole, and never over what was there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from foedus.errors import BadInput, FoedusError, NotFound, ReadingFailed
from foedus.ledger import tables
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.intake import Intake, prefer, record
from foedus.ledger.review import Signature, accept, correct, reject, undo
from foedus.ledger.session import Ledger
from foedus.ledger.verify import verify
from foedus.model.actor import Actor
from foedus.model.claim import Origin
from foedus.model.dates import DateSpan, Precision
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Document
from tests.ledger.made import actor, alliance, at, document, raid, reading, record_many

TEXT_2 = "Red Band raided the fort at Ada on 5 May 2012. Red Band fights Blue Host. Nobody was hurt."


def rows(ledger: Ledger, *names: str) -> dict[str, int]:
    """How many rows each table holds."""
    with ledger.reading() as connection:
        every = tables.metadata.sorted_tables
        counted = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in every}
    return {name: counted[name] for name in names} if names else counted


def test_a_document_is_recorded_with_its_actors_claims_and_gaps(ledger: Ledger) -> None:
    of = document()
    gap = Gap(of.id, GapKind.UNRESOLVED_DATE, "last spring", 0, 3)
    report = record(ledger, reading(of, gaps=(gap,)), now=at(0))
    assert (report.outcome, report.document, report.actors, report.claims, report.gaps) == (Intake.NEW, of.id, 2, 2, 1)
    assert [entry.gap for entry in ledger.view().gaps()] == [gap]
    assert [entry.gap for entry in ledger.view().gaps([of.id])] == [gap]
    assert list(ledger.view().gaps(["doc-other"])) == []


def test_the_same_reading_twice_adds_nothing(ledger: Ledger) -> None:
    record(ledger, reading(), raw=b"<p>", fetched_at=at(0), now=at(0))
    before = rows(ledger)
    report = record(ledger, reading(), raw=b"<p>", fetched_at=at(1), now=at(1))
    assert report.outcome is Intake.KNOWN
    assert rows(ledger) == before


def test_claims_that_say_the_very_same_count_once(ledger: Ledger) -> None:
    of = document()
    assert record(ledger, reading(of, claims=(raid(of), raid(of))), now=at(0)).claims == 1


def test_a_changed_document_supersedes_the_old_one_of_the_same_origin(ledger: Ledger) -> None:
    first, second = document(), document(TEXT_2)
    record(ledger, reading(first), now=at(0))
    report = record(ledger, reading(second, claims=(raid(second),)), now=at(1))
    assert (report.outcome, report.superseded) == (Intake.NEW_VERSION, first.id)
    assert [info.id for info in ledger.view().documents()] == [second.id]
    assert {entry.document.id for entry in ledger.view().claims()} == {second.id}
    assert [info.id for info in ledger.view(as_of=at(0.5)).documents()] == [first.id]
    assert len(list(ledger.view(as_of=at(0.5)).claims())) == 2
    history = ledger.view().history(raid(first).id)
    assert (history.recorded_at, history.superseded_at) == (at(0), at(1))


def test_a_document_that_comes_back_to_its_origin_counts_again(ledger: Ledger) -> None:
    first, second = document(), document(TEXT_2)
    for hour, version in enumerate((first, second, first)):
        record(ledger, reading(version, claims=(raid(version),)), now=at(hour))
    assert [info.id for info in ledger.view().documents()] == [first.id]
    assert rows(ledger, "document", "reading", "sighting") == {"document": 2, "reading": 2, "sighting": 3}


def test_one_document_found_at_two_origins_counts_until_both_have_another(ledger: Ledger) -> None:
    record(ledger, reading(document(origin="a.txt")), now=at(0))
    assert record(ledger, reading(document(origin="b.txt")), now=at(1)).outcome is Intake.SEEN_ELSEWHERE
    other = document(TEXT_2, origin="a.txt")
    record(ledger, reading(other, claims=()), now=at(2))
    assert len(list(ledger.view().documents())) == 2
    last = document(TEXT_2 + "!", origin="b.txt")
    record(ledger, reading(last, claims=()), now=at(3))
    assert {info.id for info in ledger.view().documents()} == {other.id, last.id}


def test_documents_without_an_origin_never_supersede_one_another(ledger: Ledger) -> None:
    for hour, text in enumerate(("Red Band raided Ada. So it was. Yes.", "Red Band raided Edo. So it was. Yes.")):
        of = document(text, origin=None)
        record(ledger, reading(of, claims=(raid(of),)), now=at(hour))
    assert len(list(ledger.view().documents())) == 2


def test_another_version_of_a_reader_supersedes_its_older_reading_which_is_kept(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of, "1"), now=at(0))
    report = record(ledger, reading(of, "2", claims=(raid(of, "2"),)), now=at(1))
    assert (report.outcome, report.superseded) == (Intake.REREAD, None)
    assert [entry.claim.origin.version for entry in ledger.view().claims()] == ["2"]
    assert [entry.claim.origin.version for entry in ledger.view(as_of=at(0.5)).claims()] == ["1", "1"]
    assert ledger.view().history(raid(of, "1").id).superseded_at == at(1)
    assert rows(ledger, "reading", "claim") == {"reading": 2, "claim": 3}


def by_another(of: Document, *, reader: str = "trained") -> Reading:
    """The same raid, as another reader has it."""
    return Reading(of, reader, "1", (actor(of, "Red Band"),), (raid(of, origin=Origin(reader, "1")),))


def readers(ledger: Ledger, hours: float | None = None) -> list[str]:
    view = ledger.view(as_of=None if hours is None else at(hours))
    return [entry.claim.origin.reader for entry in view.claims()]


def test_another_reader_supersedes_the_reading_before_which_is_kept_as_history(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of, gaps=(Gap(of.id, GapKind.UNRESOLVED_DATE, "last spring", 0, 3),)), now=at(0))
    assert record(ledger, by_another(of), now=at(1)).outcome is Intake.REREAD
    assert (readers(ledger), readers(ledger, 0.5)) == (["trained"], ["cues", "cues"])
    assert [found.name for found in ledger.view().actors()] == ["Red Band"]
    assert list(ledger.view().gaps()) == []
    assert ledger.view().history(raid(of).id).superseded_at == at(1)
    assert verify(ledger) == []


def test_the_same_again_leaves_the_current_reading_unless_a_person_asks_for_it(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    record(ledger, by_another(of), now=at(1))
    assert record(ledger, reading(of), now=at(2)).outcome is Intake.KNOWN
    assert readers(ledger) == ["trained"]
    assert prefer(ledger, reading(of), at(3))
    assert not prefer(ledger, reading(of), at(4))
    assert [readers(ledger, hours) for hours in (0.5, 2.5, 3.5)] == [["cues", "cues"], ["trained"], ["cues", "cues"]]
    assert ledger.view().history(raid(of).id).superseded_at is None
    with pytest.raises(NotFound, match=r"the ledger has no reading of document doc-.* by cues 9; record it first"):
        prefer(ledger, reading(of, "9"), at(5))


def test_what_a_person_accepted_stays_whatever_reads_the_document_later(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    accepted = accept(ledger, alliance(of).id, Signature("ann", at(1)))
    record(ledger, by_another(of), now=at(2))
    assert [entry.claim.type for entry in ledger.view().claims()] == ["allied_with", "attack"]
    assert [found.name for found in ledger.view().actors()] == ["Blue Host", "Red Band"]
    undo(ledger, accepted.id, Signature("ann", at(3)))
    assert readers(ledger) == ["trained"]
    assert readers(ledger, 2.5) == ["cues", "trained"]


def test_what_a_person_corrected_stays_and_no_later_reading_says_it_the_old_way_beside_it(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    correct(ledger, raid(of).id, {"type": "bombing"}, Signature("ann", at(1)))
    for hour, later in enumerate((reading(of, "2"), by_another(of)), 2):
        record(ledger, later, now=at(hour))
        assert [entry.claim.type for entry in ledger.view().claims(ClaimFilter(form="event"))] == ["bombing"]


def test_a_claim_that_was_accepted_and_is_read_again_counts_once(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    accept(ledger, raid(of).id, Signature("ann", at(1)))
    record(ledger, by_another(of), now=at(2))
    (entry,) = ledger.view().claims()
    assert (entry.claim.id, entry.judgement is not None) == (raid(of).id, True)


def test_a_claim_that_a_person_rejected_does_not_come_back_from_history(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    accept(ledger, alliance(of).id, Signature("ann", at(1)))
    reject(ledger, alliance(of).id, Signature("ann", at(2)))
    record(ledger, by_another(of), now=at(3))
    assert readers(ledger) == ["trained"]


def test_what_a_person_added_stands_beside_the_current_reading(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    record(ledger, by_another(of, reader="human"), now=at(1))
    record(ledger, by_another(of), now=at(2))
    assert sorted(readers(ledger)) == ["human", "trained"]


def test_the_page_as_fetched_is_kept_with_its_time(ledger: Ledger) -> None:
    of = document(url="https://example.org/a", origin="https://example.org/a")
    record(ledger, reading(of), raw=b"<p>\x00\xff", fetched_at=at(-1), now=at(0))
    assert ledger.view().original(of.id) == b"<p>\x00\xff"
    assert [info.fetched_at for info in ledger.view().documents()] == [at(-1)]


def test_every_field_of_a_claim_can_be_asked_for(ledger: Ledger) -> None:
    of = document()
    ada = Location("geonames:1", "Ada", 33.5, 70.25, "PK", PlacePrecision.POINT)
    told = raid(of, place=Place("Ada Fort", ada, (ada,)), killed=Count(2, None, True), attribution="police")
    record(ledger, reading(of, claims=(told,)), now=at(0))
    asked = (
        "SELECT type, certainty, date_edtf, date_words, "
        "place_name, place_latitude, place_longitude, place_country, place_precision, country, "
        "killed_min, killed_max, killed_approx, attribution, reader, version, rule, confidence, quote_start FROM claim"
    )
    with ledger.reading() as connection:
        row = tuple(connection.exec_driver_sql(asked).one())
    assert row == (
        "attack", "stated", "2012-05-03", "3 May 2012", "Ada Fort", 33.5, 70.25, "PK", "point",
        "PK", 2, None, True, "police", "cues", "1", "raid", 0.8, 0,
    )


def test_a_phrase_that_names_no_actor_is_kept_as_a_phrase(ledger: Ledger) -> None:
    of = document()
    told = raid(of, targets=("two guards", "the Band"))
    record(ledger, reading(of, claims=(told,)), now=at(0))
    entry = next(ledger.view().claims())
    assert entry.claim == told
    band = Actor(of.id, "Red Band", "group").id
    assert entry.who == {"Red Band": band, "the Band": band}


@pytest.mark.parametrize(("broken", "fault", "says"), [
    (lambda of: reading(of, actors=(actor(document(TEXT_2), "X"),)), ReadingFailed, "gave actors or gaps of document doc-"),
    (lambda of: reading(of, actors=(actor(of, "X"), actor(of, "X"))), ReadingFailed, "actor 'X' (group) stands twice"),
    (lambda _: reading(document("nul \0 here"), actors=(), claims=()), BadInput, "the character U+0000 at offset 4"),
    (lambda _: reading(document("half \ud800"), actors=(), claims=()), BadInput, "half a surrogate pair, U+D800, at offset 5"),
    (lambda of: reading(of, claims=(raid(of, killed=Count(2**63, None)),)), BadInput, "more than a ledger can hold"),
    (
        lambda of: reading(of, claims=(raid(of, date=DateSpan("2012", None, None, Precision.YEAR)),)),
        BadInput, "date '2012' has other bounds than its EDTF text says",
    ),
])
def test_what_cannot_be_kept_is_refused_and_nothing_of_it_recorded(
    ledger: Ledger, broken: Callable[[Document], Reading], fault: type[FoedusError], says: str
) -> None:
    with pytest.raises(fault) as raised:
        record(ledger, broken(document()), now=at(0))
    assert says in str(raised.value)
    assert set(rows(ledger).values()) == {0}


def test_a_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BadInput, match="time 2024-05-01T08:00:00 has no time zone"):
        record(ledger, reading(), now=at(0).replace(tzinfo=None))


def test_fetched_bytes_need_the_time_of_fetching(ledger: Ledger) -> None:
    with pytest.raises(BadInput, match="give fetched_at too"):
        record(ledger, reading(), raw=b"<p>", now=at(0))


def test_actors_that_bear_a_lexicon_name_are_joined_by_the_machine_with_the_reason(ledger: Ledger) -> None:
    ids = []
    for hour, name in enumerate(("Tehrik-e Taliban Pakistan", "Pakistani Taliban")):
        of = document(f"{name} raided Ada. So it was. Yes.", origin=f"{hour}.txt")
        named = actor(of, name, lexicon="ttp")
        ids.append(named.id)
        lexicon = {"ttp": "Tehrik-i-Taliban Pakistan"}
        report = record(ledger, reading(of, actors=(named,), claims=()), now=at(hour), lexicon=lexicon)
        assert report.joined == 1
    (cluster,) = ledger.view().actors()
    assert (cluster.id, cluster.name, cluster.actors) == ("ttp", "Tehrik-i-Taliban Pakistan", tuple(sorted(ids)))


def test_writers_at_the_same_time_wait_for_each_other(ledger_address: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=record_many, args=(ledger_address, first, 15)) for first in (0, 10, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with Ledger.open(ledger_address, create=False) as ledger:
        assert rows(ledger, "document", "claim") == {"document": 35, "claim": 35}
        assert verify(ledger) == []


def test_threads_of_one_ledger_wait_for_each_other(ledger: Ledger) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 8):
            of = document(f"Red Band raided fort {number}. It was bad. Yes.", origin=f"{number}.txt")
            record(ledger, reading(of, claims=(raid(of),)), now=at(number))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 4, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert rows(ledger, "document", "claim") == {"document": 16, "claim": 16}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_intake_leaves_a_ledger_that_opens_verifies_and_goes_on(ledger_address: str) -> None:
    wanted = 100
    program = f"from tests.ledger.made import record_many; record_many({ledger_address!r}, 0, {wanted})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for attempt in range(10):
        child = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        # The first kills hit the opening and the migration, the later ones the intake, each a little later within it.
        for _ in range(1 + 3 * attempt):
            child.stdout.readline()
        time.sleep(0.004 * attempt)
        child.kill()
        child.communicate()
        with Ledger.open(ledger_address) as ledger:
            assert verify(ledger) == []
            held = rows(ledger, "document", "reading", "claim")
            assert held["document"] == held["reading"] == held["claim"] == len(list(ledger.view().claims())) < wanted
    record_many(ledger_address, 0, wanted)
    with Ledger.open(ledger_address) as ledger:
        assert rows(ledger, "document", "claim") == {"document": wanted, "claim": wanted}
        assert verify(ledger) == []


def test_claims_can_be_asked_for_by_document(ledger: Ledger) -> None:
    of = document()
    record(ledger, reading(of), now=at(0))
    assert len(list(ledger.view().claims(ClaimFilter(documents=(of.id,))))) == 2
    assert list(ledger.view().claims(ClaimFilter(documents=("doc-none",)))) == []
