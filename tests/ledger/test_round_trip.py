"""Whatever is recorded comes back as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from foedus.ledger import tables
from foedus.ledger.intake import record
from foedus.ledger.restore import actors_from, document_from, gaps_from, reading_claims
from foedus.ledger.session import Ledger
from foedus.ledger.verify import verify
from foedus.model.reading import Reading
from tests.strategies import readings

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@contextlib.contextmanager
def emptied(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger without what earlier examples left in it."""
    index = ("document_search", "quote_search")
    with ledger.writing() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join([*index, *(table.name for table in tables.metadata.sorted_tables)])
            connection.exec_driver_sql(f"TRUNCATE {names}")
        else:
            for name in index:
                connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
            for table in reversed(tables.metadata.sorted_tables):
                connection.execute(table.delete())
    yield ledger


def restored(ledger: Ledger, reading: Reading) -> Reading:
    with ledger.reading() as connection:
        row = connection.execute(select(tables.document).where(tables.document.c.id == reading.document.id)).one()
        document = document_from(row)
        read = connection.execute(select(tables.reading).where(tables.reading.c.id == reading.id)).one()
        return Reading(
            document, read.reader, read.version, actors_from(connection, read.seq, document.id),
            reading_claims(connection, read.seq, (row.seq, document.id)), gaps_from(connection, read.seq, document.id),
        )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(reading=readings())
def test_a_reading_comes_back_as_it_was_recorded(ledger: Ledger, reading: Reading) -> None:
    with emptied(ledger):
        report = record(ledger, reading, now=NOW)
        assert restored(ledger, reading) == reading
        assert (report.actors, report.claims, report.gaps) == (len(reading.actors), len(reading.claims), len(reading.gaps))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(reading=readings())
def test_a_recorded_reading_verifies_against_itself(ledger: Ledger, reading: Reading) -> None:
    with emptied(ledger):
        record(ledger, reading, now=NOW)
        assert verify(ledger, lambda _: reading) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(reading=readings())
def test_the_view_shows_the_claims_that_were_recorded(ledger: Ledger, reading: Reading) -> None:
    with emptied(ledger):
        record(ledger, reading, now=NOW)
        assert tuple(entry.claim for entry in ledger.view().claims()) == reading.claims


