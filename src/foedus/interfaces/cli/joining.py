"""``foedus suggestions``, ``same`` and ``not-same``: who is the same as whom across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.errors import BadInput
from foedus.interfaces.cli.common import ByOption, JsonOption, LedgerOption, WhyOption, opened
from foedus.interfaces.cli.judged import show_made, signature
from foedus.interfaces.cli.output import Table, columns, listing, note, show
from foedus.interfaces.naming import named
from foedus.interfaces.wording.plain import clean, short

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster
    from foedus.ledger.session import Ledger

Names = Annotated[
    list[str], typer.Argument(metavar="NAME...", help="Names or ids; one name alone joins all who bear it.", show_default=False)
]
One = Annotated[str, typer.Argument(metavar="A", help="A name or id.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help="A name or id.", show_default=False)]
Most = Annotated[int | None, typer.Option("--limit", min=1, help="At most that many.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("suggestions", epilog="Example: foedus suggestions --limit 20")(suggestions)
    app.command("same", epilog="Example: foedus same 'Maulvi Nazir' 'Mullah Nazir' --why 'the Wazir commander in both'")(same)
    app.command("not-same", epilog="Example: foedus not-same act-0c5e7d21 act-9b1f4a60 --why 'two men called Khan'")(not_same)


def suggestions(limit: Most = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Lists pairs of actors of different documents that may be the same, likeliest first. Nothing is joined until you say so."""
    from foedus.interfaces.records.ledger import suggestion_record
    from foedus.ledger.suggestions import suggestions as found_in

    with opened(ledger) as store:
        found = found_in(store, limit)
        view = store.view()
        canonical = {actor: view.identities.of(actor) for one in found for actor in (one.actor_a, one.actor_b)}
        names = {one.id: one.name for one in view.actors_of(sorted(set(canonical.values())))} if found else {}
    name = {actor: names[one] for actor, one in canonical.items()}
    rows = [(one.score, one.why, short(one.actor_a), short(one.actor_b)) for one in found]
    lines = [(one.score, name[one.actor_a], name[one.actor_b], one.why, one.actor_a, one.actor_b) for one in found]
    table = Table(columns("!score", "why they may be one", "!A", "!B"), rows)
    records = [suggestion_record(one, name) for one in found]
    show(listing(table, records, "no two actors look as if they were the same", lines), as_json)


def same(
    names: Names, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges actors the same: of two or more names, or all who bear one name."""
    from foedus.ledger.review import same_as

    signed = signature(by, why)
    with opened(ledger) as store:
        meant = _meant(store, names)
        if len(meant) < 2:
            note(f"{clean(meant[0].name)} is one actor already; nothing to join")
            return
        first = min(meant, key=lambda one: one.id.startswith("act-"))
        made = [same_as(store, first.id, _partner(first, one), signed) for one in meant if one is not first]
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    show_made(made, as_json)


def not_same(
    a: One, b: Other, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges two actors different, so that they are neither joined nor suggested. Name them by id where names are shared."""
    from foedus.ledger.review import not_same as judged

    signed = signature(by, why)
    with opened(ledger) as store:
        one, other = (_one_actor(store, name) for name in (a, b))
        made = judged(store, one.id, _partner(one, other), signed)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    show_made([made], as_json)


def _meant(store: Ledger, names: list[str]) -> list[ActorCluster]:
    """All actors that the names mean, each once."""
    view = store.view()
    found = {one.id: one for name in names for one in named(view, name).actors}
    return list(found.values())


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
