"""Opening a ledger: what is none gets one clear sentence and is left as it was."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, inspect, select

from foedus.errors import BadInput, FoedusError, NotFound, Refused
from foedus.ledger import migrations
from foedus.ledger.intake import record
from foedus.ledger.rows import document_row
from foedus.ledger.session import Ledger
from foedus.ledger.tables import metadata
from foedus.ledger.verify import verify
from foedus.model.reading import Reading
from tests.ledger.made import at, document, reading

NOBODY = 65534


def refusal(where: str | Path, fault: type[FoedusError], create: bool = True) -> str:
    with pytest.raises(fault) as raised:
        Ledger.open(where, create=create).close()
    return str(raised.value)


def content(path: Path) -> bytes:
    return path.read_bytes()


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    said = refusal(tmp_path, BadInput)
    assert said == f"ledger {tmp_path} is a folder; name a file in it, such as {tmp_path}/foedus.sqlite"


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear diary, today I read a report")
    assert refusal(path, BadInput) == (
        f"{path} is no SQLite database (it begins with b'dear diary, toda'); it was left as it is; "
        "name another file with --ledger"
    )
    assert content(path) == b"dear diary, today I read a report"


def test_a_database_of_something_else_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE bookmark (url)")
    before = content(path)
    assert refusal(path, BadInput) == (
        f"{path} is a database but no Foedus ledger (it has the table 'bookmark'); it was left as it is; "
        "name another with --ledger"
    )
    assert content(path) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["places.sqlite"]


def test_a_file_that_only_begins_like_a_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert refusal(path, BadInput) == f"{path} is no SQLite database; it was left as it is; name another file with --ledger"
    assert content(path) == b"SQLite format 3\x00" + b"\xff" * 5000


def test_no_ledger_is_made_where_none_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert refusal(path, NotFound, create=False) == (
        f"there is no ledger {path}; read a document first: foedus read FILE, or name another with --ledger"
    )
    assert not path.exists()


def test_an_empty_file_becomes_a_ledger_only_if_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    assert refusal(path, NotFound, create=False).startswith(f"{path} holds no ledger yet; read a document into it first")
    assert content(path) == b""
    with Ledger.open(path) as ledger:
        assert list(ledger.view().documents()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "foedus.sqlite"
    assert refusal(path, BadInput) == f"ledger {path} cannot be made: there is no folder {path.parent}; make it first"


def test_a_ledger_of_a_newer_program_is_refused_and_left_as_it_was(ledger_address: str) -> None:
    with Ledger.open(ledger_address) as ledger:
        address = ledger.address
        with ledger.writing() as connection:
            connection.execute(migrations.NOTES.insert().values(number=99, name="from the future", applied_at=at(0)))
    assert refusal(ledger_address, Refused) == (
        f"ledger {address} was written by a newer Foedus (schema 99, this one knows {migrations.newest()}); "
        "it was left as it is; pip install --upgrade foedus"
    )


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, whom no file mode stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that anybody may enter and only its owner may write, with a ledger of one document in it."""
    folder = Path(tempfile.mkdtemp())
    with Ledger.open(folder / "foedus.sqlite") as ledger:
        record(ledger, reading(), now=at(0))
    (folder / "foedus.sqlite").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_no_ledger_can_be_made_in_a_folder_that_may_not_be_written(closed_folder: Path) -> None:
    path = closed_folder / "new.sqlite"
    with as_nobody():
        said = refusal(path, Refused)
    assert said == (
        f"ledger {path} cannot be opened or made there; check that you may write to that folder, "
        "or name another file with --ledger"
    )


def test_a_ledger_that_may_only_be_read_is_read_and_not_written(closed_folder: Path) -> None:
    path = closed_folder / "foedus.sqlite"
    with as_nobody(), Ledger.open(path) as ledger:
        assert len(list(ledger.view().claims())) == 2
        with pytest.raises(Refused) as raised:
            record(ledger, reading(document("Other. It is. So.", origin="b"), actors=(), claims=()), now=at(1))
    assert str(raised.value) == (
        f"ledger {path} may only be read here; nothing was changed; copy it to a place where you may write"
    )


