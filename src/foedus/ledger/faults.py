"""What the database says, in one sentence for the user that names the ledger and the next step."""

from __future__ import annotations

from foedus.errors import BadInput, FoedusError, Refused

_SENTENCES: tuple[tuple[tuple[str, ...], type[FoedusError], str], ...] = (
    (
        ("database or disk is full", "No space left on device", "could not extend file"), Refused,
        "the disk that holds ledger {ledger} is full; nothing of this step was recorded and the ledger is as before; "
        "free some space and repeat it",
    ),
    (
        ("database is locked", "database table is locked"), Refused,
        "ledger {ledger} is being written by another program, which did not finish in time; nothing was changed; try again later",
    ),
    (
        ("attempt to write a readonly database", "read-only transaction"), Refused,
        "ledger {ledger} may only be read here; nothing was changed; copy it to a place where you may write",
    ),
    (
        ("permission denied for", "must be owner of"), Refused,
        "your role has no right to do this in ledger {ledger}; nothing was changed; ask the ledger's owner for the right to read "
        "or write it, or give another role in the address",
    ),
    (
        ("unable to open database file",), Refused,
        "ledger {ledger} cannot be opened or made there; check that you may write to that folder, "
        "or name another file with --ledger",
    ),
    (
        ("file is not a database", "file is encrypted"), BadInput,
        "{ledger} is no SQLite database; it was left as it is; name another file with --ledger",
    ),
    (
        ("disk image is malformed", "malformed database schema"), BadInput,
        "ledger {ledger} is damaged and was left as it is; put back a copy of it, or read the documents again into a new one",
    ),
    (
        ("disk I/O error",), Refused,
        "the disk that holds ledger {ledger} failed to read or write; nothing of this step was recorded; "
        "check the disk and repeat it",
    ),
    (
        ("no such module: fts5",), Refused,
        "this Python's SQLite has no full-text search (FTS5), which ledger {ledger} needs; install a Python whose SQLite has it",
    ),
    (
        ("password authentication failed", "no password supplied"), BadInput,
        "the PostgreSQL server of ledger {ledger} refused the user or the password; check both in the address",
    ),
    (
        ("FATAL:  database", "FATAL:  role", "no schema has been selected"), BadInput,
        "the PostgreSQL server of ledger {ledger} has no such database, role or schema; create it or correct the address",
    ),
    (
        ("connection failed", "could not translate host name", "failed to resolve host", "connection timeout"), BadInput,
        "the PostgreSQL server of ledger {ledger} cannot be reached; check that it runs and that the address is right",
    ),
    (
        ("server closed the connection", "the connection is lost", "connection is closed", "terminating connection"), Refused,
        "the PostgreSQL server of ledger {ledger} broke off; nothing of this step was recorded; "
        "repeat it when the server runs again",
    ),
)


def explained(said: str, ledger: str) -> FoedusError | None:
    """The error to show for this ledger when its database said this; None for what is our own fault."""
    for marks, kind, words in _SENTENCES:
        if any(mark in said for mark in marks):
            return kind(words.format(ledger=ledger))
    return None
