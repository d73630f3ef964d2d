"""Options and answers that the analysis commands share: the day asked for, and who counts as the body they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.interfaces.cli.common import day_given
from foedus.interfaces.cli.output import note
from foedus.interfaces.questions import day_of_latest_report

if TYPE_CHECKING:
    from foedus.analysis.bearings import Link
    from foedus.analysis.rollup import Level
    from foedus.ledger.view import View

DayOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="The day asked for (default: that of the latest report).")
]
RollUpOption = Annotated[
    str, typer.Option("--roll-up", metavar="LEVEL", help="Who counts as their body: none, leaders, units or branches.")
]
CommunitiesOption = Annotated[bool, typer.Option("--communities", help="Peoples and populations too.")]
CampsOption = Annotated[int, typer.Option("--camps", metavar="K", min=2, help="How many camps; above 2, in Davis's weak sense.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0, help="How long to seek the optimum.")]


def level_given(text: str) -> Level:
    """The level of an option; a usage error with the choices."""
    from foedus.analysis.rollup import Level

    try:
        return Level(text)
    except ValueError:
        choices = ", ".join(level.value for level in Level)
        raise typer.BadParameter(f"{text!r} is no level; choose one of {choices}", param_hint="--roll-up") from None


def day_asked(view: View, at: str | None) -> date:
    """The last day of a date given, else the day of the latest report, saying so. A usage error where nothing is dated."""
    given = day_given(at, "--at")
    if given is not None:
        return given
    latest = day_of_latest_report(view)
    if latest is None:
        raise typer.BadParameter("no report in the ledger is dated; name a day", param_hint="--at")
    note(f"at {latest}, the day of the latest report; --at names another")
    return latest


def say_roll_up(links: Iterable[Link], names: Mapping[str, str]) -> None:
    """Says on standard error who was counted as whom."""
    from foedus.interfaces.wording.ties import counted_as

    said = list(counted_as(links, names))
    if said:
        note(f"counted as the body they belong to: {'; '.join(said)}")
