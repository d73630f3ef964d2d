"""Column types that read and write alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.exc import DontWrapMixin

from foedus.errors import BadInput

LARGEST = 2**63 - 1

# SQLite numbers rows only in a column whose type is spelt INTEGER; it holds 64 bits there too.
Whole = BigInteger().with_variant(Integer, "sqlite")
Structure = JSON(none_as_null=True)


class Unstorable(BadInput, DontWrapMixin):
    """A text or a time that no ledger can hold; not wrapped by SQLAlchemy, so that the sentence reaches the user."""


class Words(TypeDecorator[str]):
    """Text. U+0000 (which PostgreSQL cannot hold) and halves of surrogate pairs (no UTF-8) are refused on both stores."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:  # noqa: ARG002
        """The check alone, without the detour over `process_bind_param`: a claim has dozens of texts, nearly all plain."""
        return _checked


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and read back in UTC. A time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises BadInput for a time without a zone."""
    if moment.tzinfo is None:
        raise Unstorable(f"time {moment.isoformat()} has no time zone; give one, as in 2024-05-01T12:00:00+00:00")
    return moment.astimezone(UTC)


def check_storable(text: str) -> None:
    """Raises BadInput where the text holds a character that no ledger can store."""
    if "\0" in text:
        at = text.index("\0")
        raise Unstorable(f"the text {_beginning(text)} holds the character U+0000 at offset {at}; remove it first")
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        half = f"U+{ord(text[fault.start]):04X}"
        raise Unstorable(
            f"the text {_beginning(text)} holds half a surrogate pair, {half}, at offset {fault.start}; "
            "decode the file again with its right encoding"
        ) from None


def _checked(text: str | None) -> str | None:
    if text is not None and ("\0" in text or not text.isascii()):
        check_storable(text)
    return text


def _beginning(text: str) -> str:
    return ascii(text if len(text) <= 40 else text[:40] + "…")
