"""How the tables came to be: numbered steps, each applied once, in one transaction, and noted in `foedus_migration`.

A new step is a module ``mNNNN_what.py`` with a function ``apply(connection)`` and a line in `MIGRATIONS`. A step spells
out its own SQL and is never changed after a release: ledgers in the field have already taken it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, inspect, select, text

from foedus.ledger.columns import Instant, Words
from foedus.ledger.migrations import m0001_first_tables, m0002_turns, m0003_outlines, m0004_accounts


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step. `apply` runs inside the transaction that also notes it."""

    number: int
    name: str
    apply: Callable[[Connection], None]


MIGRATIONS = (
    Migration(1, "first tables", m0001_first_tables.apply),
    Migration(2, "turns of readings", m0002_turns.apply),
    Migration(3, "outlines of claims", m0003_outlines.apply),
    Migration(4, "accounts", m0004_accounts.apply),
)

NOTES = Table(
    "foedus_migration", MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False), Column("applied_at", Instant, nullable=False),
)


def newest() -> int:
    """The number of the newest step this program knows."""
    return MIGRATIONS[-1].number


def applied(connection: Connection) -> tuple[int, ...]:
    """The numbers of the steps this ledger has taken, in order; none for an empty database. Changes nothing."""
    if not inspect(connection).has_table(NOTES.name):
        return ()
    return tuple(connection.scalars(select(NOTES.c.number).order_by(NOTES.c.number)))


def pending(connection: Connection) -> tuple[Migration, ...]:
    """The steps still to take, in order. Changes nothing."""
    taken = set(applied(connection))
    return tuple(step for step in MIGRATIONS if step.number not in taken)


def migrate(connection: Connection, now: datetime) -> tuple[Migration, ...]:
    """Takes every pending step inside the caller's transaction, which holds the ledger's one write lock; returns them."""
    steps = pending(connection)
    if steps:
        NOTES.create(connection, checkfirst=True)
    for step in steps:
        step.apply(connection)
        connection.execute(NOTES.insert().values(number=step.number, name=step.name, applied_at=now))
    return steps


def lock(connection: Connection) -> None:
    """Waits until no other program writes to this PostgreSQL ledger; the lock ends with the transaction."""
    schema = func.hashtext(func.current_schema())
    connection.execute(select(func.pg_advisory_xact_lock(text(str(_LOCK)), schema)))


# Any fixed number will do, so long as every program that writes a ledger takes the same one.
_LOCK = 0xF0ED
