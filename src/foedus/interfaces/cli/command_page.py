"""The commands as Markdown: the page docs/reference/commands.md, made from their own help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from foedus.interfaces.cli.main import app

_INTRO = (
    "Made from the commands' own help by `tools/render_reference.py`. Answers go to standard output: a table on a terminal, "
    "tab-separated lines into a pipe, JSON with `--json`. Notes and errors go to standard error. The exit status is 0, 1 where "
    "something was wrong, or 2 where the command was not understood."
)


def command_names() -> list[str]:
    """Every command, a subcommand by both its words."""
    return [name for name, _ in _commands(get_command(app), "")]


def commands_page() -> str:
    """The page."""
    parts = ["# Commands", _INTRO]
    for name, command in _commands(get_command(app), ""):
        parts += [f"## foedus {name}", *_help(command), _options(command), *_examples(command)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _commands(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        full = f"{before}{name}"
        if hasattr(command, "commands"):
            yield from _commands(command, f"{full} ")
        else:
            yield full, command


def _help(command: Any) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")]


def _options(command: Any) -> str:
    rows = [
        f"| {_usage(param)} | {(param.help or '').replace('|', chr(92) + '|')} |"
        for param in command.params
        if param.name != "help"
    ]
    return "\n".join(["| argument or option | meaning |", "| --- | --- |", *rows]) if rows else ""


def _usage(param: Any) -> str:
    value = (param.metavar or "").replace("|", chr(92) + "|")
    if not hasattr(param, "is_flag"):
        return f"`{value}`"
    needs_value = not param.is_flag
    return f"`{', '.join(param.opts)}{f' {value}' if needs_value and value else ''}`"


def _examples(command: Any) -> list[str]:
    lines = [line.strip().removeprefix("Example: ") for line in (command.epilog or "").replace("\b", "").splitlines()]
    return ["```\n" + "\n".join(line for line in lines if line and line != "Examples:") + "\n```"]
