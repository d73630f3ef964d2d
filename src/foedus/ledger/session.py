"""Opening a ledger: a file for one person, a PostgreSQL address for a team."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from foedus.errors import BadInput, NotFound, Refused
from foedus.ledger import migrations
from foedus.ledger.store import WRITES, Store
from foedus.ledger.tables import metadata
from foedus.ledger.view import View
from foedus.settings import without_password

BUSY_SECONDS = 60.0
_MAGIC = b"SQLite format 3\x00"
_POSTGRES = ("postgresql", "postgresql+psycopg", "postgres")
_PAUSE = 0.05


class Ledger(Store):
    """An open ledger whose tables are those of this program."""

    @classmethod
    def open(cls, where: str | Path, create: bool = True, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Opens the ledger at a path or a PostgreSQL address, making it where there is none and `create` is true.

        An older ledger is brought up to date. `busy_seconds` is how long to wait for another program's writing (SQLite).
        Raises BadInput for what is no ledger, NotFound where there is none and `create` is false, Refused where it may
        not be written or a newer program wrote it; what stands there is then left as it was.
        """
        ledger = cls._on_postgres(str(where)) if _is_address(where) else cls._on_sqlite(Path(where), create, busy_seconds)
        try:
            ledger._make_ready(create)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def view(self, as_of: datetime | None = None, known_by: date | None = None) -> View:
        """What the ledger held and judged at `as_of` (now if None), from what had been published by `known_by`."""
        return View(self, as_of, known_by)

    @classmethod
    def _on_sqlite(cls, path: Path, create: bool, busy_seconds: float) -> Self:
        _check_path(path, create)
        read_only = path.exists() and not (_writable(path) and _writable(path.absolute().parent))
        return cls(_sqlite_engine(path.absolute(), read_only, busy_seconds), str(path), read_only)

    @classmethod
    def _on_postgres(cls, address: str) -> Self:
        url = _postgres_url(address)
        shown = without_password(address).replace("postgresql+psycopg://", "postgresql://")
        try:
            engine = create_engine(url)
        except ModuleNotFoundError:
            raise BadInput(f"ledger {shown} needs the driver of PostgreSQL; pip install 'foedus[postgres]'") from None
        return cls(engine, shown)

    def _make_ready(self, create: bool) -> None:
        with self.reading() as connection:
            self._check_ours(connection, create)
            steps = migrations.pending(connection)
        if steps and self.read_only:
            raise Refused(
                f"ledger {self.address} is of an older Foedus and may only be read here; copy it to a place where you may write"
            )
        if self.engine.dialect.name == "sqlite" and not self.read_only:
            _keep_a_log(self)
        if steps:
            with self.writing() as connection:
                migrations.migrate(connection, datetime.now(UTC))

    def _check_ours(self, connection: Connection, create: bool) -> None:
        taken = migrations.applied(connection)
        if taken and taken[-1] > migrations.newest():
            raise Refused(
                f"ledger {self.address} was written by a newer Foedus (schema {taken[-1]}, this one knows "
                f"{migrations.newest()}); it was left as it is; pip install --upgrade foedus"
            )
        if taken:
            return
        tables = set(inspect(connection).get_table_names())
        foreign = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
        if foreign:
            raise BadInput(
                f"{self.address} is a database but no Foedus ledger (it has the table {min(foreign)!r}); "
                "it was left as it is; name another with --ledger"
            )
        if not create:
            raise NotFound(
                f"{self.address} holds no ledger yet; read a document into it first: foedus read FILE --ledger {self.address}"
            )


def _is_address(where: str | Path) -> bool:
    # With one slash too few it would be taken for a file, and the password shown as a part of its path.
    return isinstance(where, str) and ("://" in where or where.startswith(tuple(f"{scheme}:" for scheme in _POSTGRES)))


def _postgres_url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise BadInput(
            f"{without_password(address)!r} is no address of a ledger; write postgresql://USER@HOST/DATABASE or a file name"
        ) from None
    if url.drivername not in _POSTGRES:
        raise BadInput(
            f"ledger address {without_password(address)!r} begins with {url.drivername}://, which Foedus cannot "
            "store in; write postgresql://USER@HOST/DATABASE or a file name"
        )
    return url.set(drivername="postgresql+psycopg")


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise BadInput(f"ledger {path} is a folder; name a file in it, such as {path / 'foedus.sqlite'}")
    if not path.exists():
        if not create:
            raise NotFound(f"there is no ledger {path}; read a document first: foedus read FILE, or name another with --ledger")
        if not path.absolute().parent.is_dir():
            raise BadInput(f"ledger {path} cannot be made: there is no folder {path.absolute().parent}; make it first")
        return
    try:
        with path.open("rb") as file:
            begins = file.read(len(_MAGIC))
    except PermissionError:
        raise Refused(f"ledger {path} may not be read by you; ask its owner, or name another with --ledger") from None
    if begins and begins != _MAGIC:
        raise BadInput(
            f"{path} is no SQLite database (it begins with {begins!r}); it was left as it is; name another file with --ledger"
        )


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _sqlite_engine(path: Path, read_only: bool, busy_seconds: float) -> Engine:
    # Where nothing can be written beside the file, SQLite can only read it if told that nobody else writes it either;
    # a log beside it says that somebody does.
    log = path.with_name(f"{path.name}-wal")
    mode = ("mode=ro" if log.exists() else "mode=ro&immutable=1") if read_only else "mode=rwc"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.as_uri()}?{mode}", uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # With a write-ahead log this survives a killed process whole; a power cut can cost the last documents, never the ledger.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that began as a reader cannot wait for another writer, so it says at once that it will write.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")

    return engine


def _keep_a_log(ledger: Store) -> None:
    """Switches the file to write-ahead logging, so that readers and the writer do not wait for each other."""
    until = time.monotonic() + BUSY_SECONDS
    with ledger.explaining():
        while True:
            raw = ledger.engine.raw_connection()
            try:
                mode = raw.cursor().execute("PRAGMA journal_mode").fetchone()[0]
                if mode == "wal" or raw.cursor().execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                    return
            except sqlite3.OperationalError as fault:
                if "locked" not in str(fault) or time.monotonic() > until:
                    raise
            finally:
                raw.close()
            time.sleep(_PAUSE)
