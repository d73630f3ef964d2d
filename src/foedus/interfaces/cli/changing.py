"""``foedus change`` and ``foedus whatif``: what changed, and what balance theory would make of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.interfaces.cli.asking import DayOption, RollUpOption, TimeLimit, day_asked, level_given, say_roll_up
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, day_given, plural, viewed
from foedus.interfaces.cli.output import note, show_json
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.analysis.change import Aftermath, Change
    from foedus.analysis.whatif import Supposed, WhatIf
    from foedus.ledger.view import View

Before = Annotated[str | None, typer.Argument(metavar="[FROM]", help="The earlier date.", show_default=False)]
After = Annotated[str | None, typer.Argument(metavar="[TO]", help="The later date.", show_default=False)]
EventOption = Annotated[str | None, typer.Option("--after", metavar="CLAIM", help="After that event, by its id.")]
DaysOption = Annotated[int, typer.Option("--days", metavar="N", min=1, help="With --after: how many days.")]
WithoutOption = Annotated[list[str] | None, typer.Option("--without", metavar="ACTOR", help="An organisation or state gone.")]
EndOption = Annotated[list[str] | None, typer.Option("--end", metavar="A,B", help="The tie of two over.")]
FlipOption = Annotated[list[str] | None, typer.Option("--flip", metavar="A,B", help="The tie of two turned.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("change", epilog="Examples: foedus change 2010 2013; foedus change --after clm-39000c4e --days 90")(change)
    app.command("whatif", epilog="Example: foedus whatif --at 2013-03-08 --flip 'nazir’s fighters,pakistan'")(whatif)


def change(
    before: Before = None,
    after: After = None,
    event: EventOption = None,
    days: DaysOption = 90,
    roll_up: RollUpOption = "none",
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows which ties began, ended, turned or went quiet between two dates, or after an event, with quotes.

    After an event that killed a leader it shows who is told to have succeeded, and the ties that lost one of their two.
    """
    from foedus.analysis.grounds import grounds
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.changes import change_record

    if (event is None) == (before is None or after is None):
        raise typer.BadParameter("give two dates, or an event with --after", param_hint="FROM TO")
    level = level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        names = names_of(view)
        told = grounds(view, level=level)
        if event is not None:
            from foedus.analysis.change import aftermath

            found = aftermath(told, _event(view, event), days)
            _show_aftermath(found, names, as_json)
            return
        first, last = day_given(before, "FROM"), day_given(after, "TO")
    from foedus.analysis.change import change as changed

    changes = changed(told, first or date.min, last or date.max)
    if as_json:
        show_json([change_record(one, names) for one in changes])
        return
    if not changes:
        note("no change is known between the two; that is unknown, not a no")
    for line in _change_lines(changes, names):
        typer.echo(line)
    say_roll_up((link for one in changes for link in one.tie.via), names)


