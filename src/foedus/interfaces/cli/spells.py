"""``foedus spells``: from when to when each kind of tie lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.asking import RollUpOption, level_given, say_roll_up
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, plural, viewed
from foedus.interfaces.cli.output import Table, columns, listing, show

if TYPE_CHECKING:
    from foedus.analysis.spells import Bound, Spell

Whom = Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="Only those of that actor.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("spells", epilog="Example: foedus spells 'pakistani taliban' --roll-up leaders")(spells)


def spells(
    actor: Whom = None,
    roll_up: RollUpOption = "none",
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows from when to when each kind of tie lasted, repeated spells apart, and how each bound is known.

    An end is stated, inferred from what came later, or only last seen: three different things.
    """
    from foedus.analysis.spells import label
    from foedus.analysis.spells import spells as spells_in
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.ties import spell_record

    level = level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        meant = asked(view, actor) if actor is not None else None
        found = spells_in(view, meant.id, meant.as_one, level) if meant else spells_in(view, level=level)
        names = names_of(view)
    lines = [
        (
            one.sign,
            names.get(one.a, one.a),
            label(one),
            names.get(one.b, one.b),
            _bound(one.start),
            _bound(one.end),
            _evidence(one),
        )
        for one in found
    ]
    rows = [(line[0], f"{line[1]} / {line[3]}: {line[2]}", *line[4:]) for line in lines]
    table = Table(columns("!", "tie", "from", "to", "evidence"), rows)
    show(listing(table, [spell_record(one, names) for one in found], "no dated tie is known", lines), as_json)
    say_roll_up((link for one in found for link in one.via), names)


def _bound(bound: Bound) -> str:
    days = [str(day) if day else "…" for day in (bound.earliest, bound.latest)]
    span = days[0] if days[0] == days[1] else "/".join(days)
    return f"{bound.known.value} {span}"


def _evidence(one: Spell) -> str:
    said = plural(len(one.evidence), "quote")
    denied = f", {plural(len(one.denials), 'denial')}" if one.denials else ""
    return said + denied + (f", {plural(len(one.opposed), 'quote')} otherwise" if one.opposed else "")
