"""Names for the ledger's things where a format wants a URI or a UUID: the same for the same thing, on any machine."""

from __future__ import annotations

from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5


def urn(id_: str) -> str:
    """A URN of an id."""
    return f"urn:foedus:{quote(id_, safe=':')}"


def uuid(id_: str) -> str:
    """A UUID of version 5 (RFC 9562) of an id."""
    return str(uuid5(NAMESPACE_URL, urn(id_)))
