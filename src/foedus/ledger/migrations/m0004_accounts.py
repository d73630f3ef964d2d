"""Accounts of the workbench, for a ledger that several people open over a network."""

from __future__ import annotations

from sqlalchemy import Connection

_INSTANT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}


def apply(connection: Connection) -> None:
    """Makes the table."""
    instant = _INSTANT[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE account (name TEXT NOT NULL PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, "
        f"recorded_at {instant} NOT NULL)"
    )
