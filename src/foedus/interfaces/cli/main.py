"""The command ``foedus``: what it is made of, and how it fails."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from foedus import __version__, settings
from foedus.errors import FoedusError
from foedus.interfaces.cli import (
    ask,
    balance,
    brief,
    changing,
    demo,
    doubts,
    exporting,
    importing,
    incidents,
    joining,
    keep,
    read,
    reconciling,
    reference,
    review,
    serving,
    spells,
    standing,
    ties,
)
from foedus.interfaces.cli.output import note

INTERRUPTED = 130  # what shells report for a program stopped by Ctrl-C


class Commands(TyperGroup):
    """All commands; an error raised on purpose ends them with its sentence and exit status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that the context names."""
        try:
            return super().invoke(ctx)
        except FoedusError as fault:
            if settings.flag("debug"):
                raise
            note(str(fault))
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            note("stopped; what was recorded until now stays")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="foedus",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"foedus {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: foedus demo. Each command explains itself: foedus ties --help.")
def foedus(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads reports on armed conflict and keeps a sourced, dated ledger of who stands with whom.

    Every claim rests on the words of a report, shown with it.
    """


_FAMILIES = (
    demo,
    read,
    importing,
    ask,
    ties,
    spells,
    standing,
    changing,
    doubts,
    incidents,
    brief,
    balance,
    joining,
    review,
    keep,
    exporting,
    reconciling,
    serving,
    reference,
)

for _family in _FAMILIES:
    _family.register(app)


def main() -> None:
    """Runs the command line; a fault of our own is one sentence too, unless FOEDUS_DEBUG is set."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    try:
        app(prog_name="foedus")
    except Exception as fault:
        if settings.flag("debug"):
            raise
        broke = f"{type(fault).__name__} {fault}".strip()
        note(f"foedus broke down ({broke}); run it again with FOEDUS_DEBUG=1 and report what is printed")
        sys.exit(1)


if __name__ == "__main__":
    main()