def whatif(
    at: DayOption = None,
    without: WithoutOption = None,
    end: EndOption = None,
    flip: FlipOption = None,
    roll_up: RollUpOption = "units",
    time_limit: TimeLimit = 60.0,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows triads and camps before and after an organisation is gone, a tie is over or a tie has turned.

    It tells which ties balance theory then puts under pressure: a theory's reading, not a forecast. Only organisations and
    states can be supposed gone, never a person. Truces count as positive ties.
    """
    from foedus.analysis.grounds import clusters_by_id, grounds
    from foedus.analysis.whatif import whatif as supposing
    from foedus.interfaces.records.balance import THEORY, whatif_record

    if not (without or end or flip):
        raise typer.BadParameter("say what is supposed: --without ACTOR, --end A,B or --flip A,B", param_hint="--without")
    level = level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        day = day_asked(view, at)
        actors = clusters_by_id(view.actors())
        supposed = _supposed(view, without or [], end or [], flip or [])
        found = supposing(grounds(view, level=level), day, actors, supposed, time_limit)
    names = {actor.id: actor.name for actor in actors.values()}
    if as_json:
        show_json(whatif_record(found, names))
    else:
        for line in _whatif_lines(found, names):
            typer.echo(line)
    note(THEORY)


def _event(view: View, given: str) -> Any:
    from foedus.errors import NotFound
    from foedus.interfaces.ids import claim_id
    from foedus.ledger.entries import ClaimFilter

    claim = claim_id(view.store, given)
    for entry in view.claims(ClaimFilter(claims=(claim,))):
        return entry
    raise NotFound(f"claim {claim} is not in this view: it is rejected, corrected or superseded; foedus events lists what stands")


def _supposed(view: View, without: Sequence[str], ended: Sequence[str], flipped: Sequence[str]) -> Supposed:
    from foedus.analysis.whatif import Supposed
    from foedus.interfaces.cli.names import asked

    def pair(text: str, option: str) -> tuple[str, str]:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != 2 or not all(parts):
            raise typer.BadParameter(f"{text!r} does not name two actors; write A,B", param_hint=option)
        return asked(view, parts[0]).id, asked(view, parts[1]).id

    return Supposed(
        tuple(asked(view, name).id for name in without),
        tuple(pair(text, "--end") for text in ended),
        tuple(pair(text, "--flip") for text in flipped),
    )


def _show_aftermath(found: Aftermath, names: Mapping[str, str], as_json: bool) -> None:
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.records.changes import aftermath_record

    if as_json:
        show_json(aftermath_record(found, names))
        return
    typer.echo(f"From {found.since} to {found.until}, after: {quote_line(found.event)}")
    for death in found.dead:
        typer.echo(f"Killed: {clean(names.get(death.actor, death.actor))}, {death.at}")
    for one in found.successions:
        heirs = ", ".join(clean(names.get(heir.a, heir.a)) for heir in one.successors)
        typer.echo(f"{clean(names.get(one.body, one.body))} lost {clean(names.get(one.leader, one.leader))}")
        typer.echo(f"  succeeded by {heirs}" if heirs else "  no successor is told of; that is unknown, not a no")
        for heir in one.successors:
            typer.echo(f"    {quote_line(heir.entry)}")
    if found.orphaned:
        typer.echo("Ties that lost one of their two:")
    for line in _tie_lines(found.orphaned, names):
        typer.echo(line)
    for title, changes in (("Changed, of those concerned:", found.near), ("Changed elsewhere:", found.elsewhere)):
        if changes:
            typer.echo(title)
        for line in _change_lines(changes, names):
            typer.echo(f"  {line}")


def _tie_lines(ties: Iterable[Any], names: Mapping[str, str]) -> Iterator[str]:
    from foedus.analysis.telling import tie_words
    from foedus.interfaces.cli.quoting import quote_line

    for tie in ties:
        yield f"  {clean(tie_words(tie, names))} ({tie.state.value}, since {tie.first})"
        yield f"    {quote_line(tie.speaking[0].entry)}"


def _change_lines(changes: Iterable[Change], names: Mapping[str, str]) -> Iterator[str]:
    from foedus.analysis.change import Turn
    from foedus.analysis.telling import tie_words
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.wording.ties import ending

    for one in changes:
        was = f"{clean(tie_words(one.before, names))}, now " if one.turn is Turn.FLIPPED and one.before else ""
        when = f" ({ending(one.tie, told)})" if one.turn in (Turn.ENDED, Turn.QUIET) else f" ({one.tie.first})"
        yield f"{one.turn.value}: {was}{clean(tie_words(one.tie, names))}{when}"
        for bearing in one.evidence[:1]:
            yield f"  {quote_line(bearing.entry)}"


def _whatif_lines(found: WhatIf, names: Mapping[str, str]) -> Iterator[str]:
    from foedus.interfaces.naming import sorted_names

    for title, side in (("Before", found.before), ("After", found.after)):
        counts = ", ".join(f"{count} {kind}" for kind, count in side.census.counts.items())
        yield f"{title}: {plural(side.census.triads, 'triad')} ({counts}), frustration {side.camps.upper}"
    for title, listed in (("Newly unbalanced", found.strained), ("No longer unbalanced", found.relieved)):
        for triad in listed:
            yield f"{title}: {', '.join(clean(name) for name in sorted_names(triad.nodes, names))} ({triad.kind})"
    if found.moved:
        yield f"Other camp: {', '.join(clean(names.get(node, node)) for node in found.moved)}"
    for edge, count in found.pressed:
        friendly = "friends" if edge.sign > 0 else "enemies"
        both = " and ".join(clean(name) for name in sorted_names(edge.pair, names))
        yield f"Under pressure: {both}, {friendly}, in {plural(count, 'new triad')}"
