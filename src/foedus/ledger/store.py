"""The connection to a ledger: reading in one snapshot, writing in one transaction, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ColumnElement

from foedus.errors import Refused
from foedus.ledger import migrations
from foedus.ledger.faults import explained

WRITES = "foedus_writes"
BATCH = 500
_PART = 50_000


class Store:
    """An open database. `address` is how the user named it, without a password; `read_only` where it may not be written.

    Every database error that has a sentence for the user is raised as that sentence (BadInput or Refused).
    """

    def __init__(self, engine: Engine, address: str, read_only: bool = False) -> None:
        self.engine, self.address, self.read_only = engine, address, read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is at its first look, whatever is written meanwhile."""
        with self.explaining(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept at the end, or none of them. Waits for another writer to finish.

        Raises Refused for a ledger that may only be read.
        """
        if self.read_only:
            raise Refused(
                f"ledger {self.address} may only be read here; nothing was changed; copy it to a place where you may write"
            )
        with self.explaining(), self.engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    migrations.lock(connection)
                yield connection

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turns what the database says into a sentence for the user, where there is one."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as fault:
            explanation = explained(str(fault.orig if isinstance(fault, DBAPIError) else fault), self.address)
            if explanation is None:
                raise
            raise explanation from fault

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def batches(connection: Connection, wanted: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a query some hundreds at a time, never all in memory; other queries may be asked in between."""
    with connection.execute(wanted.execution_options(yield_per=BATCH)) as result:
        yield from result.partitions()


def raw(connection: Connection, wanted: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, some tens of thousands at a time, for who reads nearly all of a table. Dates are text on
    SQLite."""
    cursor = connection.execute(wanted).cursor
    while cursor is not None and (part := cursor.fetchmany(_PART)):
        yield part


def next_seq(connection: Connection, seq: ColumnElement[int]) -> int:
    """The number of the next row to add. Sure only inside `writing`, where there is no other writer."""
    return int(connection.scalar(select(func.coalesce(func.max(seq), 0))) or 0) + 1
