"""Groups of commands that are formats: ``foedus import FORMAT`` and ``foedus export FORMAT``."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup


class _Formats(TyperGroup):
    """Commands that are formats; an unknown one is answered with all there are."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"there is no format {args[0]!r}; choose one of {', '.join(self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


def formats(help_: str, arguments: str) -> typer.Typer:
    """A group of formats, with what follows the name of a format in its usage line."""
    usage = f"FORMAT {arguments}"
    return typer.Typer(cls=_Formats, no_args_is_help=True, help=help_, subcommand_metavar=usage, rich_markup_mode=None)


def brief(help_: str) -> str:
    """What stands beside a format in the list of all: its first paragraph."""
    return help_.partition("\n\n")[0]
