"""``foedus suggestions``, ``same`` and ``not-same``: who is the same as whom across documents."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.interfaces.cli.common import ByOption, JsonOption, LedgerOption, WhyOption, opened
from foedus.interfaces.cli.judged import show_made
from foedus.interfaces.cli.output import Table, columns, listing, note, show
from foedus.interfaces.signing import bearers, joined, parted, signature
from foedus.interfaces.wording.plain import clean, short

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
    signed = signature(by, why)
    with opened(ledger) as store:
        meant = bearers(store, names)
        if len(meant) < 2:
            note(f"{clean(meant[0].name)} is one actor already; nothing to join")
            return
        made = joined(store, meant, signed)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    show_made(made, as_json)


def not_same(
    a: One, b: Other, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges two actors different, so that they are neither joined nor suggested. Name them by id where names are shared."""
    signed = signature(by, why)
    with opened(ledger) as store:
        made = parted(store, a, b, signed)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    show_made([made], as_json)

