"""``foedus incidents``, ``same-event`` and ``not-same-event``: the same incident in several reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.common import AsOfOption, ByOption, JsonOption, KnownByOption, LedgerOption, WhyOption, opened, viewed
from foedus.interfaces.cli.output import note, show_json

if TYPE_CHECKING:
    from foedus.ledger.session import Ledger

One = Annotated[str, typer.Argument(metavar="CLAIM", help="An event claim, by its id.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="CLAIM", help="The other.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("incidents", epilog="Example: foedus incidents --json")(incidents)
    app.command("same-event", epilog="Example: foedus same-event clm-39000c4e clm-e7abb268 --why 'one raid'")(same_event)
    app.command("not-same-event", epilog="Example: foedus not-same-event clm-39000c4e clm-e7abb268")(not_same_event)


def incidents(
    ledger: LedgerOption = None, as_of: AsOfOption = None, known_by: KnownByOption = None, as_json: JsonOption = False
) -> None:
    """Lists incidents that several reports seem to tell, with what they agree and differ in. Nothing is merged by it."""
    from foedus.analysis.matching import incidents as found_in
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.records.doubts import incident_record
    from foedus.ledger.same_event import judged_events

    with viewed(ledger, as_of, known_by) as view:
        found = found_in(view.claims(), judged_events(view))
    if as_json:
        show_json([incident_record(one) for one in found])
        return
    if not found:
        note("no incident is seen to be told by two reports")
    for position, one in enumerate(found):
        if position:
            typer.echo("")
        for entry in one.entries:
            typer.echo(quote_line(entry))
        for match in one.matches:
            typer.echo(f"  {'; '.join(match.reasons)}")


def same_event(
    a: One, b: Other, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges that two claims tell one incident. foedus undo takes it back."""
    with opened(ledger) as store:
        _judge(store, (a, b), True, (by, why), as_json)


def not_same_event(
    a: One, b: Other, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges that two claims tell two incidents, however alike. foedus undo takes it back."""
    with opened(ledger) as store:
        _judge(store, (a, b), False, (by, why), as_json)


def _judge(store: Ledger, pair: tuple[str, str], same: bool, signed: tuple[str | None, str], as_json: bool) -> None:
    from foedus.interfaces.cli.judged import show_made
    from foedus.interfaces.ids import claim_id
    from foedus.interfaces.signing import signature
    from foedus.ledger.same_event import judge_events

    a, b = (claim_id(store, given) for given in pair)
    show_made([judge_events(store, (a, b), same, signature(*signed))], as_json)
