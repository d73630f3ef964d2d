"""What the commands that judge have in common: the signature, and showing a judgement."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import note, show_json
from foedus.interfaces.records.ledger import judgement_record
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.ledger.review import Signature
    from foedus.model.judgement import Judgement


def signature(by: str | None, why: str) -> Signature:
    """Who judges, now, and why; raises BadInput where nobody is named and the login name is not known."""
    from foedus.ledger.review import Signature

    return Signature(by or settings.text("by") or _login(), datetime.now(UTC), why)


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


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise BadInput("a judgement is signed and your login name is not known; give --by NAME") from None
