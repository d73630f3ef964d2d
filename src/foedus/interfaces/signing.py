"""Signing what a person judges, and joining actors by the names that a person gives."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.naming import named

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster
    from foedus.ledger.review import Signature
    from foedus.ledger.session import Ledger
    from foedus.model.judgement import Judgement


def signature(by: str | None, why: str) -> Signature:
    """Who judges, now, and why; raises BadInput where nobody is named and the login name is not known."""
    from foedus.ledger.review import Signature

    return Signature(by or settings.text("by") or _login(), datetime.now(UTC), why)


def bearers(store: Ledger, names: Sequence[str]) -> list[ActorCluster]:
    """All actors that the names mean, each once."""
    view = store.view()
    found = {one.id: one for name in names for one in named(view, name).actors}
    return list(found.values())


def joined(store: Ledger, meant: Sequence[ActorCluster], signed: Signature) -> list[Judgement]:
    """Judges all of these actors the same; no judgement where they are one already."""
    from foedus.ledger.review import same_as

    first = min(meant, key=lambda one: one.id.startswith("act-"))
    return [same_as(store, first.id, _partner(first, one), signed) for one in meant if one is not first]


def parted(store: Ledger, a: str, b: str, signed: Signature) -> Judgement:
    """Judges two actors different. Raises BadInput where a name is borne by several."""
    from foedus.ledger.review import not_same

    one, other = (_one_actor(store, name) for name in (a, b))
    return not_same(store, one.id, _partner(one, other), signed)


def _one_actor(store: Ledger, name: str) -> ActorCluster:
    found = named(store.view(), name).actors
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise BadInput(f"{name!r} is borne by {len(found)} actors; name one by its id: {ids}")
    return found[0]


def _partner(first: ActorCluster, other: ActorCluster) -> str:
    """How to name the other beside the first: two entries of the lexicon are joined through an actor of a document."""
    both_in_lexicon = not first.id.startswith("act-") and not other.id.startswith("act-")
    return other.actors[0] if both_in_lexicon else other.id


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise BadInput("a judgement is signed and your login name is not known; give --by NAME") from None
