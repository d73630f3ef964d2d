"""What the commands that judge have in common: showing a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import note, show_json
from foedus.interfaces.records.ledger import judgement_record
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.model.judgement import Judgement


def show_made(made: list[Judgement], as_json: bool) -> None:
    """Prints judgements just made."""
    if as_json:
        show_json([judgement_record(one) for one in made])
        return
    for one in made:
        typer.echo(sentence(one))
    note(f"{plural(len(made), 'judgement')} recorded; foedus undo ID takes one back")


def sentence(one: Judgement) -> str:
    """A judgement on one line."""
    other = f" {one.other}" if one.other else ""
    return clean(f"{one.id}: {one.by} judged {one.subject} {one.verdict.value}{other}" + (f" ({one.why})" if one.why else ""))
