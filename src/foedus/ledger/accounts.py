"""Who may open a ledger over a network: names, roles, and passwords as argon2 hashes.

Argon2id with the library's own parameters (RFC 9106). The record knows people only by the names they sign with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from foedus.errors import BadInput, NotFound
from foedus.ledger import tables
from foedus.ledger.columns import in_utc
from foedus.ledger.store import Store

SHORTEST = 10  # characters of a password
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$vJ1WWVXb2TtcEHqp9qGx3K1R9LrMkmEyPqfd1b6Cb0U"


class Standing(StrEnum):
    """What an account may do, each more than the one before."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in. `name` signs their judgements."""

    name: str
    standing: Standing
    recorded_at: datetime


def add_account(ledger: Store, name: str, standing: Standing, password: str, now: datetime) -> Account:
    """Adds an account, or gives one another role and password.

    Raises BadInput for an empty name or a password below `SHORTEST` characters.
    """
    from argon2 import PasswordHasher

    if not name.strip() or name != name.strip() or len(name) > 80:
        raise BadInput(f"{name!r} is no name for an account; give 1 to 80 characters without blanks at the ends")
    if len(password) < SHORTEST:
        raise BadInput(f"the password of {name!r} has {len(password)} characters; give at least {SHORTEST}")
    made = Account(name, standing, in_utc(now))
    row = {"role": standing.value, "password": PasswordHasher().hash(password), "recorded_at": made.recorded_at}
    table = tables.account
    with ledger.writing() as connection:
        connection.execute(table.delete().where(table.c.name == name))
        connection.execute(table.insert().values(name=name, **row))
    return made


def remove_account(ledger: Store, name: str) -> None:
    """Removes an account; what it judged stays. Raises NotFound."""
    table = tables.account
    with ledger.writing() as connection:
        if not connection.execute(table.delete().where(table.c.name == name)).rowcount:
            raise NotFound(f"there is no account {name!r}; foedus account list shows them")


def accounts(ledger: Store) -> list[Account]:
    """All accounts, by name."""
    table = tables.account
    with ledger.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.name))
        return [Account(row.name, Standing(row.role), row.recorded_at) for row in rows]


def account_named(ledger: Store, name: str) -> Account | None:
    """The account of that name, None where there is none."""
    table = tables.account
    with ledger.reading() as connection:
        row = connection.execute(select(table).where(table.c.name == name)).first()
    return Account(row.name, Standing(row.role), row.recorded_at) if row else None


def checked(ledger: Store, name: str, password: str) -> Account | None:
    """The account of that name, if the password is its; None alike for an unknown name, and after as much work."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    table = tables.account
    with ledger.reading() as connection:
        row = connection.execute(select(table).where(table.c.name == name)).first()
    try:
        PasswordHasher().verify(row.password if row else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return Account(row.name, Standing(row.role), row.recorded_at) if row else None
