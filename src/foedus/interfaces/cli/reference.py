"""``foedus vocabulary`` and ``foedus settings``: the words of the codebook, and what can be set."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus import settings as table
from foedus.interfaces.cli.common import JsonOption
from foedus.interfaces.cli.output import Table, columns, listing, show, show_json

MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print the page of the documentation.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("vocabulary", epilog="Example: foedus vocabulary --json")(vocabulary)
    app.command("settings", epilog="Example: FOEDUS_JOBS=2 foedus settings")(settings)


def vocabulary(markdown: MarkdownOption = False, as_json: JsonOption = False) -> None:
    """Prints the words in which claims are coded: actor kinds, event and relation types, certainty, status."""
    from dataclasses import asdict

    from foedus.interfaces.cli.vocabulary_page import vocabulary_page
    from foedus.model.vocabulary import vocabulary as bundled

    words = bundled()
    if markdown:
        typer.echo(vocabulary_page(words), nl=False)
        return
    families = {
        "actor kind": words.kinds,
        "event type": words.events,
        "relation type": words.relations,
        "certainty": words.certainties,
        "status": words.statuses,
    }
    if as_json:
        show_json({family: [asdict(term) for term in terms.values()] for family, terms in families.items()})
        return
    rows = [
        (family, term.name, getattr(term, "sign", ""), term.means)
        for family, terms in families.items()
        for term in terms.values()
    ]
    show(listing(Table(columns("!family", "!word", "!sign", "means"), rows), [], ""), as_json=False)


def settings(markdown: MarkdownOption = False, as_json: JsonOption = False) -> None:
    """Prints what can be set for all commands by environment variables, and the values in force."""
    from foedus.interfaces.cli.vocabulary_page import settings_page

    if markdown:
        typer.echo(settings_page(), nl=False)
        return
    rows = [(one.variable, table.shown(one), one.help) for one in table.SETTINGS]
    records = [
        {"name": one.name, "variable": one.variable, "default": one.default, "value": table.shown(one), "help": one.help}
        for one in table.SETTINGS
    ]
    show(listing(Table(columns("!variable", "value", "means"), rows), records, ""), as_json)
