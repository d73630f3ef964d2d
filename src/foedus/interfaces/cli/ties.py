"""``foedus ties`` and ``foedus why``: who stands how to whom, and what that rests on."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.asking import RollUpOption, level_given, say_roll_up
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, plural, span_given, viewed
from foedus.interfaces.cli.output import Table, columns, listing, note, on_terminal, show, show_json

if TYPE_CHECKING:
    from foedus.analysis.rollup import Level
    from foedus.analysis.ties import Tie
    from foedus.interfaces.naming import Asked
    from foedus.ledger.view import View
    from foedus.model.dates import DateSpan

_WIDEST = 100  # characters of a line of quotes; longer lines are hard to read

Whom = Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="Only the ties of that actor.", show_default=False)]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="A day, month, year or span: 2013-01-01, 2009-22, 2010.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Ended ties too, and those that are only denied, planned or undated.")]
LimitOption = Annotated[
    int, typer.Option("--limit", metavar="N", min=0, help="Without ACTOR, the N pairs of which most is told; 0 for all.")
]
DossierOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="The dossier at that date, with what would flip it.")
]
One = Annotated[str, typer.Argument(metavar="A", help="One actor.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help="The other.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("ties", epilog="Example: foedus ties ttp --at 2010 --known-by 2011-06-30")(ties)
    app.command("why", epilog="Example: foedus why imu 'pakistani taliban'")(why)


def ties(
    actor: Whom = None,
    at: AtOption = None,
    everything: AllOption = False,
    limit: LimitOption = 200,
    roll_up: RollUpOption = "none",
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows who stands with (+), against (-) or at truce with (0) whom, from the relations and events that reports tell.

    A tie is "held" where evidence covers the date, "last seen" where it stops before and nothing tells an end. That no tie is
    shown means that none is known, not that there is none.
    """
    from foedus.interfaces.questions import by_sign, telling

    time, level = span_given(at, "--at"), level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        found, names = _found(view, actor, time, limit, level)
    shown = found if everything else telling(found, time is not None)
    _show_ties(by_sign(shown, names), names, as_json)
    if len(shown) < len(found):
        note(f"{plural(len(found) - len(shown), 'more tie')} ended, denied, only planned or undated; --all shows them")
    say_roll_up((link for tie in shown for link in tie.via), names)


def _found(
    view: View, actor: str | None, time: DateSpan | None, limit: int, level: Level
) -> tuple[list[Tie], Mapping[str, str]]:
    """The ties, and the names of those in them; says so where there are more pairs."""
    from foedus.analysis.foremost import foremost
    from foedus.analysis.ties import ties_at
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.naming import names_of

    if actor is not None:
        meant = asked(view, actor)
        return ties_at(view, time, meant.id, meant.as_one, level), names_of(view)
    if limit == 0:
        return ties_at(view, time, level=level), names_of(view)
    found = foremost(view, time, limit, level)
    if found.shown < found.pairs:
        note(
            f"shown are the ties of {plural(found.shown, 'pair')} of which most is told; {found.pairs - found.shown:,} more are "
            "left out; --limit 0 shows all, foedus ties ACTOR those of one actor"
        )
    return found.ties, found.names


def why(
    a: One,
    b: Other,
    at: DossierOption = None,
    roll_up: RollUpOption = "none",
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows every quote about two actors in order of time, with who says it, where, and how surely.

    With --at, shows how they stood at that date, what speaks for and against it, and which quotes would flip the answer.
    """
    from foedus.analysis.evidence import evidence
    from foedus.errors import BadInput
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.cli.tie_lines import evidence_lines
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.ties import evidence_record

    with viewed(ledger, as_of, known_by) as view:
        one, other = asked(view, a), asked(view, b)
        if one.id == other.id:
            raise BadInput(f"{a!r} and {b!r} are both {one.name!r}; name two actors")
        if at is not None:
            _show_dossier(view, (one, other), at, level_given(roll_up), as_json)
            return
        found = evidence(view, one.id, other.id, {**one.as_one, **other.as_one})
        names = names_of(view)
    if as_json:
        show_json([evidence_record(piece) for piece in found])
        return
    if not found:
        note(f"no report in the ledger tells of {one.name} and {other.name} together; that is unknown, not a no")
    width = min(shutil.get_terminal_size().columns, _WIDEST) if on_terminal() else _WIDEST
    for position, piece in enumerate(found):
        if position:
            typer.echo("")
        for line in evidence_lines(piece, names, width):
            typer.echo(line)


def _show_dossier(view: View, pair: tuple[Asked, Asked], at: str, level: Level, as_json: bool) -> None:
    from foedus.analysis.dossier import dossier
    from foedus.interfaces.cli.asking import day_asked
    from foedus.interfaces.cli.dossier import dossier_lines
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.ties import dossier_record

    one, other = pair
    found = dossier(view, (one.id, other.id), day_asked(view, at), {**one.as_one, **other.as_one}, level)
    names = names_of(view)
    if as_json:
        show_json(dossier_record(found, names))
        return
    for line in dossier_lines(found, names):
        typer.echo(line)
    say_roll_up((link for tie in found.ties for link in tie.via), names)


def _show_ties(found: list[Tie], names: Mapping[str, str], as_json: bool) -> None:
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.records.ties import tie_record
    from foedus.interfaces.wording.ties import ending, phrase, quotes, standing

    lines = [
        (
            names.get(tie.a, tie.a),
            tie.sign,
            phrase(tie),
            names.get(tie.b, tie.b),
            tie.state.value,
            told(tie.first),
            ending(tie, told),
            quotes(tie),
        )
        for tie in found
    ]
    rows = [
        (tie.sign, f"{line[0]} / {line[3]}: {line[2]}", standing(tie, told), line[-1])
        for tie, line in zip(found, lines, strict=True)
    ]
    table = Table(columns("!", "tie", "known", "quotes"), rows)
    nothing = "no tie is known that fits; that is unknown, not a no"
    show(listing(table, [tie_record(tie, names) for tie in found], nothing, lines), as_json)