def test_a_ledger_that_may_not_be_read_is_refused(closed_folder: Path) -> None:
    path = closed_folder / "foedus.sqlite"
    path.chmod(0)
    with as_nobody():
        assert refusal(path, Refused) == f"ledger {path} may not be read by you; ask its owner, or name another with --ledger"


def test_a_full_disk_costs_the_document_and_not_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "foedus.sqlite"
    with Ledger.open(path) as ledger:
        record(ledger, reading(), now=at(0))
        pages = path.stat().st_size // 4096

        @event.listens_for(ledger.engine, "begin")
        def no_room(connection: Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

        long = document("Red Band raided Ada. It was. " * 20_000, origin="long.txt")
        with pytest.raises(Refused) as raised:
            record(ledger, reading(long, actors=(), claims=()), now=at(1))
        assert str(raised.value) == (
            f"the disk that holds ledger {path} is full; nothing of this step was recorded and the ledger is as before; "
            "free some space and repeat it"
        )
        assert len(list(ledger.view().documents())) == 1
        assert verify(ledger) == []


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "foedus.sqlite"
    with Ledger.open(path) as slow, Ledger.open(path, busy_seconds=0.1) as hasty:
        with slow.writing(), pytest.raises(Refused) as raised:
            record(hasty, reading(), now=at(0))
        assert str(raised.value) == (
            f"ledger {path} is being written by another program, which did not finish in time; nothing was changed; "
            "try again later"
        )
        record(hasty, reading(), now=at(0))


def test_a_reader_does_not_wait_for_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "foedus.sqlite"
    with Ledger.open(path) as writer, Ledger.open(path, busy_seconds=0.1) as reader, writer.writing():
        assert list(reader.view().documents()) == []


@pytest.mark.parametrize(("address", "says"), [
    ("mysql://joe:secret@host/db", "ledger address 'mysql://joe:***@host/db' begins with mysql://, which Foedus cannot store in; "
                                   "write postgresql://USER@HOST/DATABASE or a file name"),
    ("postgresql://joe:secret@127.0.0.1:1/db?connect_timeout=2",
     "the PostgreSQL server of ledger postgresql://joe:***@127.0.0.1:1/db?connect_timeout=2 cannot be reached; "
     "check that it runs and that the address is right"),
    ("postgresql://joe@127.0.0.1:1/db?connect_timeout=2&password=secret",
     "the PostgreSQL server of ledger postgresql://joe@127.0.0.1:1/db?connect_timeout=2&password=*** cannot be reached; "
     "check that it runs and that the address is right"),
    ("postgresql://joe:sec@ret/x@127.0.0.1:1/db", "the PostgreSQL server of ledger postgresql://joe:***@127.0.0.1:1/db cannot be "
                                                  "reached; check that it runs and that the address is right"),
    ("postgresql://joe:secret@host:port/db",
     "'postgresql://joe:***@host:port/db' is no address of a ledger; write postgresql://USER@HOST/DATABASE or a file name"),
    ("postgresql:/joe:secret@host/db",
     "'postgresql:/joe:***@host/db' is no address of a ledger; write postgresql://USER@HOST/DATABASE or a file name"),
    ("://", "'://' is no address of a ledger; write postgresql://USER@HOST/DATABASE or a file name"),
])
def test_an_address_that_leads_nowhere_is_named_without_its_password(address: str, says: str) -> None:
    assert refusal(address, BadInput) == says


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_named() -> None:
    server = os.environ.get("FOEDUS_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL server: FOEDUS_TEST_POSTGRES holds no address")
    address = server.rpartition("/")[0] + "/no_such_database"
    assert refusal(address, BadInput).endswith("has no such database, role or schema; create it or correct the address")


@pytest.mark.postgres
def test_a_role_that_may_only_read_reads_and_is_refused_in_a_sentence_when_it_writes() -> None:
    server = os.environ.get("FOEDUS_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL server: FOEDUS_TEST_POSTGRES holds no address")
    import psycopg

    schema = f"test_{uuid.uuid4().hex}"
    within = f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE SCHEMA {schema}; CREATE ROLE {schema}_guest".encode())
        try:
            with Ledger.open(within) as ledger:
                record(ledger, reading(), now=at(0))
            for right in ("USAGE ON SCHEMA", "SELECT ON ALL TABLES IN SCHEMA"):
                owner.execute(f"GRANT {right} {schema} TO {schema}_guest".encode())
            with Ledger.open(f"{within}%20-crole%3D{schema}_guest") as ledger:
                assert len(list(ledger.view().claims())) == 2
                other = document("Other. It is. So.", origin="b")
                with pytest.raises(Refused) as raised:
                    record(ledger, reading(other, actors=(), claims=()), now=at(1))
                address = ledger.address
        finally:
            owner.execute(f"DROP SCHEMA {schema} CASCADE; DROP ROLE {schema}_guest".encode())
    assert str(raised.value) == (
        f"your role has no right to do this in ledger {address}; nothing was changed; ask the ledger's owner for the right to "
        "read or write it, or give another role in the address"
    )


def test_opening_again_takes_no_step_twice(ledger_address: str) -> None:
    for _ in range(2):
        with Ledger.open(ledger_address) as ledger, ledger.reading() as connection:
            assert migrations.pending(connection) == ()
            assert migrations.applied(connection) == tuple(step.number for step in migrations.MIGRATIONS)


def test_a_ledger_in_which_two_readers_counted_together_keeps_the_last_as_current(
    ledger_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = document()
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        with Ledger.open(ledger_address) as ledger, ledger.writing() as connection:
            row = {"seq": 1, "recorded_at": at(0), **document_row(of)}
            connection.execute(metadata.tables["document"].insert(), row)
            connection.execute(metadata.tables["sighting"].insert(), {"seq": 1, "document": 1, "recorded_at": at(0)})
            for seq, (reader, version) in enumerate((("cues", "1"), ("human", "1"), ("trained", "1"), ("trained", "2")), 1):
                read = {"seq": seq, "document": 1, "reader": reader, "version": version, "recorded_at": at(seq)}
                connection.execute(metadata.tables["reading"].insert(), {**read, "id": Reading(of, reader, version).id})
            connection.exec_driver_sql("UPDATE reading SET superseded_at = recorded_at WHERE seq = 3")
    with Ledger.open(ledger_address) as ledger, ledger.reading() as connection:
        turns = connection.execute(select(metadata.tables["turn"]).order_by(metadata.tables["turn"].c.seq)).all()
    assert [turn.superseded_at for turn in turns] == [at(3), None, at(3), None]
    with Ledger.open(ledger_address) as ledger:
        assert verify(ledger) == []


def test_the_migrated_tables_are_those_of_the_program(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        seen, dialect = inspect(connection), connection.dialect
        for table in metadata.sorted_tables:
            found = {
                column["name"]: (column["type"].compile(dialect), column["nullable"]) for column in seen.get_columns(table.name)
            }
            wanted = {column.name: (column.type.compile(dialect), column.nullable) for column in table.columns}
            if dialect.name == "postgresql":  # which calls it so when asked
                wanted = {name: (kind.replace("FLOAT(53)", "DOUBLE PRECISION"), null) for name, (kind, null) in wanted.items()}
            assert found == wanted, table.name
            indexes = {index["name"]: index["column_names"] for index in seen.get_indexes(table.name) if not index["unique"]}
            assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}
            keys = {(tuple(key["constrained_columns"]), key["referred_table"]) for key in seen.get_foreign_keys(table.name)}
            assert keys == {((key.parent.name,), key.column.table.name) for key in table.foreign_keys}


def test_a_ledger_is_written_ahead_and_checks_its_keys(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "foedus.sqlite") as ledger, ledger.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("name", ["a b.sqlite", "100%.sqlite", "what?.sqlite", "#1.sqlite", "отчёт.sqlite"])
def test_a_ledger_may_have_any_file_name(tmp_path: Path, name: str) -> None:
    Ledger.open(tmp_path / name).close()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
