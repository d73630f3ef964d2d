"""``foedus disputes``, ``origins``, ``forecasts`` and ``coverage``: what is in doubt, and what no report tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.asking import day_asked
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, plural, viewed
from foedus.interfaces.cli.output import Table, columns, listing, note, show, show_json
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.analysis.coverage import Coverage
    from foedus.analysis.disputes import Dispute

Whom = Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="Only what concerns that actor.", show_default=False)]
OfWhom = Annotated[
    list[str], typer.Argument(metavar="ACTOR...", help="One actor, or two to ask about both together.", show_default=False)
]
LeastOption = Annotated[int, typer.Option("--days", metavar="N", min=1, help="The shortest silence that is shown.")]
UntilOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="Until when (default: the day of the latest report).")
]

_HEADINGS: Mapping[str, str] = {
    "numbers": "Numbers differ",
    "date": "Dates differ",
    "authorship": "Perpetrators differ",
    "denied": "Denied",
    "tie": "Told of two ways at the same time",
}


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("disputes", epilog="Example: foedus disputes ttp")(disputes)
    app.command("origins", epilog="Example: foedus origins --json")(origins)
    app.command("forecasts", epilog="Example: foedus forecasts pakistan")(forecasts)
    app.command("coverage", epilog="Example: foedus coverage imu 'pakistani taliban' --days 180")(coverage)


def disputes(
    actor: Whom = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists what sources differ on, side by side.

    That is numbers, dates and perpetrators of one incident, denied claims, and ties told of in two ways at the same time.
    """
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.questions import disputed
    from foedus.interfaces.records.doubts import dispute_record

    with viewed(ledger, as_of, known_by) as view:
        names = names_of(view)
        ids = {one.id for one in asked(view, actor).actors} if actor is not None else None
        shown = disputed(view, names, ids)
    if as_json:
        show_json([dispute_record(one, names) for one in shown])
        return
    if not shown:
        note("nothing in the ledger is in dispute")
    for line in _dispute_lines(shown, names):
        typer.echo(line)


def origins(
    ledger: LedgerOption = None, as_of: AsOfOption = None, known_by: KnownByOption = None, as_json: JsonOption = False
) -> None:
    """Warns where reports carry one source's words: nearly the same quotes, or the same issue cited. They count as one source."""
    from foedus.analysis.origins import same_origins
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.records.doubts import origins_record

    with viewed(ledger, as_of, known_by) as view:
        found = same_origins(view.claims())
    if as_json:
        show_json([origins_record(one) for one in found])
        return
    if not found:
        note("no two reports in the ledger are seen to carry one source's words")
    for one in found:
        typer.echo(f"{plural(len(one.documents), 'report')}, one origin: {'; '.join(one.reasons)}")
        for entry in one.entries:
            typer.echo(f"  {quote_line(entry)}")


def forecasts(
    actor: Whom = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists what was feared, planned or expected, and what later evidence says: borne out, contradicted, or open."""
    from foedus.analysis.forecasts import forecasts as foretold
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.doubts import forecast_record
    from foedus.interfaces.wording.claims import sentence

    with viewed(ledger, as_of, known_by) as view:
        names = names_of(view)
        ids = {one.id for one in asked(view, actor).actors} if actor is not None else None
        found = [one for one in foretold(view.claims()) if ids is None or ids & set(one.entry.who.values())]
    lines = [
        (
            one.outcome.value,
            one.made,
            sentence(one.entry, names, told),
            quote_line(one.entry),
            "; ".join(map(quote_line, one.evidence)),
        )
        for one in found
    ]
    table = Table(columns("!outcome", "!made", "what", "words", "evidence"), lines)
    show(listing(table, [forecast_record(one, names, told) for one in found], "no forecast is known"), as_json)


def coverage(
    actors: OfWhom,
    days: LeastOption = 365,
    until: UntilOption = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows the stretches of time of which no report tells anything about an actor, or about two together.

    What is not told of is unknown; it is not a no.
    """
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.questions import covered
    from foedus.interfaces.records.doubts import coverage_record

    if len(actors) > 2:
        raise typer.BadParameter("name one actor, or two", param_hint="ACTOR")
    with viewed(ledger, as_of, known_by) as view:
        day = day_asked(view, until)
        found = covered(view, [asked(view, name) for name in actors], day, days)
    if as_json:
        show_json(coverage_record(found))
        return
    for line in _coverage_lines(found):
        typer.echo(line)


def _dispute_lines(found: Sequence[Dispute], names: Mapping[str, str]) -> Iterator[str]:
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.wording.claims import sentence

    for one in found:
        about = sentence(one.sides[0][1], names, told)
        yield f"{_HEADINGS[one.matter.value]}{f' ({one.slot})' if one.matter.value == 'numbers' else ''}: {clean(about)}"
        for said, entry in one.sides:
            yield f"  {clean(said)}: {quote_line(entry)}"


def _coverage_lines(found: Coverage) -> Iterator[str]:
    who = " and ".join(clean(name) for name in found.actors)
    if not found.claims:
        yield f"No report tells of {who}{' together' if len(found.actors) > 1 else ''}; that is unknown, not a no"
        return
    yield f"{who}: {plural(found.claims, 'claim')} in {plural(found.documents, 'report')}, of {found.first} to {found.last}"
    if found.undated:
        yield f"  {plural(found.undated, 'claim')} without a date"
    for one in found.silences:
        yield f"  no evidence of {one.first} to {one.last}" if one.last else f"  no evidence after {found.last}"
    yield f"  last report: {found.last_reported or 'undated'}"
