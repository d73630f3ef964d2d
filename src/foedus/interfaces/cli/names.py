"""Names on the command line: saying so where a name is a guess or is borne by more than one actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import note
from foedus.interfaces.naming import Asked, named

if TYPE_CHECKING:
    from foedus.ledger.view import View


def asked(view: View, text: str) -> Asked:
    """As `named`, saying on standard error where the actors are several or the text is not a name of theirs."""
    meant = named(view, text)
    if meant.guessed:
        note(f"taking {text!r} for {meant.name!r}")
    if len(meant.actors) > 1:
        note(
            f"{text!r} covers {len(meant.actors)} actors of that name in {plural(len(meant.documents), 'document')}; "
            f"foedus same {_quoted(text)} joins them, foedus actor {_quoted(text)} shows them"
        )
    return meant


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)
