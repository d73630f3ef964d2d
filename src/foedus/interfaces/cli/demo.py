"""``foedus demo``: three bundled briefings become a ledger, and the ledger answers."""

from __future__ import annotations

import typer

LEDGER = "foedus-demo.sqlite"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo", epilog="Example: foedus demo")(demo)


def demo() -> None:
    """Reads three briefings into foedus-demo.sqlite in this folder and shows what can be asked.

    Run again, it adds nothing and keeps what you judged. Another ledger of that name is left alone.
    """
    from foedus.interfaces.cli.demo_page import show_demo
    from foedus.interfaces.demo import check_own, join, take_in
    from foedus.ledger.session import Ledger

    with Ledger.open(LEDGER) as ledger:
        check_own(ledger, "rename it, or run foedus demo in another folder")
        take_in(ledger)
        show_demo(ledger.view(), join(ledger), LEDGER)
