"""``foedus camps`` and ``foedus strain``: who is in a camp with whom, and where ties pull apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.asking import (
    CampsOption,
    CommunitiesOption,
    DayOption,
    RollUpOption,
    TimeLimit,
    day_asked,
    level_given,
    say_roll_up,
)
from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, plural, viewed
from foedus.interfaces.cli.output import note, show_json
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.analysis.camps import CampsAt
    from foedus.analysis.strain import Strain

ReadingsOption = Annotated[int, typer.Option("--readings", metavar="N", min=1, help="How many readings of the record are drawn.")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", help="The seed of the draws; the same gives the same answer.")]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most that many.")]
TrucesOption = Annotated[bool, typer.Option("--truces-positive", help="Count truces and talks as positive ties, not as neutral.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("camps", epilog="Example: foedus camps --at 2013-01-01")(camps)
    app.command("strain", epilog="Example: foedus strain --at 2013-03-08 --json")(strain)


def camps(
    at: DayOption = None,
    k: CampsOption = 2,
    truces: TrucesOption = False,
    roll_up: RollUpOption = "units",
    communities: CommunitiesOption = False,
    time_limit: TimeLimit = 60.0,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Finds the camps at a date that leave the fewest ties frustrated, proven or with bounds, and lists those ties.

    Nothing is said between actors whom no chain of ties connects. A tie that was last seen before the date counts while no
    end of it is known.
    """
    from foedus.analysis.camps import CampsAsked, camps_at
    from foedus.analysis.grounds import grounds
    from foedus.analysis.standings import bodies
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.balance import camps_record

    level = level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        day = day_asked(view, at)
        names = names_of(view)
        among = bodies(view.actors(), communities)
        found = camps_at(grounds(view, level=level), day, among, CampsAsked(k, truces, time_limit))
    if as_json:
        show_json(camps_record(found, day, names))
        return
    _show_camps(found, names)
    standings = (*found.frustrated, *found.neutral, *found.disputed)
    say_roll_up((link for one in standings for tie in one.ties for link in tie.via), names)


def strain(
    at: DayOption = None,
    roll_up: RollUpOption = "units",
    communities: CommunitiesOption = False,
    readings: ReadingsOption = 200,
    seed: SeedOption = 1,
    limit: LimitOption = 50,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists triads whose ties pull apart, most telling first: whoever stands with two that stand against each other.

    The share is that of readings of the record in which the triad is unbalanced: each takes what is told with reserve for true
    or not, gives vague dates a day, and decides disputes. A truce counts as positive here. It is a theory's reading, no forecast.
    """
    from foedus.analysis.screening import Asked, strain_at
    from foedus.analysis.strain import Sampling
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.balance import strain_record

    level = level_given(roll_up)
    with viewed(ledger, as_of, known_by) as view:
        day = day_asked(view, at)
        names = names_of(view)
        found = strain_at(view, Asked(day, level, communities, limit), Sampling(readings, seed))
    if as_json:
        show_json([strain_record(one, names) for one in found])
        return
    if not found:
        note("no triad is known to be unbalanced; that is unknown, not a no")
    for position, one in enumerate(found):
        if position:
            typer.echo("")
        for line in _strain_lines(one, names):
            typer.echo(line)
    say_roll_up((link for one in found for tie in one.ties for link in tie.via), names)


def _show_camps(found: CampsAt, names: Mapping[str, str]) -> None:
    from foedus.analysis.telling import dated, tie_words
    from foedus.interfaces.cli.quoting import quote_line
    from foedus.interfaces.records.claims import each_once

    made = found.camps
    parts = [part for part in made.components if len(part) > 1]
    if not parts:
        note("no positive or negative tie is known at that date; that is unknown, not a no")
    for number, part in enumerate(parts, 1):
        typer.echo(f"Connected part {number}" if len(parts) > 1 else "Camps")
        for camp in made.members(part):
            typer.echo(f"  {'; '.join(clean(names.get(one, one)) for one in camp)}")
    amount = f"{made.upper}" if made.proven else f"between {made.lower} and {made.upper}"
    typer.echo(f"Frustration index: {amount}{' (proven)' if made.proven else ''}, of {plural(len(found.graph.signed), 'tie')}")
    if found.swinging:
        typer.echo(f"As well in the other camp: {'; '.join(clean(names.get(one, one)) for one in found.swinging)}")
    for title, standings in (("Frustrated", found.frustrated), ("Neutral", found.neutral), ("In dispute", found.disputed)):
        if standings:
            typer.echo(f"{title}:")
        for one in standings:
            typer.echo(f"  {'; but '.join(clean(tie_words(tie, names)) for tie in one.ties)} ({dated(one)})")
            for entry in each_once(told.entry for tie in one.ties for told in tie.speaking)[:1]:
                typer.echo(f"    {quote_line(entry)}")


def _strain_lines(one: Strain, names: Mapping[str, str]) -> Iterable[str]:
    from foedus.analysis.telling import dated
    from foedus.interfaces.cli.quoting import quote_line

    yield f"{clean(one.sentence(names))} (unbalanced in {one.share:.0%} of readings)"
    for standing, best in zip(one.standings, one.telling, strict=True):
        yield f"  {dated(standing)}: {quote_line(best.entry)}"
    if one.decisive is not None:
        decides = next((told.entry for told in one.evidence if told.entry.claim.id == one.decisive.claim), None)
        if decides is not None:
            yield f"  Most hangs on {quote_line(decides)}: without it, {one.decisive.share_without:.0%}"
